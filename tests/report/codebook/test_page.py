"""The codebook as a page."""

from dataclasses import replace

import pytest

from cpsurvey.codebook import Theme, load_codebook
from cpsurvey.report.codebook.page import codebook_page


def test_every_question_has_a_section_that_can_be_linked_to(book, outline_of):
    outline = outline_of(codebook_page(book))
    anchors = [section["id"] for section in outline.of("section")]
    assert anchors == [*book.by_name, "rules-of-exclusion"]
    assert [text for level, text in outline.headings if level == 2] == [
        "Contents", *(question.label for question in book.questions), "Who is left out"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["text", "contents"])
def test_a_question_may_be_called_as_a_part_of_the_page(book, outline_of, name):
    renamed = replace(book.by_name["remarks"], name=name)
    others = tuple(question for question in book.questions if question.name != "remarks")
    outline_of(codebook_page(replace(book, questions=(*others, renamed))))


def test_the_answer_that_stands_for_whatever_is_typed_is_named(book):
    asked = book.by_name["uses"]
    typed = replace(asked, scale=replace(asked.answers, other="quiet"))
    questions = tuple(typed if question is asked else question for question in book.questions)
    page = codebook_page(replace(book, questions=questions))
    assert "<dt>Anything else typed</dt><dd>counts as “Quiet”</dd>" in page
    assert "Anything else typed" not in codebook_page(book)


def test_without_tables_there_are_no_counts(book):
    page = codebook_page(book)
    assert "9 questions, put to Visitors and Staff." in page
    assert "of Visitors" not in page
    assert "[c]" not in page


def test_a_question_is_described_in_words(book):
    page = codebook_page(book)
    loans = page[page.index('<section id="loans">') :].partition("</section>")[0]
    assert loans == (
        '<section id="loans"><h2>Loans this year</h2>'
        "<p><code>loans</code>: a number. Put to Visitors.</p>"
        "<dl><dt>Wording, Visitors</dt><dd>How many?</dd>"
        "<dt>Raw columns, visitor</dt><dd>Q4</dd>"
        "<dt>Shown</dt><dd>if borrowed is yes</dd>"
        "<dt>Unit</dt><dd>loans</dd>"
        "<dt>Limits</dt><dd>at least 0, at most 500</dd></dl>"
    )


def test_one_wording_put_to_both_groups_is_printed_once(book):
    assert codebook_page(book).count("Do you agree to take part?") == 1


def test_counts_of_made_up_people_are_whole_and_say_so(book, visits, outline_of):
    page = codebook_page(book, replace(visits, name="SYNTHETIC library users"))
    outline_of(page)
    assert "<strong>SYNTHETIC</strong>" in page
    assert "[c]" not in page
    assert (
        '<tr><th scope="row">Poor</th><td>poor</td><td class="n">0</td><td class="n">5</td>'
        '<td class="n">1</td><td class="n">1</td><td>Bad</td></tr>'
    ) in page


def test_small_counts_of_real_people_read_c(book, visits, outline_of):
    page = codebook_page(book, visits)
    outline_of(page)
    assert (
        '<tr><th scope="row">Poor</th><td>poor</td><td class="n">0</td><td class="n">5</td>'
        '<td class="n">[c]</td><td class="n">[c]</td><td>Bad</td></tr>'
    ) in page
    assert "not protected against subtraction. To share the codebook, make it without" in page


def test_a_matrix_has_a_row_a_row_for_each_group(book, visits):
    page = codebook_page(book, replace(visits, name="SYNTHETIC library users"))
    rooms = page[page.index('<section id="rooms">') :].partition("</section>")[0]
    visitors = rooms[rooms.index('aria-label="Visitors: answers to each row"') :]
    cells = "".join(f'<td class="n">{count}</td>' for count in (1, 2, 2, 1, 0, 0))
    assert f'<tr><th scope="row">Hall</th>{cells}</tr></tbody>' in visitors
    assert "Attic" in rooms[rooms.index("Staff: answers to each row") :]


def test_themes_and_note_are_there_where_the_codebook_has_them(book, outline_of):
    more = replace(book, note="Reconstructed.", themes=(Theme("a", "Aspect", "What it is"),))
    page = codebook_page(more)
    assert "Themes of the interviews" in [text for _, text in outline_of(page).headings]
    assert "<p>Reconstructed.</p>" in page


def test_the_studys_own_codebook_is_a_sound_page(outline_of):
    outline = outline_of(codebook_page(load_codebook()))
    assert len(outline.of("section")) == len(load_codebook().questions) + 2


def test_the_same_tables_give_the_same_page(book, visits):
    assert codebook_page(book, visits) == codebook_page(book, visits)
