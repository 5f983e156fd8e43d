"""A table of LimeSurvey in, its answers as text and its metadata out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import read_answers
from cpsurvey.readers.surveys.names import SUBMITTED, Names, named, plain_first
from cpsurvey.readers.surveys.responses import UNUSED
from cpsurvey.readers.surveys.table_header import read_header

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
        "|laatste pagina|seed|zufallsstartwert|graine|semilla|datestamp|date last action"
        "|datum letzte aktivität|date de la dernière action|fecha de la última acción",
    ),
    ((r"(group|question)time.*", UNUSED),),
)
LIME_CODE = re.compile(r"[a-z]\w*(\[\w+\]){1,2}")
LIME_START = frozenset(("submitdate", "lastpage", "startlanguage"))


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of LimeSurvey, or nothing."""
    names = plain_first(grid.head)
    return "names of columns as LimeSurvey writes them" if _is_limesurvey(names) else ""


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    return read_answers(grid, read_header(grid), "limesurvey", NAMES)


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
        bracketed or len(texts & {SUBMITTED, "language", UNUSED}) > 1
    )
