"""Joint displays in words: a table, and a page whose cells lead to their sources."""

import re

import pandas as pd
import pytest

from cpsurvey.errors import CpsurveyError, QuestionError
from cpsurvey.report import joint_display_page, joint_display_table
from cpsurvey.writers import frame_to_xlsx

SIDE = {"count": 12, "base": 20, "share": 0.6, "ci_low": 0.4, "ci_high": 0.8, "mark": "", "why": ""}
LINK = {
    "link": 2, "data": "SYNTHETIC study", "topic": "The <room>", "result": "results: one",
    "question": "judged", "answer": "worse", **SIDE, "theme_result": "themes: one", "code": "calm",
    **{f"theme_{name}": value for name, value in SIDE.items()}, "passages": ["s1 F01:2-9"],
    "words": ["=It was <quiet>"], "reasons": ["a date"], "verdict": "confirms",
    "inference": "Both say so.", "protection": "",
}  # fmt: skip
SILENT = {
    "link": 3, "topic": "", "theme_result": "", "code": "", "passages": [], "words": [],
    "reasons": [], "verdict": "silent", "inference": "",
    **{f"theme_{name}": None for name in SIDE},
}  # fmt: skip


@pytest.fixture
def display():
    frame = pd.DataFrame([LINK, LINK | SILENT])
    return frame.astype({name: "Int64" for name in frame if str(name).endswith(("count", "base"))})


def test_the_table_says_all_in_words(display):
    first, second = joint_display_table(display).to_dict("records")
    assert first == {
        "Topic": "The <room>",
        "Survey": "Judged: Worse",
        "Survey found": "60%, n = 20",
        "Interviews": "Calm",
        "Interviews found": "60%, n = 20",
        "Passages": "“=It was <quiet>” (s1 F01:2-9)",
        "Reasons against quoting": "a date",
        "Verdict": "= Confirms",
        "Together": "Both say so.",
        "Survey row": "results: one",
        "Theme row": "themes: one",
        "Link": "2",
    }
    assert second["Interviews"] == "No theme of this"
    assert frame_to_xlsx({"joint display": joint_display_table(display)})[:2] == b"PK"


def test_every_link_of_the_page_leads_somewhere(display, outline_of):
    page = joint_display_page(display)
    outline_of(page)
    targets = set(re.findall(r' id="([^"]+)"', page))
    links = re.findall(r'href="#([^"]+)"', page)
    assert set(links) <= targets
    assert {"result-1", "theme-result-1", "passages-1"} <= set(links)
    assert links.count("result-1") == 2


def test_verdict_and_inference_stand_in_one_cell_so_that_a_screen_holds_the_table(display):
    page = joint_display_page(display)
    heads = re.findall(r'<th[^>]* scope="col"[^>]*>([^<]*)</th>', page)
    assert heads == ["Topic", "Survey", "Interviews", "Verdict"]
    assert "<td><strong>= Confirms</strong>. Both say so.</td>" in page
    assert 'class="w"' not in page  # no cell is long without its markup


def test_the_page_says_what_the_mark_of_a_small_base_means_where_there_is_one(display):
    said = "<p>[u]: a small base; read with care.</p>"
    assert said not in joint_display_page(display)
    assert said in joint_display_page(display.assign(theme_mark=["u", None]))


def test_the_page_escapes_what_people_said_and_says_that_it_is_made_up(display):
    page = joint_display_page(display)
    assert "“=It was &lt;quiet&gt;” (s1 F01:2-9)" in page
    assert "<quiet>" not in page
    assert "<strong>SYNTHETIC</strong>" in page
    assert "<dt>= Confirms</dt><dd>survey and interviews say the same</dd>" in page
    assert "<p>Reasons against quoting: a date.</p>" in page
    assert "<dt>share</dt><dd>0.6</dd>" in page


def test_a_hidden_number_is_not_on_the_page(display):
    hidden = display.assign(
        mark="c", count=pd.NA, base=pd.NA, share=None, data="Study", protection="profile tre"
    )
    page = joint_display_page(hidden)
    assert "[c] not shown, to protect people" in page
    assert "Disclosure control: profile tre." in page
    section = page[page.index('id="result-1"') :].partition("</div>")[0]
    assert "<dt>count</dt>" not in section


def test_real_data_without_protection_is_refused(display):
    with pytest.raises(CpsurveyError) as error:
        joint_display_page(display.assign(data="Study"))
    assert str(error.value) == (
        'The data "Study" is not synthetic, and no disclosure rule was applied to all of its'
        " results. Make the display of cpsurvey.protect(result) on both sides."
    )


@pytest.mark.parametrize("make", [joint_display_page, joint_display_table])
def test_a_part_of_a_display_is_refused(display, make):
    with pytest.raises(QuestionError) as error:
        make(display.drop(columns=["verdict", "inference"]))
    assert str(error.value) == (
        "the joint display has no verdict and inference: give what joint_display returns, with all"
        " its columns."
    )
