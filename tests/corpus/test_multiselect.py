"""Select-alls of real exports, from drafts that nobody edited, against counts made otherwise.

SPSS files are counted by the values that their multiple-response sets count, tables of text by
looking for a label between the signs that join.
"""

import csv
import gzip

import pyreadstat
import pytest

import cpsurvey as cps
from cpsurvey.codebook import load_codebook
from cpsurvey.readers import read_survey_export

pytestmark = pytest.mark.corpus

COLA = "Displayr+flipExampleData/inst/extdata/Cola.sav"
MOBILES = "Displayr+flipExampleData/inst/extdata/Mobiles_feedback_4_weeks.sav"
ALL_TYPES = "Roche+pyreadstat/test_data/multiple_response/simple_alltypes.sav"
DASK_2021 = "dask+dask-examples/surveys/data/2021-user-survey-results.csv.gz"
DASK_2019 = "dask+dask-examples/surveys/data/2019-user-survey-results.csv.gz"
LONG_TERM = (
    "carpentries+assessment/learner-assessment/data/2020-longterm-survey/"
    "20200326-longterm-other_questions-no-open.csv"
)


@pytest.fixture(scope="module")
def drafted(corpus, tmp_path_factory):
    """Tables of an export by its unedited draft, and its select-alls by their raw columns."""
    made = {}

    def make(path):
        if path not in made:
            export = read_survey_export(corpus / "surveys" / path)
            folder = tmp_path_factory.mktemp("codebook")
            for name, text in cps.draft_codebook(export).files.items():
                (folder / name).write_text(text, encoding="utf-8")
            book = load_codebook(folder)
            multi = {
                columns: question
                for question in book.questions
                if question.type == "multi"
                for columns in question.raw.values()
            }
            made[path] = cps.clean_survey(export, book), multi
        return made[path]

    return make


def counted(tables, question):
    """The count of each option by its label, and the base."""
    found = cps.response_table(tables, question.name)
    labels = [level.label for level in question.scale.levels]
    return dict(zip(labels, found["count"], strict=True)), int(found["base"].iloc[0])


SETS = [(COLA, 10, 327), (MOBILES, 1, 895), (ALL_TYPES, 1, 6)]


@pytest.mark.parametrize(("path", "sets", "people"), SETS)
def test_every_set_of_ticks_is_a_select_all_with_its_counts(corpus, drafted, path, sets, people):
    raw, facts = pyreadstat.read_sav(corpus / "surveys" / path, user_missing=True)
    ticks = [one for one in facts.mr_sets.values() if one["is_dichotomy"]]
    tables, multi = drafted(path)
    assert (len(ticks), len(raw)) == (sets, people)
    assert len(multi) == sets
    for one in ticks:
        columns = tuple(one["variable_list"])
        ticked = raw[list(columns)] == one["counted_value"]
        counts, base = counted(tables, multi[columns])
        assert list(counts.values()) == ticked.sum().tolist()
        assert base == ticked.any(axis=1).sum()


def test_the_numbers_of_some_sets_of_ticks(drafted):
    tables, multi = drafted(COLA)
    question = next(q for columns, q in multi.items() if columns[0] == "Q5_25_1")
    assert counted(tables, question) == (
        {"Coke": 302, "Diet Coke": 48, "Coke Zero": 10, "Pepsi": 176, "Diet Pepsi": 11,
         "Pepsi Max": 13, "None of these": 9},
        327,
    )  # fmt: skip
    tables, multi = drafted(ALL_TYPES)
    assert list(counted(tables, multi["bool1", "bool2", "bool3"])[0].values()) == [3, 4, 0]


def records(path):
    """The records of a table, by the words of the header."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as lines:
        return [{k.strip(): cell for k, cell in row.items()} for row in csv.DictReader(lines)]


SILENT = ("", "NA", "I don't remember")  # the last is one person's whole answer
JOINED = {DASK_2021: (", ", 12), DASK_2019: (";", 6), LONG_TERM: (";", 5)}


@pytest.mark.parametrize("path", JOINED)
def test_joined_options_are_counted_as_they_stand_between_the_signs(corpus, drafted, path):
    sign, questions = JOINED[path]
    rows = records(corpus / "surveys" / path)
    tables, multi = drafted(path)
    joined = {columns[0]: q for columns, q in multi.items() if len(columns) == 1}
    assert len(joined) == questions
    for column, question in joined.items():
        cells = [" ".join(row[column].split()) for row in rows]
        answered = [f"{sign}{cell}{sign}".casefold() for cell in cells if cell not in SILENT]
        counts, base = counted(tables, question)
        assert base == len(answered)
        for level in question.scale.levels:
            if level.code != question.scale.other:
                label = f"{sign}{level.label}{sign}".casefold()
                assert counts[level.label] == sum(label in cell for cell in answered), level.label


def test_labels_with_the_joining_sign_in_them_are_whole(drafted):
    tables, multi = drafted(DASK_2021)
    launch = multi[("If you use a cluster, how do you launch Dask?",)]
    counts, _ = counted(tables, launch)
    assert counts["HPC resource manager (SLURM, PBS, SGE, LSF or similar)"] == 64
    assert counts["I don't know, someone else does this for me"] == 14
    both = multi[("Interactive or Batch?",)]
    assert sum(counted(tables, both)[0].values()) > counted(tables, both)[1]


def test_nothing_in_these_files_is_ambiguous(drafted):
    for path in JOINED:
        tables, _ = drafted(path)
        assert "ambiguous_options" not in set(tables.flags["flag"])
