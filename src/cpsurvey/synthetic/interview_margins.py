"""margins.toml → what the synthetic interviews are made from: who they are, who raised what."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from cpsurvey.claims import Claim
from cpsurvey.claims.records import read_toml
from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError, unknown
from cpsurvey.synthetic.counts import NOT_SHOWN, number_of
from cpsurvey.synthetic.exports import SYNTHETIC
from cpsurvey.synthetic.margin_model import Margin
from cpsurvey.synthetic.margins import MARGINS, WHAT, read_margins, told_of
from cpsurvey.synthetic.raised import Levels, Raised, read_raised
from cpsurvey.synthetic.raised_rooms import check_rooms

MOST = 9_999  # longer numbers may name somebody, and cleaning would rename such interviews
SEVERAL = ("number", "authority", "multi")
KEYS = ("assumed", "sizes", "coding", "disagreement", "people", "themes")
CODING = ("coders", "uncoded", "by_both", "first_coder")
RATES = ("missed", "shifted", "added")


@dataclass(frozen=True)
class InterviewMargins:
    """Everything the synthetic interviews are made from.

    Attributes
    ----------
    sizes
        Group → number of interviews.
    claims
        Group → the claim that its number comes from, where one does.
    coders
        Their names; the first to read an interview marks all that is raised, where it is.
    uncoded, by_both
        Group → number of interviews that nobody, and that all coders have coded.
    first_coder
        Share of the others that the first coder has; the other coders share what is left.
    missed, shifted, added
        Of the passages in interviews that all coders have, the share that each coder after the
        first misses, marks elsewhere, and marks with a code more.
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
    coders: tuple[str, ...] = (f"{SYNTHETIC} coder A", f"{SYNTHETIC} coder B")
    claims: Mapping[str, str] = field(default_factory=dict)

    def raised_by(self, group: str) -> list[Raised]:
        """Return the themes of one group, in the order of the file."""
        return [one for one in self.raised if one.group == group]


def load_interview_margins(
    codebook: Codebook,
    claims: Sequence[Claim],
    path: str | os.PathLike[str] | None = None,
) -> InterviewMargins | None:
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
    InterviewMargins or None
        With every count a whole number, which can be met whatever the seed; None if the file has
        no part ``interviews``.

    Raises
    ------
    CodebookError
        If a group, theme, claim or level is not known, a rate is no share, or more interviews are
        to raise a theme than there are coded ones, of that group or at that level; the message
        names the file, the group, the theme and the level.
    """
    home = Path(path) if path is not None else MARGINS
    content = read_toml(home, WHAT)
    if "interviews" not in content:
        return None
    known = {claim.id: claim for claim in claims}
    with told_of(f"{home}: interviews"):
        part = _known_keys("", content["interviews"], KEYS)
        for name in KEYS[1:]:
            _check_table(name, part[name])
        sizes = {group: _size(group, size, known) for group, size in part["sizes"].items()}
        for group in sizes:
            _check_group(group, sizes, codebook)
        for name in ("people", "themes"):
            for group, records in part[name].items():
                _check_group(group, sizes, codebook)
                _check_table(f"{name}.{group}", records)
        if not isinstance(part["assumed"], str):
            raise CodebookError("assumed must be a text in quotation marks: why it is all so.")
        people = tuple(
            margin
            for group, records in part["people"].items()
            for margin in read_margins(group, records, sizes, known, codebook, asked=False)
        )
        coding = _coding(part["coding"], sizes)
        disagreement: dict[str, Any] = _rates(part["disagreement"])
        raised: list[Raised] = []
        for group, records in part["themes"].items():
            levels = _levels(group, sizes[group], people, codebook)
            more = read_raised(group, records, sizes[group], levels, known, codebook)
            check_rooms(group, more, sizes[group], coding["uncoded"].get(group, 0), levels)
            raised += more
        return InterviewMargins(
            sizes=sizes,
            claims={
                group: size["claim"]
                for group, size in part["sizes"].items()
                if isinstance(size, Mapping)
            },
            people=people,
            raised=tuple(raised),
            assumed=part["assumed"],
            **coding,
            **disagreement,
        )


def _size(group: str, size: object, claims: Mapping[str, Claim]) -> int:
    """Return how many of a group were interviewed."""
    with told_of(f"sizes: {group}"):
        number = number_of(size, claims)
        if not number:
            raise CodebookError("nobody was interviewed: leave the group out.")
        if number > MOST:
            raise CodebookError(f"{number:,} interviews are more than the {MOST:,} that can be.")
        return number


def _check_group(group: str, sizes: Mapping[str, int], codebook: Codebook) -> None:
    """Check that a group is the codebook's, and that it is said how many were interviewed."""
    if group not in codebook.groups:
        raise CodebookError(unknown("group", group, codebook.groups))
    if group not in sizes:
        raise CodebookError(unknown("group of [interviews.sizes]", group, sizes))


