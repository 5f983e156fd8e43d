"""Answers in, an export of LimeSurvey out: CSV, workbook or archive, with the questionnaire."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.codebook import normalise
from cpsurvey.writers.surveys import lss
from cpsurvey.writers.surveys.answered import WHOLE, Answered, Asked, scales_of
from cpsurvey.writers.surveys.kept import complete
from cpsurvey.writers.surveys.limesurvey_codes import (
    OTHER_PART,
    codes_of,
    part_codes,
    questions,
    words_of,
)
from cpsurvey.writers.surveys.made import Made, Texts, called
from cpsurvey.writers.surveys.numbers import cells_of
from cpsurvey.writers.surveys.table_files import to_file

FACTS = {
    "id": "Response ID",
    "submitdate": "Date submitted",
    "lastpage": "Last page",
    "startlanguage": "Start language",
    "seed": "Seed",
    "startdate": "Date started",
    "datestamp": "Date last action",
}
TIME = {"interviewtime": "Total time"}
NOT_DATED = "1980-01-01 00:00:00"  # the date of submission where none is kept
TICKED, YES, NO, NOT_SHOWN = "Y", "Yes", "No", "N/A"
VERSIONS = {"LimeSurvey 3": lss.TITLED, "LimeSurvey 5": lss.TRANSLATED}
FLAVOURS = {
    "codes": "{code}",
    "codes and texts": "{code}. {text}",
    "texts": "{text}",
}


class Column(NamedTuple):
    """A column: code and text of its question and of its part, its cells, who was not shown it.

    ``typed`` tells that it holds what was typed beside the answers of its question.
    """

    code: str
    text: str
    part: str
    part_text: str
    cells: Sequence[str]
    unshown: Sequence[bool]
    typed: bool = False

    def header(self, flavour: str) -> str:
        """Return the heading in one of the flavours."""
        code = f"{self.code}[{self.part}]" if self.part else self.code
        text = f"{self.text} [{self.part_text}]" if self.part else self.text
        return FLAVOURS[flavour].format(code=code, text=text)


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; LimeSurvey keeps no responses to previews."""
    one = complete(one, finished=False)
    archive = settings["file"] == "lsa"
    coded = archive or settings["answers"] == "numbers"
    flavour = "codes" if archive else settings["header"]
    texts = {scale.name: (codes_of if coded else words_of)(scale) for scale in scales_of(one)}
    made = {
        asked.question.name: list(_columns(asked, f"Q{place}", texts, coded=coded))
        for place, asked in enumerate(one.asked, start=1)
    }
    columns = [column for several in made.values() for column in several]
    defined, version = questions(one), VERSIONS[settings["generation"]]
    structure = lss.lss(one.name, defined, version)
    facts = _facts(one.meta)
    if archive:
        content = lss.lsa(structure, _responses(facts, columns, defined, version))
    else:
        content = to_file(
            _table(facts, columns, flavour),
            settings["file"],
            name=one.name,
            delimiter=settings["delimiter"],
            encoding="utf-8-sig",
            lines="\n",
            sheet="Results",
            quoting=csv.QUOTE_ALL,
        )
    names = called(
        [column.header("texts" if flavour == "texts" else "codes") for column in columns]
    )
    read_as = dict(zip(map(id, columns), names, strict=True))
    return Made(
        f".{settings['file']}",
        content,
        {
            name: tuple(read_as[id(column)] for column in several if not column.typed)
            for name, several in made.items()
        },
        ignore=tuple(read_as[id(column)] for column in columns if column.typed),
        texts=_written(one, texts, archive=archive),
        definition=structure.encode(),
    )


