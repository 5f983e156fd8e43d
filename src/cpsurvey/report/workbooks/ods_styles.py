"""How cells of an OpenDocument spreadsheet are set and their numbers shown: looks in, XML out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape

from cpsurvey.figures.words import MINUS
from cpsurvey.report.numbers import sign
from cpsurvey.report.workbooks.looks import LINK, TEXT, Look
from cpsurvey.report.workbooks.sheets import Cell
from cpsurvey.writers.elements import element

INCH_OF_A_LETTER = 0.0775  # of the size by which columns are measured
NAMED = {"style:name": "Default", "style:family": "table-cell"}
FONT = {
    "style:font-name": "Arial", "fo:font-family": "Arial", "fo:font-size": f"{TEXT}pt",
    "fo:language": "en", "fo:country": "GB",
}  # fmt: skip
STYLES = (
    element(
        "office:font-face-decls",
        {},
        element("style:font-face", {"style:name": "Arial", "svg:font-family": "Arial"}),
    )
    + element(
        "office:styles",
        {},
        element("style:style", NAMED, element("style:text-properties", FONT)),
    )
    + element(
        "office:automatic-styles",
        {},
        element(
            "style:page-layout",
            {"style:name": "page"},
            element(
                "style:page-layout-properties",
                {"fo:page-width": "29.7cm", "fo:page-height": "21cm",
                 "style:print-orientation": "landscape", "style:scale-to-X": "1",
                 "style:scale-to-Y": "0"},
            ),
        ),
    )
    + element(
        "office:master-styles",
        {},
        element(
            "style:master-page", {"style:name": "Default", "style:page-layout-name": "page"}
        ),
    )
)  # fmt: skip


class Shown(NamedTuple):
    """How a number is shown."""

    kind: str
    decimals: int
    instead: str
    mark: str


@dataclass
class Styles:
    """The looks, widths and heights that are in use, each with its name."""

    columns: dict[float, str] = field(default_factory=dict)
    rows: dict[float, str] = field(default_factory=dict)
    numbers: dict[Shown, str] = field(default_factory=dict)
    cells: dict[tuple[Look, str], str] = field(default_factory=dict)

    def column(self, width: float) -> str:
        """Return the name of a column's width, in letters."""
        return self.columns.setdefault(width, f"co{len(self.columns) + 1}")

    def row(self, height: float) -> str:
        """Return the name of a row's height, in points."""
        return self.rows.setdefault(height, f"ro{len(self.rows) + 1}")

    def cell(self, look: Look, cell: Cell) -> str:
        """Return the name of how a cell is set and its number is shown."""
        number = ""
        if not isinstance(cell.value, str):
            key = Shown(cell.kind, cell.decimals, cell.instead, cell.mark)
            number = self.numbers.setdefault(key, f"n{len(self.numbers) + 1}")
        return self.cells.setdefault((look, number), f"ce{len(self.cells) + 1}")

    def made(self) -> Iterator[str]:
        """Yield all styles, those that others name before them."""
        for width, name in self.columns.items():
            inches = {"style:column-width": f"{width * INCH_OF_A_LETTER:.3f}in"}
            yield _style("table-column", name, element("style:table-column-properties", inches))
        for height, name in self.rows.items():
            points = {"style:row-height": f"{height}pt", "style:use-optimal-row-height": "false"}
            yield _style("table-row", name, element("style:table-row-properties", points))
        for shown, name in self.numbers.items():
            yield from _number_style(shown, name)
        for (look, number), name in self.cells.items():
            yield _cell_style(look, number, name)


def _style(family: str, name: str, *content: str, **further: str) -> str:
    """Return a style of a family."""
    about = {"style:name": name, "style:family": family, **further}
    return element("style:style", about, *content)


def _cell_style(look: Look, number: str, name: str) -> str:
    """Return how a cell is set."""
    cell = {"style:vertical-align": "bottom" if look.ruled else "top"}
    if look.wrapped:
        cell["fo:wrap-option"] = "wrap"
    if look.ruled:
        cell["fo:border-bottom"] = "0.75pt solid #000000"
    cell["style:text-align-source"] = "fix"
    text = {"fo:font-size": f"{look.size}pt", "fo:font-weight": "bold" if look.bold else "normal"}
    paragraph = {"fo:text-align": "end" if look.right else "start"}
    if look.apart:
        paragraph["fo:margin-left"] = "0.1in"
    if look.link:
        text |= {"fo:color": f"#{LINK}", "style:text-underline-style": "solid"}
    about = {"style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default"}
    if number:
        about["style:data-style-name"] = number
    return element(
        "style:style",
        about,
        element("style:table-cell-properties", cell),
        element("style:paragraph-properties", paragraph),
        element("style:text-properties", text),
    )


def _number_style(shown: Shown, name: str) -> Iterator[str]:
    """Yield how a number is shown; one with a sign by three styles, the last of which is named."""
    mark = _text(f" {sign(shown.mark)}") if shown.mark else ""
    if shown.instead:
        yield _of_numbers(name, _text(shown.instead), mark)
        return
    places = {"share": 0, "points": 0, "count": 0, "p_value": 3}.get(shown.kind, shown.decimals)
    digits = element(
        "number:number",
        {"number:decimal-places": str(places), "number:min-decimal-places": str(places),
         "number:min-integer-digits": "1", "number:grouping": "true"},
    )  # fmt: skip
    if shown.kind == "share":
        yield element("number:percentage-style", {"style:name": name}, digits, _text("%"), mark)
        return
    signs = {"&gt;": "+" if shown.kind == "points" else "", "&lt;": MINUS}
    maps = []
    for place, (than, before) in enumerate(signs.items()):
        if before:
            yield _of_numbers(f"{name}P{place}", _text(before), digits, mark)
            maps.append(
                f'<style:map style:condition="value(){than}0" style:apply-style-name='
                f'"{name}P{place}"/>'
            )
    yield _of_numbers(name, digits, mark, *maps)


def _of_numbers(name: str, *content: str) -> str:
    """Return a style of numbers."""
    return element("number:number-style", {"style:name": name}, *content)


def _text(text: str) -> str:
    """Return words in the style of a number."""
    return element("number:text", {}, escape(text))
