"""An export and a codebook → the raw columns of each question, or all that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from cpsurvey.cleaning.other_form import OtherForm, find_other_form
from cpsurvey.codebook import Codebook, Instrument
from cpsurvey.errors import CodebookError, ExportError, listed, nearest, unknown
from cpsurvey.exports import SurveyExport

MOST = 20
COMPARED = 500  # columns among which the nearest to a missing one is sought


def claim_columns(export: SurveyExport, codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Return each question's raw columns in this export.

    A select-all may be there in the other form: in one column where the codebook names one for each
    option, or the reverse; it is claimed where it is beyond doubt which column is which option.

    Raises
    ------
    ExportError
        If a column that the codebook names is missing or doubled, or a column of the export
        belongs to no question; both are listed, up to twenty of each.
    """
    instrument = find_instrument(export, codebook)
    claimed = {
        question.name: question.raw[instrument.code]
        for question in codebook.questions
        if instrument.code in question.raw
    }
    other = _other_forms(export, claimed, codebook, instrument)
    claimed |= {name: form.columns for name, form in other.items() if form.columns}
    problems = _problems(export, claimed, instrument, [f for f in other.values() if f.why])
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


def _other_forms(
    export: SurveyExport,
    claimed: Mapping[str, tuple[str, ...]],
    codebook: Codebook,
    instrument: Instrument,
) -> dict[str, OtherForm]:
    """Return the select-alls that the export may have in another form than the codebook."""
    named = {column for columns in claimed.values() for column in columns}
    named |= set(instrument.meta.values())
    here = set(export.rows.columns).union(export.dropped)
    gone = {name: columns for name, columns in claimed.items() if here.isdisjoint(columns)}
    gone = {name: c for name, c in gone.items() if codebook.by_name[name].type == "multi"}
    free = [
        column
        for column in (export.rows.columns if gone else ())
        if column not in named and not instrument.ignores(column)
    ]
    found = {
        name: find_other_form(codebook.by_name[name], columns, export, free)
        for name, columns in gone.items()
    }
    return {name: form for name, form in found.items() if form}


def _problems(
    export: SurveyExport,
    claimed: Mapping[str, tuple[str, ...]],
    instrument: Instrument,
    unlike: Sequence[OtherForm],
) -> list[str]:
    """Return a line for each kind of misfit between codebook and export."""
    wanted = {
        **{column: f"{fact} in meta" for fact, column in instrument.meta.items()},
        **{c: f"question {name}" for name, columns in claimed.items() for c in columns},
    }
    told = {column for form in unlike for column in (*form.about, *form.named)}
    known = export.columns
    read = set(known["column"][known["kind"] == "metadata"]).intersection(instrument.meta.values())
    present = read.union(export.rows.columns)
    doubled = set(export.doubled)
    stray = [
        column
        for column in export.rows.columns
        if column not in wanted
        and column not in told
        and column.rpartition("~")[0] not in doubled
        and not instrument.ignores(column)
    ]
    missing = [column for column in wanted if column not in present and column not in told]
    # Who names the second as well (Q1~2) knows which of them is meant.
    twice = [c for c in export.doubled if c in wanted and f"{c}~2" not in wanted]
    lines = [
        *_cut((form.why for form in unlike), len(unlike), "in another form"),
        *_cut(_missing(missing, wanted, stray, export.dropped), len(missing), "missing"),
        *_cut(
            (f'column "{c}" of {wanted[c]} stands more than once' for c in twice),
            len(twice),
            "doubled",
        ),
    ]
    if stray:
        many = "1 column belongs" if len(stray) == 1 else f"{len(stray)} columns belong"
        lines.append(
            f"{many} to no question: {listed(stray, MOST)}; add each to"
            f" questions.toml, or to `ignore` of instrument {instrument.code} in codebook.toml"
        )
    return [line if line.endswith("?") else f"{line}." for line in lines]


def _missing(
    missing: list[str], wanted: Mapping[str, str], stray: list[str], dropped: Sequence[str]
) -> Iterator[str]:
    """Yield a line for each missing column, with the nearest of those that nothing claims."""
    for column in missing:
        why = (
            " was dropped at reading, because it tells who people are: name another, or none"
            if column in dropped
            else f" is missing{nearest(column, stray[:COMPARED])}"
        )
        yield f'column "{column}" of {wanted[column]}{why}'


def _cut(lines: Iterator[str], count: int, what: str) -> Iterator[str]:
    """Yield the first lines, and how many more there are."""
    yield from islice(lines, MOST)
    if count > MOST:
        yield f"and {count - MOST} more columns are {what}"
