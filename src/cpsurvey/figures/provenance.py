"""A figure's record and what it was made from in; where it comes from, as JSON, out."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeAlias

from cpsurvey.errors import CpsurveyError
from cpsurvey.figures.record import Record
from cpsurvey.vocabulary import is_synthetic

Sources: TypeAlias = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]

MADE_WITH = ("cpsurvey", "matplotlib", "numpy", "pandas")


def provenance(
    kept: Record, name: str, made: Mapping[str, bytes], sources: Sources, claims: Iterable[str]
) -> bytes:
    """Return where a figure comes from: data, protection, claims, versions, and hashes."""
    result = kept.result
    told: dict[str, Any] = {
        "figure": name,
        "title": kept.about.title,
        "data": kept.about.data,
        "synthetic": is_synthetic(kept.about.data),
        "questions": _values(kept, "question"),
        "claims": sorted({*_claims(kept), *claims}),
        "protection": _values(kept, "protection"),
        "rows": len(result),
        "made_with": {"python": platform.python_version()}
        | {package: version_of(package) for package in MADE_WITH},
        "inputs": dict(sorted(hashes(sources).items())),
        "files": {f"{name}{ending}": _hash(content) for ending, content in made.items()},
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def hashes(sources: Sources) -> dict[str, str]:
    """Return the SHA-256 of files, and of each file in folders, by their names."""
    found: dict[str, str] = {}
    given = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    for path in map(Path, given):
        if not path.exists():
            raise CpsurveyError(
                f"sources names {path}, which is not there: give the files, or the folder of"
                " tables, that the figure was made from."
            )
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        files = [file for file in inside if file.is_file()]
        found |= {
            (f"{path.name}/{file.name}" if path.is_dir() else file.name): _hash(file.read_bytes())
            for file in files
        }
    return found


def _hash(content: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _claims(kept: Record) -> set[str]:
    """Return the ids of the claims that a result is about."""
    about_claims = "id" in kept.result and not {"band", "all_fit"}.isdisjoint(kept.result)
    return set(_values(kept, "id")) if about_claims else set()


def _values(kept: Record, column: str) -> list[str]:
    """Return the different values of a column, in the order they come in."""
    if column not in kept.result:
        return []
    return [str(value) for value in dict.fromkeys(kept.result[column].dropna()) if value]


def version_of(package: str) -> str:
    """Return the version of a package, or that it was run from a folder and not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
