"""Sheets in; the bytes of an OpenDocument spreadsheet out, laid out as the one for Excel."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from cpsurvey.report.numbers import printed, sign
from cpsurvey.report.workbooks.looks import Look, laid_out
from cpsurvey.report.workbooks.ods_styles import STYLES, Styles
from cpsurvey.report.workbooks.sheets import Cell, Sheet
from cpsurvey.report.workbooks.widths import COVER_WIDTH, height_of, widths_of
from cpsurvey.writers.cells import plain_text
from cpsurvey.writers.elements import element, text_element

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
VERSION = {"office:version": "1.3"}
SPACES = {
    f"xmlns:{prefix}": f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in {
        "office": "office", "table": "table", "text": "text", "style": "style",
        "number": "datastyle", "fo": "xsl-fo-compatible", "meta": "meta", "config": "config",
        "svg": "svg-compatible",
    }.items()
} | {
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:ooo": "http://openoffice.org/2004/office",
}  # fmt: skip
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
FROZEN = "2"


def ods(sheets: Sequence[Sheet], title: str, data: str) -> bytes:
    """Return sheets as an OpenDocument spreadsheet."""
    styles = Styles()
    tables = [_table(sheet, styles) for sheet in sheets]
    ranges = [_range(sheet) for sheet in sheets if sheet.rows]
    found = element("table:database-ranges", {}, *ranges)
    body = element("office:body", {}, element("office:spreadsheet", {}, *tables, found))
    looks = element("office:automatic-styles", {}, *styles.made())
    parts = {
        "content.xml": _document("content", looks, body),
        "styles.xml": _document("styles", STYLES),
        "meta.xml": _document("meta", _about(title, data)),
        "settings.xml": _document("settings", _views(sheets)),
    }
    return _zipped({"mimetype": MIMETYPE, **parts, "META-INF/manifest.xml": _manifest(parts)})


def _table(sheet: Sheet, styles: Styles) -> str:
    """Return one sheet: its lines, then its table under a header."""
    widths = widths_of(sheet) or [COVER_WIDTH]
    columns = [
        element("table:table-column", {"table:style-name": styles.column(width)})
        for width in widths
    ]
    rows = [
        element(
            "table:table-row",
            {"table:style-name": styles.row(height_of(row, widths))},
            *(_cell(cell, styles, look) for cell, look in row),
        )
        for row in laid_out(sheet)
    ]
    if sheet.header:
        top = len(sheet.lines)
        rows[top] = element("table:table-header-rows", {}, rows[top])
    return element("table:table", {"table:name": sheet.name}, *columns, *rows)


def _cell(cell: Cell, styles: Styles, look: Look) -> str:
    """Return a cell: a number with how it is shown, or a text."""
    kept = {"table:style-name": styles.cell(look, cell)}
    if isinstance(cell.value, str):
        text, _ = plain_text(cell.value)
        said = escape(text)
        if cell.link:
            where = {"xlink:href": f"#'{cell.link}'.A1", "xlink:type": "simple"}
            said = element("text:a", where, said)
        kept["office:value-type"] = "string"
        return element("table:table-cell", kept, element("text:p", {}, said))
    kept["office:value-type"] = "percentage" if cell.kind == "share" else "float"
    kept["office:value"] = repr(cell.value)
    return element("table:table-cell", kept, text_element("text:p", shown(cell)))


def shown(cell: Cell) -> str:
    """Return a number as it is printed, with its shorthand."""
    mark = f" {sign(cell.mark)}" if cell.mark else ""
    value = float(cell.value) / 100 if cell.kind == "points" else cell.value
    return f"{cell.instead or printed(value, cell.kind)}{mark}"


def _range(sheet: Sheet) -> str:
    """Return what marks a table among the cells of its sheet."""
    top, last = len(sheet.lines) + 1, len(sheet.lines) + 1 + len(sheet.rows)
    where = f"'{sheet.name}'.A{top}:'{sheet.name}'.{_letters(len(sheet.header))}{last}"
    marked = {
        "table:name": f"table_{sheet.name.replace('-', '_')}",
        "table:target-range-address": where,
        "table:contains-header": "true",
    }
    return element("table:database-range", marked)


def _letters(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    before, last = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)


def _about(title: str, data: str) -> str:
    """Return what the document says of itself."""
    said = {
        "meta:generator": "cpsurvey", "dc:title": title, "dc:subject": data,
        "meta:initial-creator": "cpsurvey", "dc:creator": "cpsurvey", "dc:language": "en-GB",
    }  # fmt: skip
    return element("office:meta", {}, *(text_element(tag, text) for tag, text in said.items()))


def _views(sheets: Sequence[Sheet]) -> str:
    """Return how sheets are looked at: the lines above a table and its header stay in view."""
    entries = []
    for sheet in sheets:
        rows = str(len(sheet.lines) + 1)
        items = {
            "VerticalSplitMode": ("short", FROZEN), "VerticalSplitPosition": ("int", rows),
            "ActiveSplitRange": ("short", "2"), "PositionBottom": ("int", rows),
        } if sheet.header else {}  # fmt: skip
        settings = {"ShowGrid": ("boolean", "false"), **items}
        entries.append(
            element("config:config-item-map-entry", {"config:name": sheet.name}, *_items(settings))
        )
    tables = element("config:config-item-map-named", {"config:name": "Tables"}, *entries)
    first = _items({"ActiveTable": ("string", sheets[0].name)})
    view = element("config:config-item-map-entry", {}, *_items({"ViewId": ("string", "view1")}),
                   tables, *first)  # fmt: skip
    views = element("config:config-item-map-indexed", {"config:name": "Views"}, view)
    kept = element("config:config-item-set", {"config:name": "ooo:view-settings"}, views)
    return element("office:settings", {}, kept)


def _items(settings: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return settings with their types."""
    return [
        element("config:config-item", {"config:name": name, "config:type": kind}, escape(value))
        for name, (kind, value) in settings.items()
    ]


def _document(part: str, *content: str) -> str:
    """Return one of the documents that a spreadsheet is made of."""
    return _xml(element(f"office:document-{part}", {**SPACES, **VERSION}, *content))


def _manifest(parts: Mapping[str, str]) -> str:
    """Return the list of the documents that a spreadsheet is made of."""
    kinds = {"/": MIMETYPE, **dict.fromkeys(parts, "text/xml")}
    entries = [
        element("manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
        for path, kind in kinds.items()
    ]
    about = {"xmlns:manifest": MANIFEST, "manifest:version": "1.3"}
    return _xml(element("manifest:manifest", about, *entries))


def _xml(text: str) -> str:
    """Return a document with what it is said first."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _zipped(files: Mapping[str, str]) -> bytes:
    """Return files in one, without the time at which it was made; the first is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for place, (name, content) in enumerate(files.items()):
            fixed = zipfile.ZipInfo(name)
            fixed.compress_type = zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED
            fixed.create_system = 3
            archive.writestr(fixed, content.encode())
    return out.getvalue()
