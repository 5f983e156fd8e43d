"""Answers in, an export of Qualtrics of any of its generations out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cpsurvey.writers.qualtrics import DATED, METADATA, WORDS
from cpsurvey.writers.surveys.answered import WHOLE, Answered, Asked, scales_of
from cpsurvey.writers.surveys.kept import mark_of
from cpsurvey.writers.surveys.made import Made
from cpsurvey.writers.surveys.numbers import cells_of, joined, numbers_of
from cpsurvey.writers.surveys.table_files import to_file

MODERN, INSIGHTS, LEGACY = "modern", "insights", "legacy"
OLD = (
    ("ResponseID", "responseId", "respondent"),
    ("ResponseSet", "responseSetId", "set"),
    ("IPAddress", "ipAddress", ""),
    ("StartDate", "startDate", "started"),
    ("EndDate", "endDate", "recorded"),
    ("RecipientLastName", "panel-RecipientLastName", ""),
    ("RecipientFirstName", "panel-RecipientFirstName", ""),
    ("RecipientEmail", "panel-RecipientEmail", ""),
    ("ExternalDataReference", "panel-ExternalDataReference", "reference"),
    ("Finished", "finished", "finished"),
    ("Status", "status", "status"),
)
LAST = ("LocationLatitude", "LocationLongitude", "LocationAccuracy")
OLDEST = (
    ("ResponseID", "respondent"),
    ("ResponseSet", "set"),
    ("Name", ""),
    ("ExternalDataReference", "reference"),
    ("EmailAddress", ""),
    ("IPAddress", ""),
    ("Status", "status"),
    ("StartDate", "started"),
    ("EndDate", "recorded"),
    ("Finished", "finished"),
)
LONGEST = 100  # letters of a question's text before 2017
ZONE = "Europe/London"
ENDINGS = {"csv": ".csv", "tsv": ".tsv", "xlsx": ".xlsx", "zip": ".zip"}


class Column(NamedTuple):
    """One column: its name, the question's text, that of its part, its ImportId, its cells."""

    name: str
    text: str
    part: str
    key: str
    cells: Sequence[str]

    def header(self, generation: str) -> tuple[str, ...]:
        """Return the cells of the header rows."""
        text, part, key = self.text, self.part, f"QID{self.key}"
        if generation == MODERN:
            text = f"{text} - {part}" if part else text
            return self.name, text, json.dumps({"ImportId": key}, separators=(",", ":"))
        text = " ".join(text.split())
        text = f"{text[: LONGEST - 3]}..." if len(text) > LONGEST else text
        text = f"{text}-{part}" if part else text
        if generation == LEGACY:
            return self.name, text
        return self.name, text, repr({"ImportId": key.replace("_", "-")})


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it."""
    generation, numbers = settings["generation"], settings["answers"] == "numbers"
    texts = {scale.name: numbers_of(scale) for scale in scales_of(one)} if numbers else {}
    raw: dict[str, tuple[str, ...]] = {}
    columns: list[Column] = []
    for place, asked in enumerate(one.asked, start=1):
        texted = texts.get(asked.scale.name) if asked.question.scale else None
        made = list(_columns(asked, str(place), texted, settings["selected"]))
        raw[asked.question.name] = tuple(column.name for column in made)
        columns += made
    facts = _facts(one, "numbers" if generation == LEGACY else settings["answers"])
    head, tail = _metadata(generation, facts | {"reference": [mark_of(one)] * len(one.meta)})
    all_columns = [
        *head,
        *([*column.header(generation), *column.cells] for column in columns),
        *tail,
    ]
    kind = settings["file"]
    content = to_file(
        list(zip(*all_columns, strict=True)),
        kind,
        name=one.name,
        encoding="utf-8-sig" if generation == LEGACY else "utf-8",
        lines="\n" if generation == MODERN else "\r\n",
    )
    written = {
        name: {code: (text,) for code, text in known.items()} for name, known in texts.items()
    }
    return Made(ENDINGS[kind], content, raw, texts=written)


def _columns(
    asked: Asked, place: str, texts: Mapping[str, str] | None, selected: str
) -> list[Column]:
    """Return the columns of a question."""
    name = f"Q{place}"
    if asked.kind == "multi" and (selected == "joined" or len(asked.parts) == 1):
        return [Column(name, asked.wording, "", place, joined(asked, ",", texts).tolist())]
    cells = cells_of(asked, texts)
    if asked.kind == "multi" and texts is not None:
        cells = cells.mask(asked.cells == "1", "1")
    if asked.kind in ("single", "typed"):
        key = f"{place}_TEXT" if asked.kind == "typed" else place
        return [Column(name, asked.wording, "", key, cells[WHOLE].tolist())]
    return [
        Column(f"{name}_{at}", asked.wording, label, f"{place}_{at}", cells[code].tolist())
        for at, (code, label) in enumerate(asked.parts, start=1)
    ]


def _facts(one: Answered, answers: str) -> dict[str, list[str]]:
    """Return the facts about each response as Qualtrics words them."""
    facts = {str(name): values.tolist() for name, values in one.meta.items()}
    flavour = ("text", "numbers").index(answers)
    for name, words in WORDS.items():
        facts[name] = [words[cell][flavour] if cell else "" for cell in facts[name]]
    return facts | {"set": ["Default Response Set"] * len(one.meta)}


def _metadata(
    generation: str, facts: Mapping[str, list[str]]
) -> tuple[list[list[str]], list[list[str]]]:
    """Return the columns before and after the answers."""
    blank = [""] * len(facts["reference"])
    if generation == MODERN:
        head = []
        for name, text, key, fact in METADATA:
            zone = {"timeZone": ZONE} if key in DATED else {}
            mark = json.dumps({"ImportId": key} | zone, separators=(",", ":"))
            head.append([name, text, mark, *facts.get(fact, blank)])
        return head, []
    if generation == INSIGHTS:
        first = [
            [name, name, repr({"ImportId": key}), *facts.get(fact, blank)]
            for name, key, fact in OLD
        ]
        last = [[name, name, repr({"ImportId": f"Location-{name}"}), *blank] for name in LAST]
        return first, last
    first = [
        [f"V{place}", name, *facts.get(fact, blank)]
        for place, (name, fact) in enumerate(OLDEST, start=1)
    ]
    return first, [*([name, name, *blank] for name in LAST), ["", "", *blank]]