def _columns(
    asked: Asked, code: str, texts: Mapping[str, Mapping[str, str]], *, coded: bool
) -> Iterator[Column]:
    """Yield the columns of a question."""
    text, unshown = asked.wording, asked.reasons == "not_shown"
    if asked.kind == "multi":
        nowhere = unshown[WHOLE].tolist()
        for (key, label), part in zip(asked.parts, part_codes(asked).values(), strict=True):
            ticks = _ticks(asked.cells[key], label, nowhere, part, coded=coded)
            name = "Other" if part == OTHER_PART else label
            yield Column(code, text, part, name, ticks, nowhere)
        return
    cells = cells_of(asked, texts[asked.scale.name] if asked.question.scale else None)
    if asked.kind == "matrix":
        for (key, label), part in zip(asked.parts, part_codes(asked).values(), strict=True):
            yield Column(code, text, part, label, cells[key].tolist(), unshown[key].tolist())
        return
    yield Column(code, text, "", "", cells[WHOLE].tolist(), unshown[WHOLE].tolist())
    if asked.kind == "single" and asked.scale.other:
        typed = asked.cells[WHOLE].map(lambda cell: "typed" if cell == asked.scale.other else "")
        nowhere = unshown[WHOLE].tolist()
        yield Column(code, text, OTHER_PART, "Other", typed.tolist(), nowhere, typed=True)


def _ticks(
    cells: pd.Series, label: str, nowhere: Sequence[bool], part: str, *, coded: bool
) -> list[str]:
    """Return the cells of an option; who typed beside the options has written its label."""
    if part == OTHER_PART:
        return [label if cell else "" for cell in cells]
    yes, no, unshown = (TICKED, "", "") if coded else (YES, NO, NOT_SHOWN)
    return [
        yes if cell else unshown if hidden else no
        for cell, hidden in zip(cells, nowhere, strict=True)
    ]


def _facts(meta: pd.DataFrame) -> dict[str, list[str]]:
    """Return the facts about each response; who did not finish has no date of submission."""
    finished = meta["finished"] == "yes"
    sent = meta["recorded"].mask(finished & (meta["recorded"] == ""), NOT_DATED)
    return {
        "id": meta["respondent"].tolist(),
        "submitdate": sent.where(finished, "").tolist(),
        "lastpage": finished.map({True: "1", False: "0"}).tolist(),
        "startlanguage": meta["language"].replace("", "en").tolist(),
        "seed": [str(1_000_000_007 + place) for place in range(len(meta))],
        "startdate": meta["started"].tolist(),
        "datestamp": meta["recorded"].tolist(),
        "interviewtime": meta["duration_seconds"].tolist(),
    }


def _table(
    facts: Mapping[str, list[str]], columns: Sequence[Column], flavour: str
) -> list[Sequence[str]]:
    """Return the rows of a table, its header first."""
    first = [FLAVOURS[flavour].format(code=code, text=text) for code, text in FACTS.items()]
    last = [FLAVOURS[flavour].format(code=code, text=text) for code, text in TIME.items()]
    body = zip(
        *(facts[code] for code in FACTS),
        *(column.cells for column in columns),
        *(facts[code] for code in TIME),
        strict=True,
    )
    return [[*first, *(column.header(flavour) for column in columns), *last], *body]


def _responses(
    facts: Mapping[str, list[str]],
    columns: Sequence[Column],
    defined: Sequence[lss.Asked],
    version: int,
) -> str:
    """Return the responses of an archive, each without what was not shown, and without times."""
    names = [lss.response_column(defined, column.code, column.part) for column in columns]
    rows = (
        {code: facts[code][row] for code in FACTS}
        | {
            name: column.cells[row]
            for name, column in zip(names, columns, strict=True)
            if not column.unshown[row]
        }
        for row in range(len(facts["id"]))
    )
    return lss.lsr([*FACTS, *names], rows, version)


def _written(one: Answered, texts: Mapping[str, Mapping[str, str]], *, archive: bool) -> Texts:
    """Return what the file has in the place of the words of each scale.

    What was not shown reads N/A in an archive, unless that is an answer of its own.
    """
    written: dict[str, dict[str, tuple[str, ...]]] = {
        name: {key: (text,) for key, text in known.items()} for name, known in texts.items()
    }
    for scale in scales_of(one):
        if archive and normalise(NOT_SHOWN) not in {**scale.lookup, **scale.reasons}:
            written[scale.name]["not_shown"] = (NOT_SHOWN,)
    return written
