"""The registry of claims (TOML) → checked `Claim` records."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cpsurvey.claims.model import Asks, Base, Claim, Reading, Where
from cpsurvey.errors import CodebookError, listed, unknown

REGISTRY = Path(__file__).with_name("claims.toml")


def load_claims(path: str | os.PathLike[str] | None = None) -> tuple[Claim, ...]:
    """Load the published claims, and check each of them.

    Parameters
    ----------
    path
        A registry in TOML, with a ``[source.…]`` table for each source and a ``[[claim]]`` for
        each claim. Left out: the claims of the 2020 study of child protection conferences.

    Returns
    -------
    tuple of Claim
        In the order of the file.

    Raises
    ------
    CodebookError
        If the file is missing or is not TOML, or a claim has a key, a kind or a source that is
        not known, an empty band, nothing to measure, or another claim's id; the message names
        the file and the claim.

    Examples
    --------
    >>> from cpsurvey.claims import load_claims
    >>> claim = next(c for c in load_claims() if c.id == "better-professionals")
    >>> claim.words, claim.low, claim.high
    ('nearly half', 0.45, 0.4999)
    """
    home = Path(path) if path is not None else REGISTRY
    content = _toml(home)
    claims = []
    for record in content.get("claim", []):
        try:
            claims.append(_claim(record, content.get("source", {})))
        except CodebookError as error:
            name = record.get("id", "(without an id)")
            raise CodebookError(f"{home}: claim {name}: {error}") from error
    doubled = [name for name, count in Counter(c.id for c in claims).items() if count > 1]
    if doubled:
        raise CodebookError(f"{home}: claim {listed(doubled)} stands more than once.")
    return tuple(claims)


def _claim(record: Mapping[str, Any], sources: Mapping[str, Any]) -> Claim:
    """Make one claim from its table."""
    for source in record.get("sources", ()):
        if source not in sources:
            raise CodebookError(unknown("source", source, sources))
    parts: dict[str, Any] = {}
    if "base" in record:
        parts["base"] = _make(Base, record["base"])
    if "asks" in record:
        parts["asks"] = _asks(record["asks"])
    if "other_bases" in record:
        parts["other_bases"] = tuple(_reading(reading) for reading in record["other_bases"])
    claim: Claim = _make(Claim, {**record, **parts})
    return claim


def _reading(record: Mapping[str, Any]) -> Reading:
    """Make another reading of a base from its table."""
    asks = {"asks": _asks(record["asks"])} if "asks" in record else {}
    reading: Reading = _make(Reading, {**record, **asks})
    return reading


def _asks(record: Mapping[str, Any]) -> Asks:
    """Make what is asked; `less` is the same with other keys in place of its own."""
    parts: dict[str, Any] = {}
    if "where" in record:
        parts["where"] = _make(Where, record["where"])
    if "less" in record:
        own = {key: value for key, value in record.items() if key not in ("kind", "less")}
        parts["less"] = _asks({"kind": "share", **own, **record["less"]})
    asks: Asks = _make(Asks, {**record, **parts})
    return asks


def _make(kind: Callable[..., Any], record: Mapping[str, Any]) -> Any:
    """Make a record; a stray or missing key is named."""
    fields = list(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    for key in record:
        if key not in fields:
            raise CodebookError(unknown("key", key, fields))
    try:
        return kind(**{key: _frozen(value) for key, value in record.items()})
    except TypeError as error:
        missing = str(error).partition("argument")[2].strip("s: ").replace("'", "")
        raise CodebookError(f"{missing} is missing.") from error


def _frozen(value: Any) -> Any:
    """Return lists, and lists in lists, as tuples."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _toml(path: Path) -> dict[str, Any]:
    """Read the registry, or say what is wrong with it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CodebookError(f"{path} is missing: name a registry of claims in TOML.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path} is not readable as TOML: {error}.") from error
