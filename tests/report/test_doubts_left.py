"""Doubts about joined answers, left out where what is known parts every cell."""

import pandas as pd
import pytest

from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.report.doubts import doubts_left, options_defined

COMMAS = Doubt("joined by commas", "a.csv: 1 column joins answers.", "List every option.")
OTHER = Doubt("faults", "a.csv: 1 cell holds a fault.", "Export it again.")


def export_of(*cells, **other):
    rows = pd.DataFrame({"Q5": cells, **other})
    empty = pd.DataFrame()
    return SurveyExport(
        "a.csv", "qualtrics", "", "", {}, empty, empty, rows, doubts=(COMMAS, OTHER)
    )


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        (["Tea, green,Coffee", "Tea, green", "Coffee", ""], (OTHER,)),
        (["Tea, green,Milk", "Tea, green", "Coffee", ""], (COMMAS, OTHER)),
    ],
)
def test_nothing_is_left_to_do_where_every_cell_is_parted(cells, left):
    assert doubts_left(export_of(*cells), {"Q5": ["Tea, green", "Coffee"]}) == left


def test_another_column_that_joins_keeps_the_doubt():
    export = export_of("Coffee", "Tea", "Tea", "", Q6=["A,B", "A,B", "A", "B"])
    assert doubts_left(export, {"Q5": ["Tea", "Coffee"]}) == (COMMAS, OTHER)
    assert doubts_left(export, {}) == (COMMAS, OTHER)


def test_only_a_definition_tells_the_options_of_a_draft():
    draft = pd.DataFrame(
        {
            "type": ["multi", "multi", "single"],
            "why": ["the definition says so", "cells join answers", "the definition says so"],
            "columns": [("Q5",), ("Q6",), ("Q7",)],
            "options": [("Tea", "Coffee"), ("A",), ("Yes",)],
        }
    )
    assert options_defined(draft) == {"Q5": ["Tea", "Coffee"]}
