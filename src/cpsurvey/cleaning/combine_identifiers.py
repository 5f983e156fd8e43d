"""Several exports in; each with the identifiers that its things have in the whole, out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.exports import CodingExport


class Renamed(NamedTuple):
    """An export whose identifiers are those of the whole."""

    own: CodingExport
    sources: Mapping[str, str]
    codes: Mapping[str, str]
    coders: Mapping[str, str]
    segments: Mapping[str, str]
    memos: Mapping[str, str]


def rename(exports: Sequence[CodingExport]) -> list[Renamed]:
    """Return each export with what its identifiers become; namesakes become one."""
    made: dict[str, dict[Hashable, str]] = {
        kind: {} for kind in ("source-", "code-", "coder-", "s", "memo-")
    }

    def anew(kind: str, keys: Iterable[Hashable]) -> list[str]:
        known = made[kind]
        return [known.setdefault(key, f"{kind}{len(known) + 1}") for key in keys]

    found = []
    for number, export in enumerate(exports):
        about = export.memos.loc[export.memos["about"].isin(["segment", "coding"]), "about_id"]
        marked = [thing.partition(" ")[0] for thing in about]
        segments = [s for s in (*export.codings["segment"], *export.passages, *marked) if s]
        people = zip(export.coders["coder"], _nth(export.coders["name"]), strict=True)
        own: dict[str, tuple[Iterable[str], Iterable[Hashable]]] = {
            "source-": (export.sources["source_id"], _nth(export.sources["name"])),
            "code-": (export.codes["code_id"], _nth(export.codes["path"])),
            "coder-": (
                export.coders["coder"],
                [named if named[0] else (number, coder) for coder, named in people],
            ),
            "s": (segments, [(number, segment) for segment in segments]),
            "memo-": (export.memos["memo_id"], [(number, m) for m in export.memos["memo_id"]]),
        }
        ids = {
            kind: dict(zip(old, anew(kind, keys), strict=True)) for kind, (old, keys) in own.items()
        }
        found.append(
            Renamed(
                export, ids["source-"], ids["code-"], {"": "", **ids["coder-"]},
                {"": "", **ids["s"]}, ids["memo-"],
            )
        )  # fmt: skip
    return found


def _nth(names: pd.Series) -> list[tuple[str, int]]:
    """Return each name with which of its namesakes it is."""
    return list(zip(names, names.groupby(names).cumcount(), strict=True))


def mapped(frame: pd.DataFrame, **columns: Mapping[str, str]) -> pd.DataFrame:
    """Return a table with the identifiers in these columns made anew."""
    return frame.assign(
        **{column: [ids.get(key, key) for key in frame[column]] for column, ids in columns.items()}
    )


def join(frames: Iterable[tuple[Renamed, pd.DataFrame]]) -> pd.DataFrame:
    """Return the tables one below the other, with the number of the export."""
    numbered = [frame.assign(export=number) for number, (_, frame) in enumerate(frames)]
    filled = [frame for frame in numbered if len(frame)] or numbered[:1]
    return pd.concat(filled, ignore_index=True)
