"""A team's decisions, the exports and the codebook → what each asks for, or all that is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning.corrections import Correction, Fixes, read_correction
from cpsurvey.codebook import Codebook, Instrument
from cpsurvey.errors import DecisionsError, listed, nearest
from cpsurvey.exports import SurveyExport
from cpsurvey.vocabulary import EXCLUSIONS

COLUMNS = ("respondent", "question", "action", "value", "date")  # and group, where it is needed
FIELDS = ("respondent", "group", "question", "action", "value", "date")  # as in Decision
ACTIONS = ("correct", "exclude", "withdraw")
LEAVE_OUT = {"withdraw": "withdrawn", "exclude": "by_hand"}
DECIDED = tuple(LEAVE_OUT.values())
MOST = 20


class Decided(NamedTuple):
    """What was decided about one export: rows left out with rule and reason, cells corrected."""

    left_out: Mapping[int, tuple[str, str]]
    fixes: Mapping[str, Fixes]

    @property
    def withdrawn(self) -> list[int]:
        """The rows of those who withdrew."""
        return [row for row, (rule, _) in self.left_out.items() if rule == LEAVE_OUT["withdraw"]]


class Decision(NamedTuple):
    """One row of the team's file, with the place it has there."""

    place: int
    row: object
    respondent: str
    group: str
    question: str
    action: str
    value: str
    date: str


Problems = list[tuple[Decision, str]]
Taken = list[tuple[Decision, list[int]]]


def decide(
    exports: Sequence[SurveyExport],
    instruments: Sequence[Instrument],
    codebook: Codebook,
    decisions: pd.DataFrame | None,
) -> list[Decided]:
    """Return what was decided about each export's rows and cells.

    Identifiers are those of the export files. A decision that names a group of which there is no
    export is passed over.

    Raises
    ------
    DecisionsError
        If a decision is about nobody or about a question, answer or action that is not known, or
        contradicts another; all are listed by their row. Identifiers are not: one of them may be
        that of a person who asked to be forgotten.
    """
    if decisions is None:
        return [Decided({}, {}) for _ in exports]
    name = str(decisions.attrs.get("name") or "decisions")
    made = list(_decisions(decisions, name))
    rows = _rows(made, exports)
    groups = [instrument.group for instrument in instruments]
    problems: Problems = []
    taken: dict[int, Taken] = defaultdict(list)
    for decision in made:
        try:
            _check(decision, codebook)
            if decision.group in ("", *groups):
                at = _find(decision, rows.get(decision.respondent, {}), groups)
                taken[at].append((decision, rows[decision.respondent][at]))
        except DecisionsError as error:
            problems.append((decision, str(error)))
    decided = [
        _settle(taken[at], instrument, codebook, problems)
        for at, instrument in enumerate(instruments)
    ]
    _stop_for(problems, name)
    return decided


def _decisions(frame: pd.DataFrame, name: str) -> Iterator[Decision]:
    """Yield the decisions of a frame, or name the columns that it lacks."""
    lacking = [column for column in COLUMNS if column not in frame]
    if lacking:
        lines = [f'"{column}"{nearest(column, map(str, frame))}' for column in lacking]
        raise DecisionsError(f"{name} lacks the columns {'; '.join(lines)}.")
    cells = frame.reindex(columns=list(FIELDS)).astype(object)
    cells = cells.where(cells.notna(), "")
    for place, (row, *texts) in enumerate(zip(cells.index, *cells.T.to_numpy(), strict=True)):
        made = Decision(place, row, *(str(text).strip() for text in texts))
        yield made._replace(action=made.action.casefold())


def _rows(
    decisions: Sequence[Decision], exports: Sequence[SurveyExport]
) -> dict[str, dict[int, list[int]]]:
    """Return the rows of each person decided about, by the place of the export."""
    people = {decision.respondent for decision in decisions} - {""}
    found: dict[str, dict[int, list[int]]] = {}
    for at, export in enumerate(exports):
        named = export.meta["respondent"]
        for row, person in named[named.isin(people)].items():
            found.setdefault(str(person), {}).setdefault(at, []).append(int(str(row)))
    return found


