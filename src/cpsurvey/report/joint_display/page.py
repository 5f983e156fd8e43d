"""A joint display in; a page that leads from each cell to the row or passage behind it, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from cpsurvey.errors import CpsurveyError, listed
from cpsurvey.figures.joint_words import (
    THEME,
    Link,
    found,
    links_of,
    quotes,
    survey_words,
    theme_words,
    verdict_words,
)
from cpsurvey.figures.words import SMALL_BASE
from cpsurvey.report.html.markup import (
    Html,
    Section,
    element,
    join,
    note,
    page,
    paragraph,
    table,
    terms,
)
from cpsurvey.report.joint_display.table import check, reasons
from cpsurvey.report.wording.codes import HIDDEN, MADE_UP, counted
from cpsurvey.vocabulary import VERDICTS, is_synthetic

SOURCES = {"result": "Survey results", "theme_result": "Themes of the interviews"}
FACTS = ("count", "base", "share", "estimate", "ci_low", "ci_high", "confidence", "measure",
         "method", "why", "mark")  # fmt: skip


def joint_display_page(display: pd.DataFrame, *, title: str = "") -> str:
    """Return a joint display as a page: each cell leads to the result or passage it comes from.

    Parameters
    ----------
    display
        What `cpsurvey.joint_display` gives. Of real data both sides must have gone through
        `cpsurvey.protect`.
    title
        What the page is called.

    Returns
    -------
    str
        A whole page of HTML that needs no other file: the display, each survey row and theme row
        that it refers to with all its numbers, the passages, and what the verdicts mean.

    Raises
    ------
    QuestionError
        If the display lacks a column.
    CpsurveyError
        If the data is not synthetic and no disclosure rule was applied to a result.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import joint_display_page
    >>> tables = cps.load_example()
    >>> links = pd.DataFrame({
    ...     "question": ["overall_judgement"], "answer": ["worse"], "group": ["parent"],
    ...     "code": [""], "segment": [""], "verdict": ["silent"], "inference": [""],
    ... })
    >>> display = cps.joint_display(
    ...     cps.response_table(tables, "overall_judgement", by="group"),
    ...     cps.theme_table(tables, codes="FUT.prefer_f2f"), links,
    ... )
    >>> '<a href="#result-1">61%, n = 23 [u]</a>' in joint_display_page(display)
    True
    """
    check(display)
    data = str(display["data"].iloc[0])
    if not is_synthetic(data) and (display["protection"].fillna("") == "").any():
        raise CpsurveyError(
            f'The data "{data}" is not synthetic, and no disclosure rule was applied to all of its'
            " results. Make the display of cpsurvey.protect(result) on both sides."
        )
    links = links_of(display)
    anchors = {column: _anchors(links, column) for column in SOURCES}
    sections = [Section("side-by-side", "Side by side", _side_by_side(links, anchors))]
    for column, heading in SOURCES.items():
        rows = {str(link[column]): link for link in reversed(links) if link[column]}
        facts = [
            _facts(rows[name], column, name, anchor) for name, anchor in anchors[column].items()
        ]
        if facts:
            sections.append(Section(f"{column.replace('_', '-')}s", heading, join(facts)))
    if any(link["passages"] for link in links):
        sections.append(Section("passages", "Passages", join(_passages(links))))
    meant = [(verdict_words(word), VERDICTS.get(word, "")) for word in _verdicts(links)]
    sections.append(Section("verdicts", "Verdicts", terms(meant)))
    heading = title or "Joint display of survey and interviews"
    return page(heading, join(_lead(display, data, len(links))), sections)


def _verdicts(links: list[Link]) -> list[str]:
    """Return the verdicts that were given, each once."""
    return list(dict.fromkeys(str(link["verdict"]) for link in links))


def _anchors(links: list[Link], column: str) -> dict[str, str]:
    """Return an anchor for each row that the links refer to, in order."""
    stem = column.replace("_", "-")
    named = dict.fromkeys(str(link[column]) for link in links if link[column])
    return {name: f"{stem}-{number}" for number, name in enumerate(named, start=1)}


def _lead(display: pd.DataFrame, data: str, many: int) -> Iterator[Html]:
    """Yield what stands first: the data, and what was done to protect people."""
    yield paragraph(
        f"{counted(many, 'link')} between a survey and coded interviews. The verdicts and what"
        " is said of them are the researcher's; the numbers lead to the rows they come from."
    )
    marked = display.filter(["mark", "theme_mark"]).isin(["u"]).to_numpy()
    if marked.any():
        yield paragraph(f"{SMALL_BASE}: a small base; read with care.")
    if is_synthetic(data):
        yield note("SYNTHETIC", paragraph(f"Data: “{data}”. {MADE_UP}"))
        return
    rules = dict.fromkeys(display["protection"])
    yield note(
        "Real people",
        paragraph(f"Data: “{data}”. {HIDDEN} is hidden so that nobody can be recognised."),
        paragraph(f"Disclosure control: {listed(rules)}."),
    )


def _side_by_side(links: list[Link], anchors: dict[str, dict[str, str]]) -> Html:
    """Return the display as a table, each number a link to its row."""
    records = []
    for number, link in enumerate(links, start=1):
        verdict = element("strong", verdict_words(str(link["verdict"])))
        records.append(
            {
                "Topic": link["topic"] or f"Link {number}",
                "Survey": _side(survey_words(link), found(link).text, link, "result", anchors),
                "Interviews": join(
                    [
                        _side(
                            theme_words(link),
                            found(link, THEME).text,
                            link,
                            "theme_result",
                            anchors,
                        ),
                        _to_passages(link, number),
                    ]
                ),
                "Verdict": join(
                    [verdict, *([". ", link["inference"]] if link["inference"] else [])]
                ),
            }
        )
    return table(pd.DataFrame(records, dtype=object), "Survey, interviews and verdict")


def _side(
    about: str, said: str, link: Link, column: str, anchors: dict[str, dict[str, str]]
) -> Html:
    """Return one side of a link: what it is about, and what it found as a link to the row."""
    if not link[column]:
        return join([about])
    anchor = anchors[column][str(link[column])]
    return join([f"{about}: ", element("a", said, href=f"#{anchor}")])


def _to_passages(link: Link, number: int) -> Html:
    """Return a link to the passages, where there are any."""
    if not link["passages"]:
        return Html()
    many = counted(len(link["passages"]), "passage")
    return join(["; ", element("a", many, href=f"#passages-{number}")])


def _facts(link: Link, column: str, name: str, anchor: str) -> Html:
    """Return all numbers of one row that is referred to."""
    prefix = THEME if column == "theme_result" else ""
    told = [(fact, link.get(f"{prefix}{fact}")) for fact in FACTS]
    known = [(fact.replace("_", " "), _shown(value)) for fact, value in told if _is_told(value)]
    hidden = link.get(f"{prefix}mark") == "c"
    lead = paragraph(f"{HIDDEN} not shown, to protect people.") if hidden else Html()
    return element("div", element("h3", name), lead, terms(known), id=anchor)


def _is_told(value: Any) -> bool:
    """Tell whether a fact is there."""
    return not (value is None or pd.isna(value) or value == "")


def _shown(value: Any) -> str:
    """Return a fact in full: whole numbers as they are, others to six places."""
    if isinstance(value, str):
        return value
    return f"{int(value):,}" if float(value).is_integer() else f"{float(value):.6g}"


def _passages(links: list[Link]) -> Iterator[Html]:
    """Yield the passages of each link that has any."""
    for number, link in enumerate(links, start=1):
        said = quotes(link)
        if not said:
            continue
        against = reasons(link)
        yield element(
            "div",
            element("h3", str(link["topic"] or f"Link {number}")),
            element("ul", *(element("li", one) for one in said)),
            paragraph(f"Reasons against quoting: {against}.") if against else Html(),
            id=f"passages-{number}",
        )
