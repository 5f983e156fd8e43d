"""Answers in, a Stata file (.dta) out, with a letter for each reason why there is no answer."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase

import numpy as np
import pandas as pd

from cpsurvey.writers.statistical import dta_bytes
from cpsurvey.writers.surveys.answered import Answered
from cpsurvey.writers.surveys.kept import complete
from cpsurvey.writers.surveys.made import Made
from cpsurvey.writers.surveys.variables import FACTS, Limits, Variable, texts_of, variables

LIMITS = Limits(80, 32_000, len)
FORMATS = {"date": "%td"}
FIRST_DAY = pd.Timestamp("1960-01-01")


def write(one: Answered, settings: Mapping[str, str]) -> Made:  # noqa: ARG001 - there are none
    """Write it."""
    one = complete(one, finished=False)
    found, raw = variables(one, LIMITS)
    letters = {v.name: dict(zip(v.missing, ascii_lowercase, strict=False)) for v in found}
    content = dta_bytes(
        pd.DataFrame({v.name: _values(v, letters[v.name]) for v in found}),
        file_label=one.name[:80],
        column_labels={v.name: v.label for v in found},
        variable_value_labels={
            v.name: {letters[v.name].get(code, int(code)): text for code, text in v.labels.items()}
            for v in found
            if v.labels
        },
        missing_user_values={v.name: list(letters[v.name].values()) for v in found if v.missing},
        variable_format={v.name: FORMATS[v.kind] for v in found if v.kind in FORMATS},
    )
    return Made(".dta", content, raw, meta=FACTS, texts=texts_of(one, LIMITS))


def _values(variable: Variable, letters: Mapping[float, str]) -> pd.Series:
    """Return the values, a letter in the place of each that is declared missing."""
    if variable.kind == "date":
        days: pd.Series = (variable.values - FIRST_DAY).dt.days.astype(float)
        return days
    if variable.kind == "moment":
        texts: pd.Series = variable.values.dt.strftime("%Y-%m-%d %H:%M:%S").fillna("")
        return texts
    if not letters:
        return variable.values
    reasons = variable.values.isin(list(letters))
    there = (variable.values.notna() & ~reasons).to_numpy()
    kind = int if variable.kind == "coded" else float
    numbers, distinct = pd.factorize(variable.values[there].astype(kind), sort=True)
    known = list(letters.values())
    codes = np.full(len(variable.values), -1)
    for place, code in enumerate(letters):
        codes[(variable.values == code).to_numpy()] = place
    codes[there] = numbers + len(known)
    categories = pd.Index([*known, *distinct.tolist()], dtype=object)
    return pd.Series(pd.Categorical.from_codes(codes, categories=categories))
