"""Published and assumed numbers in; how many of each, why, and all of them, as a section, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.errors import listed
from cpsurvey.report.html.markup import Html, Section, element, fold, join, paragraph, table
from cpsurvey.report.wording.codebook_names import (
    answer_label,
    group_label,
    question_label,
    records_of,
    sentence,
)
from cpsurvey.report.wording.codes import counted, in_words

COLUMNS = ["what", "group", "question", "given", "answer", "value", "why", "fits"]
COUNTS = ("count", "interviewed", "interviews")
TIES = ("odds", "always", "table")
THEMES = "interviews"
WHAT = {
    "count": "People who give an answer",
    "interviewed": "People interviewed",
    "interviews": "Interviews that raise a theme",
    "odds": "How much likelier an answer is with another",
    "table": "People who give two answers together",
    "always": "Answers that always bring another with them",
    "coders": "How the coders work",
    "rows": "Rows that are left out",
    "days": "Days",
    "mess": "How often people write otherwise than the codebook",
}
UNTIED = (
    "A margin says how many people gave which answer, and nothing about who. Where no relation is"
    " stated, chance put the answers together, as if they had nothing to do with one another. That"
    " is an assumption too."
)
NONE_TIED = "No relation between two answers was put in. "
ALL = (
    "All of them, in full. Odds say how many times likelier an answer is for those who gave the"
    " earlier one than for others; 1 is no relation, 0 never together."
)


def assumed_section(published: pd.DataFrame, assumed: pd.DataFrame, codebook: Codebook) -> Section:
    """Return what is published and what is assumed: how many numbers, of what, why, and which."""
    known, guessed = (frame.reindex(columns=COLUMNS) for frame in (published, assumed))
    content = join(_said(known, guessed, codebook))
    return Section("assumed", "What is published, and what is assumed", content)


def assumed_table(
    published: pd.DataFrame, assumed: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Return a row a group and question in words: numbers published, assumed, relations, why."""
    about = ["what", "group", "question"]
    both = pd.concat([_of(assumed, "assumed"), _of(published, "published")], ignore_index=True)
    numbers = both[both["what"].isin(COUNTS)]
    ties = assumed[assumed["what"].isin(TIES)].groupby(["group", "question"]).size()
    records = []
    for key, rows in numbers.groupby(about, sort=False, observed=True):
        what, group, question = map(str, cast("tuple[str, str, str]", key))
        guesses = rows[rows["told"] == "assumed"]
        records.append(
            {
                "Group": group_label(group, codebook),
                "Question": _question(what, question, codebook),
                "Published": int((rows["told"] == "published").sum()),
                "Assumed": len(guesses),
                "Relations assumed": 0 if what != "count" else int(ties.get((group, question), 0)),
                "Why assumed": sentence(listed(dict.fromkeys(filter(None, guesses["why"])), 3)),
            }
        )
    columns = ["Group", "Question", "Published", "Assumed", "Relations assumed", "Why assumed"]
    return pd.DataFrame(records, columns=columns)


def assumptions_table(assumed: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return assumptions in words, a row each, to print or to put in a spreadsheet."""
    records = [
        {
            "Group": group_label(row["group"], codebook) if row["group"] else "",
            "Question": _question(row["what"], row["question"], codebook),
            "Given": _given(row["given"], codebook),
            "Answer": answer_label(row["question"], row["answer"], codebook),
            "Value": _value(row["value"]),
            "Why": sentence(row["why"]),
            "Agrees with": row["fits"],
        }
        for row in records_of(assumed)
    ]
    columns = ["Group", "Question", "Given", "Answer", "Value", "Why", "Agrees with"]
    return pd.DataFrame(records, columns=columns).astype("string")


def _of(frame: pd.DataFrame, told: str) -> pd.DataFrame:
    """Return what some numbers are about and why, with what they are called together."""
    about = frame.reindex(columns=["what", "group", "question", "why"])
    return about.astype("string").fillna("").assign(told=told)


def _said(published: pd.DataFrame, assumed: pd.DataFrame, codebook: Codebook) -> Iterator[Html]:
    """Yield the numbers of numbers, the summary, and the whole list folded."""
    if published.empty and assumed.empty:
        yield paragraph("There are no margins, so nothing is published and nothing assumed.")
        return
    yield from _numbers(published, assumed)
    summary = assumed_table(published, assumed, codebook)
    for group, rows in summary.groupby("Group", sort=False):
        caption = f"{group}: numbers published and assumed, by question"
        yield element("h3", str(group))
        yield table(rows.drop(columns=["Group"]), caption)
    if assumed.empty:
        return
    yield element("h3", "Every assumption")
    yield paragraph(ALL)
    for what, rows in assumed.groupby("what", sort=False):
        every = assumptions_table(rows, codebook)
        kept = [name for name in every if every[name].fillna("").str.len().any()]
        title = WHAT.get(str(what), sentence(in_words(str(what), {})))
        yield fold(f"{title}: {len(rows):,}", table(every[kept], title))


def _numbers(published: pd.DataFrame, assumed: pd.DataFrame) -> Iterator[Html]:
    """Yield how many numbers, and how many relations, were published and are assumed."""
    known, tied = (int(published["what"].isin(kinds).sum()) for kinds in (COUNTS, TIES))
    counts, ties = (int(assumed["what"].isin(kinds).sum()) for kinds in (COUNTS, TIES))
    others = len(assumed) - counts - ties
    yield paragraph(
        f"Of {known + counts:,} numbers of people or interviews, {known:,} {_were(known)} published"
        f" and {counts:,} {_are(counts)} assumed, how many people and interviews there are in all"
        f" not counted. {counted(others, 'other number')} (rows left out, days, coders, how people"
        f" write) {_are(others)} assumed as well."
    )
    if not ties and not tied:
        yield paragraph(NONE_TIED, UNTIED)
        return
    yield paragraph(
        f"Of {ties + tied:,} numbers that say which answers go together, {ties:,} {_are(ties)}"
        f" assumed and {tied or 'none'} {_were(tied)} published. {UNTIED}"
    )


def _were(count: int) -> str:
    """Return the verb that goes with a number in the past."""
    return "was" if count in (0, 1) else "were"


def _are(count: int) -> str:
    """Return the verb that goes with a number."""
    return "is" if count == 1 else "are"


def _question(what: str, question: str, codebook: Codebook) -> str:
    """Return what a row is about."""
    if what == THEMES:
        return "Interviews: themes"
    asked = question_label(question, codebook)
    if what != "interviewed":
        return asked
    return f"Interviews: {asked}" if question else "Interviews: how many"


def _given(given: str, codebook: Codebook) -> str:
    """Return in words the earlier answer that a relation is about."""
    question, _, answer = given.partition(" = ")
    if not answer:
        return question_label(given, codebook) if given else ""
    return f"{question_label(question, codebook)} is {answer_label(question, answer, codebook)}"


def _value(value: object) -> str:
    """Return a number as it is printed; what is missing as nothing."""
    if isinstance(value, str) or pd.isna(value):  # type: ignore[call-overload]
        return value if isinstance(value, str) else ""
    return f"{value:,.6g}"
