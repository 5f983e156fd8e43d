"""words.toml → what each quantity word is read as: a band of shares, and why."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpsurvey.claims.bands import Band, read_band
from cpsurvey.claims.records import SORTS, read_toml
from cpsurvey.errors import CodebookError, unknown

WORDS = Path(__file__).with_name("words.toml")
KEYS = {
    "band": "str",
    "approximate": "bool",
    "alternatives": "tuple[str, ...]",
    "interval": "bool",
    "reason": "str",
}


@dataclass(frozen=True)
class Word:
    """What a quantity word is read as.

    Attributes
    ----------
    word
        The word, or words.
    band
        The shares it stands for; None where it names no amount.
    reason
        Why these.
    approximate
        Whether its writer may have rounded.
    alternatives
        Other bands that a reader could defend.
    interval
        Whether all of an estimate's interval must lie in the band.
    """

    word: str
    band: Band | None
    reason: str
    approximate: bool = False
    alternatives: tuple[Band, ...] = ()
    interval: bool = False


def load_words(
    own: Mapping[str, str] | str | os.PathLike[str] | None = None,
) -> dict[str, Word]:
    """Load what quantity words are read as.

    Parameters
    ----------
    own
        Your own readings, in place of or beside the usual ones: word → band such as
        ``{"nearly half": "[0.4, 0.5)"}``, or a file such as the package's ``words.toml``.

    Returns
    -------
    dict
        Word → its reading.

    Raises
    ------
    CodebookError
        If the file cannot be read, or a band is empty or none; the message names the word.

    Examples
    --------
    >>> str(load_words()["nearly half"].band)
    '[0.45, 0.5)'
    >>> str(load_words({"many": "[0.3, 1]"})["many"].band)
    '[0.3, 1]'
    """
    return _read(WORDS) | own_words(own)


def own_words(own: Mapping[str, str] | str | os.PathLike[str] | None) -> dict[str, Word]:
    """Return a reader's own readings alone."""
    if own is None:
        return {}
    if isinstance(own, Mapping):
        records = {
            word: {"band": str(band), "reason": "set by the reader"} for word, band in own.items()
        }
        return {word: _word(word, record, "words") for word, record in records.items()}
    if not isinstance(own, (str, os.PathLike)):
        raise CodebookError(f"words is {own!r}: give a mapping, word to band, or a file.")
    return _read(Path(own))


def _read(path: Path) -> dict[str, Word]:
    """Read a file of words."""
    content = read_toml(path, "a file of quantity words")
    return {word: _word(word, record, str(path)) for word, record in content.items()}


def _word(word: str, record: Any, place: str) -> Word:
    """Make one word's reading."""
    if not isinstance(record, Mapping):
        raise CodebookError(f'{place}: "{word}" needs a table: ["{word}"], then band and reason.')
    for key, value in record.items():
        if key not in KEYS:
            raise CodebookError(f'{place}: "{word}": {unknown("key", key, KEYS)}')
        fits, what = SORTS[KEYS[key]]
        if not fits(value):
            raise CodebookError(f'{place}: "{word}": {key} is {value!r}: give {what}.')
    if not record.get("reason", "").strip():
        raise CodebookError(f'{place}: "{word}" needs a reason: why it is read so.')
    try:
        return Word(
            word=word,
            band=read_band(record["band"]) if "band" in record else None,
            reason=record["reason"],
            approximate=record.get("approximate", False),
            alternatives=tuple(read_band(text) for text in record.get("alternatives", ())),
            interval=record.get("interval", False),
        )
    except CodebookError as error:
        raise CodebookError(f'{place}: "{word}": {error}') from error
