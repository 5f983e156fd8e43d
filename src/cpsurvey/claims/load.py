"""The registry of claims (TOML) → checked `Claim` records."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cpsurvey.claims.asks import Asks, Where
from cpsurvey.claims.bands import Band, read_band
from cpsurvey.claims.expected import expected
from cpsurvey.claims.model import Base, Claim, Reading, Source
from cpsurvey.claims.records import (
    make_record,
    need_table,
    need_tables,
    need_texts,
    read_toml,
)
from cpsurvey.claims.words import load_words, own_words
from cpsurvey.errors import CodebookError, listed, unknown

REGISTRY = Path(__file__).with_name("claims.toml")
PARTS = ("source", "claim")


def load_claims(
    path: str | os.PathLike[str] | None = None,
    *,
    words: Mapping[str, str] | str | os.PathLike[str] | None = None,
) -> tuple[Claim, ...]:
    """Load the published claims, and check each of them: what was said, and what does it ask?

    Parameters
    ----------
    path
        A registry in TOML, with a ``[source.…]`` table for each source and a ``[[claim]]`` for
        each claim. Left out: the claims of the 2020 study of child protection conferences.
    words
        Your own readings of quantity words, as `load_words` takes them, for a registry that uses
        words of which the package knows nothing.

    Returns
    -------
    tuple of Claim
        In the order of the file.

    Raises
    ------
    CodebookError
        If the file is missing or is not TOML, or a claim has a key, a kind, a word or a source
        that is not known, a value of the wrong sort, an empty band, a base of nobody, nothing to
        measure or to compare with, or another claim's id; the message names the file and the
        claim.

    Examples
    --------
    >>> from cpsurvey.claims import load_claims
    >>> claim = next(c for c in load_claims() if c.id == "better-professionals")
    >>> claim.words, claim.base.n, claim.asks.question
    ('nearly half', 492, 'overall_judgement')
    """
    home = Path(path) if path is not None else REGISTRY
    content = read_toml(home, "a registry of claims")
    try:
        records = need_tables(content.get("claim", []), "[[claim]]")
        sources = _sources(content)
    except CodebookError as error:
        raise CodebookError(f"{home}: {error}") from error
    claims = []
    for record in records:
        try:
            claims.append(_claim(record, sources, str(home)))
        except CodebookError as error:
            name = record.get("id") or "(without an id)"
            raise CodebookError(f"{home}: claim {name}: {error}") from error
    doubled = [name for name, count in Counter(c.id for c in claims).items() if count > 1]
    if doubled:
        raise CodebookError(f"{home}: claim {listed(doubled)} stands more than once.")
    _check_readings(claims, words)
    return tuple(claims)


def _check_readings(
    claims: Sequence[Claim], words: Mapping[str, str] | str | os.PathLike[str] | None
) -> None:
    """Check that something says which values agree with each claim that can be decided."""
    known, own = load_words(words), own_words(words)
    for claim in claims:
        if claim.asks:
            expected(claim, known, own)


def _sources(content: Mapping[str, Any]) -> dict[str, Source]:
    """Make the sources, and see that the file holds nothing but these and claims."""
    for key in content:
        if key not in PARTS:
            raise CodebookError(unknown("table", key, PARTS))
    if not content.get("claim"):
        raise CodebookError("the file holds no claim: write a [[claim]] table for each.")
    sources = {}
    for name, record in need_table(content.get("source", {}), "source").items():
        try:
            sources[name] = make_record(
                Source, {"name": name, **need_table(record, f"[source.{name}]")}
            )
        except CodebookError as error:
            raise CodebookError(f"source {name}: {error}") from error
    return sources


def _claim(record: Mapping[str, Any], sources: Mapping[str, Source], home: str) -> Claim:
    """Make one claim from its table."""
    parts: dict[str, Any] = {"registry": home}
    if "sources" in record:
        parts["sources"] = tuple(_source(name, sources) for name in need_texts(record, "sources"))
    if "band" in record:
        parts["band"] = _band(record["band"])
    if "base" in record:
        parts["base"] = make_record(Base, need_table(record["base"], "base"))
    if "asks" in record:
        parts["asks"] = _asks(need_table(record["asks"], "asks"))
    if "other_bases" in record:
        readings = need_tables(record["other_bases"], "other_bases")
        parts["other_bases"] = tuple(map(_reading, readings))
    claim: Claim = make_record(Claim, record, parts)
    return claim


def _band(text: Any) -> Band:
    """Read a claim's own band."""
    if not isinstance(text, str):
        raise CodebookError(f'band is {text!r}: give text, such as "[0.45, 0.5)".')
    return read_band(text)


def _source(name: str, sources: Mapping[str, Source]) -> Source:
    """Return a source by its name."""
    if name not in sources:
        raise CodebookError(unknown("source", str(name), sources))
    return sources[name]


def _reading(record: Mapping[str, Any]) -> Reading:
    """Make another reading of a base from its table."""
    parts = {"asks": _asks(need_table(record["asks"], "asks"))} if "asks" in record else {}
    reading: Reading = make_record(Reading, record, parts)
    return reading


def _asks(record: Mapping[str, Any]) -> Asks:
    """Make what is asked; `less` is the same with other keys in place of its own."""
    parts: dict[str, Any] = {}
    if "where" in record:
        parts["where"] = make_record(Where, need_table(record["where"], "where"))
    if "less" in record:
        own = {key: value for key, value in record.items() if key not in ("kind", "less")}
        parts["less"] = _asks({"kind": "share", **own, **need_table(record["less"], "less")})
    asks: Asks = make_record(Asks, record, parts)
    return asks
