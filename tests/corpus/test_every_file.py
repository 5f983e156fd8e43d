"""Every file of the corpus, whole or cut off, gives a result or an error of ours; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_coding_export, read_survey_export

pytestmark = pytest.mark.corpus

READABLE = [(read_survey_export, 17), (read_coding_export, 4)]
JANPFANDER = "surveys/janpfander+impressive_climate/data/qualtrics.csv"
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


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        (read_survey_export, "surveys/ropensci+qualtRics/inst/extdata/sample.csv"),
        (read_survey_export, "surveys/ropensci+qualtRics/inst/extdata/sample_legacy.csv"),
        (read_survey_export, JANPFANDER),
        (read_coding_export, QC),
        (read_coding_export, "interviews/sky-loom+refi-qda/Project.qde"),
    ],
)
def test_a_file_cut_off_anywhere_is_read_or_refused(corpus, tmp_path, reader, path):
    content = (corpus / path).read_bytes()
    cut = tmp_path / "cut"
    for end in range(0, len(content), max(1, len(content) // 100)):
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
            "cut.qdpx is a zip archive that is cut off or damaged, not a project of coded"
            " interviews (REFI-QDA): export it again."
        )
