"""A framework matrix and what several people wrote in in; one matrix, conflicts shown, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from cpsurvey.analysis.framework_summaries import as_texts, check_once
from cpsurvey.errors import QuestionError, listed, nearest

Cell = tuple[str, str]
_NOT_KEPT = re.compile(r"[\x00-\x09\x0b-\x1f]")  # tabs, for one, by LibreOffice


def merge_summaries(
    sent: pd.DataFrame, *returned: pd.DataFrame, names: Sequence[str] = ()
) -> pd.DataFrame:
    """Bring together what several people wrote in the cells of one framework matrix.

    A text that only one person changed since the matrix was sent out is taken in, as is one that
    all who changed the cell wrote alike. Where people wrote differently, or emptied a cell that
    had a text, nothing is chosen: every text stands in a row of its own, to be settled by hand.

    Parameters
    ----------
    sent
        The matrix as it was sent out, or summaries alone: the case, code and summary.
    returned
        What each person sent back, as `read_framework` gives it. A cell that is not in it was left
        as it was.
    names
        Who sent back each, pseudonyms rather than names; returned-1, returned-2 … if not given.

    Returns
    -------
    pandas.DataFrame
        The rows of `sent` in their order, with the texts in ``summary``, who wrote them in
        ``written_by`` (several who wrote the same are joined by +), what became of the cell in
        ``status`` (a word of `cpsurvey.vocabulary.SUMMARY_STATUS`) and the text as it was sent
        out in ``sent``. A cell in ``conflict`` has a row for each text. Drop the rows that are not
        to stand, and the frame can be given to `framework_matrix` as ``summaries``.

    Raises
    ------
    QuestionError
        If a column is missing, a frame has a cell that was not sent out or has one twice, or
        `names` are not as many as `returned`.

    Notes
    -----
    Texts that differ only in tabs, in how lines end, or in spaces at their ends are the same text:
    spreadsheet programs change those. A text of spaces alone is none.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> def wrote(*texts):
    ...     return pd.DataFrame({"interview": ["F01", "F02"], "code": "calm", "summary": texts})
    >>> merged = cps.merge_summaries(
    ...     wrote("", ""), wrote("At ease", "Tense"), wrote("At ease", "Torn"), names=["A", "B"]
    ... )
    >>> merged[["interview", "summary", "written_by", "status"]].values.tolist()
    [['F01', 'At ease', 'A+B', 'new'], ['F02', 'Tense', 'A', 'conflict'], ['F02', 'Torn', 'B', 'conflict']]
    """  # noqa: E501
    key = _key(sent)
    whose = _names(names, len(returned))
    base = as_texts(sent, key, "the matrix sent out")
    check_once(base, key, "the matrix sent out")
    came = {who: _texts(frame, key, who, base) for who, frame in zip(whose, returned, strict=True)}
    places: list[int] = []
    records: list[dict[str, str]] = []
    before = base.to_dict("records")
    for place, row in enumerate(before):
        texts = {who: cells.get((row[key], row["code"])) for who, cells in came.items()}
        outcome = _settle(row, texts, _unwritten(sent, place))
        places += [place] * len(outcome)
        records += [one | {"sent": row["summary"]} for one in outcome]
    made = pd.DataFrame(records, columns=["summary", "written_by", "status", "sent"])
    merged = sent.iloc[places].reset_index(drop=True)
    return merged.assign(
        **{
            name: made[name].astype("string")
            for name in ("summary", "written_by", "status", "sent")
        }
    )


def _settle(row: Mapping[Any, Any], texts: Mapping[str, str | None], kept: str) -> list[Any]:
    """Return what becomes of a cell: one row, or one for each text in conflict."""
    before, writer = row["summary"], row["written_by"]
    changed: dict[str, list[str]] = {}
    worded: dict[str, str] = {}
    for who, text in texts.items():
        if text is not None and _same(text) != _same(before):
            changed.setdefault(_same(text), []).append(who)
            worded.setdefault(_same(text), text)
    if not changed:
        return [_row(before, writer, "written" if _same(before) else kept)]
    if len(changed) == 1 and "" not in changed:
        (same, whose), *_ = changed.items()
        return [_row(worded[same], "+".join(whose), "changed" if _same(before) else "new")]
    said = [_row(worded[same], "+".join(whose), "conflict") for same, whose in changed.items()]
    return [_row(before, writer, "conflict"), *said] if "" in changed else said


def _row(summary: str, written_by: str, status: str) -> dict[str, str]:
    """Return one row of a cell."""
    return {"summary": summary, "written_by": written_by, "status": status}


def _same(text: str) -> str:
    """Return a text without what a spreadsheet program changes in it."""
    return "\n".join(line.rstrip() for line in _NOT_KEPT.sub("", text).split("\n")).rstrip()


def _unwritten(sent: pd.DataFrame, place: int) -> str:
    """Return what is to be done about a cell without a text."""
    coded = "passages" not in sent or sent["passages"].iloc[place] > 0
    return "to_write" if coded else "nothing_coded"


def _texts(frame: pd.DataFrame, key: str, who: str, base: pd.DataFrame) -> dict[Cell, str]:
    """Return what one person sent back, by case and code."""
    plain = as_texts(frame, key, f"the summaries of {who}")
    check_once(plain, key, f"the summaries of {who}")
    known = {f"{case} x {code}" for case, code in zip(base[key], base["code"], strict=True)}
    cells = {}
    for row, record in zip(plain.index, plain.to_dict("records"), strict=True):
        cell = f"{record[key]} x {record['code']}"
        if cell not in known:
            raise QuestionError(
                f"the summaries of {who}, row {row}, are of the cell {cell}, which was not sent"
                f" out{nearest(cell, known) or '.'} Give the matrix that these were written in."
            )
        cells[record[key], record["code"]] = record["summary"]
    return cells


def _key(sent: pd.DataFrame) -> str:
    """Return the column that names the case: the first but the data's name."""
    named = [str(column) for column in sent.columns if column != "data"]
    return "interview" if "interview" in named or not named else named[0]


def _names(names: Sequence[str], many: int) -> list[str]:
    """Return a name for each frame sent back."""
    given = [names] if isinstance(names, str) else list(names)
    if not given:
        return [f"returned-{number}" for number in range(1, many + 1)]
    if len(given) != many or len(set(given)) < many:
        raise QuestionError(
            f"names has {listed(given)}, and {many} came back: give each a name of its own, in the"
            " same order."
        )
    return given
