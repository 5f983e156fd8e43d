"""margins.toml, a codebook and the claims → checked margins: how many gave each answer, and why."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cpsurvey.claims import Claim
from cpsurvey.claims.records import read_toml
from cpsurvey.codebook import Codebook, Instrument
from cpsurvey.errors import CodebookError, listed, unknown
from cpsurvey.synthetic.asked import names_in, people_of, routed
from cpsurvey.synthetic.counts import number_of
from cpsurvey.synthetic.fieldwork import read_days
from cpsurvey.synthetic.left_out import read_left_out
from cpsurvey.synthetic.margin_answers import check_people, range_of
from cpsurvey.synthetic.margin_model import MOST_PEOPLE, Margin, Margins
from cpsurvey.synthetic.margin_reading import read_margins, told_of
from cpsurvey.synthetic.ties import make_together

__all__ = ["Margin", "Margins", "load_margins", "range_of", "read_margins", "told_of"]

MARGINS = Path(__file__).with_name("margins.toml")
WHAT = "a file of margins"
TOP = ("kept", "left_out", "fieldwork", "margins", "interviews")


def load_margins(
    codebook: Codebook,
    claims: Sequence[Claim],
    path: str | os.PathLike[str] | None = None,
) -> Margins:
    """Load the margins of the survey and check them against the codebook and the claims.

    Parameters
    ----------
    codebook
        The questionnaire.
    claims
        The published claims, from which counts come; there may be none.
    path
        A file of margins in TOML; left out, that of the 2020 study.

    Returns
    -------
    Margins
        With every count a whole number, the rest worked out, and every count that a claim gives
        in the middle of those that fit all readings of the claim.

    Raises
    ------
    CodebookError
        If the file is not readable, or a margin names what is not there, gives no reason for
        what is assumed, does not add up to the people it is put to, contradicts another or cannot
        agree with its claim; or a question has no margin. The message names the file and the
        margin.
    """
    home = Path(path) if path is not None else MARGINS
    content = read_toml(home, WHAT)
    known = {claim.id: claim for claim in claims}
    people = people_of(codebook)
    with told_of(str(home)):
        for key in content:
            if key not in TOP:
                raise CodebookError(unknown("table", key, TOP))
        kept = _kept(content.get("kept"), people, known)
        groups = content.get("margins", {})
        if not isinstance(groups, Mapping):
            raise CodebookError("margins must hold tables: [margins.GROUP.QUESTION].")
        check_people(groups, people, "margins: group")
        left_out, why = read_left_out(content.get("left_out", {}), kept, people, codebook)
        days, when = read_days(content.get("fieldwork", {}))
        done: list[Margin] = []
        for group, records in groups.items():
            done += read_margins(group, records, kept, known, codebook)
        _check_all_there(done, people, kept, codebook)
        make_together(done, codebook)
        return Margins(kept, left_out, tuple(done), days, {"left_out": why, "fieldwork": when})


def _kept(
    records: Any, people: Mapping[str, Instrument], claims: Mapping[str, Claim]
) -> dict[str, int]:
    """Return how many people are kept; every questionnaire has some."""
    if not isinstance(records, Mapping):
        raise CodebookError("kept must be a table: [kept], then a number for each group.")
    check_people(records, people, "kept: group")
    kept = {}
    for who in people:
        if who not in records:
            raise CodebookError(f"[kept] does not say how many of group {who} there are.")
        value = records[who]
        with told_of(f"kept: {who}"):
            kept[who] = number_of(value, claims)
            if not kept[who]:
                raise CodebookError("a base of 0 is nobody: give the number of people.")
            if kept[who] > MOST_PEOPLE:
                raise CodebookError(
                    f"{kept[who]:,} people are more than the {MOST_PEOPLE:,} that can be made up."
                )
    return kept


def _check_all_there(
    done: Sequence[Margin],
    people: Mapping[str, Instrument],
    kept: Mapping[str, int],
    codebook: Codebook,
) -> None:
    """Check that every question has a margin; those put to nobody need none."""
    have = {(margin.group, margin.question): margin for margin in done}
    lacking = []
    for who, instrument in people.items():
        for name, question in names_in(codebook, instrument):
            routing = question.shown_if if routed(question, codebook, instrument) else None
            asked = have.get((who, routing.question)) if routing else None
            nobody = routing and not any(
                asked and asked.counts.get(answer) for answer in routing.answers
            )
            if (who, name) not in have and not nobody:
                lacking.append(f"{who}.{name}")
    if lacking:
        many = " ".join(f"--people {who}={count}" for who, count in kept.items())
        raise CodebookError(
            f"there is no margin for {listed(lacking)}. Have them drafted, and copy them from"
            f" there: cpsurvey draft-margins drafted.toml --codebook {codebook.folder} {many}"
        )
