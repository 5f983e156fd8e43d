"""Tables and claims in; what a report was made from and by, names and values, out."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from hashlib import sha256

import pandas as pd

from cpsurvey.claims import Claim
from cpsurvey.disclosure import PROFILES
from cpsurvey.figures.provenance import version_of
from cpsurvey.tables import SurveyTables, Tables, frames

LIBRARIES = ("cpsurvey", "pandas", "numpy", "scipy", "matplotlib")


def provenance_of(
    tables: Tables, profile: str, claims: Sequence[Claim] = ()
) -> tuple[tuple[str, str], ...]:
    """Return the data, its fingerprints, the profile, the claims and the versions.

    A fingerprint is the SHA-256 of a table as CSV: the same rows have the same. Where counts are
    hidden there is one for all tables together, without their rows: how many rows a table has
    counts people, and what a small one holds could be guessed until the fingerprint fits.
    """
    return tuple(_said(tables, profile, claims))


def names_of(tables: Tables) -> list[str]:
    """Return the names of the data, of a survey and of its interviews, each once."""
    names = [tables.name]
    if isinstance(tables, SurveyTables) and tables.interviews is not None:
        names.append(tables.interviews.name)
    return list(dict.fromkeys(names))


def _said(tables: Tables, profile: str, claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Yield names and values."""
    yield "Data", " and ".join(names_of(tables))
    yield "Disclosure profile", profile
    if claims:
        yield "Claims checked", f"{len(claims):,}"
    contents = [(name, frame, _as_csv(frame)) for name, frame in frames(tables)]
    if PROFILES[profile].threshold:
        whole = b"".join(content for *_, content in contents)
        yield "All tables together, SHA-256", sha256(whole).hexdigest()
    else:
        for name, frame, content in contents:
            yield f"Table {name}, {len(frame):,} rows, SHA-256", sha256(content).hexdigest()
    yield "Python", platform.python_version()
    for library in LIBRARIES:
        yield library, version_of(library)


def _as_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV, of which its fingerprint is taken."""
    return frame.to_csv(index=False, lineterminator="\n").encode()
