"""Columns in, which rows are at fault out: where the first is, how many there are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa


def rows_of(wrong: pd.Series | np.ndarray) -> str:
    """Return which rows are marked, in words: the only one, or how many and the first."""
    found = np.flatnonzero(np.asarray(wrong, dtype=bool))
    return f"row {found[0]}" if len(found) == 1 else f"{len(found)} rows, first {found[0]}"


def places(key: Iterable[str], *others: pd.Series) -> list[np.ndarray]:
    """Return each text's place among the distinct ones of the key, or -1 if it is none of them.

    The key's own places come first, then those of each other column. Arrow looks up all of them
    in one go: there may be millions.
    """
    texts = [_texts(values) for values in (key, *others)]
    codes = np.asarray(pa.concat_arrays(texts).dictionary_encode().indices)
    known = codes[: len(texts[0])].max(initial=-1)
    found = np.where(codes <= known, codes, -1)
    return np.split(found, np.cumsum([len(values) for values in texts[:-1]]))


def strangers(values: pd.Series, known: Iterable[str]) -> np.ndarray:
    """Tell which texts are none of those known."""
    return places(known, values)[1] < 0


def doubled(codes: np.ndarray) -> np.ndarray:
    """Tell which places among distinct texts stand a second time."""
    if len(codes) == codes.max(initial=-1) + 1:
        return np.zeros(len(codes), dtype=bool)
    return pd.Series(codes).duplicated().to_numpy()


def _texts(values: Iterable[str]) -> pa.Array:
    """Return texts as Arrow has them."""
    texts = pa.array(values if isinstance(values, pd.Series) else list(values))
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    return whole.cast(pa.large_string())
