"""Survey exports as a platform would write them, with rows that are there to be left out."""

from datetime import date

import pandas as pd
import pytest

from cpsurvey.readers import read_survey_export

FILES = {"professional": "SYNTHETIC-professionals.csv", "parent": "SYNTHETIC-parents.csv"}


@pytest.fixture(scope="module", params=sorted(FILES))
def group(request):
    return request.param


@pytest.fixture(scope="module")
def export(group, exports, tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / FILES[group]
    path.write_bytes(exports[FILES[group]])
    return read_survey_export(path, group=group)


@pytest.fixture(scope="module")
def raw(group, exports, tmp_path_factory):
    path = tmp_path_factory.mktemp("raw") / FILES[group]
    path.write_bytes(exports[FILES[group]])
    return pd.read_csv(path, dtype=str, keep_default_na=False, skiprows=[1, 2])


def test_it_is_a_modern_export_with_choice_text(export):
    assert (export.settings["generation"], export.settings["answers"]) == ("modern", "text")


def test_rows_are_added_to_those_kept(export, group, margins):
    left_out = margins.left_out[group]
    assert len(export.rows) == margins.kept[group] + sum(left_out.values())
    status = export.meta["status"].value_counts()
    assert (status["preview"], status["test"]) == (left_out["preview"], left_out["test"])
    assert (export.meta["finished"] == "no").sum() == left_out["unfinished"]
    again = export.meta["respondent"].duplicated()
    assert again.sum() == left_out["duplicate"]


def test_what_is_left_out_is_left_out_for_its_own_reason(tables, group, margins):
    excluded = tables.excluded[tables.excluded["group"] == group]
    counts = margins.left_out[group]
    assert excluded["rule"].value_counts().to_dict() == {
        "preview_or_test": counts["preview"] + counts["test"],
        "no_consent": counts["no_consent"],
        "unfinished": counts["unfinished"],
        "duplicate": counts["duplicate"],
    }


def test_the_fuller_of_two_rows_of_a_person_is_kept(export):
    again = export.meta["respondent"].duplicated(keep=False)
    answered = (export.rows[again] != "").sum(axis=1)
    pairs = answered.groupby(export.meta.loc[again, "respondent"])
    latest = export.meta.loc[again].sort_values("recorded").groupby("respondent").tail(1).index
    assert sorted(pairs.idxmax()) == sorted(latest)


def test_it_says_everywhere_that_it_is_made_up(raw):
    assert raw["ResponseId"].str.startswith("R_SYNTHETIC_").all()
    assert set(raw["ExternalReference"]) == set(raw["RecipientLastName"]) == {"SYNTHETIC"}


def test_what_would_identify_people_is_of_nobody_and_is_dropped(raw, export):
    assert raw["IPAddress"].str.fullmatch(r"192\.0\.2\.\d+").all()
    assert set(raw["RecipientEmail"]) == set(raw["RecipientFirstName"]) == {""}
    assert set(export.dropped) == {
        "IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail",
        "ExternalReference", "LocationLatitude", "LocationLongitude",
    }  # fmt: skip


def test_answers_come_within_the_fieldwork_and_on_weekdays_mostly(export):
    days = [date.fromisoformat(moment[:10]) for moment in export.meta["recorded"]]
    assert date(2020, 9, 1) <= min(days)
    assert max(days) <= date(2020, 10, 16)
    assert sum(day.weekday() < 5 for day in days) > 0.85 * len(days)


def test_durations_are_those_between_start_and_end(export):
    started, recorded = (pd.to_datetime(export.meta[name]) for name in ("started", "recorded"))
    assert (recorded - started).dt.total_seconds().astype(int).tolist() == (
        export.meta["duration_seconds"].astype(int).tolist()
    )


def test_the_header_tells_parts_of_questions_apart(export):
    assert export.columns["column"].is_unique
    assert export.columns.loc[export.columns["kind"] == "question", "text"].is_unique
    assert export.columns["import_id"].is_unique


def test_comments_have_the_odd_characters_that_people_use(exports):
    text = exports["SYNTHETIC-professionals.csv"].decode("utf-8")
    for odd in ("\u00a0", "’", "😟", "—", '""'):
        assert odd in text, odd
    assert set("âêîôŵŷ") & set(text)
