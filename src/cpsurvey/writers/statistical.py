"""Survey tables in, the bytes of a file for SPSS or Stata out: labels, and reasons as missing."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.errors import TablesError
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.writers.coded import REASONS, Variable, variables
from cpsurvey.writers.names import cut, program_names

SPSS_NAME, SPSS_LABEL, SPSS_VALUE_LABEL = 64, 256, 120  # bytes
STATA_NAME, STATA_LABEL = 28, 80  # Stata's 32, less what tells sets of value labels apart
LETTERS = "abcdefgh"  # .a to .h
SPSS_DAYS, STATA_DAYS = 141_428, 3_653  # before 1970, when each begins to count
SECONDS = 86_400
NOTE = "Codes below 0 say why there is no answer: see docs/exporting.md of cpsurvey."


def tables_to_sav(tables: SurveyTables | InterviewTables) -> bytes:
    """Return the answers as an SPSS file, with labels and reasons for no answer as user-missing.

    Parameters
    ----------
    tables
        Survey tables, from `read_tables` or `clean_survey`.

    Returns
    -------
    bytes
        The content of a ``.sav`` file: levels are numbers from 1 in their order, ticks are 0 and
        1, reasons are numbers below 0. The same tables give the same bytes.

    Raises
    ------
    TablesError
        If the tables hold interviews only, or nobody.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import tables_to_sav
    >>> tables_to_sav(cps.load_example())[:4]
    b'$FL2'
    """
    found = _variables(tables, SPSS_NAME)
    base = {name: _below(variable.values) for name, variable in found.items() if _coded(variable)}
    frame = pd.DataFrame({n: _spss_values(v, base.get(n, 0)) for n, v in found.items()})
    return sav_bytes(
        frame,
        file_label=cut(tables.name, SPSS_NAME),
        note=NOTE,
        column_labels={n: cut(v.label, SPSS_LABEL) for n, v in found.items()},
        variable_value_labels={
            n: {
                **{float(code): cut(text, SPSS_VALUE_LABEL) for code, text in v.levels.items()},
                **{float(-base[n] - k): reason for k, reason in enumerate(REASONS, start=1)},
            }
            for n, v in found.items()
            if n in base
        },
        missing_ranges={
            n: [{"lo": -low - len(REASONS), "hi": -low - 1}] for n, low in base.items()
        },
        variable_measure={n: v.measure for n, v in found.items()},
        variable_format={n: _spss_format(v) for n, v in found.items() if v.kind != "text"},
    )


def tables_to_dta(tables: SurveyTables | InterviewTables) -> bytes:
    """Return the answers as a Stata file, with labels and reasons for no answer as .a to .h.

    Parameters
    ----------
    tables
        As for `tables_to_sav`.

    Returns
    -------
    bytes
        The content of a ``.dta`` file, which Stata 14 and later read: levels are numbers from 1 in
        their order, ticks are 0 and 1. The same tables give the same bytes.

    Raises
    ------
    TablesError
        As `tables_to_sav`.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import tables_to_dta
    >>> tables_to_dta(cps.load_example())[:11]
    b'<stata_dta>'
    """
    found = _variables(tables, STATA_NAME)
    coded = [name for name, variable in found.items() if _coded(variable)]
    letters = dict(zip(LETTERS, REASONS, strict=True))
    return dta_bytes(
        pd.DataFrame({n: _stata_values(v) for n, v in found.items()}),
        file_label=cut(tables.name, STATA_LABEL, len),
        column_labels={n: cut(v.label, STATA_LABEL, len) for n, v in found.items()},
        variable_value_labels={n: {**found[n].levels, **letters} for n in coded},
        missing_user_values={n: list(letters) for n in coded},
        variable_format={n: "%td" for n, v in found.items() if v.kind == "date"},
    )


def _variables(tables: SurveyTables | InterviewTables, longest: int) -> dict[str, Variable]:
    """Return the variables by the name that the program allows for each."""
    if isinstance(tables, InterviewTables):
        raise TablesError(
            "these tables hold interviews only, and SPSS and Stata take a survey's answers; write"
            " them as xlsx or csv."
        )
    if tables.responses.empty:
        raise TablesError("nobody is in these tables: there is nothing to write for SPSS or Stata.")
    found = list(variables(tables))
    return dict(zip(program_names([v.name for v in found], longest), found, strict=True))


def _coded(variable: Variable) -> bool:
    """Tell whether a variable has room for the reasons."""
    return variable.kind in ("levels", "number")


def _below(values: pd.Series) -> int:
    """Return 0, 90, 990 or the next: the codes just below its negative are below every value."""
    least = values.min()
    base = 90 if least < 0 else 0
    while least <= -base - 1:
        base = base * 10 + 90
    return base


def _spss_values(variable: Variable, base: int) -> pd.Series:
    """Return what stands in an SPSS file: dates as seconds, a reason below every value."""
    if variable.kind == "date":
        return (_days(variable.values) + SPSS_DAYS) * SECONDS
    if variable.kind == "text":
        return variable.values
    return variable.values.mask(variable.reasons > 0, -base - variable.reasons.astype(float))


def _stata_values(variable: Variable) -> pd.Series:
    """Return what stands in a Stata file: dates as days, a reason as its letter."""
    if variable.kind == "date":
        return _days(variable.values) + STATA_DAYS
    if variable.kind == "text":
        return variable.values
    there = variable.values.notna().to_numpy()
    kind = int if variable.kind == "levels" else float
    numbers, distinct = pd.factorize(variable.values[there].astype(kind), sort=True)
    codes = variable.reasons.astype(np.int64) - 1
    codes[there] = numbers + len(LETTERS)
    known = pd.Index([*LETTERS, *distinct.tolist()], dtype=object)
    return pd.Series(pd.Categorical.from_codes(codes, categories=known))


def _days(dates: pd.Series) -> pd.Series:
    """Return dates as days since 1970."""
    return (dates - pd.Timestamp("1970-01-01")).dt.days.astype(float)


def _spss_format(variable: Variable) -> str:
    """Return how SPSS shows a variable."""
    if variable.kind == "date":
        return "SDATE10"
    whole = (variable.values.dropna() % 1 == 0).all()
    return "F8.0" if whole else "F8.2"


def sav_bytes(frame: pd.DataFrame, **how: Any) -> bytes:
    """Return the SPSS file that pyreadstat writes, without the time at which it was made."""
    import pyreadstat

    made = _written(pyreadstat.write_sav, frame, **how)
    return made[:92] + b"01 Jan 8000:00:00" + made[109:]


def dta_bytes(frame: pd.DataFrame, **how: Any) -> bytes:
    """Return the Stata file that pyreadstat writes, without the time at which it was made."""
    import pyreadstat

    made = _written(pyreadstat.write_dta, frame, **how)
    return re.sub(rb"<timestamp>\x11.{17}", b"<timestamp>\x1101 Jan 1980 00:00", made, count=1)


def _written(write: Callable[..., None], frame: pd.DataFrame, **how: Any) -> bytes:
    """Return the bytes of the file that pyreadstat writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables"
        write(frame, path, **how)
        return path.read_bytes()
