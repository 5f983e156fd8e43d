"""Claims with other studies' findings below them."""

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall


@pytest.fixture
def found():
    facts = {
        "data": "SYNTHETIC study", "id": "better", "claim": "Remote is better", "finding": "",
        "study": "this study", "year": None, "measures": "Remote is better",
        "same_measure": "same", "why_other": "", "published": "", "band": "[0.45, 0.5)",
        "share": None, "count": None, "base": None, "ci_low": None, "ci_high": None,
        "verdict": "", "why": "", "mark": "",
    }  # fmt: skip
    fair = facts | {
        "finding": "fair", "study": "A survey", "year": 2020, "measures": "Most cases were fair",
        "same_measure": "other", "why_other": "hearings in court", "published": "78%",
        "share": 0.78,
    }  # fmt: skip
    gps = {"id": "gps", "claim": "More GPs came"}
    return pd.DataFrame(
        [
            facts | {"published": "nearly half", "share": 0.48, "count": 230, "base": 483,
                     "ci_low": 0.43, "ci_high": 0.52, "verdict": "recovered (synthetic)"},
            fair,
            fair | {"finding": "unjust", "measures": "Few were unjust", "published": "almost 20%",
                    "share": 0.2, "base": 1119},
            fair | {"finding": "smooth", "published": "most", "share": None, "base": 52},
            fair | {"finding": "read", "published": "", "share": None},
            facts | gps | {"count": 4, "base": 4, "verdict": "recovered (synthetic)",
                           "ci_low": -0.4, "ci_high": -0.1},
            fair | gps | {"finding": "counted", "same_measure": "same", "why_other": "",
                          "published": "9 of 114", "share": 9 / 114, "count": 9, "base": 114,
                          "ci_low": 0.042, "ci_high": 0.143},
            facts | {"id": "alone", "claim": "Nothing is beside it"},
            fair | {"id": "alone", "claim": "Nothing is beside it", "finding": "words",
                    "published": "", "share": None},
        ]
    ).astype({"count": "Int64", "base": "Int64", "year": "Int64"})  # fmt: skip


def dots(axes):
    return [line for line in axes.lines if len(line.get_xdata()) == 1]


def test_a_claim_is_the_heading_of_its_findings(found):
    axes = figures.evidence_forest(found)
    assert [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()] == [
        "This study: “nearly\N{NO-BREAK SPACE}half”",
        "Most cases were fair (A survey, 2020). Not the same: hearings in court",
        "Few were unjust (the same study)",
        "Most cases were fair (the same study)",
        "This study: no amount was named",
        "Most cases were fair (A survey, 2020).",
    ]
    headings = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert headings == ["Remote is better", "More GPs came"]


def test_every_share_has_its_base_or_says_that_none_was_published(found):
    told = [text.get_text() for text in figures.evidence_forest(found).texts]
    assert [text for text in told if text not in ("Remote is better", "More GPs came")] == [
        "48%, n = 483\nRecovered (synthetic)",
        "78%\nBase not published",
        "almost 20%\nn = 1,119, no interval",
        "“most”: no share",
        "n = 52",
        "Not a share",
        "Recovered (synthetic)",
        "8%, 9 of 114",
    ]


def test_other_measures_are_hollow_and_other_studies_are_diamonds(found):
    drawn = dots(figures.evidence_forest(found))
    assert [(dot.get_marker(), dot.get_markerfacecolor() == "white") for dot in drawn] == [
        ("o", False), ("D", True), ("D", True), ("D", False),
    ]  # fmt: skip


def test_no_line_where_no_base_was_published_and_none_of_a_difference(found):
    lines = [tuple(line.get_xdata()) for line in figures.evidence_forest(found).lines]
    whole = [line for line in lines if len(line) == 2 and line[0] == line[0]]
    assert whole == [(0.43, 0.52), (0.042, 0.143)]


def test_only_the_claim_that_is_a_share_has_its_band(found):
    (bar,) = figures.evidence_forest(found).patches
    assert (bar.get_x(), bar.get_width()) == pytest.approx((0.45, 0.05))


def test_the_legend_has_what_is_drawn(found):
    def legend(result):
        axes = figures.evidence_forest(result)
        return [entry.label for entry in recall(axes).about.legend]

    assert legend(found) == [
        "What the published words are read as", "This study's data",
        "Another study, the same measure", "Another study (hollow: it measures something else)",
    ]  # fmt: skip
    small = found.iloc[:2].assign(mark=["u", ""])
    assert legend(found[found["id"] == "gps"]) == ["Another study, the same measure"]
    assert legend(small)[-1] == "[u] hollow: small base, read with care"


def test_a_hidden_share_of_the_data_says_so(found):
    hidden = found.iloc[:2].copy()
    hidden.loc[0, ["share", "count", "base", "ci_low", "ci_high"]] = pd.NA
    hidden.loc[0, ["mark", "verdict"]] = ["c", "confidential [c]"]
    axes = figures.evidence_forest(hidden)
    told = [text.get_text().replace("\n", " ") for text in axes.texts]
    assert told[:2] == ["[c] not shown, to protect people", "Confidential [c]"]
    empty = found.iloc[:2].copy()
    empty.loc[0, ["share", "count", "base", "ci_low", "ci_high"]] = pd.NA
    empty.loc[0, "verdict"] = "not decidable"
    told = [text.get_text() for text in figures.evidence_forest(empty).texts]
    assert told[:2] == ["No data", "Not decidable"]


def test_the_text_counts_what_measures_the_same_and_names_every_share(found):
    short, long = recall(figures.evidence_forest(found, title="Beside")).alt
    assert short == (
        "Forest plot of shares with intervals: Beside. Claims 2, findings beside them 4, of the"
        " same measure 1. Data: SYNTHETIC study."
    )
    assert long.splitlines()[:2] == [
        "Remote is better. This study: “nearly half”. 48%, n = 483, Recovered (synthetic), interval"
        " 43% to 52%.",
        "Most cases were fair (A survey, 2020). Not the same: hearings in court. 78%, Base not"
        " published.",
    ]


def test_nothing_to_draw_and_too_much_are_refused(found):
    with pytest.raises(QuestionError) as error:
        figures.evidence_forest(found.tail(2))
    assert str(error.value) == (
        "evidence_forest has nothing to draw: no finding beside these claims has a share or an"
        " amount in words."
    )
    many = [found.iloc[:2].assign(id=f"claim {number}") for number in range(13)]
    with pytest.raises(QuestionError) as error:
        figures.evidence_forest(pd.concat(many))
    assert str(error.value) == (
        "The result has 26 claims and findings to draw; on one page at most 24 can be read. Draw"
        " those of one group, or of some topics."
    )
