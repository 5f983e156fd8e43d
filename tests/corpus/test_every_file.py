"""Every file of the corpus, whole or cut off, gives a result or an error of ours; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_coding_export, read_definition, read_survey_export

pytestmark = pytest.mark.corpus

# Readable: 17 Qualtrics, 33 of other platforms, and 8 tables that are no surveys but look like one;
# 9 .qsf, 7 LimeSurvey, 6 dictionaries, 16 SPSS and Stata files.
READABLE = [(read_survey_export, 58), (read_coding_export, 30), (read_definition, 38)]
NOT_A_SURVEY = {
    "NFL_fandom_data-surveymonkey.csv": "so its header has more than one row",
    "descriptives_demo.csv": "column 1, has no name in the first row",
    "descriptives_quest.csv": "column 1, has no name in the first row",
    "20250914_code_list_frequencies.csv": "column 2, has no name in the first row",
    "longitudinal/data.csv": "holds several events",
    "repeating-instruments/data.csv": "holds repeated instruments (bp)",
    "simple/dictionary.csv": "is a REDCap data dictionary",
    "simple/metadata.csv": "is a REDCap data dictionary",
    "decimal-comma/dictionay.csv": "is a REDCap data dictionary",
    "2019-user-survey-results.csv.gz": "is a file packed with gzip",
    "Climatologist.qsf": "is the definition of a Qualtrics survey (.qsf)",
    "survey_responses.xlsx": "save the sheet with the responses as CSV (UTF-8)",
}
SAV = "surveys/Roche+pyreadstat/test_data/basic/sample.sav"
JANPFANDER = "surveys/janpfander+impressive_climate/data/qualtrics.csv"
LIME = "surveys/yannickberger+limesurvey/tests/data/surveys"
QC = "interviews/masked/qc1.3.2_demo.qdpx"


def attempt(reader: Callable[[Path], object], path: Path) -> str:
    """Return what a reader says of a file; nothing where it could read it."""
    try:
        reader(path)
    except ExportError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("reader", "readable"), READABLE)
def test_a_file_is_read_or_refused_with_its_name_and_a_reason(corpus, reader, readable):
    files = sorted(path for path in corpus.rglob("*") if path.is_file())
    said = {path: attempt(reader, path) for path in files}
    assert sum(not message for message in said.values()) == readable
    for path, message in said.items():
        assert not message or message.startswith(path.name), path


@pytest.mark.parametrize("name", NOT_A_SURVEY)
def test_what_is_no_survey_export_is_told_what_it_is(corpus, name):
    found = [path for path in (corpus / "surveys").rglob("*") if path.as_posix().endswith(name)]
    found += list((corpus / "interviews").rglob(name))
    assert found
    for path in found:
        assert NOT_A_SURVEY[name] in attempt(read_survey_export, path)


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        (read_survey_export, "surveys/ropensci+qualtRics/inst/extdata/sample.csv"),
        (read_survey_export, "surveys/ropensci+qualtRics/inst/extdata/sample_legacy.csv"),
        (read_survey_export, JANPFANDER),
        (read_coding_export, QC),
        (read_coding_export, "interviews/sky-loom+refi-qda/Project.qde"),
        (read_survey_export, "surveys/cvanbuckhave+PLR_tool_AP/results-survey.csv"),
        (read_survey_export, SAV),
        (read_definition, "surveys/janpfander+impressive_climate/data/qualtrics/Climatologist.qsf"),
        (read_definition, f"{LIME}/limesurvey_survey_88881.lss"),
        (read_definition, f"{LIME}/survey_archive_426848.lsa"),
    ],
)
def test_a_file_cut_off_anywhere_is_read_or_refused(corpus, tmp_path, reader, path):
    content = (corpus / path).read_bytes()
    cut, cuts = tmp_path / "cut", 10 if path == SAV else 100
    for end in range(0, len(content), max(1, len(content) // cuts)):
        cut.write_bytes(content[:end])
        attempt(reader, cut)


def test_a_last_row_cut_off_is_never_taken_for_whole(corpus, tmp_path):
    content = (corpus / JANPFANDER).read_bytes()
    start, last_cell = content.rindex(b"\n", 0, -1) + 1, content.rindex(b",")
    cut = tmp_path / "cut.csv"
    for end in range(start + 1, last_cell):
        cut.write_bytes(content[:end])
        assert attempt(read_survey_export, cut).startswith("cut.csv stops in row 455, which has ")


def test_an_archive_cut_off_is_never_taken_for_whole(corpus, tmp_path):
    content = (corpus / QC).read_bytes()
    cut = tmp_path / "cut.qdpx"
    for end in range(100, len(content), 700):
        cut.write_bytes(content[:end])
        assert attempt(read_coding_export, cut) == (
            "cut.qdpx is a zip archive that is cut off or damaged, not a project or a list of coded"
            " interviews: export it again."
        )
