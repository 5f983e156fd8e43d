"""An export and a codebook → the raw columns of each question, or all that does not fit."""

from __future__ import annotations

from cpsurvey.codebook import Codebook, Instrument
from cpsurvey.errors import CodebookError, ExportError, listed, nearest, unknown
from cpsurvey.exports import SurveyExport


def claim_columns(export: SurveyExport, codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Return each question's raw columns in this export.

    Raises
    ------
    ExportError
        If a column that the codebook names is missing or doubled, or a column of the export
        belongs to no question; all of them are listed.
    """
    instrument = find_instrument(export, codebook)
    claimed = {
        question.name: question.raw[instrument.code]
        for question in codebook.questions
        if instrument.code in question.raw
    }
    problems = _problems(export, claimed, instrument)
    if problems:
        raise ExportError("\n  ".join([f"{export.name} does not fit the codebook:", *problems]))
    return claimed


def find_instrument(export: SurveyExport, codebook: Codebook) -> Instrument:
    """Return the questionnaire that an export belongs to."""
    by_code = {instrument.code: instrument for instrument in codebook.instruments}
    if not (export.instrument or export.group) and len(by_code) == 1:
        return codebook.instruments[0]
    if export.instrument not in by_code:
        raise CodebookError(
            f"{export.name}: {unknown('instrument', export.instrument, by_code)}"
            " Say which it is in sources.toml, with --group, or with group=."
        )
    found = by_code[export.instrument]
    if export.group not in ("", found.group):
        raise CodebookError(
            f"{export.name} is said to come from group {export.group}, and instrument"
            f" {found.code} is for group {found.group}: correct one of them in sources.toml."
        )
    return found


def _problems(
    export: SurveyExport, claimed: dict[str, tuple[str, ...]], instrument: Instrument
) -> list[str]:
    """Return a line for each kind of misfit between codebook and export."""
    present = list(export.rows.columns)
    wanted = {column: name for name, columns in claimed.items() for column in columns}
    missing = [
        f'column "{column}" of question {name} is missing{nearest(column, present)}'
        for column, name in wanted.items()
        if column not in present
    ]
    doubled = [
        f'column "{column}" of question {wanted[column]} stands more than once'
        for column in export.doubled
        if column in wanted
    ]
    stray = [
        column
        for column in present
        if column not in wanted
        and column.rpartition("~")[0] not in export.doubled
        and not instrument.ignores(column)
    ]
    if stray:
        many = "1 column belongs" if len(stray) == 1 else f"{len(stray)} columns belong"
        stray = [
            f"{many} to no question: {listed(stray, 20)}; add each to"
            f" questions.toml, or to `ignore` of instrument {instrument.code} in codebook.toml"
        ]
    return [line if line.endswith("?") else f"{line}." for line in [*missing, *doubled, *stray]]
