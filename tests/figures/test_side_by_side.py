"""Joint displays drawn: dots at their shares, verdicts in words, nothing hidden shown."""

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import CpsurveyError, QuestionError
from cpsurvey.figures import side_by_side as drawn_at
from cpsurvey.figures.record import recall
from cpsurvey.figures.saving import text_alternative

SIDE = {
    "count": 12, "base": 20, "share": 0.6, "ci_low": 0.4, "ci_high": 0.8, "mark": "u", "why": "",
    "group": "parent",
}  # fmt: skip
LINK = {
    "link": 2, "data": "SYNTHETIC study", "topic": "The room", "result": "results: one",
    "question": "judged", "answer": "worse", **SIDE, "theme_result": "themes: one", "code": "calm",
    **{f"theme_{name}": value for name, value in SIDE.items()}, "theme_share": 0.25,
    "theme_mark": "", "passages": ["s1 F01:2-9"], "words": ["It was \n quiet"],
    "verdict": "confirms", "inference": "Both say so.", "protection": "",
}  # fmt: skip
NOTHING = {"count": None, "base": None, "share": None, "ci_low": None, "ci_high": None}


def display(*changes):
    frame = pd.DataFrame([LINK | change for change in changes or ({},)])
    return frame.astype({name: "Int64" for name in frame if str(name).endswith(("count", "base"))})


def texts(axes):
    return [text.get_text().replace("\n", " ") for text in axes.texts]


def dots(axes):
    """Where dots and the ends of intervals stand, as inches from the left."""
    return [[float(x) for x in line.get_xdata()] for line in axes.lines if line.get_alpha() is None
            and list(line.get_xdata()) != [0, 1]]  # fmt: skip


def across(side, *shares):
    return pytest.approx([side[0] + share * (side[1] - side[0]) for share in shares])


def test_both_sides_are_drawn_at_their_shares():
    axes = figures.joint_display(display())
    survey, theme = drawn_at.SURVEY_DOTS, drawn_at.THEME_DOTS
    assert dots(axes) == [
        across(survey, 0.4, 0.8), across(survey, 0.6), across(theme, 0.4, 0.8), across(theme, 0.25)
    ]  # fmt: skip
    markers = [line for line in axes.lines if len(line.get_xdata()) == 1]
    assert [line.get_marker() for line in markers] == ["o", "s"]
    assert [line.get_markerfacecolor() == "white" for line in markers] == [True, False]
    assert markers[0].get_ydata()[0] == markers[1].get_ydata()[0]


def test_what_each_side_is_about_and_found_is_written():
    assert texts(figures.joint_display(display())) == [
        "Survey", "Interviews", "Verdict", "The room",
        "Judged: Worse. Parent 60%, n = 20 [u]", "Calm. Parent 25%, n = 20",
        "“It was quiet” (s1 F01:2-9) Together: Both say so.", "= Confirms",
    ]  # fmt: skip


def test_labels_are_used_where_there_are_any():
    labelled = display({"question_label": "Compared", "answer_label": "Worse off",
                        "group_label": "Parents", "theme_code_label": "Feels calm",
                        "theme_group_label": "Parents"})  # fmt: skip
    found = texts(figures.joint_display(labelled))
    assert found[4:6] == [
        "Compared: Worse off. Parents 60%, n = 20 [u]",
        "Feels calm. Parents 25%, n = 20",
    ]


def test_every_verdict_has_a_sign_and_a_word():
    verdicts = ["confirms", "expands", "contradicts", "silent", "puzzles"]
    axes = figures.joint_display(display(*({"verdict": verdict} for verdict in verdicts)))
    bold = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert [word for word in bold[3:] if word != "The room"] == [
        "= Confirms", "+ Expands", "≠ Contradicts", "– Silent", "* Puzzles",
    ]  # fmt: skip


def test_a_silent_side_says_so_and_has_no_dot():
    no_theme = {"theme_result": "", "code": "", "verdict": "silent", "passages": [], "words": []}
    no_theme |= {f"theme_{name}": None for name in (*NOTHING, "mark", "why", "group")}
    axes = figures.joint_display(display(no_theme))
    assert "No theme of this" in texts(axes)
    assert len(dots(axes)) == 2
    no_question = {"result": "", "question": "", "answer": "", **NOTHING, "group": None}
    assert "No question on this" in texts(figures.joint_display(display(no_question)))


