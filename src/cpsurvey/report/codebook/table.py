"""A codebook, and tables if there are any, in; one row a question and answer out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from cpsurvey.codebook import Codebook, Instrument, Question, Row
from cpsurvey.errors import CodebookError, listed
from cpsurvey.report.codebook.counts import ANSWER, OPEN, SILENT, beside, reasons_found
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import NONRESPONSE

NUMBERS = ("minimum", "maximum")
Record = dict[str, Any]


def codebook_table(codebook: Codebook, tables: SurveyTables | None = None) -> pd.DataFrame:
    """Return a codebook as a table that people can read, filter and print.

    Parameters
    ----------
    codebook
        The questionnaire, from `load_codebook`.
    tables
        Tables made with it, to count answers in.

    Returns
    -------
    pandas.DataFrame
        A row an answer (``kind`` is answer) or kind of non-response (non-response); one row for a
        question without a list of answers (open). ``question`` is the name in the tables: of a
        matrix each row is a question, ``part_of`` names the matrix. Then ``label``, ``type``,
        ``groups``, ``wording_…`` for each group, ``raw_…`` for each questionnaire; ``scale``,
        ``code``, ``answer``, ``variants`` (the other wordings that are read as this one);
        ``unit``, ``minimum``, ``maximum``, ``routing``, ``derived``, ``base``, ``grade``,
        ``grade_reason``, ``published``. With tables, for each group: ``count_…``, ``base_…``
        (those who answered; for non-response and open questions everybody kept), ``share_…``,
        ``mark_…``, and last ``protection``. Of real data counts from 1 to 4 are hidden and marked
        c; they are not protected against subtraction.

    Raises
    ------
    CodebookError
        If the tables were made with another codebook, or with this one before it was edited.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import codebook_table
    >>> table = codebook_table(cps.load_codebook(), cps.load_example())
    >>> judged = table[(table["question"] == "overall_judgement") & (table["code"] == "better")]
    >>> judged[["answer", "count_professional", "base_professional"]].values.tolist()
    [['Better', 227, 477]]
    """
    found = {} if tables is None else reasons_found(tables)
    records = [
        record for question in codebook.questions for record in _records(question, codebook, found)
    ]
    frame = pd.DataFrame(records, columns=_order(codebook))
    texts = frame.columns.difference([*NUMBERS])
    kinds = dict.fromkeys(texts, "string") | dict.fromkeys(NUMBERS, "Float64")
    frame = frame.astype(kinds).fillna(dict.fromkeys(texts, ""))
    if tables is None:
        return frame
    _check_made_with(codebook, frame, tables)
    return beside(frame, tables)


def _check_made_with(codebook: Codebook, frame: pd.DataFrame, tables: SurveyTables) -> None:
    """Stop where tables were made with another codebook: their answers are not those of this."""
    answers = frame[frame["kind"] == ANSWER].groupby("question")["code"].agg(list)
    asked = frame.loc[frame["type"] != "text", "question"].unique()
    wanted = {"group": list(codebook.groups)} | {name: answers.get(name, []) for name in asked}
    questions = tables.questions
    held = {
        name: list(o) for name, o in zip(questions["question"], questions["options"], strict=True)
    }
    if differing := [name for name in {**wanted, **held} if wanted.get(name) != held.get(name)]:
        raise CodebookError(
            f"the tables of {tables.name} were made with another codebook: {listed(differing)}"
            f" {'differs' if len(differing) == 1 else 'differ'}. Build them again with this one, or"
            " name theirs."
        )


def routing_in_words(question: Question, codebook: Codebook) -> str:
    """Return who of its groups is shown a question."""
    if question.type == "derived":
        return ""
    if question.shown_if:
        answers = " or ".join(question.shown_if.answers)
        return f"shown if {question.shown_if.question} is {answers}"
    return "shown to everyone" if codebook.routing == "declared" else "not known"


def _records(
    question: Question, codebook: Codebook, found: Mapping[str, Sequence[str]]
) -> Iterator[Record]:
    """Yield a record for each answer to a question, or to each row of a matrix."""
    about = _about(question, codebook)
    rows = question.rows or (Row("", "", question.groups),)
    for name, row in zip(question.columns, rows, strict=True):
        here = {
            "question": name,
            "part_of": question.name if row.code else "",
            "label": ": ".join(filter(None, [question.label, row.label])),
            "groups": "; ".join(row.groups),
            **{f"wording_{g}": question.wording.get(g, "") for g in row.groups},
        }
        for answer in _answers(question, codebook, found.get(name, ())):
            raw = {
                f"raw_{instrument.code}": _raw(question, instrument, row.code or answer["code"])
                for instrument in codebook.instruments
            }
            yield about | here | answer | raw


def _order(codebook: Codebook) -> list[str]:
    """Return the columns in their order."""
    return [
        "question", "part_of", "label", "topic", "type", "groups",
        *(f"wording_{group}" for group in codebook.groups),
        *(f"raw_{instrument.code}" for instrument in codebook.instruments),
        "scale", "kind", "code", "answer", "variants", "unit", "minimum", "maximum",
        "routing", "derived", "base", "grade", "grade_reason", "published",
    ]  # fmt: skip


def _about(question: Question, codebook: Codebook) -> Record:
    """Return what is said of a question as a whole."""
    return {
        "type": question.type,
        "scale": question.scale.name if question.scale else "",
        "routing": routing_in_words(question, codebook),
        "derived": f"{question.derive} of {listed(question.sources)}" if question.derive else "",
        **{
            name: getattr(question, name)
            for name in ("topic", "unit", "minimum", "maximum", "base")
        },
        **{name: getattr(question, name) for name in ("grade", "grade_reason", "published")},
    }


def _answers(question: Question, codebook: Codebook, found: Sequence[str]) -> Iterator[Record]:
    """Yield the answers of a question, or one record for an open one; then why there is none."""
    silent: dict[str, tuple[str, ...]] = {}
    roles = codebook.roles if question.type == "role" else ()
    for role in roles:
        if role.nonresponse:
            words = (role.label, *role.aliases)
            silent[role.nonresponse] = (*silent.get(role.nonresponse, ()), *words)
        else:
            yield _answer(ANSWER, role.code, role.label, role.aliases)
    if question.scale is None and not roles:
        yield _answer(OPEN, "", "", ())
    if question.scale:
        for level in question.scale.levels:
            yield _answer(ANSWER, level.code, level.label, level.variants)
        silent.update(question.scale.nonresponse)
    for reason in NONRESPONSE:
        if reason in silent or reason in found:
            yield _answer(SILENT, reason, "", silent.get(reason, ()))


def _answer(kind: str, code: str, label: str, variants: tuple[str, ...]) -> Record:
    """Return the record of one answer."""
    return {"kind": kind, "code": code, "answer": label, "variants": "; ".join(variants)}


def _raw(question: Question, instrument: Instrument, code: str) -> str:
    """Return the raw column of an option or a row; that of the question where it has but one."""
    columns = question.raw.get(instrument.code, ())
    parts = [part.code for part in question.parts_for(instrument.group)]
    if len(columns) == len(parts) and parts:
        return columns[parts.index(code)] if code in parts else ""
    return "; ".join(columns)
