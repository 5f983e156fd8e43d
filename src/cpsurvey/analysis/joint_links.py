"""A researcher's links in; the same as text, checked for what can be checked in them alone, out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.analysis.joint_rows import FIRST, PREFIX, Side
from cpsurvey.errors import QuestionError, listed, nearest

SILENT = "silent"
OWN = ("topic", "segment", "verdict", "inference")
NEEDED = ("question", "answer", "code", "segment", "verdict", "inference")


class Links(NamedTuple):
    """What the links are called in messages, each row's cells, and what is wrong with them."""

    name: str
    rows: dict[Hashable, dict[str, str]]
    faults: list[str]


def checked_links(links: pd.DataFrame, sides: tuple[Side, Side], verdicts: Sequence[str]) -> Links:
    """Return links as text, verdicts in small letters, or raise where they are not such a frame."""
    lacking = [name for name in NEEDED if name not in getattr(links, "columns", ())]
    if lacking:
        raise QuestionError(
            f"links lack the column {listed(lacking)}: they need {listed(NEEDED)}, blank where"
            " there is nothing to say."
        )
    if links.empty:
        raise QuestionError("links have no rows: name at least one result and one theme.")
    name = str(links.attrs.get("name", "links"))
    _check_columns(links, sides, name)
    plain = links.astype(object).where(links.notna(), "").astype(str)
    plain = plain.apply(lambda column: column.str.strip())
    plain["verdict"] = plain["verdict"].str.casefold()
    rows = dict(zip(plain.index, plain.to_dict("records"), strict=True))
    texts = {row: {str(key): cell for key, cell in link.items()} for row, link in rows.items()}
    known = [verdict.casefold() for verdict in verdicts]
    faults = [
        f"{name}, row {row}, column {fault}"
        for row, link in texts.items()
        if (fault := _fault(link, known))
    ]
    return Links(name, texts, faults)


def _check_columns(links: pd.DataFrame, sides: tuple[Side, Side], name: str) -> None:
    """Raise where a column neither chooses rows nor says anything, or rows have one name."""
    choosing = [*(f"{PREFIX}{key}" for key in sides[1].keys), *sides[0].keys, *sides[1].keys]
    known = [*OWN, *FIRST["results"], *FIRST["themes"], *choosing]
    for column in map(str, links.columns):
        if column not in known:
            raise QuestionError(
                f'{name}: column "{column}" is a column of neither results nor'
                f" themes{nearest(column, known) or '.'} Columns that choose rows:"
                f" {listed(dict.fromkeys(choosing), 20)}."
            )
    for what, twice in (("column", links.columns.duplicated()), ("row", links.index.duplicated())):
        if twice.any():
            again = (links.columns if what == "column" else links.index)[twice][0]
            raise QuestionError(
                f"{name}: {what} {again} is there more than once. Number them anew."
            )


def _fault(link: dict[str, str], verdicts: Sequence[str]) -> str:
    """Return what is wrong with a link in itself, or nothing."""
    verdict = link["verdict"]
    if verdict not in verdicts:
        said = f'"{verdict}" is not a verdict' if verdict else "there is no verdict"
        return f"verdict: {said}{nearest(verdict, verdicts) or '.'} Known: {listed(verdicts)}."
    if not link["question"] and not link["code"]:
        return "question: neither a question nor a theme (code) is named."
    if verdict != SILENT and not (link["question"] and link["code"]):
        blank = "code" if link["question"] else "question"
        return (
            f'{blank}: blank, so one side says nothing, and the verdict is "{verdict}". Name it,'
            f" or let the verdict be {SILENT}."
        )
    return ""
