"""phrases.toml and a coding frame → words for any group and theme, SYNTHETIC filler if need be."""

from __future__ import annotations

from collections.abc import Sequence

from cpsurvey.codebook import Codebook
from cpsurvey.synthetic.exports import SYNTHETIC
from cpsurvey.synthetic.mess import words

FILLER = (
    "Here {synthetic} filler stands for: {label}.",
    "{synthetic} filler, which nobody said, on {label} once more.",
    "And of {label} there is this other {synthetic} filler.",
)
PROMPTS = ("What about {label}?", "Is there anything to say of {label}?")
BESIDES = {
    "opening": (f"Good morning. This is {SYNTHETIC} filler.",),
    "asides": (f"An aside, {SYNTHETIC} filler.", f"More {SYNTHETIC} filler, about nothing."),
    "closing": (f"No more {SYNTHETIC} filler.",),
}


def said_of(group: str, code: str, codebook: Codebook) -> Sequence[str]:
    """Return sentences that raise a theme: those of phrases.toml, or filler with its label."""
    found: Sequence[str] = words("phrases").get(group, {}).get("themes", {}).get(code, ())
    return found or _filler(FILLER, code, codebook)


def asked_about(group: str, topic: str, codebook: Codebook) -> Sequence[str]:
    """Return questions about a topic, which is a theme that stands above others or alone."""
    found: Sequence[str] = words("phrases").get("prompts", {}).get(group, {}).get(topic, ())
    return found or _filler(PROMPTS, topic, codebook)


def said_besides(group: str, what: str) -> Sequence[str]:
    """Return what a group says as an ``opening`` or ``closing``, or among the ``asides``."""
    found: Sequence[str] = words("phrases")[what].get(group, BESIDES[what])
    return found


def _filler(forms: Sequence[str], code: str, codebook: Codebook) -> list[str]:
    """Return sentences about a theme, its label on one line and free of gaps to fill."""
    label = next(theme.label for theme in codebook.themes if theme.code == code)
    plain = " ".join(label.split()).replace("{", "{{").replace("}", "}}")
    return [form.format(synthetic=SYNTHETIC, label=plain) for form in forms]
