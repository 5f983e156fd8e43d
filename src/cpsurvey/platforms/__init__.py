"""Platforms that surveys are exported from, one TOML file each, and what is known of them.

``label`` is what a platform is called. ``[menus]`` names, for each setting of its export, the menu
to go back to. ``[settings]`` has those that its exports are written in, each with its values, the
usual one first. Each ``[[loss]]`` is something that its exports cannot carry, and in which
settings. Readers, writers, messages and the documentation read it here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

CODES = (
    "qualtrics",
    "limesurvey",
    "redcap",
    "google_forms",
    "ms_forms",
    "surveymonkey",
    "jisc",
    "typeform",
    "indico",
    "spss",
    "stata",
    "table",
)
# What an export may tell of its settings (SurveyExport.settings), in words.
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "generation": "layout",
        "header": "columns named by",  # names, codes, codes and texts, texts
        "answers": "answers given as",  # text, numbers, mixed, unknown
        "selected": "select-all questions",  # split, joined, both, none
        "unanswered": "seen but unanswered written as",
        "status": "kinds of response",
        "delimiter": "columns separated by",
        "encoding": "letters stored as",
        "lines": "lines ended by",
        "decimal": "decimal sign",
        "dates": "dates written",
        "time_zone": "time zone",
        "language": "language",
        "sheet": "sheet",
        "packed": "packed in",
    }
)


# What stands for a question that was not shown, where a platform says so; else it is blank.
NOT_SHOWN: Mapping[str, str] = MappingProxyType({"limesurvey": "N/A"})


class Loss(NamedTuple):
    """Something that a platform's exports cannot carry.

    ``what`` is a word of ours; ``settings`` those of the export in which it is lost, each with a
    value or several, none for all; ``words`` say it to a researcher, and ``source`` where it was
    seen or read. ``sign`` is what stands between options in one cell, where that is how.
    """

    what: str
    words: str
    source: str
    settings: Mapping[str, str | list[str]] = MappingProxyType({})
    sign: str = ""

    def occurs(self, settings: Mapping[str, str]) -> bool:
        """Tell whether it is lost in these settings."""
        return all(
            settings.get(name, "") in ([values] if isinstance(values, str) else values)
            for name, values in self.settings.items()
        )


class Platform(NamedTuple):
    """What is known of a platform."""

    label: str
    menus: Mapping[str, str]
    losses: tuple[Loss, ...]
    settings: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@cache
def platform(code: str) -> Platform:
    """Return what is known of a platform."""
    text = files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    losses = tuple(Loss(**loss) for loss in content.get("loss", []))
    settings = {name: tuple(values) for name, values in content.get("settings", {}).items()}
    return Platform(content["label"], content.get("menus", {}), losses, settings)


def label_of(code: str) -> str:
    """Return what a platform is called.

    Examples
    --------
    >>> label_of("ms_forms")
    'Microsoft Forms'
    """
    return platform(code).label


def how_to(code: str, setting: str) -> str:
    """Return the menu in which a platform's export gets a setting, to stand after "export it".

    Examples
    --------
    >>> how_to("google_forms", "export")
    'in Google Forms: Responses > ⋮ > Download responses (.csv)'
    """
    return platform(code).menus[setting]


def platform_settings(code: str) -> Mapping[str, tuple[str, ...]]:
    """Return the settings in which a platform's exports can be written, the usual value first.

    Examples
    --------
    >>> platform_settings("qualtrics")["answers"]
    ('text', 'numbers')
    """
    return platform(code).settings


def losses_of(code: str, settings: Mapping[str, str]) -> tuple[Loss, ...]:
    """Return what a platform's exports cannot carry in these settings."""
    return tuple(loss for loss in platform(code).losses if loss.occurs(settings))
