"""The command claims: what it prints in each form, when it fails, and what it refuses."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

import cpsurvey as cps
from cpsurvey.claims import load_claims
from cpsurvey.cli import main
from cpsurvey.vocabulary import CLAIM_COLUMNS

REGISTRY = """\
[source.press]
what = "Press release"
url = "https://example.org/release"

[[claim]]
id = "harmed"
topic = "contribution"
group = "parent"
claim = "Parents who thought it harmed their contribution"
kind = "word"
words = "three quarters"
base = { group = "parents", n = 24, instrument = "survey", certainty = "stated" }
asks = { kind = "share", group = "parent", question = "contribution_effect", answers = ["harmed"] }
certainty = "high"
sources = ["press"]

[[claim]]
id = "phone"
topic = "join mode"
group = "parent"
claim = "Parents who joined by phone"
kind = "count"
value = 14
words = "nearly all"
band = "[0.9, 1]"
band_reason = "a tenth or less below all"
base = { group = "parents", instrument = "survey", certainty = "unclear" }
asks = { kind = "share", group = "parent", question = "join_mode", answers = ["phone"] }
certainty = "low"
sources = ["press"]
"""
TEXT = """\
Published claims, checked
SYNTHETIC child protection conferences 2020

SYNTHETIC. This data is made up. It shows what the method does; it is no evidence of what
anybody answered or of what happened to real answers.

Disclosure control: profile none: nothing is hidden, because the data is synthetic.

2 claims: 1 recovered (synthetic), 1 not reproduced.

CONTRIBUTION

  harmed                                                             recovered (synthetic)
    Parents who thought it harmed their contribution
    published  “three quarters”, read as 72.5% to 77.5%
    computed   18 of 24, 75.0% [u] (55.1% to 88.0%); turned by 1 answer
    18 of 24 would agree

JOIN MODE

  phone                                                                     not reproduced
    Parents who joined by phone
    published  “nearly all”, read as 90% or more
    computed   16 of 24, 66.7% [u] (46.7% to 82.0%); turned by 6 answers
    22 to 24 of 24 would agree
    Parents: share of those who gave a substantive answer; Wilson's interval; a base below
      30: low reliability

WHAT THE VERDICTS MEAN

  recovered (synthetic): the same in made-up data: the way from export to table works; no
    evidence for the claim
  not reproduced: they give another
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A team's folder with tables and a registry; not to be touched."""
    home = tmp_path_factory.mktemp("claims")
    cps.write_tables(cps.load_example(), home / "tables")
    cps.write_tables(cps.load_example().interviews, home / "talks")
    cps.write_tables(replace(cps.load_example(), name="Team"), home / "team")
    (home / "own.toml").write_text(REGISTRY, encoding="utf-8")
    (home / "words.toml").write_text('["three quarters"]\nband = "[0.8, 0.9]"\nreason = "mine"\n')
    (home / "few.toml").write_text('["three quarters"]\nband = "[0.26, 0.27]"\nreason = "mine"\n')
    (home / "sad.toml").write_text(REGISTRY.replace("contribution_effect", "contribution_efect"))
    (home / "empty.toml").write_text(REGISTRY.replace("[0.9, 1]", "[1, 0.9]"))
    (home / "typo.toml").write_text('["three quarter"]\nband = "[0.8, 0.9]"\nreason = "mine"\n')
    (home / "nobody.toml").write_text(REGISTRY.replace("n = 24", "n = 0"))
    return home


@pytest.fixture
def run(made, monkeypatch, capsys):
    """Run the command in the team's folder: what it ends with, prints and says."""

    def claims(*options, tables="tables"):
        monkeypatch.chdir(made)
        given = ["--tables", tables] if tables else []
        status = main(["claims", *given, *options])
        return status, *capsys.readouterr()

    return claims


def test_it_prints_text_for_people(run):
    status, printed, said = run("--registry", "own.toml")
    assert (status, said) == (0, "")
    assert printed.partition("Published figures")[0] == f"{TEXT}\n"


def test_json_has_numbers_as_numbers_and_strict_passes_where_all_claims_come_back(run):
    status, printed, said = run("--format", "json", "--strict")
    found = json.loads(printed)
    assert (status, said) == (0, "")
    assert [one["id"] for one in found] == [claim.id for claim in load_claims()]
    by_id = {one["id"]: one for one in found}
    harmed, length = by_id["parents-contribution-harmed"], by_id["report-length"]
    assert harmed["verdict"] == "recovered (synthetic)"
    assert (harmed["count"], harmed["base"], harmed["share"]) == (18, 24, 0.75)
    assert type(harmed["count"]) is int
    assert (length["verdict"], length["count"], length["share"]) == ("not decidable", None, None)
    assert set(harmed) == {*CLAIM_COLUMNS, "protection"}


def test_csv_has_every_column(run):
    _, printed, _ = run("--format", "csv", "--registry", "own.toml")
    rows = list(csv.DictReader(printed.splitlines()))
    assert list(rows[0]) == [*CLAIM_COLUMNS, "protection"]
    assert [(row["id"], row["count"], row["verdict"]) for row in rows] == [
        ("harmed", "18", "recovered (synthetic)"),
        ("phone", "16", "not reproduced"),
    ]


@pytest.mark.parametrize(
    ("form", "first"),
    [("md", "# Published claims, checked\n"), ("html", '<!doctype html>\n<html lang="en-GB">')],
)
def test_it_prints_a_table_and_a_page(run, form, first):
    _, printed, _ = run("--format", form, "--registry", "own.toml")
    assert printed.startswith(first)
    assert "Press release" in printed or form == "md"


