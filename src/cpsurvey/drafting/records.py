"""What a draft takes a question for, and what it says of the questionnaire as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cpsurvey.drafting.answers import DraftScale

NOT_KEPT = ("ignored", "personal")


@dataclass(frozen=True)
class Guess:
    """One question as it is taken to be; type ``ignored`` or ``personal`` where it is not kept."""

    type: str
    columns: tuple[str, ...]
    text: str
    stem: str
    confidence: str
    why: str
    scale: DraftScale | None = None
    rows: tuple[str, ...] = ()
    exclusive: str = ""
    notes: tuple[str, ...] = ()
    shown_if: tuple[str, tuple[str, ...]] | None = None
    routed: bool = False
    dates: str = ""


@dataclass(frozen=True)
class Drafted:
    """One question with its code, the name of its scale, and the codes of its rows and levels."""

    guess: Guess
    name: str
    label: str
    scale: str = ""
    rows: Mapping[str, str] = field(default_factory=dict)
    exclusive: str = ""
    shown_if: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Head:
    """What codebook.toml says of the questionnaire as a whole."""

    name: str
    title: str
    group: str
    group_label: str
    instrument: str
    meta: Mapping[str, tuple[str, str]]
    rules: Mapping[str, Sequence[Mapping[str, object]]]
    routing: str
    source: str
