"""A table of LimeSurvey in, its answers as text and its metadata out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cpsurvey.codebook.ticks import ticks_only
from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import below_header, facts_of, to_export
from cpsurvey.readers.surveys.limesurvey_doubts import doubts_about
from cpsurvey.readers.surveys.limesurvey_words import are_limesurveys, words_of
from cpsurvey.readers.surveys.limesurvey_wrong import check_responses, is_wrong
from cpsurvey.readers.surveys.names import Names, named, only_once, plain, plain_first, role_of
from cpsurvey.readers.surveys.responses import UNUSED
from cpsurvey.readers.surveys.table_header import CODE_AND_TEXT, read_header
from cpsurvey.readers.surveys.told import LOOKED_AT, told_by_answers

NAMES = Names(
    named(
        respondent="id",
        submitted="submitdate",
        started="startdate",
        language="startlanguage",
        duration_seconds="interviewtime",
        identifying="token|ipaddr|ip address|refurl|firstname|lastname|email",
        unused="lastpage|seed",
        ended="datestamp",
    ),
    (
        (r"(group|question)time.*", UNUSED),
        (r"attribute_\d+", "embedded"),
    ),
)
LIME_CODE = re.compile(r"[a-z]\w*(\[\w+\]){1,2}")
LIME_START = frozenset(("submitdate", "lastpage", "startlanguage"))
ANSWER_CODE = re.compile(r"-?\d{1,12}|[A-Z]{1,2}\d{1,4}|[A-Z]|-oth-")


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of LimeSurvey, or nothing."""
    if is_wrong(grid):
        return "rows at the top as LimeSurvey writes them"
    names = plain_first(grid.head)
    return "names of columns as LimeSurvey writes them" if _is_limesurvey(names) else ""


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    check_responses(grid)
    header = read_header(grid)
    columns, table = below_header(grid, header)
    settings = facts_of(grid, header)
    export = to_export(
        table, columns, grid.name, "limesurvey", settings, NAMES, _roles(columns["name"].tolist())
    )
    if not (export.rows != "").any(axis=None):
        raise ExportError(
            f"{grid.name} holds no responses: nobody had answered, or the export left them out;"
            f" export them again, {how_to('limesurvey', 'status')}."
        )
    return with_settings(export, header_of_names(grid.head[0]))


def with_settings(export: SurveyExport, header: Mapping[str, str]) -> SurveyExport:
    """Return the export with what its cells tell of its settings, and the doubts that raises."""
    parts = [column for column in map(str, export.rows) if column.endswith("]")]
    split = any(ticks_only(export.rows[column].head(LOOKED_AT).unique()) for column in parts)
    told = {
        **header,
        **told_by_answers(export.rows, ANSWER_CODE),
        "selected": "split" if split else "none",
    }
    settings = {**export.settings, **told}
    return replace(
        export,
        settings=settings,
        doubts=(*export.doubts, *doubts_about(export)),
    )


def header_of_names(names: Sequence[str]) -> dict[str, str]:
    """Return how the columns are named, and the language of the metadata's names."""
    said = [plain(name) for name in names]
    if sum(bool(CODE_AND_TEXT.fullmatch(" ".join(n.split()))) for n in names) > 0.8 * len(names):
        language = words_of([name.partition(". ")[2] for name in said]).language
        header = "codes and texts"
    else:
        language = words_of(said).language
        codes = LIME_START & set(said) or ("id" in said[:1] and not language)
        header = "codes" if codes else "texts"
    return {"header": header, **({"language": language} if language else {})}


def _roles(headers: Sequence[str]) -> list[str]:
    """Return what each column is, by its code or by its words in one of LimeSurvey's languages."""
    names = [plain(header) for header in headers]
    told = words_of(names).roles
    roles = [told.get(place) or role_of(NAMES, name) for place, name in enumerate(names)]
    return only_once(roles, names)


def _is_limesurvey(names: Sequence[str]) -> bool:
    """Tell whether names are codes, codes with texts, or texts as LimeSurvey writes them."""
    codes = [name.partition(". ")[0] for name in names]
    if codes[:1] == ["id"] and LIME_START & set(codes):
        return True
    if sum(bool(LIME_CODE.fullmatch(code)) for code in codes) > 1:
        return True
    return are_limesurveys(words_of(names), names)
