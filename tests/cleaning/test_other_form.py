"""A select-all split where the codebook has it joined, and the reverse: the same tables."""

import json
import random
from dataclasses import replace

import pandas as pd
import pandas.testing as pdt
import pytest

import cpsurvey as cps
from cpsurvey.cleaning.columns import claim_columns
from cpsurvey.codebook import Codebook, Instrument, Level, Question, Scale
from cpsurvey.errors import ExportError
from cpsurvey.readers import read_survey_export

LABELS = ("Phone", "Phone, video", "Video", "In the room (e.g. at school, or at home)")
ASKED = "How did you join? - all that apply"
META = {
    "StartDate": "startDate",
    "EndDate": "endDate",
    "Status": "status",
    "Progress": "progress",
    "Finished": "finished",
    "RecordedDate": "recordedDate",
    "ResponseId": "_recordId",
}
TEXTS = [ASKED] + [f"{ASKED} - {label}" for label in LABELS]


def book(*raw, labels=LABELS):
    """A codebook of one select-all with these raw columns."""
    levels = tuple(Level(f"l{number}", label) for number, label in enumerate(labels, start=1))
    scale = Scale("ways", "Ways", levels)
    asked = Question("q5", "How", "multi", ("all",), scale=scale, raw={"all": raw})
    return Codebook(
        "n", "t", "f", {"all": "All"}, (Instrument("all", "all"),), {"ways": scale},
        (asked,), {"default": ()},
    )  # fmt: skip


SPLIT = book("Q5_1", "Q5_2", "Q5_3", "Q5_4")
JOINED = book("Q5")


def qualtrics(tmp_path, names, texts, answers, name):
    """Read what Qualtrics writes for these columns."""
    ids = [json.dumps({"ImportId": name}) for name in (*META.values(), *names)]
    header = pd.DataFrame([[*META, *texts], ids])
    day = "2025-01-01 10:00:00"
    people = [[day, day, "IP Address", "100", "True", day, f"R_{n}"] for n in range(len(answers))]
    rows = pd.DataFrame([[*one, *cells] for one, cells in zip(people, answers, strict=True)])
    path = tmp_path / name
    pd.concat([header, rows]).to_csv(path, index=False, header=[*META, *names])
    return read_survey_export(path)


def both(tmp_path, ticked, order=(0, 1, 2, 3)):
    """The same answers in a column an option, in this order, and joined in one."""
    split = [["" if place not in one else LABELS[place] for place in order] for one in ticked]
    joined = [[",".join(LABELS[place] for place in sorted(one))] for one in ticked]
    names = [f"Q5_{place + 1}" for place in order]
    texts = [TEXTS[place + 1] for place in order]
    return (
        qualtrics(tmp_path, names, texts, split, "split.csv"),
        qualtrics(tmp_path, ["Q5"], [ASKED], joined, "joined.csv"),
    )


def same(one, other):
    """Stop unless two sets of tables are the same."""
    for table in ("responses", "nonresponse", "excluded", "changes", "flags", "questions"):
        pdt.assert_frame_equal(getattr(one, table), getattr(other, table))


@pytest.mark.parametrize("seed", range(5))
def test_split_and_joined_give_the_same_tables_by_either_codebook(tmp_path, seed):
    dice = random.Random(seed)
    ticked = [{place for place in range(4) if dice.random() < 0.4} for _ in range(40)]
    ticked += [{0, 1, 2, 3}, {0, 2}, {2, 3}, {0, 3}]
    order = dice.sample(range(4), 4)
    split, joined = both(tmp_path, ticked, order)
    assert list(joined.rows) == ["Q5"]
    expected = cps.clean_survey(split, SPLIT)
    assert expected.responses["q5__l2"].sum() == sum(1 in one for one in ticked)
    for export in (split, joined):
        for codebook in (SPLIT, JOINED):
            same(cps.clean_survey(export, codebook), expected)


def test_columns_are_claimed_in_the_order_of_the_options(tmp_path):
    split, _ = both(tmp_path, [{0}], order=(3, 1, 0, 2))
    assert claim_columns(split, JOINED) == {"q5": ("Q5_1", "Q5_2", "Q5_3", "Q5_4")}


def test_a_box_to_type_into_is_no_option(tmp_path):
    names = [f"Q5_{number}" for number in range(1, 5)]
    texts = [*TEXTS[1:], f"{TEXTS[4]} - Text"]
    cells = [["Phone", "", "", "", "by boat"]]
    export = qualtrics(tmp_path, [*names, "Q5_4_TEXT"], texts, cells, "split.csv")
    instrument = Instrument("all", "all", ignore=("Q5_4_TEXT",))
    claimed = claim_columns(export, replace(JOINED, instruments=(instrument,)))
    assert claimed == {"q5": tuple(names)}


