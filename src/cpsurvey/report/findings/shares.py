"""Shares of people or of interviews in; the sentences that say what was found out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from cpsurvey.figures import rows, words
from cpsurvey.report.findings.words import (
    FEW,
    Row,
    and_more,
    bracketed,
    interval,
    lead,
    people,
    place,
    quoted,
    readable,
    sentence,
    together,
)
from cpsurvey.vocabulary import EXACTLY


def of_shares(result: pd.DataFrame, most: int) -> Iterator[str]:
    """Yield a sentence a group of people; of many groups, from where to where a share runs."""
    if "ticked" in result and (result["ticked"] == EXACTLY).any():
        result = result[result["ticked"] == EXACTLY]
    frame, by = readable(result), rows.by_columns(result)
    keys = [*result.columns.intersection(["question"]), *by]
    cells = [part for _, part in frame.groupby(keys, sort=False, observed=True)] if keys else []
    if len(cells) <= FEW:
        for cell in cells or [frame]:
            yield sentence(_of_cell(cell, by, most))
        return
    answer = rows.answer_column(result)
    counts = frame.groupby(answer, sort=False, observed=True)["count"].sum()
    for name in counts.nlargest(1).index:
        yield sentence(_range(frame[frame[answer] == name], by))


def _of_cell(cell: pd.DataFrame, by: list[str], most: int) -> str:
    """Return what people of one group answered most."""
    first = cell.iloc[0].to_dict()
    shown = cell.dropna(subset="share").sort_values("share", ascending=False, kind="stable")
    if shown.empty:
        return f"{lead(first)}: {_nothing(cell, by)}"
    told = shown[shown["share"] > 0].head(most)
    said = [_share(row, first=not place) for place, row in enumerate(_records(told))]
    if not said and len(shown) < len(cell):
        return f"{lead(first)}: {_nothing(cell, by)}"
    if not said:
        return f"{lead(first)}: none of {people(first, by)} {_verb(first)} any of it"
    return f"{lead(first)}: of {people(_records(shown)[0], by)}, {and_more(said)}"


def _share(row: Row, *, first: bool) -> str:
    """Return ``48% said “Better” (95% interval 43% to 52%)``."""
    verb = f" {_verb(row)}" if first else ""
    return f"{words.percent(row['share'])}{verb} {quoted(row)}" + bracketed(
        interval(row, words.percent)
    )


def _verb(row: Row) -> str:
    """Return what people do with an answer, and interviews with a theme."""
    if "code" in row:
        return "raised"
    return "ticked exactly" if row.get("ticked") == EXACTLY else "said"


def _nothing(cell: pd.DataFrame, by: list[str]) -> str:
    """Return why nothing is told of a group."""
    first = cell.iloc[0].to_dict()
    of = place(first, by)
    if (cell["mark"] == "c").any():
        return f"{words.HIDDEN}{of}"
    if (cell["base"] == 0).all():
        why = str(first["why"]) or words.NOBODY
        return why if why.startswith("asked of") else f"{why}{of}"
    return f"{people(first, by)} are too few for a share"


def _range(answers: pd.DataFrame, by: list[str]) -> str:
    """Return from where to where the share of one answer runs over many groups or questions."""
    first = answers.iloc[0].to_dict()
    asked = [str(name) for name in answers.get("question", pd.Series(dtype=object)).unique()]
    about = lead(first | {"question": together(asked)} if asked else first)
    shown = answers.dropna(subset="share")
    if shown.empty:
        return f"{about}: {_nothing(answers, [])}"
    ends = _records(shown.sort_values("share", kind="stable").iloc[[0, -1]])
    low, high = (_end(row, by, asked) for row in ends)
    who = "of interviews that raised" if "code" in first else "who said"
    of = "groups" if len(asked) < 2 else "questions and groups" if by else "questions"
    over = f"all {len(shown)} {of}"
    if len(shown) < len(answers):
        over = f"the {len(shown)} of {len(answers)} {of} that have a share to show"
    return f"{about}: the share {who} {quoted(first)} runs from {low} to {high}, over {over}"


def _end(row: Row, by: list[str], asked: list[str]) -> str:
    """Return a share, of whom, and how sure it is."""
    own = str(row.get("question")).removeprefix(f"{together(asked)}: ") if len(asked) > 1 else ""
    of = people(row, by) + (f" for “{own}”" if own else "")
    return f"{words.percent(row['share'])} of {of}" + bracketed(interval(row, words.percent))


def _records(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows of a frame."""
    return frame.to_dict("records")
