"""A survey archive of LimeSurvey (.lsa) in, the responses in it under the questions' codes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element
from zipfile import ZipFile, ZipInfo

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import Doubt, SurveyExport, unique_names
from cpsurvey.platforms import how_to
from cpsurvey.readers.defined.lss import asked_in, language_of, structure_in
from cpsurvey.readers.defined.lss_types import Asked, defined
from cpsurvey.readers.files.archive import files_in, open_archive, read_entry
from cpsurvey.readers.files.elements import parse_xml
from cpsurvey.readers.surveys.answered import to_export
from cpsurvey.readers.surveys.limesurvey import NAMES, with_settings

FIELD = re.compile(r"(\d+)X(\d+)X(\d+)(.*)", re.DOTALL)
NOT_SHOWN = "N/A"  # what LimeSurvey itself writes for it into an export of words
BESIDE = {"_tokens.lst": "participants", "_timings.lsi": "timings"}


def read_lsa_responses(content: bytes, name: str) -> SurveyExport:
    """Read the responses; a cell that LimeSurvey has nothing at all for was not shown."""
    archive = open_archive(content, name)
    structure = parse_xml(structure_in(archive, name), name)
    language = language_of(structure, name)
    asked = asked_in(structure, language)
    root = parse_xml(_responses(archive, name), name)
    fields, table = _table(root, name)
    codes = _codes(fields, asked)
    unclear = [place for place, code in enumerate(codes) if code in _answered_so(asked)]
    table[unclear] = table[unclear].replace(NOT_SHOWN, "")
    texts = {
        column: text
        for question in asked
        for part in defined(question)
        for column, also in zip(part.columns, part.also, strict=False)
        for text in also[:1]
    }
    columns = pd.DataFrame({"name": codes}, dtype=object)
    columns["text"] = [texts.get(code, code) for code in codes]
    columns["import_id"] = [field if FIELD.fullmatch(field) else "" for field in fields]
    columns["position"] = range(1, len(columns) + 1)
    columns.insert(0, "column", unique_names(codes))
    settings = {"generation": "archive", "encoding": "utf-8", "packed": "zip"}
    export = to_export(table, columns, name, "limesurvey", settings, NAMES)
    export = with_settings(export, {"header": "codes"})
    export = replace(export, columns=export.columns.assign(import_id=""))
    return replace(export, doubts=(*export.doubts, *_beside(archive, name)))


def _responses(archive: ZipFile, name: str) -> bytes:
    """Return the file with the responses, of which there must be one."""
    held = _ending(archive, ".lsr")
    if len(held) != 1:
        found = "holds no responses" if not held else f"holds {len(held)} files of responses"
        raise ExportError(
            f"{name} {found}: the archive of a survey that is active has one; export it again,"
            f" {how_to('limesurvey', 'packed')}."
        )
    return read_entry(archive, held[0], name)


def _table(root: Element, name: str) -> tuple[list[str], pd.DataFrame]:
    """Return the names of the fields, and the cells of each response under their places."""
    records = [
        {_field(cell.tag): (cell.text or "").strip("\n") for cell in row}
        for row in root.iterfind("responses/rows/row")
    ]
    if not records:
        raise ExportError(
            f"{name} holds a questionnaire and no responses: nobody had answered when it was"
            f" exported; export it again, {how_to('limesurvey', 'packed')}."
        )
    named = [_field(str(field.text)) for field in root.iterfind("responses/fields/fieldname")]
    fields = list(dict.fromkeys([*named, *(field for record in records for field in record)]))
    cells = [
        [record.get(field, NOT_SHOWN if FIELD.fullmatch(field) else "") for field in fields]
        for record in records
    ]
    index = pd.RangeIndex(1, len(cells) + 1)
    return fields, pd.DataFrame(cells, index=index, columns=range(len(fields)), dtype=str)


def _answered_so(asked: Sequence[Asked]) -> set[str]:
    """Return the columns in which the mark for what was not shown is an answer to choose."""
    return {
        column
        for question in asked
        for part in defined(question)
        if part.type != "multi"
        and any(label.strip().casefold() == NOT_SHOWN.casefold() for _, label in part.options)
        for column in part.columns
    }


def _field(tag: str) -> str:
    """Return the name of a field as its element has it: XML allows no digit first, and no #."""
    return tag.removeprefix("_").replace("-", "#")


def _codes(fields: Sequence[str], asked: Sequence[Asked]) -> list[str]:
    """Return what each field is called in an export of codes."""
    questions = {(question.gid, question.qid): question for question in asked}
    return [_code(field, questions) for field in fields]


def _code(field: str, questions: Mapping[tuple[str, str], Asked]) -> str:
    """Return the code of a field: of the question, and of the part of it in brackets."""
    found = FIELD.fullmatch(field)
    for question, rest in _meant(found, questions) if found else ():
        part, _, scale = rest.partition("#")
        if not part:
            return question.title
        if question.type == "1" and scale.isdigit():
            return f"{question.title}[{part}][{int(scale) + 1}]"
        return f"{question.title}[{part}]"
    return field


def _meant(
    found: re.Match[str], questions: Mapping[tuple[str, str], Asked]
) -> Iterator[tuple[Asked, str]]:
    """Yield what a field may mean: its number may end where the code of a part begins."""
    _, group, digits, rest = found.groups()
    for end in range(len(digits), 0, -1):
        question = questions.get((group, digits[:end]))
        if question:
            yield question, digits[end:] + rest


def _beside(archive: ZipFile, name: str) -> list[Doubt]:
    """Return what the archive holds besides, counted, as it was not read."""
    counts = []
    for ending, what in BESIDE.items():
        for entry in _ending(archive, ending):
            root = parse_xml(read_entry(archive, entry, name), name)
            if rows := sum(1 for _ in root.iterfind("*/rows/row")):
                counts.append(f"{rows} {what}")
    if not counts:
        return []
    return [
        Doubt(
            "left_out",
            f"The archive also holds {listed(counts)}, which were not read.",
            "Nothing is to be done, unless the analysis needs them.",
        )
    ]


def _ending(archive: ZipFile, ending: str) -> list[ZipInfo]:
    """Return the files of an archive whose names end so."""
    return [entry for entry in files_in(archive) if entry.filename.casefold().endswith(ending)]
