"""The bytes of an SPSS or Stata file in, its cells and what it says of them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cpsurvey.errors import ExportError, listed
from cpsurvey.readers.files.kinds import KINDS
from cpsurvey.readers.files.own_process import read_apart

PROCESS = Path(__file__).with_name("statistical_process.py")
NEW_STATA = (b"<stata_dta>", b"</stata_dta>")
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
    found: dict[str, Any] = {}
    if not lost:
        found = read_apart(PROCESS, content, name, kind) or {}
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
