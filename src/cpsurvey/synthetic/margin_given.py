"""What a margin says of earlier answers → odds and cross-tabulations by question, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cpsurvey.claims import Claim
from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import CodebookError, listed, unknown
from cpsurvey.synthetic.counts import is_reason, number_of
from cpsurvey.synthetic.margin_model import ANY, ODDS_TOLD, Counts, Margin, Odds, is_odds

TICKED, UNTICKED = "ticked", "unticked"
OR = " or "
Table = Mapping[str, Counts]


class Given(NamedTuple):
    """Which earlier questions go with a margin, and how."""

    questions: tuple[str, ...]
    odds: Mapping[str, Mapping[str, Odds]]
    table: Mapping[str, Table]


def read_given(record: Mapping[str, Any], claims: Mapping[str, Claim]) -> Given:
    """Read `given` with its odds, by question where there are several, and `table`."""
    named, odds = record.get("given", ()), record.get("odds", {})
    if isinstance(named, str):
        questions: tuple[str, ...] = (named,)
        odds = {named: odds} if odds else {}
    elif isinstance(named, Sequence) and all(isinstance(one, str) for one in named):
        questions = tuple(named)
    else:
        raise CodebookError("given must be the name of an earlier question, or a list of names.")
    if len(set(questions)) < len(questions):
        raise CodebookError(f"given names a question twice: {listed(questions)}.")
    for question in odds:
        if question not in questions:
            if not questions:
                raise CodebookError("odds need `given`, the earlier question that they are about.")
            raise CodebookError(unknown("odds: question of `given`", question, questions))
    table = {
        question: {
            earlier: {
                answer: _cell(question, earlier, answer, cell, claims) for answer, cell in row
            }
            for earlier, row in _rows(f"table.{question}", rows)
        }
        for question, rows in record.get("table", {}).items()
    }
    return Given(questions, {q: _odds(q, rows) for q, rows in odds.items()}, table)


def counts_of_table(tables: Mapping[str, Table]) -> dict[str, int]:
    """Return the answers' counts that the first cross-tabulation adds up to."""
    counts: dict[str, int] = {}
    for row in next(iter(tables.values()), {}).values():
        for answer, count in row.items():
            counts[answer] = counts.get(answer, 0) + count
    return counts


def check_earlier(
    margin: Margin, done: Sequence[Margin], question: Question | None, codebook: Codebook
) -> None:
    """Check that questions that go with this come before, and that what is said of them fits."""
    before = {earlier.question: earlier for earlier in done}
    for name in margin.given:
        answers = _answers(name, before)
        for earlier, odds in margin.odds.get(name, {}).items():
            if earlier not in (*answers, margin.question.partition("__")[2]):
                raise CodebookError(unknown(f"answer to {name}", earlier, answers))
            for answer in odds:
                if answer not in (ANY, *margin.counts):
                    raise CodebookError(unknown("answer", answer, margin.counts))
    for name, rows in margin.table.items():
        if question is not None and question.type == "multi":
            raise CodebookError(
                f"table.{name}: people may tick several options, so they cannot be"
                " cross-tabulated: give odds."
            )
        if name not in before:
            raise CodebookError(unknown(f"table: question before {margin.question}", name, before))
        other = codebook.by_name.get(name)
        if other is not None and other.type == "multi" and not before[name].latent:
            raise CodebookError(f"table.{name}: people may tick several options of it: give odds.")
        _check_table(name, rows, margin, before[name])
    if margin.includes:
        if question is not None and question.type != "multi":
            raise CodebookError("includes is for a question with several ticks.")
        if margin.includes not in before:
            raise CodebookError(unknown("includes: question before it", margin.includes, before))


def _answers(name: str, before: Mapping[str, Margin]) -> list[str]:
    """Return the answers to an earlier question; an option is ticked or not."""
    asked, _, option = name.partition("__")
    if name in before:
        return list(before[name].counts)
    if asked in before and option in before[asked].counts:
        return [TICKED, UNTICKED, *(a for a in before[asked].counts if is_reason(a))]
    raise CodebookError(unknown("question before it", name, before))


def _check_table(name: str, rows: Table, margin: Margin, earlier: Margin) -> None:
    """Check a cross-tabulation against the counts of both questions; name what clashes."""
    for answer in rows:
        if answer not in earlier.counts:
            raise CodebookError(unknown(f"table: answer to {name}", answer, earlier.counts))
    lacking = [a for a, count in earlier.counts.items() if count and a not in rows]
    everybody = margin.shown == earlier.shown
    if lacking and everybody:
        raise CodebookError(
            f"table.{name} has no row for {listed(lacking)}: say what those who answer so answer"
            " here."
        )
    for answer, cells in rows.items():
        total, there = sum(cells.values()), earlier.counts[answer]
        if total > there or (everybody and total != there):
            raise CodebookError(
                f"table.{name} and margin {earlier.name} contradict each other: the row {answer}"
                f" adds up to {total}, and {there} answer so."
            )
    added = counts_of_table({name: rows})
    for answer in dict.fromkeys([*added, *margin.counts]):
        told, there = added.get(answer, 0), margin.counts.get(answer, 0)
        if told > there or (everybody and told != there):
            raise CodebookError(
                f"table.{name} and the answers' own counts contradict each other: {answer} adds up"
                f" to {told}, and has a count of {there}."
            )


def _odds(question: str, rows: Any) -> dict[str, dict[str, float]]:
    """Return odds by single answers; ``a or b`` stands for both."""
    found: dict[str, dict[str, float]] = {}
    for several, odds in _rows(f"odds of {question}", rows):
        for answer, value in odds:
            if not is_odds(value):
                raise CodebookError(
                    f"odds of {answer} for {several} are {value}: give {ODDS_TOLD}."
                )
        for given in several.split(OR):
            if given in found:
                raise CodebookError(f"odds of {question}: {given} stands there twice.")
            found[given] = {answer: float(value) for answer, value in odds}
    return found


def _rows(what: str, rows: Any) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Return the rows of a table of tables as pairs, or say that it is none."""
    if not isinstance(rows, Mapping) or not all(isinstance(row, Mapping) for row in rows.values()):
        raise CodebookError(f"{what}: give a table for each earlier answer: answer = {{ … }}.")
    return [(str(name), list(row.items())) for name, row in rows.items()]


def _cell(question: str, earlier: str, answer: str, value: Any, claims: Mapping[str, Claim]) -> int:
    """Return one cell of a cross-tabulation."""
    try:
        return number_of(value, claims)
    except CodebookError as error:
        raise CodebookError(f"table.{question}.{earlier}: {answer}: {error}") from error
