"""A notebook's page: headings, words for pictures, headings of tables, nothing fetched."""

import base64
import re

import pandas as pd
import pytest

from cpsurvey.cli.notebook_page import BANNER, NO_WORDS, notebook_page

PNG = base64.b64encode(b"a picture").decode() + "\n"
WORDS = {"alt": 'Bars: "who" & what.', "long": "One: 1.\nTwo: 2.", "caption": "Base: all."}


def new(kind, *content, **more):
    from nbformat import v4  # seconds, which the collection of all other tests would wait for

    return getattr(v4, f"new_{kind}")(*content, **more)


def code(source, *outputs):
    return new("code_cell", source, outputs=list(outputs))


def shown(data, **metadata):
    return new("output", "display_data", data, metadata=metadata)


def words(text):
    return new("markdown_cell", text)


def page(*cells):
    return notebook_page(new("notebook", cells=list(cells)))


def table(frame):
    found = page(code("frame", shown({"text/html": frame.to_html()})))
    return found[found.index("<table>") : found.index("</table>")]


@pytest.fixture(scope="module")
def whole():
    return page(
        words("# Who & how\n\nWhat is asked."),
        code("tables.name", shown({"text/plain": "'SYNTHETIC things'"})),
        words("First.\n\n## What was found\n\nThat."),
        code("chart", shown({"image/png": PNG, "text/plain": "<Figure>"}, **{"image/png": WORDS})),
    )


def test_the_first_heading_names_the_page_and_the_second_level_is_its_contents(whole):
    assert "<title>Who &amp; how</title>" in whole
    assert re.findall(r"<h1>(.*?)</h1>", whole) == ["Who &amp; how"]
    assert re.findall(r'<a href="(.*?)">(.*?)</a></li>', whole) == [
        ("#part-0", "Step by step"), ("#part-1", "What was found"),
    ]  # fmt: skip
    assert whole.index("What is asked.") < whole.index("Contents") < whole.index("First.")


def test_a_picture_has_the_words_that_stand_for_its_figure(whole):
    (picture,) = re.findall(r"<img [^>]*>", whole)
    assert 'alt="Bars: &quot;who&quot; &amp; what."' in picture
    assert f'src="data:image/png;base64,{PNG.strip()}"' in picture
    said = whole[whole.index("This figure in words") :]
    assert re.findall(r"<p>(.*?)</p>", said) == [
        "Bars: &quot;who&quot; &amp; what.", "One: 1.", "Two: 2.", "Base: all.",
    ]  # fmt: skip


def test_a_picture_of_another_library_is_said_to_have_no_words():
    assert f'alt="{NO_WORDS}"' in page(code("plot", shown({"image/png": PNG})))


def test_made_up_data_are_said_to_be_so_on_top_and_others_are_not(whole):
    assert whole.index(BANNER) < whole.index("<h1>")
    assert BANNER not in page(code("1", shown({"text/plain": "a survey"})))


def test_nothing_is_fetched_and_no_script_runs(whole):
    assert "<script" not in whole
    assert "https://" not in whole
    assert "default-src 'none'" in whole


def test_markup_that_a_notebook_types_is_not_the_pages():
    assert "<script" not in page(words("<script>alert(1)</script>"), code("'</pre><script>'"))


def test_the_headings_of_a_frame_say_what_they_head():
    frame = pd.DataFrame({"n": [12, 3], "said": ["a", "b"]}, index=["Parents", "Others"])
    found = re.sub(r"\s+<", "<", table(frame))
    assert '<thead><tr><td></td><th scope="col">n</th><th scope="col">said</th>' in found
    assert '<tr><th scope="row">Parents</th><td class="n">12</td><td>a</td></tr>' in found


def test_the_name_of_an_index_stands_beside_those_of_the_columns():
    frame = pd.DataFrame({"n": [12]}, index=pd.Index(["Parents"], name="group"))
    assert re.findall(r"<t[hd]\b[^>]*>([^<]*)", table(frame)) == ["group", "n", "Parents", "12"]


def test_tables_that_scroll_are_told_apart_and_reached_by_keyboard():
    own = '<div id="table" style="x"><style>#table p {}</style><table></table></div>'
    frame = pd.DataFrame({"n": [1]}).to_html()
    found = page(code("", shown({"text/html": frame}), shown({"text/html": own})))
    assert re.findall(r'aria-label="(Table \d)" tabindex="0"', found) == ["Table 1", "Table 2"]
    assert '<div id="Table-2" ' in found
    assert "#Table-2 p {}" in found


def test_what_is_printed_is_kept_as_it_is():
    printed = new("output", "stream", text="a < b\n")
    assert "<pre>a &lt; b\n</pre>" in page(code("print()", printed))
