"""Coded interviews in; the stretches of text that coders coded differently, to talk over, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from cpsurvey.analysis.agreement_counts import spans_of
from cpsurvey.analysis.agreement_marks import Marks, ReadBy, chosen_codes, find_marks
from cpsurvey.analysis.agreement_units import characters
from cpsurvey.analysis.settings import Row
from cpsurvey.errors import QuestionError, listed
from cpsurvey.tables import Tables
from cpsurvey.vocabulary import DISAGREEMENT_COLUMNS, UNNAMED


def coding_disagreements(
    tables: Tables,
    *,
    texts: Mapping[str, str] | None = None,
    codes: str | Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    read_by: ReadBy = None,
    shortest: int = 1,
) -> pd.DataFrame:
    """List where one coder gave a code and another did not, for the coders to talk over.

    Parameters
    ----------
    tables
        Survey tables with interviews, or interview tables.
    texts
        Interview → its words, as `interview_texts` gives them: then each row has its words, and
        the result is as confidential as the interviews. Without them no words are in it.
    codes, coders, read_by
        As in `coder_agreement`.
    shortest
        Leave out stretches of fewer characters.

    Returns
    -------
    pandas.DataFrame
        A row a stretch of text, in the order of the interviews: data, interview, code, start, end
        (code points, end exclusive), characters, coders (who gave the code), without (who read the
        interview and did not), kind, and words if texts are given. ``kind`` is ``edge`` where the
        stretch touches one that all gave the code, so that they differ in where it begins or ends,
        and ``missed`` where it stands alone.

    Raises
    ------
    QuestionError
        As `coder_agreement`; or if texts lack an interview, or end before one of its codings.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> found = cps.coding_disagreements(cps.load_example(), codes="FUT.hybrid")
    >>> found[["start", "end", "coders", "without", "kind"]].values.tolist()[0]
    [403, 481, 'coder-2', 'coder-1', 'missed']
    """
    if isinstance(shortest, bool) or not isinstance(shortest, int | np.integer) or shortest < 1:
        raise QuestionError(f"shortest is {shortest!r}: give a whole number of characters, like 5.")
    marks = find_marks(tables, "character", coders, read_by, uncoded=False)
    rows = [
        row
        for row in _rows(marks, set(chosen_codes(marks, codes)))
        if row["characters"] >= shortest
    ]
    frame = pd.DataFrame(
        rows, columns=[name for name in DISAGREEMENT_COLUMNS if name not in ("data", "words")]
    )
    frame.insert(0, "data", marks.interviews.name or UNNAMED)
    kinds = dict.fromkeys(("start", "end", "characters"), "Int64")
    frame = frame.astype(dict.fromkeys(frame.columns.drop(list(kinds)), "string") | kinds)
    frame = frame.sort_values(["interview", "start", "end", "code"], ignore_index=True)
    return frame if texts is None else frame.assign(words=_words(frame, texts))


def _rows(marks: Marks, codes: set[str]) -> Iterator[Row]:
    """Yield each stretch of text that some of an interview's readers gave a code, and some not."""
    for name, part in marks.codings.groupby("interview"):
        interview = str(name)
        readers = marks.readers[interview]
        spans, names = spans_of(part, readers)
        units = characters(spans, len(readers), len(names), int(np.max(spans.end, initial=0)))
        for place, code in enumerate(names):
            if code in codes:
                given = units.given[:, place]
                for first, last in _runs(given):
                    some = given[:, first]
                    start, end = int(units.edges[first, 0]), int(units.edges[last, 1])
                    beside = given[:, [n for n in (first - 1, last + 1) if 0 <= n < given.shape[1]]]
                    yield {
                        "interview": interview,
                        "code": code,
                        "start": start,
                        "end": end,
                        "characters": end - start,
                        "coders": _named(readers, some),
                        "without": _named(readers, ~some),
                        "kind": "edge" if beside.all(axis=0).any() else "missed",
                    }


def _runs(given: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Iterator[tuple[int, int]]:
    """Yield the first and last unit of each run that the same coders, some not all, gave a code."""
    changes = np.flatnonzero((given[:, 1:] != given[:, :-1]).any(axis=0)) + 1
    ends = [*changes.tolist(), given.shape[1]]
    for first, end in zip([0, *changes.tolist()], ends, strict=True):
        if end > first and 0 < given[:, first].sum() < len(given):
            yield first, end - 1


def _named(readers: Sequence[str], which: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
    """Return the readers chosen, joined by +."""
    return "+".join(reader for reader, here in zip(readers, which, strict=True) if here)


def _words(frame: pd.DataFrame, texts: Mapping[str, str]) -> pd.Series[str]:
    """Return the words of each row."""
    furthest = frame.groupby("interview")["end"].max().to_dict()
    lacking = [str(name) for name, end in furthest.items() if len(texts.get(str(name), "")) < end]
    if lacking:
        raise QuestionError(
            f"texts lacks the words of {listed(lacking)}, or ends before one of its codings. Give"
            " what interview_texts returns of the export that these tables were made from."
        )
    words = [
        texts[name][start:end]
        for name, start, end in frame[["interview", "start", "end"]].itertuples(index=False)
    ]
    return pd.Series(words, frame.index, dtype="string")
