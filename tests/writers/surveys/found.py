"""What a questionnaire's tables hold, and what its export tells: frames that can be compared."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from cpsurvey.cleaning import clean_survey, comments
from cpsurvey.codebook import Question, normalise
from cpsurvey.exports import SurveyExport
from cpsurvey.readers import read_survey_export
from cpsurvey.writers import Written, write_survey_export

from .drawn import FACTS, GROUP, Truth

Found = dict[str, pd.DataFrame]
COMPARED = ("responses", "nonresponse", "excluded", "flags")
STRUCTURE = ("question", "what", "part", "told")


def found_in_truth(truth: Truth) -> Found:
    """Return all that there is to tell."""
    texts = [
        (person, name, text)
        for name, column in truth.typed.items()
        for person, text in column.items()
        if text.strip()
    ]
    everything = [(*row, True) for row in _to_tell(truth)]
    return {name: getattr(truth.tables, name) for name in COMPARED} | {
        "texts": _frame(texts, ("respondent", "question", "text")),
        "facts": _sorted(truth.meta),
        "structure": _frame(everything, STRUCTURE),
    }


def write(truth: Truth, platform: str, settings: dict[str, str]) -> Written:
    """Write what was answered as a platform's export."""
    return write_survey_export(
        truth.tables,
        truth.book,
        platform=platform,
        meta=truth.meta,
        typed=truth.typed,
        **settings,
    )


def found_in_file(truth: Truth, written: Written, platform: str) -> Found:
    """Return what the export tells, read and cleaned."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / written.name
        path.write_bytes(written.content)
        export = read_survey_export(path)
    made_by = "spss" if written.name.endswith("sav") else platform
    assert export.platform == made_by, export.platform
    tables = clean_survey(export, written.codebook, name=truth.tables.name)
    said = comments(export, written.codebook)
    told = [(*row, _told(row, truth, written, export)) for row in _to_tell(truth)]
    return {name: getattr(tables, name) for name in COMPARED} | {
        "texts": _frame(
            said[["respondent", "question", "text"]].itertuples(index=False, name=None),
            ("respondent", "question", "text"),
        ),
        "facts": _sorted(_facts(export, written)),
        "structure": _frame(told, STRUCTURE),
    }


def _facts(export: SurveyExport, written: Written) -> pd.DataFrame:
    """Return the facts about each response as cleaning knows them."""
    from cpsurvey.cleaning.meta import tell_meta

    return tell_meta(export, written.codebook.instruments[0]).meta[list(FACTS)]


def _to_tell(truth: Truth) -> Iterator[tuple[str, str, str]]:
    """Yield what an export may tell of the questionnaire itself."""
    for question in truth.book.questions:
        yield question.name, "wording", ""
        for row in question.rows:
            yield question.name, "row", row.code
        for code in question.codes:
            yield question.name, "answer", code
        if question.scale and question.scale.ordered:
            yield question.name, "order", ""


def _told(row: tuple[str, str, str], truth: Truth, written: Written, export: SurveyExport) -> bool:
    """Tell whether an export says it: a wording, a label, or the order of answers."""
    name, what, part = row
    question = truth.book.by_name[name]
    raw = written.codebook.by_name[name].raw["form"]
    known = export.columns.set_index("column")["text"]
    heads = [_plain(known[column]) for column in raw]
    cells = {cell for column in raw for cell in export.rows[column] if cell}
    if what == "wording":
        return all(_plain(question.wording[GROUP]) in head for head in heads)
    if what == "row":
        place = [one.code for one in question.rows].index(part)
        return _plain(question.rows[place].label) in heads[place]
    if what == "answer":
        return _has_label(question, part, heads, cells)
    return False


def _has_label(question: Question, code: str, heads: list[str], cells: set[str]) -> bool:
    """Tell whether an answer's label stands in the header, or in a cell."""
    label = question.answers.levels[question.codes.index(code)].label
    if question.type == "multi" and len(heads) == len(question.codes):
        place = question.codes.index(code)
        if _plain(label) in heads[place] or len(heads) > 1:
            return _plain(label) in heads[place] or label in cells
    if question.type == "multi":
        return any(normalise(label) in normalise(cell) for cell in cells)
    return any(normalise(label) == normalise(cell) for cell in cells)


def _plain(text: str) -> str:
    """Return a text with single spaces and without what HTML makes of signs."""
    import re

    return " ".join(html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", " ", text)).split())


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows in an order that is their own."""
    texts = frame[list(FACTS)].astype("string")
    return texts.sort_values(list(FACTS), ignore_index=True)


def _frame(rows: object, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return rows as a frame, in order."""
    frame = pd.DataFrame(list(rows), columns=list(columns))  # type: ignore[call-overload]
    texts = [name for name in columns if name != "told"]
    frame = frame.astype(dict.fromkeys(texts, "string"))
    if "told" in columns:
        frame["told"] = frame["told"].astype("boolean")
        return frame
    return frame.sort_values(texts, ignore_index=True)