def _check(decision: Decision, codebook: Codebook) -> None:
    """Check what can be told from a decision alone."""
    if decision.action not in ACTIONS:
        known = nearest(decision.action, ACTIONS)
        raise DecisionsError(f"the action is none of {listed(ACTIONS)}{known}")
    if decision.group and decision.group not in codebook.groups:
        known = nearest(decision.group, codebook.groups)
        raise DecisionsError(f"the group is none of {listed(codebook.groups)}{known}")
    if not _is_date(decision.date):
        raise DecisionsError("the date is missing or is none: write it year first, 2021-03-31")
    if decision.action != "correct" and (decision.question or decision.value):
        raise DecisionsError(
            f"{decision.action} is about a whole person: leave question and value blank, or"
            " correct one answer"
        )


def _is_date(text: str) -> bool:
    """Tell whether a text is a date, year first."""
    try:
        return len(text) == len("2021-03-31") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _find(decision: Decision, rows: Mapping[int, list[int]], groups: Sequence[str]) -> int:
    """Return the place of the export that a decision is about."""
    found = [at for at in rows if decision.group in ("", groups[at])]
    if not found:
        raise DecisionsError(
            "nobody in the exports has this identifier: give it as the export has it; a response"
            ' without one is called after its row there, "row-12"'
        )
    if len(found) > 1:
        both = listed(groups[at] for at in found)
        raise DecisionsError(f"the identifier stands for one person in {both} each: say the group")
    return found[0]


def _settle(
    taken: Taken, instrument: Instrument, codebook: Codebook, problems: Problems
) -> Decided:
    """Return what was decided about one export, withdrawals first."""
    gone = _withdrawn(taken, problems)
    left_out = {row: _out(d) for d, rows in taken if d is gone.get(d.respondent) for row in rows}
    fixes: dict[str, dict[Correction, list[int]]] = defaultdict(lambda: defaultdict(list))
    seen: dict[tuple[str, str], dict[str, tuple[object, object]]] = defaultdict(dict)
    for decision, rows in taken:
        try:
            if decision.respondent in gone:
                continue
            if decision.action == "exclude":
                _first(seen[decision.respondent, ""], "", decision.date, decision)
                left_out |= dict.fromkeys(rows, _out(decision))
                continue
            name, fix = read_correction(decision.question, decision.value, instrument, codebook)
            if _first(seen[decision.respondent, name], fix.option, fix, decision):
                fixes[name][fix].extend(rows)
        except DecisionsError as error:
            problems.append((decision, str(error)))
    return Decided(left_out, fixes)


def _withdrawn(taken: Taken, problems: Problems) -> dict[str, Decision]:
    """Return the decision by which each person withdrew; nothing else may be decided about them."""
    gone: dict[str, Decision] = {}
    for decision, _ in taken:
        if decision.action == "withdraw":
            gone.setdefault(decision.respondent, decision)
    for decision, _ in taken:
        withdrawal = gone.get(decision.respondent, decision)
        if (decision.action, decision.date) != (withdrawal.action, withdrawal.date):
            problems.append(
                (decision, f"the person withdrew (row {withdrawal.row}): take this row out")
            )
    return gone


def _first(
    before: dict[str, tuple[object, object]], option: str, said: object, decision: Decision
) -> bool:
    """Tell whether this is the first decision about a cell; stop where another says otherwise.

    The options of a select-all are cells of their own, and so is the whole of it.
    """
    for other, (row, was) in before.items():
        same = other == option
        if (same and was != said) or (not same and not (other and option)):
            raise DecisionsError(f"row {row} decides otherwise about the same: keep one of them")
    first = option not in before
    before.setdefault(option, (decision.row, said))
    return first


def _out(decision: Decision) -> tuple[str, str]:
    """Return the rule by which a decision leaves a person out, and the reason with its date."""
    rule = LEAVE_OUT[decision.action]
    return rule, f"{EXCLUSIONS[rule]} ({decision.date})"


def _stop_for(problems: Problems, name: str) -> None:
    """Raise if any decision cannot be carried out, with the first of them in the file's order."""
    if not problems:
        return
    many = "1 decision" if len(problems) == 1 else f"{len(problems)} decisions"
    ordered = sorted(problems, key=lambda problem: problem[0].place)
    lines = [f"row {decision.row}: {what}" for decision, what in ordered[:MOST]]
    lines = [line if line.endswith(("?", ".")) else f"{line}." for line in lines]
    more = [f"and {len(problems) - MOST} more"] if len(problems) > MOST else []
    head = f"{name}: {many} cannot be carried out, so nothing was built."
    raise DecisionsError("\n  ".join([head, *lines, *more]))
