"""Every file of the corpus, whole or cut off, gives a result or an error of ours; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_coding_export, read_definition, read_survey_export
from cpsurvey.readers.files.kinds import kind_of

pytestmark = pytest.mark.corpus

# Readable as surveys: tables (two packed with gzip), files of SPSS and Stata, and tables that only
# look like surveys; as definitions 9 .qsf, 7 LimeSurvey, 6 dictionaries, 16 SPSS and Stata files.
READABLE = [(read_survey_export, 64), (read_coding_export, 30), (read_definition, 38)]
CODINGS = "not answers to a survey: read it as interviews (read_coding_export)."
EXCHANGED = "has the columns of Qualtrics below each other"
NOT_A_SURVEY = {
    "NFL_fandom_data-surveymonkey.csv": "so its header has more than one row",
    "descriptives_demo.csv": "column 1, has no name in the first row",
    "descriptives_quest.csv": "column 1, has no name in the first row",
    "20250914_code_list_frequencies.csv": f"holds codes of ATLAS.ti, {CODINGS}",
    "20250914_quotation_export.csv": f"holds quotations of ATLAS.ti, {CODINGS}",
    "Int01_ID731.xlsx": f"holds a matrix coding query of NVivo, {CODINGS}",
    "exdata/test.xls": f"holds coded segments of MAXQDA, {CODINGS}",
    "codebook.xlsx": f"holds a codebook of Taguette, {CODINGS}",
    "highlights_all.csv": f"holds highlights of Taguette, {CODINGS}",
    "highlights_all.xlsx": f"holds highlights of Taguette, {CODINGS}",
    "interview-data.xlsx": "holds several sheets (Data, Overlap, Codes Quality Factors,",
    "issue-data.xlsx": "holds several sheets (Data, Statistics and Impact): say which",
    "example_long_and_lean.xls": "holds several sheets (lean_dict, qdict and panel_df): say which",
    "Insight vs Pre-Insight Headers.xlsx": EXCHANGED,
    "Insights vs Pre-Insights Headers.xlsx": EXCHANGED,
    "longitudinal/data.csv": "holds several events",
    "repeating-instruments/data.csv": "holds repeated instruments (bp)",
    "simple/dictionary.csv": "is a REDCap data dictionary",
    "simple/metadata.csv": "is a REDCap data dictionary",
    "decimal-comma/dictionay.csv": "is a REDCap data dictionary",
    "Climatologist.qsf": "is the definition of a Qualtrics survey (.qsf)",
}
PIECES = [b"", b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"<", b"&", b"=", b"9" * 40]
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
    found = [path for path in corpus.rglob("*") if path.as_posix().endswith(name)]
    assert found
    for path in found:
        assert NOT_A_SURVEY[name] in attempt(read_survey_export, path)


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        (read_coding_export, QC),
        (read_coding_export, "interviews/sky-loom+refi-qda/Project.qde"),
        (read_definition, "surveys/janpfander+impressive_climate/data/qualtrics/Climatologist.qsf"),
        (read_definition, f"{LIME}/limesurvey_survey_88881.lss"),
        (read_definition, f"{LIME}/survey_archive_426848.lsa"),
    ],
)
def test_a_file_cut_off_anywhere_is_read_or_refused(corpus, tmp_path, reader, path):
    content, cut = (corpus / path).read_bytes(), tmp_path / "cut"
    for end in range(0, len(content), max(1, len(content) // 100)):
        cut.write_bytes(content[:end])
        attempt(reader, cut)


def surveys(corpus: Path) -> list[Path]:
    """Return every file of the surveys."""
    return sorted(path for path in (corpus / "surveys").rglob("*") if path.is_file())


def test_every_survey_file_cut_off_is_read_or_refused(corpus, tmp_path):
    cut = tmp_path / "cut"
    for path in surveys(corpus):
        content = path.read_bytes()
        cuts = 12 if kind_of(content) == "text" else 2  # others are read in a process of their own
        for end in range(len(content) // (cuts + 1), len(content), len(content) // cuts or 1):
            cut.write_bytes(content[:end])
            attempt(read_survey_export, cut)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_every_survey_file_changed_is_read_or_refused(corpus, tmp_path_factory, data):
    path = data.draw(st.sampled_from(surveys(corpus)))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, max(len(content) - 1, 0)))
        content[place : place + data.draw(st.integers(0, 40))] = data.draw(
            st.sampled_from(PIECES) | st.binary(max_size=4)
        )
    changed = tmp_path_factory.mktemp("changed") / path.name
    changed.write_bytes(content)
    attempt(read_survey_export, changed)


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
