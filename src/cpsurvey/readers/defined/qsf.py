"""The definition of a Qualtrics survey (.qsf) in, its questions as the codebook cuts them out."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cpsurvey.errors import ExportError
from cpsurvey.exports import DefinedQuestion, Definition, unique_names
from cpsurvey.readers.defined.qsf_routing import routed_questions, shown_if_selected
from cpsurvey.readers.defined.qsf_types import Question, choices, defined
from cpsurvey.readers.files.encoding import to_utf8


def read_qsf(content: bytes, name: str) -> Definition:
    """Read a definition; questions in the bin and texts without answers are left out."""
    damaged = ExportError(
        f"{name} is cut off or damaged: it is not the whole definition of a Qualtrics survey;"
        " export the survey from Qualtrics again (Tools, Import/Export, Export survey)."
    )
    text, _ = to_utf8(content, name)
    try:
        whole = json.loads(text)
        elements = whole["SurveyElements"]
        asked = {
            str(element["PrimaryAttribute"]): element["Payload"]
            for element in elements
            if element["Element"] == "SQ"
        }
        order, routed = routed_questions(elements)
        cut = [
            (key, question)
            for key in order
            if key in asked
            for question in _questions(key, asked[key], asked)
        ]
        title = str(whole["SurveyEntry"].get("SurveyName") or "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, IndexError) as error:
        raise damaged from error
    names = unique_names([question.name for _, question in cut])
    first = {key: name for (key, _), name in reversed(list(zip(cut, names, strict=True)))}
    return Definition(
        name=name,
        platform="qualtrics",
        title=title,
        questions=tuple(
            question._replace(
                name=unique,
                shown_if=question.shown_if
                and (first.get(question.shown_if[0], ""), question.shown_if[1]),
                routed=question.routed or key in routed,
            )
            for (key, question), unique in zip(cut, names, strict=True)
        ),
    )


def _questions(
    key: str, question: Question, asked: Mapping[str, Question]
) -> list[DefinedQuestion]:
    """Return one question of Qualtrics as questions of ours; its routing names one of Qualtrics."""
    logic = question.get("DisplayLogic")
    shown = shown_if_selected(logic, lambda other: _reference(other, asked)) if logic else None
    return [
        part._replace(shown_if=shown, routed=bool(logic) and shown is None)
        for part in defined(key, question)
    ]


def _reference(key: str, asked: Mapping[str, Question]) -> tuple[str, dict[str, str]] | None:
    """Return a closed question and the labels of its choices, for routing."""
    question = asked.get(key)
    if question is None or question["QuestionType"] != "MC":
        return None
    return key, {part.id: part.label for part in choices(question)}
