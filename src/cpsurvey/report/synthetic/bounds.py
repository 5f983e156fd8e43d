"""Bounds with made-up values in; a section that shows how little the margins settle, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.figures.words import percent, points
from cpsurvey.report.html.markup import Html, Section, element, fold, join, note, paragraph, table
from cpsurvey.report.wording.codebook_names import (
    answer_label,
    group_label,
    question_label,
    records_of,
)
from cpsurvey.report.wording.codes import counted
from cpsurvey.vocabulary import SHARE_FROM

SOURCES = {"published": "published figures", "assumed": "assumed margins"}
NO_EVIDENCE = (
    "Where this data lies between its bounds is no evidence. Every value between them agrees with"
    " the margins just as well, and the one that is there was put there, or is chance."
)
READ = (
    "Margins say how many people gave each answer and how many are at each level of “{by}”, but not"
    " who. So they only limit what share of those at one level gave an answer. Each row gives that"
    " share in this data, then what the assumed margins leave possible, and what the published"
    " figures alone do. The last column is how much greater the share is at this level than at all"
    " others together, in points: first in this data (unless there are"
    " fewer than 5 people), then in brackets what the assumed margins"
    " leave. In the drawing the wide bar is what published figures leave, the narrow one what the"
    " assumed margins do, and the upright stroke is this data."
)
NONE = (
    "No bounds were worked out: the margins hold no question that people are divided by, such as"
    " how they joined."
)
WHOLE = "\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}"
SIGNS = {"published": "wide", "assumed": "narrow"}


def bounds_section(bounds: pd.DataFrame, codebook: Codebook) -> Section:
    """Return what margins leave open of every cross-tabulation, and where the data lies in it."""
    content = join(_said(bounds, codebook)) if len(bounds) else paragraph(NONE)
    return Section("bounds", "What the margins leave open", content)


def bounds_summary(bounds: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return a row a group in words: how many shares there are, and how much of them is settled."""
    records = []
    for group, rows in bounds.groupby("group", sort=False):
        record: dict[str, object] = {
            "Group": group_label(str(group), codebook),
            "Shares": len(rows),
        }
        for source, name in SOURCES.items():
            record[f"Settled by {name}"] = int(_settled(rows, source).sum())
            record[f"Which level is higher, settled by {name}"] = int(_sided(rows, source).sum())
        records.append(record)
    return pd.DataFrame(records)