def test_cells_tell_the_options_where_headers_do_not(tmp_path):
    cells = [["Video", "", "", ""], ["", "Phone", "", LABELS[3]], ["", "", "Phone, video", ""]]
    names = ["Q5_1", "Q5_2", "Q5_3", "Q5_4"]
    export = qualtrics(tmp_path, names, names, cells, "split.csv")
    assert claim_columns(export, JOINED) == {"q5": ("Q5_2", "Q5_3", "Q5_1", "Q5_4")}


def test_the_option_that_nobody_ticked_is_the_one_left(tmp_path):
    cells = [["Video", "", "", ""], ["", "Phone", "", LABELS[3]]]
    names = ["Q5_1", "Q5_2", "Q5_3", "Q5_4"]
    export = qualtrics(tmp_path, names, names, cells, "split.csv")
    assert claim_columns(export, JOINED) == {"q5": ("Q5_2", "Q5_3", "Q5_1", "Q5_4")}


def test_codes_in_names_tell_the_options(tmp_path):
    coded = book("Q5", labels=("10", "2", "1"))
    joined = qualtrics(tmp_path, ["Q5"], [ASKED], [["1,10"], ["2"], ["10"]], "joined.csv")
    cells = [["1", "", "1"], ["", "1", ""], ["", "", "1"]]
    names = ["Q5_1", "Q5_2", "Q5_10"]
    split = qualtrics(tmp_path, names, TEXTS[1:4], cells, "split.csv")
    same(cps.clean_survey(split, coded), cps.clean_survey(joined, coded))


def refusal(export, codebook):
    with pytest.raises(ExportError) as caught:
        claim_columns(export, codebook)
    return str(caught.value)


@pytest.mark.parametrize(
    ("texts", "cells"),
    [
        (["a", "b", "c", "d"], ["1", "", "1", ""]),  # numbers below headers that say nothing
        ([TEXTS[1], TEXTS[2], TEXTS[3], f"{ASKED} - By boat"], ["Phone", "", "", "By boat"]),
        ([TEXTS[2], TEXTS[1], TEXTS[3], TEXTS[4]], ["Phone", "Phone, video", "", ""]),  # contradict
    ],
)
def test_what_cannot_be_told_is_said_and_not_guessed(tmp_path, texts, cells):
    names = ["Q5_1", "Q5_2", "Q5_3", "Q5_4"]
    assert refusal(qualtrics(tmp_path, names, texts, [cells], "split.csv"), JOINED) == (
        "split.csv does not fit the codebook:\n"
        '  column "Q5" of question q5 is missing, and of the 4 columns Q5_1, Q5_2, Q5_3 and Q5_4 it'
        " cannot be told which is which of its 4 options: export it again with all that a person"
        " ticked in one column, or draft the codebook again from this export, with its definition"
        " if there is one."
    )


def test_too_few_columns_are_refused(tmp_path):
    cells = [["Phone", "", ""]]
    names = ["Q5_1", "Q5_2", "Q5_3"]
    message = refusal(qualtrics(tmp_path, names, TEXTS[1:4], cells, "split.csv"), JOINED)
    assert "of the 3 columns Q5_1, Q5_2 and Q5_3 it cannot be told which is which" in message


def test_a_column_with_other_answers_is_not_the_question(tmp_path):
    export = qualtrics(tmp_path, ["Q5"], [ASKED], [["By boat"]], "joined.csv")
    assert refusal(export, SPLIT) == (
        "joined.csv does not fit the codebook:\n"
        '  columns "Q5_1" to "Q5_4" of question q5 are missing, and "Q5" has none of its options'
        " in it: export it again with a column an option, or draft the codebook again from this"
        " export, with its definition if there is one."
    )


def test_a_missing_column_beside_others_has_the_nearest_name(tmp_path):
    names = ["Q5_1", "Q5_2", "Q5_3", "Q5-4"]
    export = qualtrics(tmp_path, names, TEXTS[1:], [["Phone", "", "", ""]], "split.csv")
    assert refusal(export, SPLIT) == (
        "split.csv does not fit the codebook:\n"
        '  column "Q5_4" of question q5 is missing, did you mean "Q5-4"?\n'
        "  1 column belongs to no question: Q5-4; add each to questions.toml, or to `ignore` of"
        " instrument all in codebook.toml."
    )
