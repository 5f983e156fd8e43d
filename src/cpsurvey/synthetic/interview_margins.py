"""margins.toml → what the synthetic interviews are made from: who they are, who raised what."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpsurvey.claims import Claim
from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError, unknown
from cpsurvey.synthetic.counts import agreed, count_of, find_claim
from cpsurvey.synthetic.margins import MARGINS, Margin, read_margins, read_toml, told_of

KEYS = ("count", "claim", "within")


@dataclass(frozen=True)
class Raised:
    """In how many interviews of a group a theme is raised, all of them raising `within` too."""

    group: str
    code: str
    count: int
    claim: str = ""
    within: str = ""


@dataclass(frozen=True)
class InterviewMargins:
    """Everything the synthetic interviews are made from.

    Attributes
    ----------
    sizes
        Group → number of interviews.
    uncoded, by_both
        Group → number of interviews that nobody, and that both coders have coded.
    first_coder
        Share of the others that the first coder has.
    missed, shifted, added
        Of the first coder's codings, the shares that the second misses, puts on another span, and
        adds a code to.
    people
        Margins of what is known of the people interviewed.
    raised
        Who raised which theme.
    assumed
        What all of this rests on, where it rests on no claim.
    """

    sizes: Mapping[str, int]
    uncoded: Mapping[str, int]
    by_both: Mapping[str, int]
    first_coder: float
    missed: float
    shifted: float
    added: float
    people: tuple[Margin, ...]
    raised: tuple[Raised, ...]
    assumed: str


def load_interview_margins(
    codebook: Codebook,
    claims: Sequence[Claim],
    path: str | os.PathLike[str] | None = None,
) -> InterviewMargins:
    """Load what the interviews are made from, and check it against the codebook and the claims.

    Parameters
    ----------
    codebook
        Its themes are the coding frame.
    claims
        The published claims, from which counts come.
    path
        A file of margins in TOML; left out, that of the 2020 study.

    Returns
    -------
    InterviewMargins
        With every count a whole number.

    Raises
    ------
    CodebookError
        If a theme or a claim is not known, or more interviews are to raise a theme than there are
        coded ones; the message names the file and the theme.
    """
    home = Path(path) if path is not None else MARGINS
    content = read_toml(home)
    known = {claim.id: claim for claim in claims}
    with told_of(f"{home}: interviews"):
        part = content["interviews"]
        sizes = {g: count_of(find_claim(r["claim"], known)) for g, r in part["sizes"].items()}
        people = [
            margin
            for group, records in part["people"].items()
            for margin in read_margins(group, records, sizes, known, codebook, asked=False)
        ]
        coding = part["coding"]
        return InterviewMargins(
            sizes=sizes,
            uncoded=coding["uncoded"],
            by_both=coding["by_both"],
            first_coder=coding["first_coder"],
            **part["disagreement"],
            people=tuple(people),
            raised=tuple(_raised(part["themes"], sizes, coding["uncoded"], known, codebook)),
            assumed=part["assumed"],
        )


def _raised(
    records: Mapping[str, Any],
    sizes: Mapping[str, int],
    uncoded: Mapping[str, int],
    claims: Mapping[str, Claim],
    codebook: Codebook,
) -> list[Raised]:
    """Make the themes of every group, and check that there are interviews enough."""
    themes = [theme.code for theme in codebook.themes if theme.parent]
    done: dict[tuple[str, str], Raised] = {}
    for group, counts in records.items():
        coded = sizes[group] - uncoded.get(group, 0)
        for code, value in counts.items():
            if code not in themes:
                raise CodebookError(unknown(f"{group}: theme", code, themes))
            one = _one(group, code, value, sizes[group], claims)
            if one.within and (group, one.within) not in done:
                raise CodebookError(
                    f"{group}: {one.within}, within which {code} is, must come before it."
                )
            room = done[group, one.within].count if one.within else coded
            if not 0 <= one.count <= room:
                raise CodebookError(
                    f"{group}: {one.count} interviews cannot raise {code}; {room} can."
                )
            done[group, code] = one
    return list(done.values())


def _one(
    group: str, code: str, value: int | Mapping[str, Any], size: int, claims: Mapping[str, Claim]
) -> Raised:
    """Make one theme from a count, or a table with a count or a claim."""
    if isinstance(value, int):
        return Raised(group, code, value)
    for key in value:
        if key not in KEYS:
            raise CodebookError(unknown(f"{group}: {code}: key", key, KEYS))
    within = value.get("within", "")
    if "claim" not in value:
        return Raised(group, code, value["count"], within=within)
    claim = find_claim(value["claim"], claims)
    if claim.asks is None or code not in claim.asks.codes:
        raise CodebookError(f"{group}: claim {claim.id} asks for no interviews that raise {code}.")
    return Raised(group, code, agreed(claim, [size]), claim.id, within)
