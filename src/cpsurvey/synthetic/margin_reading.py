"""The records of one group in margins.toml → checked margins, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

from cpsurvey.claims import Claim
from cpsurvey.codebook import Codebook, Instrument, Question
from cpsurvey.errors import CodebookError, listed, unknown
from cpsurvey.synthetic.asked import is_asked, people_of, routed
from cpsurvey.synthetic.counts import check_assumed, find_claim, number_of, whole_counts
from cpsurvey.synthetic.margin_answers import check_answers
from cpsurvey.synthetic.margin_given import check_earlier, counts_of_table, read_given
from cpsurvey.synthetic.margin_model import Margin

ROW = "{row}"
KEYS = (
    "answers", "rows", "assumed", "source", "latent", "given", "odds", "table", "fits", "includes",
    "reached", "among",
)  # fmt: skip
TABLES = {"answers", "odds", "table", "reached", "rows"}
LISTS = {"fits"}


class _About(NamedTuple):
    """What the margins of one group are checked against."""

    group: str
    instrument: Instrument | None
    kept: Mapping[str, int]
    people: Mapping[str, int]
    claims: Mapping[str, Claim]
    codebook: Codebook


def read_margins(
    group: str,
    records: Mapping[str, Any],
    kept: Mapping[str, int],
    claims: Mapping[str, Claim],
    codebook: Codebook,
    *,
    asked: bool = True,
) -> list[Margin]:
    """Make a group's margins; `asked` is false for what is known of people without asking."""
    people = people_of(codebook)
    groups = {who: people[who].group if who in people else who for who in kept}
    sizes = {
        g: sum(n for who, n in kept.items() if groups[who] == g)
        for g in dict.fromkeys(groups.values())
    }
    about = _About(group, people[group] if asked else None, kept, sizes, claims, codebook)
    done: list[Margin] = []
    for name, record in _expanded(records, group):
        with told_of(f"margin {group}.{name}"):
            _check_record(record)
            done.append(_margin(name, record, done, about))
    return done


@contextmanager
def told_of(what: str) -> Iterator[None]:
    """Put where it stands before the message of anything wrong."""
    try:
        yield
    except CodebookError as error:
        raise CodebookError(f"{what}: {error}") from error
    except KeyError as error:
        raise CodebookError(f"{what}: {error} is missing.") from error


def _expanded(records: Any, group: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield one record a question; the rows of a matrix share everything but their answers."""
    if not isinstance(records, Mapping) or not all(isinstance(r, dict) for r in records.values()):
        raise CodebookError(f"margins.{group} must hold tables: [margins.{group}.question].")
    for question, record in records.items():
        if not isinstance(record.get("rows"), dict):
            yield question, record
            continue
        if not all(isinstance(answers, Mapping) for answers in record["rows"].values()):
            raise CodebookError(f"margin {group}.{question}: give each of its rows a table.")
        shared = {key: value for key, value in record.items() if key != "rows"}
        every = {answer for answers in record["rows"].values() for answer in answers}
        for row, answers in record["rows"].items():
            theirs = {**shared, "odds": _of_row(record.get("odds", {}), row, every - set(answers))}
            if "given" in record:
                theirs["given"] = _of_row(record["given"], row, set())
            yield f"{question}__{row}", {**theirs, "answers": answers}


def _of_row(value: Any, row: str, others: set[str]) -> Any:
    """Return what is said of all rows as said of one, without answers that only others have."""
    if isinstance(value, Mapping):
        return {
            key.replace(ROW, row): _of_row(inner, row, others)
            for key, inner in value.items()
            if isinstance(inner, Mapping) or key not in others
        }
    if isinstance(value, list):
        return [_of_row(item, row, others) for item in value]
    return value.replace(ROW, row) if isinstance(value, str) else value


def _margin(name: str, record: Mapping[str, Any], done: Sequence[Margin], about: _About) -> Margin:
    """Make one margin, and check it."""
    question = _question(name, record, about)
    shown = _shown_to(question, done, about)
    given = read_given(record, about.claims)
    answers = record.get("answers", {}) or counts_of_table(given.table)
    if question is not None:
        check_answers(answers, question, about.codebook)
    for claim in record.get("fits", ()):
        find_claim(claim, about.claims)
    margin = Margin(
        group=about.group,
        question=name,
        counts=whole_counts(
            answers,
            name,
            shown,
            about.claims,
            about.people,
            ticks=question is not None and question.type == "multi",
        ),
        shown=shown,
        claims={
            answer: value["claim"]
            for answer, value in answers.items()
            if isinstance(value, Mapping) and "claim" in value
        },
        fits=tuple(record.get("fits", ())),
        reached={
            nation: number_of({"claim": value} if isinstance(value, str) else value, about.claims)
            for nation, value in record.get("reached", {}).items()
        },
        **{
            key: record[key]
            for key in ("assumed", "source", "latent", "includes", "among")
            if key in record
        },
    )
    check_assumed(margin.claims, answers, margin.assumed or margin.source)
    margin = replace(margin, given=given.questions, odds=given.odds, table=given.table)
    check_earlier(margin, done, question, about.codebook)
    return margin


def _shown_to(question: Question | None, done: Sequence[Margin], about: _About) -> int:
    """Return how many people a question is put to, from the margin of its routing question."""
    kept = about.kept[about.group]
    if question is None or not routed(question, about.codebook, about.instrument):
        return kept
    routing = question.shown_if
    for margin in done:
        if routing and margin.question == routing.question:
            counts = [margin.counts.get(answer, 0) for answer in routing.answers]
            # Whoever ticks fewer of several options is made to tick the most frequent as well.
            several = about.codebook.by_name[routing.question].type == "multi"
            return max(counts) if several else sum(counts)
    raise CodebookError(
        f"it is put to those with some answers to {routing.question if routing else ''}, whose"
        " margin does not stand before it."
    )


def _question(name: str, record: Mapping[str, Any], about: _About) -> Question | None:
    """Return the question, the matrix of a row, or nothing for what is in no questionnaire."""
    if "latent" in record:
        return None
    matrix, _, row = name.partition("__")
    codebook = about.codebook
    if matrix not in codebook.by_name:
        raise CodebookError(unknown("question", matrix, codebook.by_name))
    question = codebook.by_name[matrix]
    if about.instrument is None:
        return question
    if question.rows and is_asked(question, about.instrument):
        rows = [one.code for one in question.rows_for(about.instrument.group)]
        if not row:
            raise CodebookError(f"it is a matrix: give `rows`, one for each of {listed(rows)}.")
        if row not in rows:
            raise CodebookError(unknown("row", row, rows))
    elif row or not is_asked(question, about.instrument):
        raise CodebookError(f"{name} is no question that is put to this group.")
    return question


def _check_record(record: Mapping[str, Any]) -> None:
    """Check that a margin's table holds nothing but what is read from it, each of its kind."""
    for key, value in record.items():
        if key not in KEYS:
            raise CodebookError(unknown("key", key, KEYS))
        if key in TABLES and not isinstance(value, Mapping):
            raise CodebookError(f"{key} must be a table.")
        if key in LISTS and not isinstance(value, list):
            raise CodebookError(f"{key} must be a list.")
        if key not in TABLES | LISTS | {"given"} and not isinstance(value, str):
            raise CodebookError(f"{key} must be a text in quotation marks.")
