"""A researcher's links as she saved them, and what is wrong with those that cannot be read."""

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_links

HEADER = "topic,question,answer,group,code,segment,verdict,inference"
ROW = 'Room,judged,worse,parent,CHR,s1; F01:2-9,Confirms,"Both, at length"'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_links_are_read_as_text_with_the_row_of_the_file(tmp_path, encoding):
    path = tmp_path / "links.csv"
    path.write_text(f"{HEADER}\n\n{ROW}\n", encoding=encoding)
    links = read_links(path)
    assert links.index.tolist() == [3]
    assert links.attrs["name"] == "links.csv"
    assert links.loc[3, ["segment", "verdict", "inference"]].tolist() == [
        "s1; F01:2-9", "Confirms", "Both, at length",
    ]  # fmt: skip


def test_a_file_without_a_column_is_refused(tmp_path):
    path = tmp_path / "links.csv"
    path.write_text("question,answer,code,segments,verdict,inference\n", encoding="utf-8")
    with pytest.raises(ExportError) as error:
        read_links(path)
    assert str(error.value) == (
        'links.csv lacks the columns "segment", did you mean "segments"? The first row has to name'
        " question, answer, code, segment, verdict and inference."
    )


def test_a_cell_too_many_is_named_by_its_row(tmp_path):
    path = tmp_path / "links.csv"
    path.write_text(f"{HEADER}\n{ROW},more\n", encoding="utf-8")
    with pytest.raises(ExportError) as error:
        read_links(path)
    assert str(error.value) == (
        "links.csv, row 2, has 9 cells where the header has 8: put cells that hold the delimiter in"
        " quotation marks."
    )
