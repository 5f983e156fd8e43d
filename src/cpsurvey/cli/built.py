"""The folder that build wrote in; its tables, whole and checked, or how they are made, out."""

from __future__ import annotations

from pathlib import Path

from cpsurvey.errors import TablesError
from cpsurvey.tables import DESCRIPTOR, Tables, check_tables, read_tables


def read_built(folder: Path) -> Tables:
    """Read tables, or say how they are made."""
    if folder.is_file():
        raise TablesError(f"{folder} is a file: name the folder that cpsurvey build wrote.")
    if not (folder / DESCRIPTOR).exists():
        raise TablesError(
            f"{folder} holds no {DESCRIPTOR}, so no tables. Make those of the synthetic study with"
            f" make data, or your own with: cpsurvey build RAW {folder}"
        )
    tables = read_tables(folder)
    check_tables(tables)
    return tables
