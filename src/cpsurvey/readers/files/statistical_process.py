"""``python -P statistical_process.py FILE RESULT KIND``: read one SPSS or Stata file, and end.

A process of its own, because a damaged file may bring down the C library that reads it, and with it
whatever runs in the same process. The result is a pickle: the cells and facts, or what is wrong.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

DATED = ("DATE", "ADATE", "EDATE", "SDATE", "JDATE", "YMDHMS", "%t", "%d")
FACTS = (
    "column_names_to_labels",
    "variable_value_labels",
    "original_variable_types",
    "readstat_variable_types",
    "missing_ranges",
    "mr_sets",
    "file_label",
    "file_encoding",
)
Read = Callable[..., tuple[Any, Any]]


def run(path: Path, kind: str) -> dict[str, Any]:
    """Return the cells and facts of a file; where there are none, the dates that are impossible."""
    import pyreadstat

    readers: dict[str, Read] = {
        "sav": pyreadstat.read_sav,
        "por": pyreadstat.read_por,
        "dta": pyreadstat.read_dta,
    }
    damage = (
        pyreadstat.ReadstatError,
        pyreadstat.PyreadstatError,
        UnicodeError,
        ValueError,
        MemoryError,
    )
    try:
        cells, facts = _read(path, kind, readers[kind], damage)
    except OverflowError:
        return {"impossible": _impossible(path, readers[kind], damage)}
    except damage:
        return {}
    return {"cells": cells, "facts": [getattr(facts, name) for name in FACTS]}


def _read(path: Path, kind: str, read: Read, damage: tuple[type[Exception], ...]) -> Any:
    """Read a file in the encoding that it names, or in that of older Windows programs."""
    if kind == "por":
        return read(path, output_format="dict")
    with suppress(*damage):
        return read(path, output_format="dict", user_missing=True)
    return read(path, output_format="dict", user_missing=True, encoding="WINDOWS-1252")


def _impossible(path: Path, read: Read, damage: tuple[type[Exception], ...]) -> list[str]:
    """Return the variables that hold a date that no calendar has."""
    _, facts = read(path, metadataonly=True, output_format="dict")  # pandas takes a second
    wrong = []
    for variable, form in facts.original_variable_types.items():
        if str(form).startswith(DATED):
            try:
                with suppress(*damage):
                    read(path, output_format="dict", usecols=[variable])
            except OverflowError:
                wrong.append(variable)
    return wrong


if __name__ == "__main__":
    found = run(Path(sys.argv[1]), sys.argv[3])
    Path(sys.argv[2]).write_bytes(pickle.dumps(found))
