"""A table of LimeSurvey in, its answers as text and its metadata out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import read_answers
from cpsurvey.readers.surveys.limesurvey_doubts import doubts_about
from cpsurvey.readers.surveys.limesurvey_wrong import check_responses, is_wrong
from cpsurvey.readers.surveys.names import SUBMITTED, Names, named, plain, plain_first
from cpsurvey.readers.surveys.responses import UNUSED
from cpsurvey.readers.surveys.table_header import CODE_AND_TEXT, read_header
from cpsurvey.readers.surveys.told import LOOKED_AT, ticks_only, told_by_answers

NAMES = Names(
    named(
        respondent="id|response id|answer id|antwort id|antwort-id|id de réponse|id de la réponse"
        "|id de respuesta|id de la respuesta|id da resposta|id risposta|id della risposta"
        "|antwoord id|antwoord-id|rhif ymateb",
        submitted="submitdate|date submitted|datum abgeschickt|datum der abgabe|date de soumission"
        "|fecha de envío|data di invio|data de envio|datum ingestuurd",
        started="startdate|date started|datum gestartet|date de lancement|fecha de inicio"
        "|data di inizio|data de início|datum begonnen",
        language="startlanguage|start language|start-sprache|startsprache|langue de départ"
        "|langue initiale|idioma inicial|lenguaje inicial|lingua iniziale|starttaal",
        duration_seconds="interviewtime|total time|gesamtzeit|temps total|tiempo total",
        identifying="token|access code|zugangscode|zugangsschlüssel|code d'accès|ipaddr"
        "|ip address|ip-adresse|adresse ip|dirección ip|indirizzo ip|endereço ip|refurl"
        "|referrer url|url de référence|firstname|lastname|email",
        unused="lastpage|last page|letzte seite|dernière page|última página|ultima pagina"
        "|laatste pagina|seed|zufallsstartwert|graine|semilla",
        ended="datestamp|date last action|datum letzte aktivität|date de la dernière action"
        "|fecha de la última acción",
    ),
    (
        (r"(group|question)time.*", UNUSED),
        (r"(group|question) time: .*", UNUSED),
        (r"(gruppenzeit|fragenzeit): .*", UNUSED),
        (r"attribute_\d+", "embedded"),
    ),
)
LANGUAGES: Mapping[str, str] = {
    "response id": "en",
    "answer id": "en",
    "antwort id": "de",
    "antwort-id": "de",
    "id de réponse": "fr",
    "id de la réponse": "fr",
    "id de respuesta": "es",
    "id de la respuesta": "es",
    "id da resposta": "pt",
    "id risposta": "it",
    "id della risposta": "it",
    "antwoord id": "nl",
    "antwoord-id": "nl",
    "rhif ymateb": "cy",
}
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
    export = read_answers(grid, header, "limesurvey", NAMES)
    if not (export.rows != "").any(axis=None):
        raise ExportError(
            f"{grid.name} holds no responses: nobody had answered, or the export left them out;"
            f" export them again, {how_to('limesurvey', 'status')}."
        )
    return with_settings(export, header_of_names(grid.head[0]))


def with_settings(export: SurveyExport, header: Mapping[str, str]) -> SurveyExport:
    """Return the export with what its cells tell of its settings, and the doubts that raises."""
    parts = [column for column in map(str, export.rows) if column.endswith("]")]
    split = any(ticks_only(export.rows[column].head(LOOKED_AT)) for column in parts)
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
        said = [name.partition(". ")[2] for name in said]
        header = "codes and texts"
    else:
        header = "codes" if "id" in said[:1] or LIME_START & set(said) else "texts"
    language = next((LANGUAGES[name] for name in said if name in LANGUAGES), "")
    return {"header": header, **({"language": language} if language else {})}


def _is_limesurvey(names: Sequence[str]) -> bool:
    """Tell whether names are codes, codes with texts, or texts as LimeSurvey writes them."""
    codes = [name.partition(". ")[0] for name in names]
    first = codes[0] if codes else ""
    if first == "id" and LIME_START & set(codes):
        return True
    if sum(bool(LIME_CODE.fullmatch(code)) for code in codes) > 1:
        return True
    texts = {NAMES.exact.get(name) for name in names[1:8]}
    bracketed = first != "id" and any(name.endswith("]") for name in names)
    return NAMES.exact.get(first) == "respondent" and (
        bracketed or len(texts & {SUBMITTED, "ended", "language", UNUSED}) > 1
    )
