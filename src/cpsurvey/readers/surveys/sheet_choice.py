"""The sheets of a workbook in, the one that has the responses out."""

from __future__ import annotations

from collections.abc import Sequence

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import Doubt
from cpsurvey.readers.files.grid import Grid, several_sheets
from cpsurvey.readers.surveys.formats import FORMATS
from cpsurvey.readers.surveys.table_header import read_header


def choose_sheet(grids: Sequence[Grid], platform: str = "") -> Grid:
    """Return the only sheet, or the one that is an export or a table where the others are not.

    `platform` is the one that the export is said to be of, if any.

    Raises
    ------
    ExportError
        If several may have the responses, or a sheet that is no table holds more than the only
        one that is; the message names them.
    """
    if len(grids) == 1:
        return grids[0]
    found = [grid for grid in grids if _is_export(grid, platform)]
    found = found or [grid for grid in grids if _is_table(grid)]
    if len(found) != 1:
        raise several_sheets([grid.facts["sheet"] for grid in found or grids], grids[0].name)
    if not _is_export(found[0], platform) and any(_is_larger(g, found[0]) for g in grids):
        raise several_sheets([grid.facts["sheet"] for grid in grids], grids[0].name)
    chosen = found[0]
    others = listed((f'"{g.facts["sheet"]}"' for g in grids if g is not chosen), 5)
    doubt = Doubt(
        "other sheets",
        f'{chosen.name} has several sheets; "{chosen.facts["sheet"]}" was read, {others} not.',
        'If another has the responses, name it with --sheet or, in sources.toml, sheet = "…".',
    )
    return chosen._replace(doubts=(doubt, *chosen.doubts))


def _is_export(grid: Grid, platform: str) -> bool:
    """Tell whether the platform that is named, or any, writes such a table."""
    forms = [FORMATS[platform]] if platform else FORMATS.values()
    try:
        return any(form.fits(grid) for form in forms)
    except ExportError:
        return True  # it is one, and says itself what is wrong with it


def _is_larger(grid: Grid, other: Grid) -> bool:
    """Tell whether a sheet has more columns than another, and more cells that hold anything."""
    width, narrow = (max(map(len, one.head), default=0) for one in (grid, other))
    filled, fewer = (
        (one.below(0, wide) != "").to_numpy().sum()
        for one, wide in ((grid, width), (other, narrow))
    )
    return bool(width > narrow and filled > fewer)


def _is_table(grid: Grid) -> bool:
    """Tell a table of answers, which has several named columns and rows, from notes."""
    try:
        header = read_header(grid)
    except ExportError:
        return False
    named = header.columns["name"].str.strip() != ""
    return bool(named.all()) and len(named) > 1 and len(grid.head) > header.rows