def test_hidden_and_small_numbers_are_not_drawn():
    hidden = display({"mark": "c", **NOTHING}, {"count": 1, "base": 3, "share": None})
    axes = figures.joint_display(hidden)
    found = texts(axes)
    assert "Judged: Worse. Parent [c] not shown, to protect people, n = [c]" in found
    assert "Judged: Worse. Parent Count only: 1 of 3, n = 3 [u]" in found
    assert len(dots(axes)) == 4


def test_a_difference_is_written_and_not_drawn_as_a_share():
    gap = {"reference": "staff", "measure": "difference", "estimate": -0.35, "ci_low": -0.44,
           "ci_high": -0.15, "base_reference": 477}  # fmt: skip
    axes = figures.joint_display(display(gap))
    said = "Judged: Worse. Parent v Staff −35 points (−44 to −15), n = 20 v 477 [u]"
    assert said in texts(axes)
    assert len(dots(axes)) == 2


def test_without_words_the_place_alone_is_written():
    plain = display().drop(columns="words")
    assert "s1 F01:2-9 Together: Both say so." in texts(figures.joint_display(plain))


def test_ten_rows_fit_a_page_and_more_are_refused():
    short = {"passages": [], "words": [], "topic": ""}
    axes = figures.joint_display(display(*[short] * 10))
    assert axes.figure.get_figheight() < drawn_at.HIGHEST
    with pytest.raises(QuestionError) as error:
        figures.joint_display(display(*[{}] * 20))
    assert str(error.value) == (
        "joint_display: these 20 rows would be 19.6 inches high, and a page takes 10.4. Draw fewer"
        " rows at a time, or leave out passages or inferences."
    )


def test_no_words_stand_on_others():
    said = "people spoke more freely in the same room "
    long = {"topic": said * 3, "words": [said * 9], "question": said * 2, "code": said}
    axes = figures.joint_display(display(long, {}))
    with figures.style():  # as it is saved
        axes.figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
    apart = [not one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[i + 1 :]]
    assert all(apart)
    assert all(box.x0 >= 0 and box.x1 <= axes.figure.bbox.x1 for box in boxes)


def test_the_text_alternative_is_made_of_the_rows():
    kept = recall(figures.joint_display(display({}, {"verdict": "silent", "topic": ""}), title="A"))
    assert text_alternative(kept).split("\n\n")[2:4] == [
        "Joint display: A. Verdicts: confirms 1, silent 1. Data: SYNTHETIC study.",
        "The room: survey: Judged: Worse. Parent, 60%, n = 20 [u], interval 40% to 80%;"
        " interviews: Calm. Parent, 25%, n = 20, interval 40% to 80%; verdict: confirms;"
        " Passage: “It was quiet” (s1 F01:2-9); Together: Both say so.\n"
        "survey: Judged: Worse. Parent, 60%, n = 20 [u], interval 40% to 80%; interviews: Calm."
        " Parent, 25%, n = 20, interval 40% to 80%; verdict: silent; Passage: “It was"
        " quiet” (s1 F01:2-9); Together: Both say so.\n",
    ]


def test_real_data_is_saved_only_where_both_sides_are_protected(tmp_path):
    real = display({"data": "Study"})
    with pytest.raises(CpsurveyError, match="no disclosure rule was applied"):
        figures.save(figures.joint_display(real), tmp_path / "joint", formats=["svg"])
    axes = figures.joint_display(real.assign(protection="profile tre"))
    figures.save(axes, tmp_path / "joint", formats=["svg"])
    assert (tmp_path / "joint.svg").exists()


def test_a_display_without_a_column_is_refused():
    with pytest.raises(QuestionError) as error:
        figures.joint_display(display()[["data", "topic", "result"]])
    assert str(error.value) == (
        "joint_display needs the columns theme_result, code, passages, verdict and inference,"
        " which this result does not have. It has data, topic and result."
    )
