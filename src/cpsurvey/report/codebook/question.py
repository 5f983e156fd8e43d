"""One question of a codebook, with its rows of the codebook table, in; its part of a page out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import listed
from cpsurvey.report.codebook.counts import ANSWER, OPEN, SILENT
from cpsurvey.report.html.markup import Html, element, join, paragraph, table, terms
from cpsurvey.report.wording.codes import HIDDEN, REASON_LABELS

TYPES = {
    "consent": "consent to taking part",
    "single": "one answer",
    "scale": "one answer, in order",
    "multi": "all that apply",
    "matrix": "one answer for each row",
    "number": "a number",
    "date": "a date",
    "authority": "typed, matched to a local authority",
    "role": "typed, matched to a role",
    "text": "free text, kept apart and in no table",
    "derived": "worked out from other answers",
}
GRADES = {
    "A": "the groups' answers compare",
    "B": "the groups' answers compare with care",
    "C": "the groups' answers do not compare",
}


def question_content(question: Question, rows: pd.DataFrame, codebook: Codebook) -> Html:
    """Return what is known of a question: wordings, columns, answers; counts where there are any.

    ``rows`` are its rows of `codebook_table`.
    """
    groups = {
        group: codebook.groups[group] for group in question.groups if f"count_{group}" in rows
    }
    asked = listed(codebook.groups[group] for group in question.groups)
    said = [
        paragraph(element("code", question.name), f": {TYPES[question.type]}. Put to {asked}."),
        terms(_facts(question, rows.iloc[0], codebook)),
    ]
    if question.rows:
        answers = rows.drop_duplicates(["kind", "code"])
        said += [_matrix_rows(question, codebook), _answers(answers, {}), _silent(answers, {})]
        said += [_grid(rows, group, label) for group, label in groups.items()]
    else:
        said += [_answers(rows, groups), _silent(rows, groups)]
    return join(said)


def _facts(question: Question, row: pd.Series, codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Yield each thing known of a question as a whole, after what it is called."""
    for wording in dict.fromkeys(question.wording.values()):
        who = [codebook.groups[g] for g, words in question.wording.items() if words == wording]
        yield f"Wording, {listed(who)}", wording
    for instrument in codebook.instruments:
        if columns := question.raw.get(instrument.code):
            yield f"Raw columns, {instrument.code}", listed(columns, 40)
    facts = {
        "Topic": question.topic,
        "Worked out as": row["derived"],
        "Shown": row["routing"].removeprefix("shown "),
        "Base": "" if question.base == "answered" else question.base,
        "Unit": question.unit,
        "Limits": _limits(question),
        "Anything else typed": _other(question),
        "Published": question.published.strip("-"),
    }
    yield from ((name, str(said)) for name, said in facts.items() if said)
    if len(question.groups) > 1:
        reason = f" ({question.grade_reason})" if question.grade_reason else ""
        yield "Groups compared", f"{question.grade}: {GRADES[question.grade]}{reason}"


def _other(question: Question) -> str:
    """Return which answer stands for whatever is typed and not known."""
    levels = question.scale.levels if question.scale else ()
    named = [level.label for level in levels if level.code == question.answers.other]
    return f"counts as “{named[0]}”" if named else ""


def _limits(question: Question) -> str:
    """Return between which numbers an answer must lie."""
    low = "" if question.minimum is None else f"at least {question.minimum:g}"
    high = "" if question.maximum is None else f"at most {question.maximum:g}"
    return ", ".join(filter(None, [low, high]))


def _answers(rows: pd.DataFrame, groups: Mapping[str, str]) -> Html:
    """Return the table of answers; of an open question how many answered, where it is counted."""
    answers = rows[rows["kind"] == ANSWER]
    if len(answers):
        made = pd.DataFrame({"Answer": answers["answer"], "Code": answers["code"]})
        return table(_with_counts(made, answers, groups, "Also read as this"), "Answers")
    opened = rows[rows["kind"] == OPEN]
    if not any(opened[f"base_{group}"].notna().any() for group in groups):
        return Html()
    made = pd.DataFrame({"Answer": "Any answer"}, index=opened.index)
    return table(_with_counts(made, opened, groups, ""), "Answers")


def _silent(rows: pd.DataFrame, groups: Mapping[str, str]) -> Html:
    """Return the table of why there is no answer, or nothing."""
    silent = rows[rows["kind"] == SILENT]
    if silent.empty:
        return Html()
    made = pd.DataFrame({"Reason": silent["code"].map(REASON_LABELS), "Code": silent["code"]})
    return table(_with_counts(made, silent, groups, "Given as"), "Why there is no answer")


def _with_counts(
    made: pd.DataFrame, rows: pd.DataFrame, groups: Mapping[str, str], words: str
) -> pd.DataFrame:
    """Return a table with each group's counts and bases at its right, and last the wordings."""
    for group, label in groups.items():
        made[label] = _shown(rows, "count", group)
        made[f"of {label}"] = _shown(rows, "base", group)
    return made.assign(**{words: rows["variants"]}) if (rows["variants"] != "").any() else made


def _shown(rows: pd.DataFrame, what: str, group: str) -> pd.Series:
    """Return a group's counts or bases as they are printed, hidden ones as [c]."""
    counts = rows[f"{what}_{group}"].astype(object)
    return counts.mask((rows[f"mark_{group}"] == "c") & counts.isna(), HIDDEN)


def _matrix_rows(question: Question, codebook: Codebook) -> Html:
    """Return the rows of a matrix and who was asked about each."""
    records = [
        (row.label, row.code, listed(codebook.groups[group] for group in row.groups))
        for row in question.rows
    ]
    return table(pd.DataFrame(records, columns=["Row", "Code", "Put to"]), "Rows")


def _grid(rows: pd.DataFrame, group: str, label: str) -> Html:
    """Return one group's counts of a matrix: a row a row, a column an answer or a reason."""
    words = rows["answer"].mask(rows["kind"] == SILENT, rows["code"].map(REASON_LABELS))
    asked = rows["groups"].str.split("; ").map(lambda groups: group in groups)
    long = rows.assign(word=words, shown=_shown(rows, "count", group))[asked.astype(bool)]
    wide = long.pivot(index="question", columns="word", values="shown")
    wide = wide.reindex(index=long["question"].unique(), columns=long["word"].unique())
    names = long.drop_duplicates("question").set_index("question")["label"]
    wide.insert(0, "Row", names.str.split(": ", n=1).str[-1])
    return table(wide, f"{label}: answers to each row")
