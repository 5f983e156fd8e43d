"""The report on every screen and on paper: narrow, magnified, dark, by keyboard, printed."""

from io import BytesIO

import pytest
from PIL import Image

pytestmark = pytest.mark.browser

BANNER = "SYNTHETIC: this data is made up and is no evidence of what anybody answered"
WIDE = {"width": 1280, "height": 1024}
NARROW = {"width": 320, "height": 640}
MAGNIFIED = {"width": 320, "height": 256}  # 1280 by 1024 at 400%
STOPS = """() => [...document.querySelectorAll(
  'a[href], button, input, select, summary, [tabindex="0"]')].filter(
  (node) => node.checkVisibility({visibilityProperty: true}))"""


@pytest.mark.parametrize(
    "settings",
    [
        {"viewport": WIDE},
        {"viewport": NARROW},
        {"viewport": WIDE, "color_scheme": "dark"},
        {"viewport": WIDE, "forced_colors": "active"},
        {"viewport": WIDE, "java_script_enabled": True, "reduced_motion": "reduce"},
    ],
    ids=["wide", "narrow", "dark", "forced colours", "calm"],
)
def test_axe_finds_nothing_even_where_all_is_open(opened, faults, small, settings):
    tab = opened(small, **settings)
    assert faults(tab) == []
    tab.get_by_role("button", name="Open all descriptions and tables").click()
    assert faults(tab) == []


@pytest.mark.parametrize("size", [NARROW, MAGNIFIED], ids=["320 px", "400%"])
def test_it_reflows_and_only_regions_scroll_sideways(opened, small, size):
    tab = opened(small, viewport=size)
    tab.get_by_role("button", name="Open all descriptions and tables").click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    beyond = tab.evaluate(
        """() => [...document.querySelectorAll('main *')].filter((node) =>
             !node.parentElement.closest('.scroll') && node.getBoundingClientRect().right > 320
             ).map((node) => node.outerHTML.slice(0, 80))"""
    )
    assert beyond == []


def test_words_spaced_as_a_reader_may_want_them_are_not_cut(opened, small):
    tab = opened(small, viewport=NARROW)
    tab.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
    )
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("size", [WIDE, MAGNIFIED], ids=["wide", "400%"])
def test_that_it_is_made_up_stays_in_sight_and_hides_nothing(opened, small, size):
    tab = opened(small, viewport=size)
    tab.locator("#figure-return_likelihood h3").scroll_into_view_if_needed()
    tab.evaluate("location.hash = 'chapter-about-return_likelihood'")
    banner = tab.get_by_role("banner").bounding_box()
    heading = tab.locator("#chapter-about-return_likelihood h2").bounding_box()
    assert tab.get_by_role("banner").inner_text() == BANNER
    assert banner["y"] == 0
    assert banner["height"] < size["height"] / 4
    assert heading["y"] >= banner["height"]


@pytest.mark.parametrize("size", [WIDE, MAGNIFIED], ids=["wide", "400%"])
def test_the_keyboard_reaches_everything_in_order_and_sees_where_it_is(opened, small, size):
    tab = opened(small, viewport=size)
    stops = tab.evaluate(f"({STOPS})().length")
    tab.evaluate(f"({STOPS})().forEach((node, place) => (node.dataset.stop = place))")
    reached, unseen = [], []
    for _ in range(stops):
        tab.keyboard.press("Tab")
        seen = tab.evaluate(
            """() => {
              const node = document.activeElement, box = node.getBoundingClientRect();
              const banner = document.querySelector('.banner').getBoundingClientRect();
              const covered = !node.matches('.skip') && box.bottom <= banner.bottom;
              const plain = getComputedStyle(node).outlineStyle === 'none';
              return [Number(node.dataset.stop), covered || plain ? node.outerHTML : ''];
            }"""
        )
        reached.append(seen[0])
        unseen += [seen[1]] if seen[1] else []
    assert reached == list(range(stops))
    assert unseen == []


def test_what_does_not_scroll_is_no_stop_and_what_does_is(opened, small):
    tab = opened(small, viewport=WIDE)
    charts = tab.get_by_role("group", name="Figure")
    assert charts.count() == 3
    assert [chart.get_attribute("tabindex") for chart in charts.all()] == [None] * 3
    tab.set_viewport_size(NARROW)
    tab.wait_for_selector(".chart[tabindex='0']")
    assert [chart.get_attribute("tabindex") for chart in charts.all()] == ["0"] * 3


def test_the_skip_link_leads_past_the_banner(opened, small):
    tab = opened(small)
    tab.keyboard.press("Tab")
    skip = tab.locator(".skip")
    box = skip.bounding_box()
    assert box["x"] >= 0
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#page-text")


def test_what_can_be_pressed_is_large_enough(opened, small):
    tab = opened(small, viewport=NARROW)
    boxes = [node.bounding_box() for node in tab.locator("button, input, select, summary").all()]
    sizes = [(box["width"], box["height"]) for box in boxes if box]
    assert len(sizes) > 10
    assert all(width >= 24 and height >= 24 for width, height in sizes)


def printed(tab):
    """The text of each sheet of paper, spaces made one."""
    reader = pytest.importorskip("pypdf").PdfReader(
        BytesIO(tab.pdf(format="A4", prefer_css_page_size=True))
    )
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


def test_every_sheet_of_paper_says_that_it_is_made_up(opened, small):
    sheets = printed(opened(small))
    assert len(sheets) > 1
    assert [BANNER in sheet for sheet in sheets] == [True] * len(sheets)


def test_paper_has_what_is_open_and_nothing_to_press(opened, small):
    tab = opened(small)
    closed = " ".join(printed(tab))
    assert "Figure 1: " in closed
    assert "Figure 1 in words" not in closed
    assert "rows shown" not in closed
    assert "Open all descriptions" not in closed
    tab.get_by_label("Verdict").select_option("recovered")
    tab.get_by_role("button", name="Open all descriptions and tables").click()
    opened_up = " ".join(printed(tab))
    assert "Figure 1 in words" in opened_up
    assert "2 of 6 rows shown (Verdict: recovered)." in opened_up
    assert "Parents were few" not in opened_up


def test_dark_and_forced_colours_leave_pictures_as_they_were_drawn(opened, small):
    plain, *others = [
        inside(opened(small, **settings).locator(".chart svg").first.screenshot())
        for settings in ({}, {"color_scheme": "dark"}, {"forced_colors": "active"})
    ]
    assert [other == plain for other in others] == [True, True]


def inside(picture):
    """A picture without its edge, which shares a pixel with the page."""
    whole = Image.open(BytesIO(picture))
    return whole.crop((2, 2, whole.width - 2, whole.height - 2)).tobytes()
