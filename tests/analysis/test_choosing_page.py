"""What docs/choosing-a-test.md shows runs, and what it names is there."""

import re
from pathlib import Path

from cpsurvey import analysis
from cpsurvey.vocabulary import ALTERNATIVES, VARIES

PAGE = Path(__file__).parents[2] / "docs" / "choosing-a-test.md"


def test_its_examples_run_one_after_the_other(capsys):
    text = PAGE.read_text(encoding="utf-8")
    exec("\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL)), {})
    printed = capsys.readouterr().out
    assert "same side of 0.05 as the main analysis" in printed
    assert "being heard" in printed


def test_its_table_of_alternatives_names_those_there_are():
    text = PAGE.read_text(encoding="utf-8")
    _, *table = re.findall(r"^\| (`\w+`) \| (`.+?`) \| ", text, re.MULTILINE)
    assert {row[0].strip("`") for row in table} == set(VARIES) - {"join_mode"}
    named = {code for _, codes in table for code in re.findall("`(.+?)`", codes)}
    elsewhere = {"crude", "standardised", "stratified", "newcombe", "wald", "agresti-caffo"}
    assert named - {"cut"} == set(ALTERNATIVES) - elsewhere


def test_the_functions_it_names_are_public():
    text = PAGE.read_text(encoding="utf-8")
    functions = [
        "stratified", "standardise", "sensitivity", "adjust_family", "power_by_gap",
        "coverage_by_share", "clustered_difference", "clustering_tipping_point",
    ]  # fmt: skip
    for name in functions:
        assert f"`{name}" in text
        assert name in analysis.__all__
