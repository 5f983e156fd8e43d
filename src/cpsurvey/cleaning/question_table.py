"""A codebook → the table of questions that travels with the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from cpsurvey.codebook import Codebook, Question


def question_table(codebook: Codebook) -> pd.DataFrame:
    """Return one row a question kept; each row of a matrix is a question of its own."""
    groups = {
        "question": "group",
        "type": "single",
        "label": "Group",
        "options": list(codebook.groups),
        "option_labels": list(codebook.groups.values()),
        "groups": list(codebook.groups),
        "grade": "A",
    }
    records = [groups, *(record for q in codebook.questions for record in _records(q, codebook))]
    empty = _blank()
    frame = pd.DataFrame([{**empty, **record} for record in records], columns=list(empty))
    texts = [name for name, value in empty.items() if value == ""]
    return frame.astype(dict.fromkeys(texts, "string"))


def _blank() -> dict[str, Any]:
    """Return a record without facts; its keys are the table's columns."""
    return {
        "question": "",
        "part_of": "",
        "type": "",
        "label": "",
        "options": [],
        "option_labels": [],
        "ordered": False,
        "middle": [],
        "groups": [],
        "wordings": [],
        "topic": "",
        "grade": "C",
        "grade_reason": "",
        "base": "",
        "unit": "",
        "published": "",
    }


def _records(question: Question, codebook: Codebook) -> Iterator[dict[str, Any]]:
    """Yield a question's record, or one for each row of a matrix."""
    if question.type == "text":
        return
    record: dict[str, Any] = {
        name: getattr(question, name)
        for name in ("label", "topic", "grade", "grade_reason", "base", "unit", "published")
    }
    record |= _options(question, codebook)
    if not question.rows:
        yield record | {"question": question.name} | _asked(question, question.groups)
    for row in question.rows:
        yield (
            record
            | {"question": f"{question.name}__{row.code}", "part_of": question.name}
            | {"label": f"{question.label}: {row.label}"}
            | _asked(question, row.groups)
        )


def _options(question: Question, codebook: Codebook) -> dict[str, Any]:
    """Return a question's kind and its answers in order."""
    if question.type == "role":
        roles = [role for role in codebook.roles if not role.nonresponse]
        codes, labels = [r.code for r in roles], [r.label for r in roles]
        return {"type": "role", "options": codes, "option_labels": labels}
    if question.scale is None:
        return {"type": question.type}
    kind = "multi" if question.type == "multi" else "scale" if question.scale.ordered else "single"
    return {
        "type": kind,
        "ordered": question.scale.ordered and kind == "scale",
        "middle": list(question.scale.middle) if kind == "scale" else [],
        "options": list(question.scale.codes),
        "option_labels": [level.label for level in question.scale.levels],
    }


def _asked(question: Question, groups: tuple[str, ...]) -> dict[str, Any]:
    """Return the groups asked and, in the same order, the wordings put to them."""
    return {
        "groups": list(groups),
        "wordings": [question.wording.get(group, "") for group in groups],
    }
