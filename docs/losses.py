"""What no export carries, platform by platform, and the settings it is written in → platforms.md.

Run it in the project's folder, after a change of a platform's facts::

    python docs/losses.py
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cpsurvey.platforms import CODES, Loss, Platform, platform

PAGE = Path(__file__).with_name("platforms.md")
INTRODUCTION = """\
# What an export cannot carry

Each platform loses something of a survey on the way to the file that it lets one download. The
tables below say what, and in which settings of the export; they are what
`cpsurvey.platforms.losses_of` gives, from `src/cpsurvey/platforms`. For each line, a test writes
answers as the platform would, reads them back, and compares: this is lost, and nothing else.
**[doc]** marks what no file was seen of and documentation or public programs say; "taken to be so"
what no file of the kind shows and nothing contradicts.

`cpsurvey.writers.write_survey_export(tables, codebook, platform="ms_forms")` writes tables so, to
rehearse an analysis in the format that one's own platform will give. Its settings are above each
table, the usual value first.
"""


def page() -> str:
    """Return the page."""
    parts = [_section(code, platform(code)) for code in CODES if platform(code).losses]
    return "\n".join([INTRODUCTION, *parts])


def _section(code: str, known: Platform) -> str:
    """Return what is to say of a platform."""
    settings = [f"- `{name}`: {_listed(values)}" for name, values in known.settings.items()]
    rows = [_row(loss) for loss in known.losses]
    lines = [
        f"## {known.label[:1].upper()}{known.label[1:]} (`{code}`)", "",
        *settings, "",
        "| what is lost | in which settings | known from |", "|---|---|---|",
        *rows, "",
    ]  # fmt: skip
    return "\n".join(lines)


def _row(loss: Loss) -> str:
    """Return a loss as a row of a table."""
    words = loss.words.replace("|", "\\|")
    source = loss.source.replace("[doc]", "**[doc]**")
    return f"| {words} | {_when(loss.settings)} | {source} |"


def _when(settings: Mapping[str, str | list[str]]) -> str:
    """Return in which settings something is lost."""
    found = []
    for name, value in settings.items():
        values = [value] if isinstance(value, str) else value
        found.append(f"`{name}` {' or '.join(map(_value, values))}")
    return ", ".join(found) or "all"


def _listed(values: tuple[str, ...]) -> str:
    """Return the values of a setting."""
    return ", ".join(map(_value, values))


def _value(value: str) -> str:
    """Return a value as it is given."""
    return {"\t": "tab"}.get(value, f"`{value}`")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
