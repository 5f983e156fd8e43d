"""A coding export in; the part of it that a REFI-QDA project can hold, and counts of the rest, out.

What hangs on a thing that is left out is left out with it and counted by its own name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pandas as pd

from cpsurvey.exports import CodingExport
from cpsurvey.writers.elements import NOT_XML
from cpsurvey.writers.refi_parts import COLOUR
from cpsurvey.writers.refi_sources import TAGS

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
FURTHEST = timedelta(hours=14)
TABLES = {
    "codes": ("name", "description"),
    "sources": ("name",),
    "coders": ("name",),
    "attributes": ("variable", "value"),
    "sets": ("name",),
}
Counts = dict[str, int]


def divide(export: CodingExport) -> tuple[CodingExport, Counts]:
    """Return the part of an export that can be written, and how much of what cannot."""
    left: Counts = {}
    export = _legible(export, left)
    export = _codes(export, left)
    export = _sources(export, left)
    export = _codings(export, left)
    export = _memos(export, left)
    return _sets(export, left), {what: count for what, count in left.items() if count}


def _legible(export: CodingExport, left: Counts) -> CodingExport:
    """Take out of names the characters that XML does not know, and texts that no file can hold."""
    odd, frames = 0, {}
    for table, columns in TABLES.items():
        frame = getattr(export, table)
        for column in columns:
            unclean = frame[column].map(lambda text: NOT_XML.search(text) is not None).astype(bool)
            if unclean.any():
                odd += int(unclean.sum())
                frame = frame.assign(**{column: frame[column].map(lambda t: NOT_XML.sub("", t))})
        frames[table] = frame
    left["name or value with control characters, which are left out"] = odd
    texts = {key: text for key, text in export.texts.items() if _is_text(text)}
    words = {key: text for key, text in export.memo_texts.items() if _is_text(text)}
    left["text with a NUL or half a character"] = len(export.texts) - len(texts)
    return replace(export, texts=texts, memo_texts=words, **frames)


def _is_text(text: str) -> bool:
    """Tell whether a text file can hold a text."""
    try:
        return b"\0" not in text.encode("utf-8")
    except UnicodeEncodeError:
        return False


def _codes(export: CodingExport, left: Counts) -> CodingExport:
    """Keep the codes that hang from the top, once each, with colours that are colours."""
    codes = export.codes.drop_duplicates("code_id")
    left["code listed more than once"] = len(export.codes) - len(codes)
    reached: set[str] = set()
    level = {""}
    while level:
        level = set(codes.loc[codes["parent_id"].isin(level), "code_id"]) - reached
        reached |= level
    rooted = codes["code_id"].isin(reached)
    left["code below itself or below one that is not there"] = int((~rooted).sum())
    codes = codes[rooted]
    colourless = (codes["colour"] != "") & ~codes["colour"].map(_is_colour).astype(bool)
    left["colour that is not #RRGGBB"] = int(colourless.sum())
    return replace(export, codes=codes.assign(colour=codes["colour"].mask(colourless, "")))


def _is_colour(text: str) -> bool:
    """Tell whether a colour is written as the schema wants it."""
    return COLOUR.fullmatch(text) is not None


def _sources(export: CodingExport, left: Counts) -> CodingExport:
    """Keep the sources whose words are there, and pictures, sounds, films and PDFs without."""
    sources = export.sources.drop_duplicates("source_id")
    left["source listed more than once"] = len(export.sources) - len(sources)
    known = sources["kind"].isin(list(TAGS))
    for kind, count in sources.loc[~known, "kind"].value_counts().items():
        left[f"source that is a {kind}"] = int(count)
    bare = (sources["kind"] == "text") & ~sources["source_id"].isin(list(export.texts))
    left["source without its text"] = int(bare.sum())
    kept = sources[known & ~bare]
    told = export.attributes["source_id"].isin(kept["source_id"])
    left["attribute of a source that is not written"] = int((~told).sum())
    texts = {key: text for key, text in export.texts.items() if key in set(kept["source_id"])}
    return replace(export, sources=kept, attributes=export.attributes[told], texts=texts)


def _codings(export: CodingExport, left: Counts) -> CodingExport:
    """Keep the codings that have a place in what is written, and moments that are moments."""
    codings = export.codings
    worded = codings["source_id"].isin(list(export.texts))
    written = codings["source_id"].isin(export.sources["source_id"])
    left["coding of a source that is not written"] = int((~written).sum())
    known = codings["code_id"].isin(export.codes["code_id"])
    left["coding of a code that is not written"] = int((written & ~known).sum())
    ends = codings["source_id"].map({key: len(text) for key, text in export.texts.items()})
    start = codings["start"].astype("Int64")
    end = codings["end"].astype("Int64")
    placed = start.notna() & end.notna()
    whole = ~worded & ~placed & (codings["segment"] != "")
    here = written & known & ~whole
    left["coding without positions"] = int((here & ~placed).sum())
    left["coding in a text that is not there"] = int((here & placed & ~worded).sum())
    inside = (start >= 0) & (start <= end) & (end <= ends.astype("Int64"))
    inside = inside.fillna(False).astype(bool)
    left["coding beyond its text"] = int((here & placed & worded & ~inside).sum())
    kept = codings[written & known & (inside | whole)]
    dated = kept["coded"].map(is_moment).astype(bool)
    left["moment of a coding that is not a date with a time"] = int(
        ((kept["coded"] != "") & ~dated).sum()
    )
    return replace(export, codings=kept.assign(coded=kept["coded"].where(dated, "")))


def is_moment(text: str) -> bool:
    """Tell whether a text is a moment as the schema wants it, but for a blank before the time."""
    if not MOMENT.fullmatch(text):
        return False
    try:
        zone = datetime.fromisoformat(text).utcoffset()
    except ValueError:
        return False
    return zone is None or abs(zone) <= FURTHEST


def _memos(export: CodingExport, left: Counts) -> CodingExport:
    """Keep the memos whose words are there and that are about something written."""
    memos = export.memos
    codings = export.codings
    in_text = codings["source_id"].isin(list(export.texts))
    there = {
        "source": set(export.sources["source_id"]),
        "code": set(export.codes["code_id"]),
        "segment": set(codings.loc[in_text, "segment"]) - {""},
        "coding": set(codings["segment"] + " " + codings["code_id"]),
    }
    pairs = zip(memos["about"], memos["about_id"], strict=True)
    placed = pd.Series(
        [about == "project" or which in there.get(about, ()) for about, which in pairs],
        index=memos.index,
        dtype=bool,
    )
    worded = memos["memo_id"].isin(list(export.memo_texts))
    left["memo without its words"] = int((~worded).sum())
    for about, count in memos.loc[worded & ~placed, "about"].value_counts().items():
        left[f"memo on a {about} that is not written"] = int(count)
    return replace(export, memos=memos[worded & placed])


def _sets(export: CodingExport, left: Counts) -> CodingExport:
    """Keep the members of sets that are written."""
    there = {
        "source": set(export.sources["source_id"]),
        "code": set(export.codes["code_id"]),
        "memo": set(export.memos["memo_id"]),
    }
    pairs = zip(export.sets["member"], export.sets["member_id"], strict=True)
    kept = pd.Series(
        [which in there.get(what, ()) for what, which in pairs], index=export.sets.index, dtype=bool
    )
    left["member of a set that is not written"] = int((~kept).sum())
    return replace(export, sets=export.sets[kept])
