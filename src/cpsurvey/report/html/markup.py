"""Text and frames in; the markup of an accessible page, with everything escaped, out."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape
from numbers import Number
from typing import NamedTuple

import pandas as pd

from cpsurvey.report.html.style import style_sheet
from cpsurvey.report.wording.codes import HIDDEN

WIDE = 3  # columns; a table with more of them scrolls by itself
LONG = 60  # letters; a column with more of them in a cell is kept from being squeezed


class Html(str):
    """Markup made here; any text that is not is escaped where it is put in."""

    __slots__ = ()


class Section(NamedTuple):
    """One part of a page, and the anchor by which it is linked to."""

    anchor: str
    title: str
    content: Html


def element(tag: str, *content: object, **attributes: object) -> Html:
    """Return one element; ``class_`` is class, ``aria_label`` aria-label, text is escaped."""
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
    )
    return Html(f"<{tag}{said}>{join(content)}</{tag}>")


def join(content: Iterable[object]) -> Html:
    """Return pieces of a page after one another."""
    return Html("".join(map(_safe, content)))


def paragraph(*content: object) -> Html:
    """Return a paragraph."""
    return element("p", *content)


def bullets(items: Iterable[object]) -> Html:
    """Return a list with a bullet an item, or nothing where there are none."""
    listed = [element("li", item) for item in items]
    return element("ul", *listed) if listed else Html()


def terms(meanings: Iterable[tuple[object, object]]) -> Html:
    """Return a list of terms and what each means."""
    pairs = [join([element("dt", term), element("dd", said)]) for term, said in meanings]
    return element("dl", *pairs) if pairs else Html()


def note(title: str, *content: object) -> Html:
    """Return a boxed note that says first what it is about."""
    return element("div", paragraph(element("strong", title)), *content, class_="note")


def fold(title: str, *content: object) -> Html:
    """Return content that is hidden until its title is chosen, on paper too."""
    return element("details", element("summary", title), *content)


def table(frame: pd.DataFrame, caption: str) -> Html:
    """Return a table with a row a row: the first column heads its row, numbers stand right.

    A wide one is a group of its own, so that it can be scrolled to the side by keyboard too.
    """
    kinds = [_kind(frame[name]) for name in frame]
    head = [
        element("th", name, scope="col", **kind) for name, kind in zip(frame, kinds, strict=True)
    ]
    rows = [_row(values, kinds) for values in frame.itertuples(index=False, name=None)]
    made = element(
        "table",
        element("caption", element("span", caption)),
        element("thead", element("tr", *head)),
        element("tbody", *rows),
    )
    if len(frame.columns) <= WIDE:
        return made
    return element("div", made, class_="scroll", role="group", aria_label=caption, tabindex=0)


def page(
    title: str,
    lead: Html,
    sections: Sequence[Section],
    *,
    banner: str = "",
    style: str = "",
    script: str = "",
) -> str:
    """Return a whole page: title, what stands first, a list of contents, the sections.

    A banner stands above all, style is added to that of every page. Nothing is fetched from
    elsewhere, and no script runs but the one given.
    """
    links = [element("li", element("a", part.title, href=f"#{part.anchor}")) for part in sections]
    contents = element(
        "nav", element("h2", "Contents", id="page-contents"), element("ol", *links),
        aria_labelledby="page-contents",
    )  # fmt: skip
    parts = [
        element("section", element("h2", part.title), part.content, id=part.anchor)
        for part in sections
    ]
    head = join(
        [
            Html('<meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Html(f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">'),
            element("title", title),
            element("style", Html(style_sheet(style))),
        ]
    )
    body = join(
        [
            element("a", "Skip to the text", class_="skip", href="#page-text"),
            element("header", paragraph(banner), class_="banner") if banner else "",
            element("main", element("h1", title), lead, contents, *parts, id="page-text"),
            element("script", Html(script)) if script else "",
        ]
    )
    whole = element("html", element("head", head), element("body", body), lang="en-GB")
    return f"<!doctype html>\n{whole}\n"


def _policy(script: str) -> str:
    """Return what a browser may load for a page, which is nothing, and run: this script at most."""
    runs = f" script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}';"
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline';"
        f"{runs if script else ''} base-uri 'none'; form-action 'none'"
    )


def _row(values: Sequence[object], kinds: Sequence[Mapping[str, str]]) -> Html:
    """Return a row of cells, the first its heading; an empty one heads nothing."""
    tag, scope = ("th", {"scope": "row"}) if _safe(values[0]) else ("td", {})
    heading = element(tag, values[0], **scope, **kinds[0])
    rest = zip(values[1:], kinds[1:], strict=True)
    return element("tr", heading, *(element("td", value, **kind) for value, kind in rest))


def _kind(column: pd.Series) -> Mapping[str, str]:
    """Return the class of a column's cells: n for numbers, hidden ones too; w for long words."""
    if any(_is_number(value) or value == HIDDEN for value in column.dropna()):
        return {"class_": "n"}
    return {"class_": "w"} if any(_letters(value) > LONG for value in column) else {}


def _letters(value: object) -> int:
    """Return how many letters of a cell are read, without its markup."""
    return len(re.sub("<[^>]*>", "", value) if isinstance(value, Html) else str(value))


def _is_number(value: object) -> bool:
    """Tell whether a cell holds a number."""
    return isinstance(value, Number) and not isinstance(value, bool)


def _safe(value: object) -> str:
    """Return a piece of content as markup; a missing value is empty, a count has its commas."""
    if isinstance(value, Html):
        return value
    if not isinstance(value, str) and pd.isna(value):  # type: ignore[call-overload]
        return ""
    return escape(f"{value:,}" if isinstance(value, Number) else str(value))
