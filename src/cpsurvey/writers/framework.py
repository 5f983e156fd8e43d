"""A framework matrix in, a workbook for people to write in out: a sheet a theme."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pandas as pd

from cpsurvey import framework_layout as layout
from cpsurvey.errors import TablesError, listed
from cpsurvey.vocabulary import is_synthetic
from cpsurvey.writers.framework_cells import add_table, add_to_write_in, new_book
from cpsurvey.writers.workbook import timeless

if TYPE_CHECKING:
    from openpyxl import Workbook

NEEDED = ("data", "code", "label", "theme", "theme_label", "passages", "links", "summary")
TOLD = ("group", "join_mode", "interviews")
WIDE, MIDDLE, NARROW = 48, 28, 16
MOST_LINKS = 16_000  # characters of them beside a cell; the rest are counted
MADE_UP = "This data is made up: it is no evidence of what anybody said."
HOW = {
    "To fill in": (
        "Write in the white cells, in words of your own or quoted, so that somebody who has not"
        " read the interview can follow. Begin a new line with Alt and Enter."
    ),
    "Passages": (
        "Beside each white cell stands how many passages are coded so, and where: segment,"
        " interview, first and last place in the text. Where none is, the cell may stay empty."
    ),
    "What may be changed": (
        "Widths, heights and filters; the order of rows and of columns, once the sheet is"
        " unprotected (there is no password). Names of cases and headers are how the texts find"
        " their way back: leave them, add no rows and columns, and join no cells."
    ),
    "Text": (
        "What begins with =, +, - or @ is text in the white cells, and is not worked out. Bold,"
        " colours and notes (comments) do not come back: what is to stay has to be in the text."
    ),
    "Back": "Save it as an Excel workbook (.xlsx), under another name where several people write.",
}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def framework_to_xlsx(matrix: pd.DataFrame, themes: pd.DataFrame | None = None) -> bytes:
    """Return a framework matrix as an Excel workbook for people to write summaries in.

    Parameters
    ----------
    matrix
        What `framework_matrix` gives. Its summaries stand in the cells that are to be written in.
    themes
        The coding frame, ``themes`` of the interview tables: then the sheet of themes has their
        definitions.

    Returns
    -------
    bytes
        The content of an ``.xlsx`` file: a sheet for each theme that is under no other, rows are
        cases, columns are it and the themes under it, each beside the places of its passages; and
        the sheets About, Cases and Themes, and Passages where the matrix has words. Cells to write
        in are white and hold text, whatever it begins with; the others are locked, without a
        password. The same matrix gives the same bytes, and `read_framework` gives back every text
        as it was.

    Raises
    ------
    TablesError
        If the matrix lacks a column or a cell or has one twice, `themes` is no coding frame, or a
        text is longer than Excel takes: 32,767 characters. No text is ever cut.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import framework_to_xlsx
    >>> matrix = cps.framework_matrix(cps.load_example(), codes=["CHR.safeguard"], by="group")
    >>> matrix.loc[0, "summary"] = "Chairs kept meetings calm"
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "framework.xlsx"
    >>> _ = path.write_bytes(framework_to_xlsx(matrix))
    >>> cps.read_framework(path).values.tolist()
    [['professional', 'CHR.safeguard', 'Chairs kept meetings calm'], ['parent', 'CHR.safeguard', '']]
    """  # noqa: E501
    key = _checked(matrix)
    if themes is not None and not {"code", "definition"} <= {*getattr(themes, "columns", ())}:
        raise TablesError(
            "themes is no coding frame with the columns code and definition: give the themes of the"
            " interview tables, or leave it out. To save the workbook, write the bytes:"
            ' Path("framework.xlsx").write_bytes(framework_to_xlsx(matrix)).'
        )
    columns = matrix.drop_duplicates("code")
    tops = columns.drop_duplicates("theme")
    sheets = dict(zip(tops["theme"], _sheet_names(tops["theme_label"]), strict=True))
    book = new_book(str(matrix["data"].iloc[0]))
    add_table(book, layout.ABOUT, _about(matrix, key, themes), [NARROW + 8, 90])
    for theme, sheet in sheets.items():
        _theme(book, sheet, matrix[matrix["theme"] == theme], key)
    told = _told(matrix, key)
    cases = matrix.drop_duplicates(key)[[key, *told]]
    add_table(book, layout.CASES, _rows(cases), [MIDDLE, *[NARROW] * len(told)])
    named = columns[["code", "label"]].assign(
        definition=_definitions(columns["code"], themes), sheet=columns["theme"].map(sheets)
    )
    add_table(book, layout.THEMES, _rows(named), [MIDDLE, MIDDLE, 80, MIDDLE])
    if "words" in matrix:
        add_table(book, layout.PASSAGES, _passages(matrix, key), [MIDDLE, MIDDLE, MIDDLE, 90])
    made = io.BytesIO()
    book.save(made)
    return timeless(made)


def _checked(matrix: pd.DataFrame) -> str:
    """Return the column that names the case, or raise where the matrix is not whole."""
    lacking = [name for name in NEEDED if name not in matrix]
    others = [str(name) for name in matrix.columns if name != "data"]
    key = "interview" if "interview" in others else next(iter(others), "")
    if lacking or key in NEEDED:
        raise TablesError(
            f"the matrix has no column {listed(lacking) or 'that names the case'}: give what"
            " framework_matrix returns, with all its columns."
        )
    twice = matrix.duplicated([key, "code"])
    if twice.any():
        case, code = matrix.loc[twice, [key, "code"]].iloc[0]
        raise TablesError(
            f"the matrix has the cell {case} x {code} more than once. Where people wrote"
            " differently, keep the row that is to stand and drop the others."
        )
    whole = matrix[key].nunique() * matrix["code"].nunique()
    if len(matrix) != whole or not whole:
        raise TablesError(
            f"the matrix has {len(matrix):,} cells, and its cases and themes make {whole:,}: give"
            " every cell, those without passages too. To write in fewer themes, choose them in"
            " framework_matrix (codes=)."
        )
    return key


def _sheet_names(labels: Iterable[str]) -> Iterator[str]:
    """Yield a name for each sheet that Excel takes and no other sheet has."""
    taken = {name.casefold() for name in (*layout.OWN_SHEETS, "History")}
    for label in labels:
        stem = _NOT_IN_NAMES.sub("_", str(label)).strip("' ") or "Theme"
        name, number = stem[:31].rstrip("' "), 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem[: 31 - len(f' {number}')]} {number}"
        taken.add(name.casefold())
        yield name


def _about(matrix: pd.DataFrame, key: str, themes: pd.DataFrame | None) -> list[list[str]]:
    """Return what stands first: the data, what the workbook is, how to fill it in."""
    data = str(matrix["data"].iloc[0])
    what = f"{matrix[key].nunique():,} cases (column {key}) by {matrix['code'].nunique():,} themes"
    return [
        ["About", "Framework matrix to write in"],
        ["Data", f"{data}. {MADE_UP}" if is_synthetic(data) else data],
        ["What it is", f"{what}. Each sheet but {listed(_own(matrix))} has one theme."],
        *([["Definitions", "are in the sheet Themes."]] if themes is not None else []),
        *([name, said] for name, said in HOW.items()),
    ]


def _own(matrix: pd.DataFrame) -> list[str]:
    """Return the sheets that are not for writing in."""
    return [name for name in layout.OWN_SHEETS if name != layout.PASSAGES or "words" in matrix]


def _theme(book: Workbook, sheet: str, part: pd.DataFrame, key: str) -> None:
    """Write the sheet of one theme: a title, how to fill in, the header, a row a case."""
    told = _told(part, key)
    heads = part.drop_duplicates("code")[["code", "label"]].to_dict("records")
    header = [key, *told]
    for head in heads:
        named = str(head["label"]), str(head["code"])
        header += [layout.heading(*named), layout.passages_heading(*named)]
    rows = []
    for _, cells in part.groupby(key, sort=False):
        row = [*(str(value) for value in cells[[key, *told]].iloc[0])]
        for summary, count, links in cells[["summary", "passages", "links"]].itertuples(
            index=False, name=None
        ):
            row += ["" if pd.isna(summary) else str(summary), _linked(count, links)]
        rows.append(row)
    first = 1 + len(told)
    title = layout.title(str(part["theme_label"].iloc[0]), str(part["data"].iloc[0]))
    widths = [NARROW + 4, *[NARROW] * len(told), *[WIDE, MIDDLE] * len(heads)]
    add_to_write_in(book, sheet, title, [header, *rows], widths, first)


def _told(matrix: pd.DataFrame, key: str) -> list[str]:
    """Return the columns that tell something of a case besides its name."""
    return [name for name in TOLD if name in matrix and name != key]


def _linked(count: int, links: list[str]) -> str:
    """Return what stands beside a cell: how many passages there are, and where."""
    if not count:
        return ""
    many = "1 passage" if count == 1 else f"{count:,} passages"
    if not links:
        return many
    fit = sum(length <= MOST_LINKS for length in accumulate(len(one) + 2 for one in links))
    more = [f"and {len(links) - fit:,} more"] if fit < len(links) else []
    return f"{many}: {'; '.join([*links[:fit], *more])}"


def _definitions(codes: pd.Series, themes: pd.DataFrame | None) -> list[str]:
    """Return each theme's definition, blank where it is not known."""
    known: Mapping[str, Any] = {}
    if themes is not None:
        known = dict(zip(themes["code"].astype(str), themes["definition"], strict=True))
    said = (known.get(str(code), "") for code in codes)
    return ["" if pd.isna(one) else str(one) for one in said]


def _passages(matrix: pd.DataFrame, key: str) -> list[list[str]]:
    """Return a row a passage, with its words."""
    rows = [[key, "code", "place", "words"]]
    cells = matrix[[key, "code", "links", "words"]].itertuples(index=False, name=None)
    for case, code, links, words in cells:
        rows += [[case, code, *pair] for pair in zip(links, words, strict=True)]
    return rows


def _rows(frame: pd.DataFrame) -> list[list[str]]:
    """Return the header and the rows of a frame as text."""
    return [
        [*map(str, frame.columns)],
        *([str(value) for value in row] for row in frame.itertuples(index=False, name=None)),
    ]
