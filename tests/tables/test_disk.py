"""Tables on disk: what is written is what is read, and damage is said in one sentence."""

import json
from dataclasses import fields, replace

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.errors import TablesError
from cpsurvey.tables import DESCRIPTIONS, REPORT, InterviewTables, check_tables


def same(one, other):
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, pd.DataFrame):
            pd.testing.assert_frame_equal(left, right, obj=field.name)


def test_survey_tables_come_back_as_they_were(survey, tmp_path):
    cps.write_tables(survey, tmp_path / "t")
    same(cps.read_tables(tmp_path / "t"), survey)


def test_tables_without_rows_keep_their_levels(survey, tmp_path):
    empty = {f.name: getattr(survey, f.name).iloc[:0] for f in fields(survey)[2:-1]}
    cps.write_tables(replace(survey, **empty), tmp_path / "t")
    read = cps.read_tables(tmp_path / "t")
    same(read, replace(survey, **empty))
    check_tables(read)


def test_interviews_travel_with_the_survey(survey, interviews, tmp_path):
    cps.write_tables(replace(survey, interviews=interviews), tmp_path / "t")
    same(cps.read_tables(tmp_path / "t").interviews, interviews)


def test_interviews_alone_come_back_alone(interviews, tmp_path):
    cps.write_tables(interviews, tmp_path / "t")
    read = cps.read_tables(tmp_path / "t")
    assert isinstance(read, InterviewTables)
    same(read, interviews)


def test_writing_again_replaces_every_table(survey, interviews, tmp_path):
    cps.write_tables(replace(survey, interviews=interviews), tmp_path / "t")
    cps.write_tables(survey, tmp_path / "t")
    assert cps.read_tables(tmp_path / "t").interviews is None
    assert [path.name for path in tmp_path.iterdir()] == ["t"]


def test_the_same_tables_give_the_same_bytes(survey, tmp_path):
    for name in "ab":
        cps.write_tables(survey, tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_the_description_has_every_column_with_its_levels(survey, tmp_path):
    cps.write_tables(survey, tmp_path / "t")
    package = json.loads((tmp_path / "t" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["title"], package["synthetic"]) == ("SYNTHETIC library users", True)
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert resources["responses"]["rows"] == 2
    described = {field["name"]: field for field in resources["responses"]["schema"]["fields"]}
    assert list(described) == list(survey.responses)
    assert described["satisfaction"] == {
        "name": "satisfaction",
        "type": "string",
        "categories": ["poor", "fair", "good"],
        "categoriesOrdered": True,
    }
    types = {name: described[name]["type"] for name in ("recorded", "loans", "uses__books")}
    assert types == {"recorded": "date", "loans": "number", "uses__books": "boolean"}
    assert resources["nonresponse"]["schema"]["primaryKey"] == ["respondent", "question"]


def test_every_table_has_a_description(survey, interviews):
    names = {f.name for kind in (survey, interviews) for f in fields(kind)} - {"name", "interviews"}
    assert names | {"interviews"} == set(DESCRIPTIONS)


def refused(call, *arguments):
    with pytest.raises(TablesError) as caught:
        call(*arguments)
    return str(caught.value)


def test_a_folder_without_tables_says_how_to_build_them(tmp_path):
    assert refused(cps.read_tables, tmp_path) == (
        f"{tmp_path} holds no datapackage.json, so no tables. Build them with: cpsurvey build RAW"
        f" {tmp_path}"
    )


@pytest.mark.parametrize("content", ["{", "{}", "[]", '{"title": "t", "resources": [{}]}'])
def test_a_damaged_description_is_named(survey, tmp_path, content):
    cps.write_tables(survey, tmp_path / "t")
    path = tmp_path / "t" / "datapackage.json"
    path.write_text(content, encoding="utf-8")
    assert refused(cps.read_tables, tmp_path / "t") == (
        f"{path} is damaged. Build the tables again with: cpsurvey build RAW {tmp_path / 't'}"
    )


@pytest.mark.parametrize("content", [None, b"", b"PAR1 and then nothing"])
def test_a_missing_or_damaged_table_is_named(survey, tmp_path, content):
    cps.write_tables(survey, tmp_path / "t")
    path = tmp_path / "t" / "flags.parquet"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert refused(cps.read_tables, tmp_path / "t") == (
        f"{path} is missing or damaged. Build the tables again with: cpsurvey build RAW OUT"
    )


def test_tables_of_another_version_are_named(survey, tmp_path):
    cps.write_tables(survey, tmp_path / "t")
    path = tmp_path / "t" / "nonresponse.parquet"
    survey.nonresponse.drop(columns="told_by").to_parquet(path)
    assert refused(cps.read_tables, tmp_path / "t") == (
        f"{path} has no column told_by: another version of cpsurvey wrote it. Build the tables"
        " again with: cpsurvey build RAW OUT"
    )


@pytest.mark.parametrize("alone", [True, False])
def test_interviews_of_another_version_are_named(survey, interviews, tmp_path, alone):
    tables = interviews if alone else replace(survey, interviews=interviews)
    cps.write_tables(tables, tmp_path / "t")
    path = tmp_path / "t" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["name"] != "mapped"]
    path.write_text(json.dumps(package), encoding="utf-8")
    assert refused(cps.read_tables, tmp_path / "t") == (
        f"{tmp_path / 't'} has no table mapped: another version of cpsurvey wrote it. Build the"
        " tables again with: cpsurvey build RAW OUT"
    )


def test_tables_that_contradict_themselves_are_not_written(survey, tmp_path):
    message = refused(cps.write_tables, replace(survey, flags=survey.flags[[]]), tmp_path / "t")
    assert message.startswith("the tables contradict themselves, 4 faults:\n")
    assert list(tmp_path.iterdir()) == []


def test_a_report_beside_the_tables_is_no_stranger(survey, tmp_path):
    cps.write_tables(survey, tmp_path / "t")
    (tmp_path / "t" / REPORT).write_text("<!doctype html>", encoding="utf-8")
    cps.write_tables(survey, tmp_path / "t")
    assert not (tmp_path / "t" / REPORT).exists()


def test_tables_that_are_only_part_of_a_set_are_refused(survey, tmp_path):
    cps.write_tables(survey, tmp_path / "t")
    path = tmp_path / "t" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = package["resources"][:1]
    path.write_text(json.dumps(package), encoding="utf-8")
    assert refused(cps.read_tables, tmp_path / "t") == (
        f"{tmp_path / 't'} holds only questions: not the tables of a survey or of interviews. Build"
        " them again with: cpsurvey build RAW OUT"
    )


def test_a_folder_with_other_things_in_it_is_not_replaced(survey, tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    assert refused(cps.write_tables, survey, tmp_path) == (
        f"{tmp_path} holds thesis.docx, which would be lost: name a folder that is empty, new, or"
        " holds tables only."
    )
    assert (tmp_path / "thesis.docx").exists()


def test_a_file_is_not_replaced_by_a_folder(survey, tmp_path):
    (tmp_path / "t").touch()
    assert refused(cps.write_tables, survey, tmp_path / "t") == (
        f"{tmp_path / 't'} is a file: name a folder for the tables."
    )


def test_a_failed_write_leaves_the_old_tables(survey, tmp_path, monkeypatch):
    cps.write_tables(survey, tmp_path / "t")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(OSError, match="No space left"):
        cps.write_tables(survey, tmp_path / "t")
    same(cps.read_tables(tmp_path / "t"), survey)
    assert [path.name for path in tmp_path.iterdir()] == ["t"]
