"""A table of Microsoft Forms in, its answers as text and its metadata out."""

from __future__ import annotations

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import below_header, cells_of_questions, facts_of, to_export
from cpsurvey.readers.surveys.names import Names, named, names_roles, plain, roles_of
from cpsurvey.readers.surveys.quiz_marks import marks_of
from cpsurvey.readers.surveys.responses import UNUSED
from cpsurvey.readers.surveys.selected import held, selected
from cpsurvey.readers.surveys.table_header import read_header

# The words of English, German, French, Spanish, Portuguese, Italian, Dutch and Polish accounts as
# public programs that read their files spell them; Welsh is of Microsoft's own glossary [doc].
LANGUAGES = named(
    en="completion time",
    de="fertigstellungszeit",
    fr="heure de fin",
    es="hora de finalización",
    pt="hora de conclusão",
    it="ora di completamento",
    nl="tijd van voltooien",
    pl="godzina ukończenia",
    cy="amser cwblhau",
)
NAMES = Names(
    named(
        respondent="id",
        started="start time|startzeit|heure de début|hora de inicio|hora de início|ora di inizio"
        "|begintijd|godzina rozpoczęcia|amser dechrau",
        recorded="|".join(LANGUAGES),
        identifying="email|name|e-mail|nom|nombre|nome|naam|nazwa|enw|correo electrónico"
        "|adresse de messagerie|posta elettronica|adres e-mail|e-bost",
        unused="last modified time|uhrzeit der letzten änderung|zeitpunkt der letzten änderung"
        "|heure de la dernière modification|hora de la última modificación"
        "|hora da última modificação|ora dell'ultima modifica|tijd van laatste wijziging"
        "|total points|gesamtpunktzahl|quiz feedback|quizfeedback|grade posted time",
    )
)
ROLES = {"respondent", "started", "recorded"}


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Microsoft Forms, or nothing."""
    return (
        "the columns ID, Start time and Completion time"
        if names_roles(grid.head, NAMES, ROLES)
        else ""
    )


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    header = read_header(grid)
    columns, table = below_header(grid, header)
    names = [plain(name) for name in columns["name"]]
    known = roles_of(names, NAMES)
    marks = marks_of(names, known, [held(table[place - 1]) for place in columns["position"]])
    roles = [UNUSED if mark else role for role, mark in zip(known, marks, strict=True)]
    asked = cells_of_questions(columns, table, roles)
    ended = [n for _, n, cells in asked if cells and all(cell.endswith(";") for cell in cells)]
    settings = facts_of(grid, header, answers="text", selected=selected([], ended)) | {
        "header": "texts",
        "language": next((LANGUAGES[name] for name in names if name in LANGUAGES), ""),
    }
    return to_export(table, columns, grid.name, "ms_forms", settings, NAMES, roles)
