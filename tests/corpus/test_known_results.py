"""What others published of their surveys, from the tables of a draft that nobody edited.

`known_results.csv` has the published numbers, each with where it was printed. A question is found
by words of its own or by a raw column.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from .known import Known, build

pytestmark = pytest.mark.corpus

PUBLISHED = pd.read_csv(Path(__file__).with_name("known_results.csv"), dtype=str, na_filter=False)
PAIRS = list(PUBLISHED[["file", "definition"]].drop_duplicates().itertuples(index=False, name=None))


def measure(known: Known, column: str, answer: str, kind: str) -> str:
    """One number of the tables, written as it was published."""
    people = len(known.tables.responses)
    if kind == "score":  # of 135 people who ranked: ten less the mean rank
        ranks = known.tables.responses[known.part(column, answer)]
        return f"{10 - ranks.sum() / 135:.6f}"
    base = known.base(column)
    if kind == "base":
        return str(base)
    count = known.counts(column)[answer]
    ways = {
        "count": str(count),
        "share": f"{count / base:.1%}",
        "percent": f"{100 * count / base:.0f}",
        "percent of all": f"{100 * count / people:.6f}",
    }
    return ways[kind]


@pytest.mark.parametrize(("file", "definition"), PAIRS)
def test_published_numbers(corpus, file, definition):
    surveys = corpus / "surveys"
    tests = "QualtricsTools" in file  # whose responses were typed by its authors, to try it
    known = build(
        surveys / file,
        surveys / definition if definition else None,
        rules="with_tests" if tests else "default",
    )
    facts = PUBLISHED.query("file == @file and definition == @definition")
    found = [
        measure(known, known.column(fact.question), fact.answer, fact.measure)
        for fact in facts.itertuples()
    ]
    assert facts.assign(published=found).equals(facts)
