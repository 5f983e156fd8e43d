"""The report as a page: whole, said to be made up, nothing lost, and the same each time."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.report.document import Chapter, Report, Table
from cpsurvey.report.drawing import picture
from cpsurvey.report.page.report_page import report_page

COUNTS = pd.DataFrame(
    {"data": "SYNTHETIC study", "question": "nation", "answer": ["england", "wales"],
     "answer_label": ["England & <Wales>", "Llanfair-ym-Muallt"], "count": [24, 7], "mark": ""}
)  # fmt: skip
CLAIMS = Table(
    "claims",
    "Claims & what they come to",
    pd.DataFrame(
        {
            "Claim": ["All came", "Few <came>", "Nobody", "a", "b", "c"],
            "Share": [0.283, None, 0.0, None, None, None],
            "People": [1200, None, 24, None, None, None],
            "Verdict": ["recovered", "confidential", "recovered", *["not decidable"] * 3],
        }
    ),
    kinds={"Share": "share", "People": "count"},
    marks=pd.DataFrame({"Share": ["u", "c", "", *"xxx"], "People": ["", "c", "", *"xxx"]}),
    notes="Of those who answered.",
    filters=("Verdict",),
)


@pytest.fixture(scope="module")
def nations():
    numbers = Table("nation-numbers", "Nations", pd.DataFrame({"Nation": ["E", "W"], "n": [24, 7]}))
    numbers = replace(numbers, kinds={"n": "count"})
    return picture("nation", lambda: figures.count_bars(COUNTS, caption="All kept."), numbers)


@pytest.fixture(scope="module")
def report(nations):
    again = replace(nations, name="nation-again", numbers=None)
    chapters = (
        Chapter("who", "Who & where", "Who answered?", ("31 people.", nations, again), ("Most.",)),
        Chapter("checked", "Claims", "", (CLAIMS,)),
    )
    made = (("cpsurvey", "0.6"), ("responses", "sha256 12ab"))
    return Report("Joining", "SYNTHETIC study", True, "Counts from 1 to 4 hidden.", chapters, made)


@pytest.fixture(scope="module")
def page(report):
    return report_page(report).decode()


def plain(html):
    """The words of a page's body, without its script."""
    body = html.partition("</head>")[2].partition("<script>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def test_it_is_a_sound_page_that_loads_nothing(page, outline_of):
    before, _, after = page.partition("<script>")
    outline = outline_of(before + after.partition("</script>")[2])
    assert [text for _, text in outline.headings] == [
        "Joining", "Contents", "Who & where", "What was found", "Figure 1: Nation",
        "Figure 2: Nation", "Claims", "Figures and tables", "How this report was made",
    ]  # fmt: skip


def test_made_up_data_is_said_to_be_made_up_before_all_else_and_on_paper(page):
    banner = "SYNTHETIC: this data is made up and is no evidence of what anybody answered"
    assert plain(page).startswith(
        f"Skip to the text {banner} Joining SYNTHETIC Data: SYNTHETIC study. This data is made up."
    )
    assert f'@top-left {{ content: "{banner}"' in page
    assert "SYNTHETIC. Table 1: Claims &amp; what they come to" in page


def test_real_data_is_not(report):
    found = report_page(replace(report, data="Team 2027", synthetic=False, chapters=())).decode()
    assert plain(found) == (
        "Skip to the text Joining Data: Team 2027. Counts from 1 to 4 hidden. Contents How this"
        " report was made How this report was made cpsurvey 0.6 responses sha256 12ab"
    )
    assert "SYNTHETIC" not in found
    assert "@top-left" not in found


def test_a_figure_has_its_words_and_its_numbers(page, nations):
    figure = page.partition('<figure id="figure-nation">')[2].partition("</figure>")[0]
    assert 'aria-labelledby="figure-nation-title figure-nation-desc"' in figure
    assert f'<desc id="figure-nation-desc">{nations.short.replace("&", "&amp;")}'[:60] in figure
    assert plain("</head>" + figure.partition("</svg>")[2]) == (
        "All kept. Figure 1 in words England &amp; &lt;Wales&gt;: 24. Llanfair-ym-Muallt: 7."
        " Figure 1 in numbers SYNTHETIC. Table A1: Nations Nation n E 24 W 7"
    )


def test_a_figure_without_numbers_says_nothing_of_them(page):
    figure = page.partition('<figure id="figure-nation-again">')[2].partition("</figure>")[0]
    assert "Figure 2 in words" in figure
    assert "in numbers" not in figure


def test_a_table_can_be_sorted_by_what_its_numbers_are(page):
    table = page.partition('<table data-tools="Table 1: Claims &amp; what they come to">')[2]
    table = table.partition("</div>")[0]
    assert re.findall(r"<th[^>]*>[^<]+</th>", table)[:4] == [
        '<th scope="col">Claim</th>', '<th scope="col" class="n">Share</th>',
        '<th scope="col" class="n">People</th>', '<th scope="col" data-filter="">Verdict</th>',
    ]  # fmt: skip
    assert re.findall(r"<td[^>]*>[^<]*</td>", table)[:9] == [
        '<td class="n" data-place="2">28% [u]</td>', '<td class="n" data-place="2">1,200</td>',
        "<td>recovered</td>",
        '<td class="n">[c]</td>', '<td class="n">[c]</td>', "<td>confidential</td>",
        '<td class="n" data-place="1">0%</td>', '<td class="n" data-place="1">24</td>',
        "<td>recovered</td>",
    ]  # fmt: skip


def test_a_table_of_few_rows_is_left_as_it_is(report):
    few = replace(CLAIMS, frame=CLAIMS.frame.head(3), marks=None)
    chapters = (Chapter("checked", "Claims", "", (few,)),)
    found = report_page(replace(report, chapters=chapters)).decode().partition("<script>")[0]
    assert "data-place" not in found
    assert "data-filter" not in found
    assert "<table><caption><span>SYNTHETIC. Table 1: Claims" in found


def test_a_table_has_its_notes_and_what_its_signs_mean(page):
    below = page.partition("Of those who answered.")[2].partition("</div>")[0]
    assert plain("</head>" + below) == (
        "[c] confidential: too few people to be shown; [u] low reliability: few people answered;"
        " [x] not available."
    )


def test_only_the_script_of_the_page_may_run_and_nothing_may_be_fetched(page):
    script = page.partition("<script>")[2].partition("</script>")[0]
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    assert re.search('Content-Security-Policy" content="([^"]+)"', page)[1] == (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline';"
        f" script-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    )


def test_letters_are_drawn_once_and_used_in_every_figure(page):
    first, second = (part.partition("</svg>")[0] for part in page.split("<svg ")[1:])
    assert len(second) < len(first) / 2
    defined = re.findall(r' id="(s\d+)"', page)
    assert sorted(set(defined)) == sorted(defined)
    assert set(re.findall(r'href="#(s\d+)"', second)) <= set(defined)
    assert re.findall(r'href="#(s\d+)"', first) == re.findall(r'href="#(s\d+)"', second)


def test_the_same_report_gives_the_same_bytes(page, report):
    assert report_page(report) == page.encode()


def test_a_report_of_nothing_is_a_page(outline_of):
    empty = report_page(Report("Nothing", "Team 2027", False, "", ())).decode()
    before, _, after = empty.partition("<script>")
    outline_of(before + after.partition("</script>")[2])
