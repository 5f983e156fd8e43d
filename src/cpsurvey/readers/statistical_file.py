"""The bytes of an SPSS or Stata file in, its cells and what it says of them out."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cpsurvey.errors import ExportError, listed
from cpsurvey.readers.kinds import KINDS

PROCESS = Path(__file__).with_name("statistical_process.py")
NEW_STATA = (b"<stata_dta>", b"</stata_dta>")
LONGEST = 60.0  # seconds that reading may take, and as many again for every 50 MB
Cells = Sequence[object] | np.ndarray


class Facts(NamedTuple):
    """What a file says of its variables, by the names that pyreadstat gives these facts."""

    column_names_to_labels: Mapping[str, str | None]
    variable_value_labels: Mapping[str, Mapping[object, object]]
    original_variable_types: Mapping[str, str]
    readstat_variable_types: Mapping[str, str]
    missing_ranges: Mapping[str, Sequence[Mapping[str, Any]]]
    mr_sets: Mapping[str, Mapping[str, Any]] | None
    file_label: str | None
    file_encoding: str | None


def open_statistical(content: bytes, kind: str, name: str) -> tuple[dict[str, Cells], Facts]:
    """Return the cells of each variable, and what the file says of them."""
    lost = content.startswith(NEW_STATA[0]) and not content.rstrip().endswith(NEW_STATA[1])
    found = {} if lost else _read(content, kind)
    if "impossible" in found:
        variables = listed(found["impossible"], 5) or "a variable of dates"
        raise ExportError(
            f"{name} holds a date that no calendar has, in {variables}: correct it, or make it a"
            " number, and save the file again."
        )
    if not found:
        raise ExportError(
            f"{name} begins like {KINDS[kind]} but cannot be read: it is cut off, damaged or of a"
            " version that is not known; save it again, or export the responses as CSV."
        )
    return found["cells"], Facts(*found["facts"])


def _read(content: bytes, kind: str) -> dict[str, Any]:
    """Read a file in a process of its own; nothing where that fails, in whatever way."""
    with tempfile.TemporaryDirectory() as folder:
        path, result = Path(folder) / f"file.{kind}", Path(folder) / "result"
        path.write_bytes(content)
        command = [sys.executable, "-P", str(PROCESS), str(path), kind, str(result)]
        seconds = LONGEST * (1 + len(content) / 50e6)
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=seconds)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return {}
        found: dict[str, Any] = pickle.loads(result.read_bytes())
    return found
