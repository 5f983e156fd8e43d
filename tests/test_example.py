"""The example inside the package is what the exports in data/raw give."""

from dataclasses import fields
from pathlib import Path

import pandas as pd

import cpsurvey as cps
from cpsurvey.cli.building import build

RAW = Path(__file__).parents[1] / "data" / "raw"


def same(one, other):
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, pd.DataFrame):
            pd.testing.assert_frame_equal(left, right, obj=field.name)
        elif field.name == "interviews" and left is not None:
            same(left, right)
        else:
            assert left == right


def test_the_example_is_what_the_synthetic_exports_give():
    built = build(RAW).tables
    same(cps.load_example(), built)


def test_it_says_that_it_is_synthetic():
    tables = cps.load_example()
    assert tables.name == "SYNTHETIC child protection conferences 2020"
    assert tables.responses["respondent"].str.contains("SYNTHETIC").all()
    assert tables.interviews.interviews["interview"].str.startswith("SYNTHETIC").all()
