"""Questionnaires, what people type for their role and authority, and themes: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from cpsurvey.codebook.checks import check_known

META = ("respondent", "recorded", "started", "finished", "progress", "duration_seconds", "language")


@dataclass(frozen=True)
class Instrument:
    """One questionnaire: who answers it, and the columns of its exports that are no questions.

    ``ignore`` names those not kept; ``meta`` the column for each fact about a response, where the
    platform does not say it itself.
    """

    code: str
    group: str
    ignore: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.meta:
            check_known(f"instrument {self.code}", "fact of meta", fact, META)

    def ignores(self, column: str) -> bool:
        """Tell whether a raw column is one of those that are not kept."""
        return column in self.ignore or any(fnmatchcase(column, p) for p in self.ignore)


@dataclass(frozen=True)
class Role:
    """One role, with what people type for it.

    Who names this role and one of those in ``over`` has this one.
    """

    code: str
    label: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    nonresponse: str = ""
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Authority:
    """One local authority, with what people type for it."""

    code: str
    name: str
    nation: str
    region: str = ""
    name_cy: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A place that people type in an authority's stead; ``code`` is blank where none is certain.

    Places of the kinds "part" and "district" are recognised when misspelt; all others only as they
    stand, and they keep what is near them from being read as an authority.
    """

    name: str
    kind: str
    code: str = ""


@dataclass(frozen=True)
class Theme:
    """One theme of the coding frame; a top-level theme has no parent.

    ``aliases`` are other names that a coding program has for it.
    """

    code: str
    label: str
    definition: str = ""
    parent: str = ""
    polarity: str = ""
    raised_by: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
