"""A LimeSurvey questionnaire (.lss, or the archive .lsa) in, its questions out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from cpsurvey.errors import ExportError, unknown
from cpsurvey.exports import Definition, unique_names
from cpsurvey.readers.defined.lss_types import Asked, Part, defined
from cpsurvey.readers.files.archive import open_archive, read_entry
from cpsurvey.readers.files.elements import parse_xml
from cpsurvey.readers.surveys.table_header import without_tags

TERM = re.compile(r"""\(*\s*(\w+)(?:\.NAOK|\.code)?\s*==\s*["']([^"']*)["']\s*\)*""")
OR = re.compile(r"\s+or\s+|\|\|", re.IGNORECASE)
ALWAYS = ("", "1")
NO_ANSWER = "X"  # the type of a text that asks nothing
Row = dict[str, str]


def read_lsa(content: bytes, name: str, language: str) -> Definition:
    """Read the questionnaire in an archive."""
    return read_lss(structure_in(open_archive(content, name), name), name, language)


def structure_in(archive: ZipFile, name: str) -> bytes:
    """Return the structure in an archive, of which there must be one."""
    inside = [e for e in archive.infolist() if e.filename.casefold().endswith(".lss")]
    if len(inside) != 1:
        raise ExportError(
            f"{name} holds {len(inside)} questionnaires (.lss) where there must be one: export the"
            " survey structure from LimeSurvey again."
        )
    return read_entry(archive, inside[0], name)


def read_lss(content: bytes, name: str, language: str) -> Definition:
    """Read a questionnaire in one of its languages; left out, in that it was written in."""
    root = parse_xml(content, name)
    survey = next(rows_of(root, "surveys"), {})
    language = language_of(root, name, language)
    asked = asked_in(root, language)
    if not asked:
        raise ExportError(
            f"{name} holds no questions: export the survey structure (.lss) from LimeSurvey again."
        )
    routes = _routes(asked, survey.get("sid", ""))
    bounded = {row.get("qid", "") for row in rows_of(root, "conditions")}
    questions = [
        part._replace(shown_if=shown, routed=routed)
        for question in asked
        for shown, routed in [_routing(question, routes, bounded)]
        for part in defined(question)
    ]
    names = unique_names([question.name for question in questions])
    titles = [
        row.get("surveyls_title", "")
        for row in rows_of(root, "surveys_languagesettings")
        if row.get("surveyls_language", language) == language
    ]
    return Definition(
        name=name,
        platform="limesurvey",
        title=next(iter(titles), ""),
        questions=tuple(
            question._replace(name=unique)
            for question, unique in zip(questions, names, strict=True)
        ),
    )


def language_of(root: Element, name: str, language: str = "") -> str:
    """Return the language to read; left out, that the questionnaire was written in."""
    survey = next(rows_of(root, "surveys"), {})
    known = [str(element.text) for element in root.iterfind("languages/language")]
    language = language or survey.get("language", "") or next(iter(known), "")
    if known and language not in known:
        raise ExportError(f"{name}: {unknown('language', language, known)}")
    return language


def languages_in(content: bytes, name: str) -> list[str]:
    """Return the languages of a structure or of that in an archive, its own first."""
    if content.startswith(b"PK"):
        content = structure_in(open_archive(content, name), name)
    root = parse_xml(content, name)
    own = language_of(root, name)
    return list(dict.fromkeys([own, *(str(e.text) for e in root.iterfind("languages/language"))]))


def rows_of(root: Element, table: str) -> Iterator[Row]:
    """Yield the rows of one table of the file."""
    for row in root.iterfind(f"{table}/rows/row"):
        yield {cell.tag: cell.text or "" for cell in row}


def asked_in(root: Element, language: str) -> list[Asked]:
    """Return the questions in their order with their parts, whichever table holds the texts."""
    texts = {
        row.get("qid", ""): row.get("question", "")
        for row in rows_of(root, "question_l10ns")
        if row.get("language") == language
    }
    groups = {row.get("gid", ""): row for row in _in_language(root, "groups", "gid", language)}
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in _in_language(root, "subquestions", "qid", language):
        parts[row.get("parent_qid", "")].append(row)
    answers = _answers(root, language)
    attributes: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(root, "question_attributes"):
        if row.get("value") not in ("", "0", None):
            attributes[row.get("qid", "")].add(row.get("attribute", ""))
    found = []
    for row in _in_language(root, "questions", "qid", language):
        if row.get("parent_qid", "0") not in ("", "0"):
            continue
        qid, group = row.get("qid", ""), groups.get(row.get("gid", ""), {})
        sub = sorted(parts[qid], key=lambda part: _number(part, "question_order"))
        found.append(
            Asked(
                qid=qid,
                gid=row.get("gid", ""),
                title=row.get("title", ""),
                type=row.get("type") or NO_ANSWER,
                text=without_tags(texts.get(qid, row.get("question", ""))),
                other=row.get("other") == "Y",
                relevance=row.get("relevance", "").strip(),
                group_relevance=group.get("grelevance", "").strip(),
                place=(_number(group, "group_order"), _number(row, "question_order")),
                parts=tuple(
                    Part(
                        part.get("title", ""),
                        without_tags(texts.get(part.get("qid", ""), part.get("question", ""))),
                        int(_number(part, "scale_id")),
                    )
                    for part in sub
                ),
                answers=tuple(answers[qid]),
                attributes=frozenset(attributes[qid]),
            )
        )
    return sorted(found, key=lambda question: question.place)


def _in_language(root: Element, table: str, key: str, language: str) -> Iterator[Row]:
    """Yield the rows of a table that has one for each language, or one for all."""
    taken = set()
    for row in rows_of(root, table):
        if row.get("language", language) == language and row.get(key) not in taken:
            taken.add(row.get(key))
            yield row


def _answers(root: Element, language: str) -> dict[str, list[Part]]:
    """Return the answers to choose from of each question, in their order."""
    texts = {
        row.get("aid", ""): row.get("answer", "")
        for row in rows_of(root, "answer_l10ns")
        if row.get("language") == language
    }
    rows = [row for row in rows_of(root, "answers") if row.get("language", language) == language]
    found: dict[str, list[Part]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: _number(row, "sortorder")):
        label = without_tags(texts.get(row.get("aid", ""), row.get("answer", "")))
        part = Part(row.get("code", ""), label, int(_number(row, "scale_id")))
        found[row.get("qid", "")].append(part)
    return found


def _number(row: Row, key: str) -> float:
    """Return a number in a row; one that is missing or damaged is 0."""
    text = row.get(key, "")
    return float(text) if text.isascii() and text.isdigit() else 0.0


def _routes(asked: list[Asked], sid: str) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Return what a condition may name: the question it means, and the label of each value."""
    routes: dict[str, tuple[str, Mapping[str, str]]] = {}
    for question in asked:
        first = next(iter(defined(question)), None)
        if first is None or first.type not in ("single", "multi"):
            continue
        keys = (question.title, f"{sid}X{question.gid}X{question.qid}")
        if first.type == "single":
            routes |= {key: (first.name, dict(first.options)) for key in keys}
            continue
        for part in question.parts:
            for key in (f"{keys[0]}_{part.code}", f"{keys[1]}{part.code}"):
                routes[key] = (first.name, {"Y": part.label})
    return routes


def _routing(
    question: Asked,
    routes: Mapping[str, tuple[str, Mapping[str, str]]],
    bounded: set[str],
) -> tuple[tuple[str, tuple[str, ...]] | None, bool]:
    """Return the routing of a question: the answers that show it, or only that there is some."""
    if question.group_relevance not in ALWAYS:
        return None, True
    if question.relevance in ALWAYS:
        return None, question.qid in bounded
    terms = [TERM.fullmatch(term.strip()) for term in OR.split(question.relevance)]
    meant = [
        (routes[term[1]][0], routes[term[1]][1].get(term[2], ""))
        for term in terms
        if term and term[1] in routes
    ]
    if len(meant) < len(terms) or len({name for name, _ in meant}) != 1:
        return None, True
    labels = tuple(label for _, label in meant)
    shown: tuple[str, tuple[str, ...]] | None = (meant[0][0], labels) if all(labels) else None
    return shown, shown is None
