"""A table of Google Forms in, its answers as text and its metadata out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cpsurvey.codebook.several import joins
from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import below_header, facts_of, to_export
from cpsurvey.readers.surveys.names import Names, named, plain, plain_first, roles_of
from cpsurvey.readers.surveys.responses import UNUSED
from cpsurvey.readers.surveys.selected import held, joined_by_commas, selected
from cpsurvey.readers.surveys.table_header import read_header

# English, Spanish and Portuguese were seen in files; the others are what the accounts of those
# languages are known to write [doc].
LANGUAGES = named(
    en="timestamp",
    de="zeitstempel",
    fr="horodateur",
    es="marca temporal",
    pt="carimbo de data/hora",
    it="informazioni cronologiche",
    nl="tijdstempel",
    pl="sygnatura czasowa",
    sv="tidstämpel",
    da="tidsstempel",
    ru="отметка времени",
    ja="タイムスタンプ",
    cy="stamp amser",
)
NAMES = Names(
    named(
        recorded="|".join(LANGUAGES),
        identifying="email address|username|e-mail-adresse|adresse e-mail|nombre de usuario"
        "|nom d'utilisateur|nutzername|nome utente|nome de usuário|dirección de correo electrónico"
        "|endereço de e-mail|indirizzo email|e-mailadres|adres e-mail|cyfeiriad e-bost",
    )
)
SCORES = frozenset(
    ("score", "punkte", "punktzahl", "puntuación", "pontuação", "note", "punteggio", "wynik")
)
MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*")
MARKS = (" [score]", " [feedback]")  # what a quiz has beside each question


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Google Forms, or nothing."""
    first, *others = plain_first(grid.head) or [""]
    turned = any(MOMENT.fullmatch(name) for name in others)
    return "the first column, Timestamp" if first in LANGUAGES and not turned else ""


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    header = read_header(grid)
    columns, table = below_header(grid, header)
    names = [plain(name) for name in columns["name"]]
    roles = _without_marks(roles_of(names, NAMES), names)
    asked = columns[[not role for role in roles]]
    joined = _joined(asked, table)
    settings = facts_of(grid, header, answers="text", selected=selected([], list(joined))) | {
        "header": "texts",
        "language": LANGUAGES.get(names[0], ""),
    }
    export = to_export(table, columns, grid.name, "google_forms", settings, NAMES, roles)
    return replace(
        export,
        doubts=(
            *export.doubts,
            *_doubts(grid.name, [c for c, sign in joined.items() if sign == ", "]),
        ),
    )


def _without_marks(roles: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the roles; the score of a quiz, and what it writes beside a question, is none."""
    asked, found = set(names), list(roles)
    for place, name in enumerate(names):
        beside = next((name.removesuffix(mark) for mark in MARKS if name.endswith(mark)), "")
        if (beside and beside in asked) or (name in SCORES and all(roles[:place])):
            found[place] = UNUSED
    return found


def _joined(asked: pd.DataFrame, table: pd.DataFrame) -> dict[str, str]:
    """Return the columns whose cells join several answers, and by which sign."""
    found = {}
    for column, place in zip(asked["column"], asked["position"], strict=True):
        cells = held(table[place - 1])
        if sign := next((sign for sign in (";", ", ") if joins(cells, sign)), ""):
            found[column] = sign
    return found


def _doubts(name: str, joined: Sequence[str]) -> tuple[Doubt, ...]:
    """Return that answers are joined by the sign that may stand in an answer."""
    if not joined:
        return ()
    menu = how_to("google_forms", "export")
    columns = [_short(column) for column in joined]
    return (joined_by_commas(name, columns, menu, how=", as the linked sheet does"),)


def _short(text: str) -> str:
    """Return the beginning of a long question."""
    return text if len(text) <= 40 else f"{text[:39]}…"
