"""The questions of a LimeSurvey survey in, its structure (.lss) or archive (.lsa) out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cpsurvey.writers.elements import NOT_XML

SID, GID = "426848", "7"
TITLED = 365  # the last version of LimeSurvey 3, whose rows hold their texts
TRANSLATED = 498  # one of LimeSurvey 5: since 4, texts have tables of their own
Row = Mapping[str, str]


class Asked(NamedTuple):
    """One question: its code, the letter of its type, its text, and what it is made of.

    ``parts`` are sub-questions and ``answers`` those to choose from, by their codes.
    ``relevance`` is the expression by which it is shown.
    """

    code: str
    type: str
    text: str
    parts: Mapping[str, str] = MappingProxyType({})
    answers: Mapping[str, str] = MappingProxyType({})
    other: bool = False
    relevance: str = "1"


def lss(title: str, questions: Sequence[Asked], version: int = TITLED, language: str = "en") -> str:
    """Return the structure of a survey, as a LimeSurvey of this version of its database has it.

    The layout since LimeSurvey 4 is that of its source; no file of that age was at hand.
    """
    tables = _tables(questions, language)
    if version < TRANSLATED:
        tables = {
            "answers": _with(tables, "answers", "answer_l10ns", "aid", ("aid",)),
            "groups": _with(tables, "groups", "group_l10ns", "gid"),
            "questions": _with(tables, "questions", "question_l10ns", "qid"),
            "subquestions": _with(tables, "subquestions", "question_l10ns", "qid"),
        }
    tables["surveys"] = [{"sid": SID, "language": language, "datestamp": "Y"}]
    tables["surveys_languagesettings"] = [
        {"surveyls_survey_id": SID, "surveyls_language": language, "surveyls_title": title}
    ]
    return _document("Survey", version, language, tables)


def lsr(
    fields: Sequence[str], rows: Iterable[Row], version: int = TITLED, language: str = "en"
) -> str:
    """Return the responses of an archive; a row lacks the fields that it was never shown."""
    return _document("Responses", version, language, {"responses": list(rows)}, fields)


def lsa(structure: str, responses: str) -> bytes:
    """Return the archive that holds a structure and the responses to it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("", structure), ("_responses", responses)):
            ending = "lsr" if name else "lss"
            entry = zipfile.ZipInfo(f"survey_{SID}{name}.{ending}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return made.getvalue()


def response_column(questions: Sequence[Asked], code: str, part: str = "") -> str:
    """Return what the table of responses calls a question's column, or that of a part of it."""
    qid = next(qid for qid, question in _numbered(questions) if question.code == code)
    return f"{SID}X{GID}X{qid}{part}"


def _numbered(questions: Sequence[Asked]) -> list[tuple[int, Asked]]:
    """Return the questions with their numbers; those of their parts follow each."""
    number, found = 1, []
    for question in questions:
        found.append((number, question))
        number += 1 + len(question.parts)
    return found


def _tables(questions: Sequence[Asked], language: str) -> dict[str, list[Row]]:
    """Return the tables as LimeSurvey has them since version 4."""
    tables: dict[str, list[Row]] = {
        name: []
        for name in ("answers", "answer_l10ns", "groups", "group_l10ns", "questions",
                     "subquestions", "question_l10ns")
    }  # fmt: skip
    said = {"language": language}
    tables["groups"].append({"gid": GID, "sid": SID, "group_order": "1", "grelevance": ""})
    tables["group_l10ns"].append({"gid": GID, "group_name": "Questions", "description": ""} | said)
    for place, (number, question) in enumerate(_numbered(questions), start=1):
        qid, aid = str(number), len(tables["answers"])
        row = {"sid": SID, "gid": GID, "other": "NY"[question.other], "mandatory": "N",
               "scale_id": "0", "type": question.type}  # fmt: skip
        tables["questions"].append(
            {"qid": qid, "parent_qid": "0", **row, "title": question.code,
             "question_order": str(place), "relevance": question.relevance}
        )  # fmt: skip
        tables["question_l10ns"].append({"qid": qid, "question": question.text, "help": ""} | said)
        for order, (code, text) in enumerate(question.parts.items(), start=1):
            part = str(number + order)
            tables["subquestions"].append(
                {"qid": part, "parent_qid": qid, **row, "other": "N", "type": "T", "title": code,
                 "question_order": str(order), "relevance": "1"}
            )  # fmt: skip
            tables["question_l10ns"].append({"qid": part, "question": text, "help": ""} | said)
        for order, (code, text) in enumerate(question.answers.items(), start=1):
            tables["answers"].append(
                {"aid": str(aid + order), "qid": qid, "code": code, "sortorder": str(order),
                 "assessment_value": "0", "scale_id": "0"}
            )  # fmt: skip
            tables["answer_l10ns"].append({"aid": str(aid + order), "answer": text} | said)
    return tables


def _with(
    tables: Mapping[str, list[Row]], table: str, texts: str, key: str, without: Sequence[str] = ()
) -> list[Row]:
    """Return the rows of a table with their texts in them, as LimeSurvey had them to version 3."""
    said = {row[key]: row for row in tables[texts]}
    rows = ({**row, **said[row[key]]} for row in tables[table])
    return [{name: text for name, text in row.items() if name not in without} for row in rows]


def _document(
    kind: str,
    version: int,
    language: str,
    tables: Mapping[str, list[Row]],
    known: Sequence[str] = (),
) -> str:
    """Return a document of tables; a cell that a row lacks is one without a value."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<document>",
        f" <LimeSurveyDocType>{kind}</LimeSurveyDocType>",
        f" <DBVersion>{version}</DBVersion>",
        f" <languages>\n  <language>{language}</language>\n </languages>",
    ]
    for name, rows in tables.items():
        if not rows:
            continue
        fields = dict.fromkeys([*known, *(field for row in rows for field in row)])
        lines += [f" <{name}>", "  <fields>"]
        lines += [f"   <fieldname>{field}</fieldname>" for field in fields]
        lines += ["  </fields>", "  <rows>"]
        for row in rows:
            lines += ["   <row>", *(f"    {_cell(*cell)}" for cell in row.items()), "   </row>"]
        lines += ["  </rows>", f" </{name}>"]
    return "\n".join([*lines, "</document>", ""])


def _cell(name: str, text: str) -> str:
    """Return a cell; a name that begins with a digit has a stroke before it."""
    tag = f"_{name}" if name[0].isdigit() else name
    kept = NOT_XML.sub("", text).replace("]]>", "]] >")
    return f"<{tag}><![CDATA[{kept}]]></{tag}>" if text else f"<{tag}/>"
