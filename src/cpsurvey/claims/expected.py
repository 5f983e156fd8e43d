"""A claim and what words are read as → which values would agree with it, and why these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isnan

from cpsurvey.claims.asks import SHARES
from cpsurvey.claims.bands import Band, Interval, exactly
from cpsurvey.claims.model import Claim
from cpsurvey.claims.words import Word
from cpsurvey.errors import CodebookError, unknown

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Expected:
    """The values that agree with a claim.

    Attributes
    ----------
    band
        The values; shares and differences as proportions.
    why
        Where the band comes from.
    unit
        Half of what the published number was rounded to, on both sides of it, would be in `band`;
        one whole unit is what another rule of rounding allows. None where nothing was rounded.
    interval
        Whether all of the estimate's interval must lie in the band.
    alternatives
        Other bands that a reader could defend.
    printed
        The number that was published, where it is one that was rounded.
    """

    band: Band
    why: str
    unit: Fraction | None = None
    interval: bool = False
    alternatives: tuple[Band, ...] = ()
    printed: Fraction | None = None


def expected(claim: Claim, words: Mapping[str, Word], own: Mapping[str, Word]) -> Expected:
    """Say which values agree with a claim.

    Parameters
    ----------
    claim
        The claim.
    words
        What words are read as, from `load_words`.
    own
        A reader's own readings, which go before the claim's own band and before what a word
        without an amount is read as; a word's share is no reading of a difference.

    Returns
    -------
    Expected
        A band and its reason. A count is itself; a percentage whatever rounds to it.

    Raises
    ------
    CodebookError
        If nothing says what its words are read as, or a band of shares goes beyond 1; the message
        names the claim.
    """
    wanted = _wanted(claim, words, own)
    ends = [float(end) for one in wanted.band.intervals for end in (one.low, one.high)]
    of_shares = claim.asks is not None and claim.asks.kind in (*SHARES, "difference")
    if of_shares and any(1 < abs(end) < inf for end in ends):
        raise CodebookError(
            f'{claim.place}: band "{wanted.band}" goes beyond 1, and no share does: 45% is 0.45.'
        )
    return wanted


def _wanted(claim: Claim, words: Mapping[str, Word], own: Mapping[str, Word]) -> Expected:
    """Return the values that agree with a claim, whatever they are of."""
    of_an_order = claim.asks is not None and claim.asks.kind == "difference"
    if claim.words in own and not of_an_order:
        return _of_word(own[claim.words], claim)
    if claim.band:
        return Expected(claim.band, claim.band_reason)
    if claim.reads_as:
        return _read_as(claim.reads_as, claim, words, own)
    if claim.kind in ("count", "list"):
        return Expected(exactly(Fraction(claim.value)), "the number itself")
    if claim.kind == "percent":
        return _percent(claim.value)
    return _read_as(claim.words, claim, words, own)


def _read_as(
    name: str, claim: Claim, words: Mapping[str, Word], own: Mapping[str, Word]
) -> Expected:
    """Return what a claim is read as."""
    if name not in words:
        raise CodebookError(
            f"{claim.place}: {unknown('word', name, words)} Give `reads_as` or a `band`, or add"
            " the word to words.toml."
        )
    return _of_word(own.get(name, words[name]), claim)


def _of_word(word: Word, claim: Claim) -> Expected:
    """Return what a word is read as."""
    if word.band is None:
        raise CodebookError(
            f'{claim.place}: "{word.word}" names no amount ({word.reason}): give `reads_as` or'
            " a `band`."
        )
    said = f'"{word.word}"' if word.word == claim.words else f'read as "{word.word}"'
    return Expected(
        word.band,
        f"{said}: {word.reason}",
        Fraction(1, 100) if word.approximate else None,
        word.interval,
        word.alternatives,
    )


def _percent(value: float) -> Expected:
    """Return the shares that round to a percentage with its number of decimals."""
    if isnan(value):
        raise CodebookError("a percentage needs its `value`.")
    printed = Fraction(str(value))
    decimals = 0 if printed.denominator == 1 else len(str(value).partition(".")[2])
    unit = Fraction(1, 100 * 10**decimals)
    middle = printed / 100
    interval = Interval(middle - unit * HALF, middle + unit * HALF, True, False)
    text = f"[{float(interval.low):g}, {float(interval.high):g})"
    return Expected(Band((interval,), text), f"rounds to {value:g}%", unit, printed=middle)