def test_a_file_is_written_whole_and_named(run, tmp_path):
    out = tmp_path / "new" / "claims.html"
    assert run("--registry", "own.toml", "--format", "html", "--out", str(out)) == (
        0,
        f"{out}\n",
        "",
    )
    assert out.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in out.parent.iterdir()] == ["claims.html"]


def test_strict_fails_where_a_claim_is_not_reproduced(run):
    status, printed, said = run("--strict", "--registry", "own.toml")
    assert (status, said) == (1, "cpsurvey: not reproduced: phone.\n")
    assert printed.partition("Published figures")[0] == f"{TEXT}\n"


def test_strict_fails_where_no_count_can_be_what_was_published(run):
    status, printed, said = run("--strict", "--registry", "own.toml", "--words", "few.toml")
    assert (status, said) == (1, "cpsurvey: not reproduced: harmed, phone.\n")
    assert "infeasible at this base" in printed


def test_strict_says_how_many_the_tables_do_not_tell_and_passes(run, made):
    cps.write_tables(replace(cps.load_example(), interviews=None), made / "survey")
    status, _, said = run("--strict", tables="survey")
    assert status == 0
    asked = [claim for claim in load_claims() if claim.asks]
    silent = [
        claim.id for claim in asked
        if claim.asks.kind in ("interviews", "coded", "interviewed") or claim.asks.also_interviews
    ]  # fmt: skip
    assert said == (
        f"cpsurvey: {len(silent)} decidable claims could not be decided, or not be shown.\n"
    )


def test_strict_gives_away_no_verdict_that_is_confidential(run):
    hidden = ("--registry", "own.toml", "--profile", "tre", "--strict")
    one, other = run(*hidden), run(*hidden, "--words", "words.toml")
    assert one[0] == other[0] == 0
    assert (
        one[2]
        == other[2]
        == ("cpsurvey: 2 decidable claims could not be decided, or not be shown.\n")
    )
    assert "18 of 24" not in one[1]


def test_own_words_change_the_verdict(run):
    _, printed, _ = run("--format", "json", "--registry", "own.toml", "--words", "words.toml")
    assert [one["verdict"] for one in json.loads(printed)] == ["not reproduced"] * 2


REFUSED = {
    "real data without protection": (
        ["--profile", "none", "--registry", "own.toml"], "team",
        'profile "none" is for synthetic data, and "Team" is not. Use profile "publication" or'
        ' "tre".',
    ),
    "no tables": (
        [], "data/processed",
        "data/processed holds no datapackage.json, so no tables. Make those of the synthetic study"
        " with make data, or your own with: cpsurvey build RAW data/processed",
    ),
    "a file for the tables": (
        [], "own.toml", "own.toml is a file: name the folder that cpsurvey build wrote.",
    ),
    "interviews only": (
        [], "talks", "talks holds interviews only, and claims need a survey.",
    ),
    "no registry": (
        ["--registry", "mine.toml"], "tables",
        "mine.toml is missing: name a registry of claims in TOML.",
    ),
    "an unknown question": (
        ["--registry", "sad.toml"], "tables",
        'sad.toml: claim harmed: question "contribution_efect" is not known, did you mean'
        ' "contribution_effect"? Known: ',
    ),
    "an empty band": (
        ["--registry", "empty.toml"], "tables",
        'empty.toml: claim phone: band "[1, 0.9]" is empty: no value lies in it. Give its lower end'
        " first.",
    ),
    "a base of nobody": (
        ["--registry", "nobody.toml"], "tables",
        "nobody.toml: claim harmed: a base of 0 is nobody: give the number of people, or leave it"
        " out.",
    ),
    "an unknown word": (
        ["--words", "typo.toml"], "tables",
        'typo.toml: word "three quarter" is not known, did you mean "three quarters"? Known: ',
    ),
    "no words": (
        ["--words", "mine.toml"], "tables",
        "mine.toml is missing: name a file of quantity words in TOML.",
    ),
    "no codebook": (
        ["--codebook", "book"], "tables", "book",
    ),
    "another ending": (
        ["--format", "html", "--out", "claims.md"], "tables",
        "claims.md does not end in .html: name a file that does.",
    ),
    "a folder": (
        ["--out", "tables"], "tables", "tables is a folder: name a file in it that ends in .txt.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_one_sentence_and_ends_with_2(run, made, case):
    options, tables, told = REFUSED[case]
    before = sorted(path for path in made.rglob("*") if path.name != "survey")
    status, printed, said = run(*options, tables=tables if tables != "data/processed" else "")
    assert (status, printed) == (2, "")
    assert said.startswith(f"cpsurvey: {told}")
    assert said.count("\n") == 1
    assert sorted(path for path in made.rglob("*") if path.name != "survey") == before


def test_claims_of_another_study_are_said_to_be_nameable(run, made, library, export_of):
    export = export_of("visitor", Q1=["Yes"], Q2=["Good"], Q3=["No"], Q4=[""], Q5__1=[""],
                       Q5__2=["Quiet"], Q5__3=[""], Q6__1=["Good"], Q7=[""])  # fmt: skip
    cps.write_tables(cps.clean_survey(export, library), made / "visitors")
    book = str(Path(__file__).parents[1] / "library")
    status, _, said = run("--codebook", book, tables="visitors")
    assert status == 2
    assert 'group "professional" is not known.' in said
    assert said.endswith("For tables of another study, name its claims with --registry FILE.\n")
