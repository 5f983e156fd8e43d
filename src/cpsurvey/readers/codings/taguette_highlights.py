"""Taguette's highlights and documents as rows in; selections with their tags, and sources, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from cpsurvey.exports import SOURCE_COLUMNS
from cpsurvey.readers.codings.database_tables import Rows, frame_of
from cpsurvey.readers.codings.losses import SELECTION_NOWHERE, Loss
from cpsurvey.readers.codings.position_units import OWN_WORDS
from cpsurvey.readers.codings.positions import UTF_8
from cpsurvey.readers.codings.selections import Given, Place, Selection, positions_of
from cpsurvey.readers.codings.taguette_log import Entry
from cpsurvey.readers.files.html_text import text_of


def source_id(document: int) -> str:
    """Return a document's identifier."""
    return f"document-{document}"


def code_id(tag: int) -> str:
    """Return a tag's identifier."""
    return f"tag-{tag}"


def read_highlights(
    highlights: Rows,
    tagged: Rows,
    texts: Collection[str],
    entries: Mapping[tuple[int, int], Entry],
) -> tuple[list[Selection], list[Loss]]:
    """Return the highlights with their tags, and those that belong to nothing."""
    tags_of: dict[int, list[int]] = defaultdict(list)
    for row in tagged:
        tags_of[row["highlight_id"]].append(row["tag_id"])
    selections = []
    homeless = 0
    for number, row in enumerate(highlights, start=1):
        source = source_id(row["document_id"])
        tags = tags_of.pop(row["id"], [])
        if source not in texts:
            homeless += 1
            continue
        start, end, fault = positions_of(row["start_offset"], row["end_offset"])
        given = []
        for tag in tags:
            entry = entries.get((row["id"], tag), Entry("", ""))
            given.append(Given(code_id(tag), entry.user, entry.moment))
        selections.append(
            Selection(
                f"s{number}", source, start, end, fault, text_of(row["snippet"]), False,
                tuple(given),
            )
        )  # fmt: skip
    unheld = sum(map(len, tags_of.values()))
    return selections, [
        Loss(SELECTION_NOWHERE, homeless),
        Loss("coding of a selection that is not in the project", unheld),
    ]


def source_table(
    documents: Rows,
    texts: Mapping[str, str],
    selections: Iterable[Selection],
    places: Mapping[str, Place],
) -> pd.DataFrame:
    """Return one row a document, with how many of its highlights are what Taguette cut out."""
    found: dict[str, dict[tuple[int, int], bool]] = defaultdict(dict)
    for marked in selections:
        if place := places.get(marked.segment):
            cut = texts[marked.source_id][place.start : place.end]
            held, span = found[marked.source_id], (marked.start, marked.end)
            held[span] = held.get(span, False) or cut == marked.words
    rows = []
    for row in documents:
        source = source_id(row["id"])
        spans = found[source]
        unit, evidence = (UTF_8, OWN_WORDS) if spans else ("", "")
        counts = (len(texts[source]), unit, evidence, len(spans), sum(spans.values()))
        rows.append((source, row["name"], "text", *counts))
    return frame_of(rows, SOURCE_COLUMNS)
