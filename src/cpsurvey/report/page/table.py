"""A table of a report in; its markup out, with what a script needs to sort it and choose rows."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.report.document import SHORTHAND, Table
from cpsurvey.report.html.markup import LONG, WIDE, Html, element
from cpsurvey.report.numbers import in_print, sign
from cpsurvey.vocabulary import SYNTHETIC

FEW = 5  # rows; so many are seen at a glance, and need no choosing
MANY = 7  # columns; more are set smaller, and on paper on a page on its side


def report_table(table: Table, label: str, *, synthetic: bool) -> Html:
    """Return a table under its label and title, with its notes and what its signs mean.

    One with ``filters`` and more than a few rows says so to the script of the page, and is a plain
    table without it.
    """
    printed = in_print(table)
    title = f"{label}: {table.title}"
    made_up = synthetic and SYNTHETIC not in title
    made = element(
        "table",
        element("caption", element("span", f"{SYNTHETIC}. {title}" if made_up else title)),
        element("thead", element("tr", *_headings(table, printed))),
        element("tbody", *_rows(table, printed)),
        **({"data_tools": title} if _has_tools(table) else {}),
    )
    if len(printed.columns) > WIDE:
        made = element("div", made, class_="scroll", role="group", aria_label=title, tabindex=0)
    many = {"class_": "many"} if len(printed.columns) > MANY else {}
    return element("div", made, *_below(table, printed), id=f"table-{table.name}", **many)


def _has_tools(table: Table) -> bool:
    """Tell whether a table is one to sort and to choose rows of."""
    return bool(table.filters) and len(table.frame) > FEW


def _headings(table: Table, printed: pd.DataFrame) -> Iterator[Html]:
    """Yield the headings of columns; those by which rows may be chosen say so."""
    tools = _has_tools(table)
    for column in printed:
        chosen_by = {"data_filter": ""} if tools and column in table.filters else {}
        yield element("th", column, scope="col", **_look(table, printed[column]), **chosen_by)


def _rows(table: Table, printed: pd.DataFrame) -> Iterator[Html]:
    """Yield the rows, the first cell of each its heading."""
    columns = [_cells(table, printed[column], first=not n) for n, column in enumerate(printed)]
    return (element("tr", *cells) for cells in zip(*columns, strict=True))


def _cells(table: Table, printed: pd.Series[str], *, first: bool) -> Iterator[Html]:
    """Yield the cells of a column; numbers that can be sorted have their place among them."""
    tag, scope = ("th", {"scope": "row"}) if first else ("td", {})
    look = scope | _look(table, printed)
    if not (_has_tools(table) and _is_number(table, printed.name)):
        yield from (element(tag, text, **look) for text in printed)
        return
    places = pd.to_numeric(table.frame[printed.name]).astype("Float64").rank(method="dense")
    for text, place in zip(printed, places, strict=True):
        ranked = {} if pd.isna(place) else {"data_place": int(place)}
        yield element(tag, text, **look, **ranked)


def _look(table: Table, printed: pd.Series[str]) -> dict[str, str]:
    """Return the class of a column's cells: n for numbers, w for long words."""
    if _is_number(table, printed.name):
        return {"class_": "n"}
    return {"class_": "w"} if printed.str.len().max() > LONG else {}


def _is_number(table: Table, column: object) -> bool:
    """Tell whether a column holds numbers."""
    return table.kinds.get(str(column), "text") != "text"


def _below(table: Table, printed: pd.DataFrame) -> Iterator[Html]:
    """Yield what stands below a table: its notes, and what the signs in it mean."""
    if table.notes:
        yield element("p", table.notes, class_="caption")
    said = "".join(printed.to_numpy(dtype=str).ravel())
    if used := [f"{sign(mark)} {SHORTHAND[mark]}" for mark in SHORTHAND if sign(mark) in said]:
        yield element("p", f"{'; '.join(used)}.", class_="caption")
