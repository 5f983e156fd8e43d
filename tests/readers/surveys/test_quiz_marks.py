"""A quiz of Microsoft Forms: points and feedback are no questions, whatever their language."""

from __future__ import annotations

import pytest

from cpsurvey.readers.survey import read_survey_export

SPANISH = "Id|Hora de inicio|Hora de finalización|Correo electrónico|Nombre"
ENGLISH = "ID|Start time|Completion time|Email|Name"
FEEDBACK = ("Comentarios", "Feedback", "Quiz feedback", "Avis")
FIRST = ["3", "7/21/25 6:56:20", "7/21/25 7:01:02", "s@x.org", "S"]


def questions(tmp_path, head):
    names = head.split("|")
    row = [*FIRST, *("" if name.startswith(FEEDBACK) else "1" for name in names[5:])]
    path = tmp_path / "quiz.csv"
    path.write_text(
        "\n".join(",".join(f'"{cell}"' for cell in line) for line in (names, row)), encoding="utf-8"
    )
    export = read_survey_export(path)
    assert export.platform == "ms_forms"
    return list(export.rows)


@pytest.mark.parametrize(
    ("head", "asked"),
    [
        (f"{SPANISH}|Total de puntos|Comentarios del cuestionario|¿Qué día?|Puntos: ¿Qué día?"
         "|Comentarios: ¿Qué día?|¿Dónde?|Puntos: ¿Dónde?|Comentarios: ¿Dónde?",
         ["¿Qué día?", "¿Dónde?"]),
        (f"{SPANISH}|Total de puntos|¿Qué día?|Puntos: ¿Qué día?|Comentarios: ¿Qué día?"
         "|¿Dónde?|Puntos: ¿Dónde?|Comentarios: ¿Dónde?|Lugar|Puntos: ¿Cuál?|Comentarios: ¿Cuál?",
         ["¿Qué día?", "¿Dónde?", "Lugar"]),
        (f"{ENGLISH}|Total points|Quiz feedback|How?|Points - How?|Feedback - How?", ["How?"]),
        ("Id|Heure de début|Heure de fin|Adresse de messagerie|Nom|Total points|Quoi ?"
         "|Points : Quoi ?|Avis : Quoi ?|Qui ?|Points : Qui ?|Avis : Qui ?",
         ["Quoi ?", "Qui ?"]),
    ],
    ids=["Spanish", "a question renamed", "English, one question", "French"],
)  # fmt: skip
def test_points_and_feedback_are_no_questions(tmp_path, head, asked):
    assert questions(tmp_path, head) == asked


@pytest.mark.parametrize(
    "asked",
    [
        ["Rooms", "Importance: Rooms", "Café", "Importance: Café"],
        ["Part A: Rooms", "Part A: Café", "Part B: Rooms", "Part B: Café"],
        ["Rooms", "Why: Rooms", "How: Rooms"],
        ["Rooms", "Need: Rooms", "Use: Rooms", "Café", "Need: Café", "Use: Café"],
    ],
)
def test_other_names_with_a_colon_are_questions(tmp_path, asked):
    assert questions(tmp_path, "|".join([ENGLISH, *asked])) == asked
