"""Synthetic exports, and the tables made of them, in; the four checks of such data out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import listed
from cpsurvey.synthetic.exports import SYNTHETIC
from cpsurvey.synthetic.reserved import contact_details, texts_of
from cpsurvey.tables import SurveyTables

COLUMNS = ["check", "asked", "result", "count", "base", "found", "with_real_data"]
HOLDS, FAILS, UNKNOWN = "holds", "does not hold", "cannot be told"
TYPED = ("role", "authority")
TIED = (
    "Answers go together because {:,} assumptions make them, or by chance; the bounds say what else"
    " would be possible. Low-fidelity data mostly keeps no relations at all: here some are put in,"
    " so that code has something to find."
)
NOT_TIED = "No answers were made to go together: any relation found in it is chance."
Row = dict[str, Any]


def four_checks(
    exports: Mapping[str, bytes],
    tables: SurveyTables,
    codebook: Codebook,
    assumed: pd.DataFrame,
) -> pd.DataFrame:
    """Ask of made-up data what is asked of low-fidelity synthetic data before it is let out.

    Parameters
    ----------
    exports
        File name → content, from `synthesise`.
    tables
        What cleaning makes of these exports.
    codebook
        The questionnaire they were made with.
    assumed
        What they assume, from `assumptions`.

    Returns
    -------
    pandas.DataFrame
        One row a thing that was looked at: check (``labelling``, ``disclosure``, ``structure`` or
        ``documentation``), asked, result (``holds``, ``does not hold``, or ``cannot be told``
        where only the real data could tell), count of base, found (what was found, in words), and
        with_real_data (what a team that holds the real data would do).

    References
    ----------
    Raab, McCall and Cavin (2025), Four checks for low-fidelity synthetic data, arXiv:2503.14211
    (also International Journal of Population Data Science, ijpds.org/article/view/2972), names
    the four; what is looked at under each is ours. Replicated uniques: Raab, Nowok and Dibben
    (2024), Practical privacy metrics for synthetic data, arXiv:2406.16826.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.synthetic import assumptions, four_checks, synthesise
    >>> checks = four_checks(
    ...     synthesise(2020), cps.load_example(), cps.load_codebook(), assumptions()
    ... )
    >>> list(checks["check"].unique())
    ['labelling', 'disclosure', 'structure', 'documentation']
    >>> sorted(set(checks["result"]))
    ['cannot be told', 'holds']
    """
    rows = [
        *_labelling(exports, tables),
        *_disclosure(exports, tables, codebook),
        *_structure(tables, codebook),
        *_documentation(assumed),
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    texts = [column for column in COLUMNS if column not in ("count", "base")]
    frame[texts] = frame[texts].fillna("")
    return frame.astype(dict.fromkeys(texts, "string") | {"count": "Int64", "base": "Int64"})


def _labelling(exports: Mapping[str, bytes], tables: SurveyTables) -> Iterator[Row]:
    """Yield whether the data says that it is made up, wherever it may be met on its own."""
    plain = [
        name
        for name, content in exports.items()
        if SYNTHETIC not in name and not any(SYNTHETIC in text for text in texts_of(content))
    ]
    asked = f"Does every file say {SYNTHETIC}, in its name or in its text?"
    yield _told("labelling", asked, len(exports) - len(plain), len(exports), "files", plain)
    people = [*tables.responses["respondent"], *tables.excluded["respondent"]]
    interviews = tables.interviews
    people += [] if interviews is None else list(interviews.interviews["interview"])
    named = [str(person) for person in people if pd.notna(person) and person]
    plain = [person for person in named if SYNTHETIC not in person]
    asked = f"Does every respondent and every interview say {SYNTHETIC} in its identifier?"
    yield _told("labelling", asked, len(named) - len(plain), len(named), "identifiers", plain)
    wrong = [] if tables.name.startswith(SYNTHETIC) else [tables.name]
    asked = f"Does the name of the data begin with {SYNTHETIC}, so that every result says it?"
    yield _told("labelling", asked, 1 - len(wrong), 1, "names", wrong)


def _disclosure(
    exports: Mapping[str, bytes], tables: SurveyTables, codebook: Codebook
) -> Iterator[Row]:
    """Yield whether the data could point at somebody, as far as that can be told."""
    found = [one for content in exports.values() for one in contact_details(content)]
    free = [text for text, reserved in found if not reserved]
    asked = (
        "Is every e-mail address, telephone number and IP address from a range kept free for"
        " examples?"
    )
    yield _told("disclosure", asked, len(found) - len(free), len(found), "contact details", free)
    keys = [
        "group",
        *(q.name for q in codebook.questions if q.type in TYPED and q.name in tables.responses),
    ]
    known = tables.responses[keys].astype("string").fillna("")
    alone = int((~known.duplicated(keep=False)).sum())
    yield {
        "check": "disclosure",
        "asked": "Is somebody who stands alone in the real data also here (replicated uniques)?",
        "result": UNKNOWN,
        "count": alone,
        "base": len(known),
        "found": (
            f"{alone:,} of {len(known):,} people here are alone with their {listed(keys)}. No real"
            " record went into them, so a likeness to somebody is chance; how many there are, only"
            " the real data could tell."
        ),
        "with_real_data": (
            "Count the combinations of what others may know of a person that are found once here"
            " and once in the real data, and make the synthetic data anew, or coarser, where there"
            " are more than chance explains."
        ),
    }


def _structure(tables: SurveyTables, codebook: Codebook) -> Iterator[Row]:
    """Yield whether the tables have the shape of the questionnaire, and of the real data."""
    columns = [name for question in codebook.questions for name in _columns(question)]
    absent = [name for name in columns if name not in tables.responses]
    asked = "Has every closed question of the codebook its columns in the tables?"
    yield _told("structure", asked, len(columns) - len(absent), len(columns), "columns", absent)
    given = {
        f"{name} = {answer}": said
        for question in codebook.questions
        if question.type not in ("consent", "role")
        for name in set(_columns(question)) & set(tables.responses)
        for answer, said in _given(tables.responses[name])
    }
    unused = sorted(answer for answer, said in given.items() if not said)
    asked = "Does somebody give each answer there is, so that code written on it meets all of them?"
    yield _told("structure", asked, len(given) - len(unused), len(given), "answers", unused)
    yield {
        "check": "structure",
        "asked": "Is its structure that of the real data?",
        "result": UNKNOWN,
        "found": (
            "There is no real data here to compare with. What it is compared with above is the"
            " codebook."
        ),
        "with_real_data": (
            "Run cpsurvey inspect on both exports and compare files, columns, kinds of answer,"
            " ways of being missing and numbers of rows; build both with the same codebook."
        ),
    }


def _documentation(assumed: pd.DataFrame) -> Iterator[Row]:
    """Yield whether it is written down where the data differs from real data, and how."""
    bare = assumed[assumed["why"].fillna("").str.strip() == ""]
    names = [f"{row.group} {row.question} {row.answer}".strip() for row in bare.itertuples()]
    asked = "Is every number that no source states listed, with a reason?"
    yield _told(
        "documentation", asked, len(assumed) - len(bare), len(assumed), "assumptions", names
    )
    tied = int(assumed["what"].isin(["odds", "always", "table"]).sum())
    yield {
        "check": "documentation",
        "asked": "Is it said how an analysis of it will differ from one of the real data?",
        "result": HOLDS,
        "found": TIED.format(tied) if tied else NOT_TIED,
    }
    yield {
        "check": "documentation",
        "asked": "Are the differences from the structure of the real data written down?",
        "result": UNKNOWN,
        "found": "They are not known here, because the real data is not.",
        "with_real_data": (
            "List every column, answer and way of being missing that one of the two has and the"
            " other has not, and give the list out with the synthetic data."
        ),
    }


def _columns(question: Question) -> Sequence[str]:
    """Return a question's columns in the tables; none of what is typed freely and kept apart."""
    if question.type == "multi" and question.scale:
        return [f"{question.name}__{code}" for code in question.scale.codes]
    return () if question.type == "text" else question.columns


def _given(column: pd.Series) -> Iterator[tuple[str, bool]]:
    """Yield each answer that a closed question has, and whether somebody gives it."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        used = set(column.dropna())
        yield from ((str(level), level in used) for level in column.cat.categories)
    elif isinstance(column.dtype, pd.BooleanDtype):
        yield "ticked", bool(column.fillna(False).any())


def _told(check: str, asked: str, count: int, base: int, what: str, not_so: Sequence[str]) -> Row:
    """Return a row that says of how many it is true, and of which it is not."""
    found = f"{count:,} of {base:,} {what}" if base else f"There are no {what}"
    return {
        "check": check,
        "asked": asked,
        "result": FAILS if not_so else HOLDS,
        "count": count,
        "base": base,
        "found": f"{found}; not {listed(not_so, 5)}." if not_so else f"{found}.",
    }