def bounds_table(bounds: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return bounds in words, a row each, to print or to put in a spreadsheet."""
    records = [
        {
            "Group": group_label(row["group"], codebook),
            "Question": question_label(row["question"], codebook),
            "Answer": answer_label(row["question"], row["answer"], codebook),
            question_label(row["by"], codebook): answer_label(row["by"], row["level"], codebook),
            "This data": _here(row),
            "Assumed margins leave": _span(row, "assumed"),
            "Published figures leave": _span(row, "published"),
            "Against other levels": _difference(row),
        }
        for row in records_of(bounds)
    ]
    return pd.DataFrame(records)


def _said(bounds: pd.DataFrame, codebook: Codebook) -> Iterator[Html]:
    """Yield what bounds are, how many are settled, and every one of them, folded by question."""
    by = question_label(str(bounds["by"].iloc[0]), codebook)
    yield note("No finding", paragraph(NO_EVIDENCE))
    yield paragraph(_settled_words(bounds))
    yield table(bounds_summary(bounds, codebook), "How much the margins settle, by group")
    yield paragraph(READ.format(by=by))
    for group, asked in bounds.groupby("group", sort=False):
        who = group_label(str(group), codebook)
        yield element("h3", f"{who}, by {by.lower()}")
        for question, rows in asked.groupby("question", sort=False):
            name = question_label(str(question), codebook)
            shown = bounds_table(rows, codebook).drop(columns=["Group", "Question"])
            shown["This data"] = shown["This data"].str.replace(" of ", WHOLE)
            strips = [_strip(row) for row in records_of(rows)]
            shown.insert(2, "0 to 100%", pd.Series(strips, shown.index, dtype=object))
            yield fold(name, table(shown, f"{who}, {name}"), *_doubts(rows))


def _settled_words(bounds: pd.DataFrame) -> str:
    """Return in a sentence how many shares, and how many differences, are settled."""
    many = counted(len(bounds), "share")
    settled = int(_settled(bounds, "published").sum())
    published, assumed = (int(_sided(bounds, source).sum()) for source in SOURCES)
    return (
        f"Of {many} in these cross-tabulations the published figures alone settle {_none(settled)}."
        " Whether an answer is commoner at one level"
        f" than at the others they settle for {_none(published)} of them; with every assumed margin"
        f" it is settled for {_none(assumed)}. The rest could as well be the other way round."
    )


def _none(count: int) -> str:
    """Return a count, or that there is none."""
    return f"{count:,}" if count else "none"


def _settled(bounds: pd.DataFrame, source: str) -> pd.Series:
    """Tell which shares can have one value only."""
    return bounds[f"{source}_share_low"] == bounds[f"{source}_share_high"]


def _sided(bounds: pd.DataFrame, source: str) -> pd.Series:
    """Tell of which it is settled whether the share is higher or lower than at other levels."""
    low, high = bounds[f"{source}_difference_low"], bounds[f"{source}_difference_high"]
    return (low > 0) | (high < 0)


def _doubts(rows: pd.DataFrame) -> Iterator[Html]:
    """Yield which published claims limit these numbers, and what is doubtful about them."""
    for column, said in (("claims", "Published claims that limit them"), ("doubt", "In doubt")):
        if column in rows:
            told = dict.fromkeys(text for text in rows[column].fillna("").astype(str) if text)
            if told:
                yield paragraph(f"{said}: {'; '.join(told)}.")


def _here(row: dict[str, Any]) -> str:
    """Return ``6 of 10 (60%)``, very few without a share, or that the tables do not tell."""
    if pd.isna(row["count"]):
        return "not in the tables"
    share = f" ({percent(row['share'])})" if row["base"] >= SHARE_FROM else ""
    return f"{row['count']:,} of {row['base']:,}{share}"


def _span(row: dict[str, Any], source: str) -> str:
    """Return ``33% to 100%``, the one share there can be, or that nobody need be there."""
    low, high = row[f"{source}_share_low"], row[f"{source}_share_high"]
    if pd.isna(low) or pd.isna(high):
        return "anything"
    return percent(low) if low == high else f"{percent(low)} to {percent(high)}"


def _difference(row: dict[str, Any]) -> str:
    """Return ``+12 (−40 to +66)``: the difference in the data, and what margins leave."""
    few = pd.isna(row["difference"]) or row["base"] < SHARE_FROM
    here = "" if few else points(row["difference"])
    low, high = row["assumed_difference_low"], row["assumed_difference_high"]
    if pd.isna(low) or pd.isna(high):
        return here
    return f"{here} ({points(low)} to {points(high)})".strip()


def _strip(row: dict[str, Any]) -> Html:
    """Return a row's bounds as bars and the data as a stroke; the numbers stand beside them."""
    pieces = [
        _bar(kind, row[f"{source}_share_low"], row[f"{source}_share_high"])
        for source, kind in SIGNS.items()
    ]
    stroke = _bar("stroke", row["share"], row["share"])
    return element("span", *pieces, stroke, class_="strip", aria_hidden="true")


def _bar(kind: str, low: float, high: float) -> Html:
    """Return one bar from low to high on a strip as wide as everybody, or none."""
    if pd.isna(low) or pd.isna(high):
        return Html()
    place = f"left:{100 * low:.4g}%;width:{100 * (high - low):.4g}%"
    return element("span", class_=kind, style=place)