def _coding(record: Mapping[str, Any], sizes: Mapping[str, int]) -> dict[str, Any]:
    """Return who codes how many interviews, and the coders' names."""
    _known_keys("coding: ", record, CODING)
    coders = record.get("coders", 2)
    if not _whole(coders) or not 1 <= coders <= len(ascii_uppercase):
        raise CodebookError(
            f"coding: coders is {coders!r}: give a whole number from 1 to {len(ascii_uppercase)}."
        )
    for name in ("uncoded", "by_both"):
        _check_table(f"coding.{name}", record[name])
        for group, count in record[name].items():
            if group not in sizes:
                raise CodebookError(unknown(f"coding: {name}: group", group, sizes))
            if not _whole(count) or count < 0:
                raise CodebookError(
                    f"coding: {name}: {group} is {count!r}: give a whole number of interviews."
                )
    for group, size in sizes.items():
        nobody, every = (record[name].get(group, 0) for name in ("uncoded", "by_both"))
        if nobody + every > size:
            raise CodebookError(
                f"coding: {group}: {nobody} interviews coded by nobody and {every} by all coders"
                f" are more than the {size} there are."
            )
    names = tuple(f"{SYNTHETIC} coder {letter}" for letter in ascii_uppercase[:coders])
    first = _share("coding: first_coder", record["first_coder"])
    shared = {name: record[name] for name in ("uncoded", "by_both")}
    return {"coders": names, "first_coder": first, **shared}


def _rates(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rates at which coders differ."""
    _known_keys("disagreement: ", record, RATES)
    rates = {name: _share(f"disagreement: {name}", record[name]) for name in RATES}
    for other in ("shifted", "added"):
        if rates["missed"] + rates[other] > 1:
            raise CodebookError(
                f"disagreement: missed {rates['missed']} and {other} {rates[other]} are more than"
                " all passages: what is missed cannot be marked otherwise."
            )
    return rates


def _share(name: str, value: object) -> float:
    """Return a share of all, from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise CodebookError(f"{name} is {value!r}: give a share from 0 to 1.")
    return float(value)


def _levels(group: str, size: int, people: Sequence[Margin], codebook: Codebook) -> Levels:
    """Return what is known of a group, one answer each → its level → how many people."""
    found: dict[str, dict[str, int]] = {}
    for margin in people:
        asked = codebook.by_name.get(margin.question.partition("__")[0])
        if margin.group != group or (asked and not margin.latent and asked.type in SEVERAL):
            continue
        found[margin.question] = dict(margin.counts)
        if size > margin.shown:
            found[margin.question][NOT_SHOWN] = size - margin.shown
    return found


def _known_keys(here: str, record: Any, known: Sequence[str]) -> Mapping[str, Any]:
    """Return a table that holds nothing but what is read from it."""
    _check_table("interviews", record)
    for key in record:
        if key not in known:
            raise CodebookError(unknown(f"{here}key", key, known))
    table: Mapping[str, Any] = record
    return table


def _check_table(name: str, record: object) -> None:
    """Check that a part of the file is a table."""
    if not isinstance(record, Mapping):
        raise CodebookError(f"{name} must be a table.")


def _whole(value: object) -> bool:
    """Tell whether this is a whole number, and no yes or no."""
    return isinstance(value, int) and not isinstance(value, bool)
