"""A coding export and the tables made of it in; what the tables do not hold, counted, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.cleaning.interview_attributes import Loss, Told
from cpsurvey.cleaning.pseudonyms import without_ending
from cpsurvey.exports import LOSS_COLUMNS, CodingExport


def losses_table(
    export: CodingExport,
    kept: pd.DataFrame,
    names: pd.Series,
    told: Told,
    interviews: pd.DataFrame,
) -> pd.DataFrame:
    """Return what the project and the team's file held that the tables do not."""
    rows = [*told.losses, *_unread(told, interviews), *_apart(export, kept, names)]
    more = pd.DataFrame([row for row in rows if row[1]], columns=list(LOSS_COLUMNS))
    frame = pd.concat([export.losses, more]) if len(more) else export.losses
    kinds = {"what": "string", "count": "Int64", "detail": "string"}
    return frame.astype(kinds).sort_values(["what", "detail"], ignore_index=True)


def _unread(told: Told, interviews: pd.DataFrame) -> Iterator[Loss]:
    """Yield the attributes of which a value means nothing that is known, or that no table has."""
    for name in told.values:
        given = int((told.values[name] != "").sum())
        read = int(interviews[name].notna().sum()) if name in interviews else 0
        yield "attribute not read", given - read, str(name)


def _apart(export: CodingExport, kept: pd.DataFrame, names: pd.Series) -> Iterator[Loss]:
    """Yield what is kept apart, or is of no interview."""
    called = kept["name"].astype(str).map(without_ending)
    replaced = int((called.to_numpy() != names.to_numpy(dtype=object)).sum())
    yield "name of a source", replaced, "replaced by the interview's name"
    for memo, count in export.memos["about"].value_counts().sort_index().items():
        yield "memo", int(count), f"about a {memo}, kept apart"
    others = export.sources[~export.sources["source_id"].isin(list(kept["source_id"]))]
    kinds = dict(zip(others["source_id"], others["kind"], strict=True))
    for kind, count in others["kind"].value_counts().sort_index().items():
        yield "source", int(count), str(kind)
    strange = export.codings["source_id"].map(kinds).dropna()
    for kind, count in strange.value_counts().sort_index().items():
        yield "coding of a source that is no interview", int(count), str(kind)
    if "coded" in export.codings:
        yield "moment of a coding", int((export.codings["coded"].fillna("") != "").sum()), ""
    if "colour" in export.codes:
        yield "colour of a code", int((export.codes["colour"].fillna("") != "").sum()), ""
