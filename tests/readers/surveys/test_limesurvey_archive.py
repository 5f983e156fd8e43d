"""The responses of a LimeSurvey archive, under the codes that an export of codes would give."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from cpsurvey.readers import match_columns, read_definition, read_survey_export

# (qid, type, code, text, parts by scale, answers); the parts' numbers follow each question's.
QUESTIONS = [
    (1, "L", "room", "How was it?", {}, {"A1": "Good", "A2": "Poor"}),
    (10, "M", "came", "Who came?", {"chair": 0, "parent": 0}, {}),
    (20, "1", "two", "Twice?", {"1": 0}, {"A1": "Yes"}),
    (30, "R", "rank", "First?", {}, {"A": "Tea", "B": "Milk"}),
    (40, ";", "cells", "Both?", {"SQ1": 0, "SQ2": 1}, {}),
    (50, "N", "age", "How old?", {}, {}),
]
FIELDS = {
    "id": ("1", "2"),
    "submitdate": ("2020-10-01 09:05:00", ""),
    "startlanguage": ("en", "en"),
    "token": ("secret", "other"),
    "426848X7X1": ("A1", ""),
    "426848X7X10chair": ("Y", None),
    "426848X7X10parent": ("", None),
    "426848X7X10other": ("A friend", None),
    "426848X7X201#0": ("A1", None),
    "426848X7X201#1": ("", None),
    "426848X7X301": ("B", None),
    "426848X7X302": ("A", None),
    "426848X7X40SQ1_SQ2": ("words", None),
    "426848X7X50": ("41", None),
}
CODES = ["room", "came[chair]", "came[parent]", "came[other]", "two[1][1]", "two[1][2]",
         "rank[1]", "rank[2]", "cells[SQ1_SQ2]", "age"]  # fmt: skip


def row(**cells: object) -> str:
    """One row of a table of the structure."""
    return "<row>" + "".join(f"<{name}>{cell}</{name}>" for name, cell in cells.items()) + "</row>"


def structure(*, translated: bool) -> str:
    """The structure, texts in their rows as before LimeSurvey 4, or in tables of their own."""
    asked, parts, answers, texts, labels = [], [], [], [], []
    for qid, kind, code, text, held, chosen in QUESTIONS:
        words = {} if translated else {"question": text}
        other = "Y" if kind == "M" else "N"
        asked.append(row(qid=qid, parent_qid=0, gid=7, type=kind, title=code, other=other, **words))
        texts.append(row(qid=qid, language="en", question=text))
        for number, (part, scale) in enumerate(held.items(), start=1):
            words = {} if translated else {"question": part.title()}
            parts.append(row(qid=qid + 100 * number, parent_qid=qid, title=part,
                             question_order=number, scale_id=scale, **words))  # fmt: skip
            texts.append(row(qid=qid + 100 * number, language="en", question=part.title()))
        for number, (part, text) in enumerate(chosen.items(), start=1):
            words = {} if translated else {"answer": text}
            answers.append(row(qid=qid, aid=qid + number, code=part, sortorder=number, **words))
            labels.append(row(aid=qid + number, language="en", answer=text))
    tables = {"questions": asked, "subquestions": parts, "answers": answers}
    if translated:
        tables |= {"question_l10ns": texts, "answer_l10ns": labels}
    held = "".join(
        f"<{name}><rows>{''.join(rows)}</rows></{name}>" for name, rows in tables.items()
    )
    return (
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType>"
        f"<DBVersion>{365 + 100 * translated}</DBVersion>"
        f"<languages><language>en</language></languages>{held}</document>"
    )


def responses() -> str:
    """Two responses; the second was shown nothing after the first question."""
    names = "".join(f"<fieldname>{name}</fieldname>" for name in FIELDS)
    rows = []
    for place in (0, 1):
        cells = {name: cells[place] for name, cells in FIELDS.items() if cells[place] is not None}
        tags = {("_" if n[0].isdigit() else "") + n.replace("#", "-"): c for n, c in cells.items()}
        rows.append(row(**tags))
    return (
        "<document><LimeSurveyDocType>Responses</LimeSurveyDocType><responses><fields>"
        f"{names}</fields><rows>{''.join(rows)}</rows></responses></document>"
    )


@pytest.fixture(params=[False, True], ids=["LimeSurvey 3", "since LimeSurvey 4"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An archive of one survey."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("survey_426848.lss", structure(translated=request.param))
        made.writestr("survey_426848_responses.lsr", responses())
    (tmp_path / "survey.lsa").write_bytes(content.getvalue())
    return tmp_path / "survey.lsa"


def test_responses_under_the_codes_of_questions(archive):
    export = read_survey_export(archive)
    assert export.platform == "limesurvey"
    assert export.rows.to_numpy().tolist() == [
        ["A1", "Y", "", "A friend", "A1", "", "B", "A", "words", "41"],
        ["", *["N/A"] * 9],
    ]
    assert list(export.rows) == CODES
    assert export.meta["respondent"].tolist() == ["1", "2"]
    assert export.meta["finished"].tolist() == ["yes", "no"]
    assert export.dropped == ("token",)
    assert export.columns["text"].tolist()[4:] == [
        "How was it?", "Who came? [Chair]", "Who came? [Parent]", "Who came? [Other]",
        "Twice? [1][Scale 1]", "Twice? [1][Scale 2]", "First? [Rank 1]", "First? [Rank 2]",
        "Both? [Sq1][Sq2]", "How old?",
    ]  # fmt: skip


def test_the_definition_in_it_has_all_its_columns(archive):
    matched = match_columns(read_definition(archive), read_survey_export(archive))
    assert [column for question in matched.questions for column in question.columns] == CODES
