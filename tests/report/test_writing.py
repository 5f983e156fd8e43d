"""A report's files: named for what they are, all of them or none."""

import pytest

from cpsurvey.errors import CpsurveyError
from cpsurvey.report import writing
from cpsurvey.report.document import Chapter, Report
from cpsurvey.report.writing import write_report


@pytest.fixture
def report():
    return Report("A report", "SYNTHETIC study", True, "nothing", (Chapter("a", "A", "What?"),))


def test_files_of_made_up_data_say_so_in_their_names(report, tmp_path):
    made = write_report(report, tmp_path / "new" / "place", ["html", "html"])
    assert made == [tmp_path / "new" / "place" / "SYNTHETIC-report.html"]
    assert made[0].read_bytes().startswith(b"<!doctype html>")


def test_a_format_that_is_not_known_is_refused(report, tmp_path):
    with pytest.raises(CpsurveyError) as error:
        write_report(report, tmp_path, ["html", "doc"])
    assert str(error.value) == (
        'format "doc" is not known, did you mean "docx"? Known: html, docx, xlsx, ods and pdf.'
    )
    assert list(tmp_path.iterdir()) == []


def test_no_format_is_refused(report, tmp_path):
    with pytest.raises(CpsurveyError) as error:
        write_report(report, tmp_path, [])
    assert str(error.value) == (
        "no format is named, so there is nothing to write: name html."
    )  # fmt: skip


def test_nothing_is_written_where_one_form_fails(report, tmp_path, monkeypatch):
    def fail(_, form):
        if form == "ods":
            raise CpsurveyError("no")
        return b"made"

    monkeypatch.setattr(writing, "_made", fail)
    with pytest.raises(CpsurveyError, match=r"^no$"):
        write_report(report, tmp_path / "out", ["html", "xlsx", "ods"])
    assert not (tmp_path / "out").exists()
