"""Every file of interviews in the corpus is read, or refused for a reason held here."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from cpsurvey.cleaning import combine_coding_exports
from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers import read_any_export, read_attributes, read_coding_export

pytestmark = pytest.mark.corpus

ICSA = (
    "ICSA26-supplementary-material+edgeai.empirical-study.replication-package/thematic_analysis/"
    "atlas.ti_exports"
)
QUOTATIONS, CODE_LIST = (
    f"{ICSA}/20250914_quotation_export.csv",
    f"{ICSA}/20250914_code_list_frequencies.csv",
)
MAXQDA = "mbojan+maxqdar/inst/exdata/test.xls"
MATRICES = "DesiQuintans+novelqualcodes/inst/insect_study/matrices"
# Sources, codes, coders, codings, passages.
SHEETS = {
    MAXQDA: ("MAXQDA", 39, 7, 1, 402, 401),
    QUOTATIONS: ("ATLAS.ti", 1, 454, 0, 1465, 394),
    CODE_LIST: ("ATLAS.ti", 0, 465, 0, 0, 0),
    f"{MATRICES}/Int01_ID731.xlsx": ("NVivo", 1, 18, 0, 6, 0),
    f"{MATRICES}/Int03_ID54.xlsx": ("NVivo", 1, 18, 0, 5, 0),
    f"{MATRICES}/Int05_ID33.xlsx": ("NVivo", 1, 18, 0, 4, 0),
    f"{MATRICES}/Int07_ID17.xlsx": ("NVivo", 1, 18, 0, 6, 0),
    f"{MATRICES}/Int09_ID77.xlsx": ("NVivo", 1, 18, 0, 5, 0),
    f"{MATRICES}/Int11_ID21.xlsx": ("NVivo", 1, 18, 0, 3, 0),
    f"{MATRICES}/Int13_ID14.xlsx": ("NVivo", 1, 4, 0, 4, 0),
    f"{MATRICES}/Int15_ID112.xlsx": ("NVivo", 1, 3, 0, 4, 0),
}
BY_HAND = "Codings made by hand in a spreadsheet are not read"
REFUSED = {
    "JulianFrattini+rqi-relf/data/columns.json": "is a JSON file",
    "JulianFrattini+rqi-relf/data/interview-data.xlsx": BY_HAND,
    "JulianFrattini+rqi-relf/data/issue-data.xlsx": BY_HAND,
    "refi-qda-schema/Project.xsd": "is an XML file",
}
# Tables of attributes: sources, variables, values.
ATTRIBUTES = {
    "cases123.csv": (3, 3, 9),
    "cases123_replace_data.csv": (3, 3, 9),
    "cases456.xlsx": (3, 3, 9),
    "cases456_more_data.xlsx": (3, 2, 6),
    "cases456_replace_values.xlsx": (3, 3, 9),
    "survey456.csv": (3, 4, 11),
    "survey789.xlsx": (3, 5, 14),
    "survey789_more_data.xlsx": (3, 3, 9),
    "survey789_replace_data.xlsx": (3, 2, 6),
}
EXAMPLES = "ccbogel+QualCoder/Examples"
LOSSES = {
    MAXQDA: [
        ["colour of a coding", 402],
        ["position of a selection in paragraphs", 402],
        ["share of the text that a selection covers", 402],
    ],
    QUOTATIONS: [
        ["date of the last change of a selection", 394],
        ["length of a selection in paragraphs", 394],
        ["position of a selection in paragraphs", 394],
    ],
    CODE_LIST: [["coding that is only counted", 1476], ["date of a code", 930]],
    f"{MATRICES}/Int01_ID731.xlsx": [["position of a coding", 6]],
}


@pytest.fixture(scope="module")
def interviews(corpus) -> Path:
    """Real files of interviews."""
    return corpus / "interviews"


def told(path: Path) -> CodingExport | str:
    """What a file holds, or why it was refused."""
    try:
        return read_coding_export(path)
    except ExportError as error:
        return str(error)


def test_every_file_is_read_or_refused_for_a_reason_held_here(interviews):
    files = {
        path.relative_to(interviews).as_posix(): path
        for path in interviews.rglob("*")
        if path.is_file()
    }
    expected = REFUSED | {
        f"{EXAMPLES}/{name}": "read it with read_attributes" for name in ATTRIBUTES
    }
    found = {name: told(path) for name, path in files.items()}
    refused = {name: text for name, text in found.items() if isinstance(text, str)}
    assert set(refused) == set(expected)
    for name, text in refused.items():
        assert text.startswith(Path(name).name)
        assert expected[name] in text
    assert len(found) - len(refused) >= 30


@pytest.mark.parametrize("name", SHEETS)
def test_what_a_sheet_holds(interviews, name):
    export = read_coding_export(interviews / name)
    sizes = (export.sources, export.codes, export.coders, export.codings, export.passages)
    assert (export.tool, *map(len, sizes)) == SHEETS[name]
    assert set(export.codings["code_id"]) <= set(export.codes["code_id"])
    assert set(export.codes["parent_id"]) <= {"", *export.codes["code_id"]}
    assert export.codings[["start", "end"]].isna().all(axis=None)
    if name in LOSSES:
        assert export.losses[["what", "count"]].to_numpy().tolist() == LOSSES[name]
    assert isinstance(read_any_export(interviews / name), CodingExport)


def test_every_code_of_a_quotation_is_one_of_the_code_manager(interviews):
    quotations, manager = (read_coding_export(interviews / p) for p in (QUOTATIONS, CODE_LIST))
    unknown = set(quotations.codes["path"]) - set(manager.codes["path"])
    assert len(unknown) == 1  # the words of a quotation, made a code after the list was saved
    assert next(iter(unknown)).startswith('"')


def test_each_quotation_has_as_many_codes_as_it_says(interviews):
    path = interviews / QUOTATIONS
    with path.open(encoding="utf-8", newline="") as file:
        said = [int(row["Number of Codes"]) for row in csv.DictReader(file, delimiter=";")]
    found = read_coding_export(path).codings.groupby("segment", sort=False).size()
    assert found.tolist() == said


def test_a_matrix_an_interview_becomes_one_export(interviews):
    files = sorted((interviews / MATRICES).glob("*.xlsx"))
    whole = combine_coding_exports([read_coding_export(path) for path in files])
    people = [name.rpartition("_")[2] for name in whole.sources["name"]]
    assert people == [path.stem.rpartition("_")[2] for path in files]
    assert (len(whole.codes), len(whole.codings)) == (18, 37)


def test_maxqda_says_how_long_its_passages_are_and_when_they_were_made(interviews):
    export = read_coding_export(interviews / MAXQDA)
    assert export.coders["name"].tolist() == ["agata"]
    moments = pd.to_datetime(export.codings["coded"], format="%Y-%m-%d %H:%M:%S")
    assert str(moments.min()) == "2017-11-30 20:55:14"


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_tables_of_attributes(interviews, name):
    frame = read_attributes(interviews / EXAMPLES / name)
    sizes = frame["source"].nunique(), frame["variable"].nunique(), len(frame)
    assert sizes == ATTRIBUTES[name]
    assert not frame["value"].str.endswith(".0").any()


@pytest.mark.parametrize("name", [MAXQDA, f"{MATRICES}/Int01_ID731.xlsx", QUOTATIONS])
def test_a_sheet_cut_off_anywhere_is_read_or_refused(interviews, tmp_path, name):
    content = (interviews / name).read_bytes()
    cut = tmp_path / "cut"
    for end in range(0, len(content), len(content) // 8):
        cut.write_bytes(content[:end])
        assert (
            isinstance(told(cut), CodingExport)
            or told(cut).startswith("cut ")
            or "cut" in told(cut)
        )
