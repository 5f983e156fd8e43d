"""Answers in, an SPSS file out: .sav, or the smaller .zsav."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cpsurvey.writers.names import bytes_of
from cpsurvey.writers.statistical import sav_bytes
from cpsurvey.writers.surveys.answered import Answered
from cpsurvey.writers.surveys.kept import complete
from cpsurvey.writers.surveys.made import Made
from cpsurvey.writers.surveys.variables import FACTS, Limits, Variable, texts_of, variables

LIMITS = Limits(256, 120, bytes_of)
FORMATS = {"date": "SDATE10", "moment": "DATETIME20"}


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it."""
    one = complete(one, finished=False)
    found, raw = variables(one, LIMITS, zero=settings["unticked"] == "zero")
    packed = settings["file"] == "zsav"
    return Made(
        f".{settings['file']}",
        to_sav(found, one.name, compress=packed),
        raw,
        meta=FACTS,
        texts=texts_of(one, LIMITS),
    )


def to_sav(found: Sequence[Variable], label: str, *, compress: bool = False) -> bytes:
    """Return variables as an SPSS file."""
    return sav_bytes(
        pd.DataFrame({variable.name: variable.values for variable in found}),
        compress=compress,
        file_label=label[:64],
        column_labels={v.name: v.label for v in found},
        variable_value_labels={v.name: dict(v.labels) for v in found if v.labels},
        missing_ranges={
            v.name: _missing(v.missing) for v in found if v.missing and v.kind != "text"
        },
        variable_format={v.name: FORMATS[v.kind] for v in found if v.kind in FORMATS},
    )


def _missing(codes: Sequence[float]) -> list[Mapping[str, float]]:
    """Return values as ranges; SPSS has no more than three, so many are one from first to last."""
    if len(codes) > 2:
        return [{"lo": min(codes), "hi": max(codes)}]
    return [{"lo": code, "hi": code} for code in codes]
