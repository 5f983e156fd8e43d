"""Where a figure comes from: hashes, versions, claims and rules, as JSON beside it."""

import hashlib
import json

import pytest

from cpsurvey import figures
from cpsurvey.errors import CpsurveyError


def told(folder, name="a"):
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def test_it_tells_data_question_protection_and_versions(hidden, tmp_path):
    figures.save(figures.stacked_bars(hidden), tmp_path / "a", formats=[])
    made = told(tmp_path)
    assert {name: made[name] for name in list(made)[:8]} == {
        "figure": "a",
        "title": "Overall judgement",
        "data": "Conference study",
        "synthetic": False,
        "questions": ["overall"],
        "claims": [],
        "protection": ["counts below 5 are hidden"],
        "rows": 18,
    }
    assert set(made["made_with"]) == {"python", "cpsurvey", "matplotlib", "numpy", "pandas"}


def test_it_holds_the_hash_of_every_file_beside_it(judged, tmp_path):
    figures.save(figures.stacked_bars(judged), tmp_path / "a")
    files = told(tmp_path)["files"]
    assert set(files) == {"a.svg", "a.png", "a.pdf", "a.csv", "a.txt"}
    for name, known in files.items():
        assert known == f"sha256:{hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()}"


def test_it_holds_the_hashes_of_what_it_was_made_from(judged, tmp_path):
    tables = tmp_path / "tables"
    tables.mkdir()
    for name in ("responses.parquet", "questions.parquet"):
        (tables / name).write_text(name)
    (tmp_path / "codebook.toml").write_text("codebook")
    given = [tables, tmp_path / "codebook.toml"]
    figures.save(figures.stacked_bars(judged), tmp_path / "a", formats=[], sources=given)
    inputs = told(tmp_path)["inputs"]
    assert list(inputs) == [
        "codebook.toml", "tables/questions.parquet", "tables/responses.parquet",
    ]  # fmt: skip
    assert inputs["codebook.toml"] == f"sha256:{hashlib.sha256(b'codebook').hexdigest()}"
    figures.save(figures.stacked_bars(judged), tmp_path / "b", formats=[], sources=tables)
    assert len(told(tmp_path, "b")["inputs"]) == 2


def test_claims_come_from_the_rows_and_from_the_caller(every_result, tmp_path):
    chart = figures.claim_bands(every_result["claim_bands"])
    figures.save(chart, tmp_path / "a", formats=[], claims=["another"])
    assert told(tmp_path)["claims"] == [
        "another", "better-professionals", "parents-could-express", "parents-no-reports",
    ]  # fmt: skip
    assert told(tmp_path)["synthetic"] is True


def test_a_source_that_is_not_there_is_refused_and_nothing_written(judged, tmp_path):
    axes = figures.stacked_bars(judged)
    with pytest.raises(CpsurveyError) as error:
        figures.save(axes, tmp_path / "a", sources=tmp_path / "nowhere")
    assert str(error.value) == (
        f"sources names {tmp_path / 'nowhere'}, which is not there: give the files, or the folder"
        " of tables, that the figure was made from."
    )
    assert list(tmp_path.iterdir()) == []
