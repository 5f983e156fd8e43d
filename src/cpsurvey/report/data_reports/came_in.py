"""An export and the codebook in; which of its columns are in no table, and why, out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.codebook import Codebook, Instrument
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import NOT_SHOWN


def instrument_of(export: SurveyExport, codebook: Codebook) -> Instrument:
    """Return the questionnaire that an export belongs to."""
    by_code = {instrument.code: instrument for instrument in codebook.instruments}
    return by_code.get(export.instrument, codebook.instruments[0])


def columns_not_kept(export: SurveyExport, instrument: Instrument) -> dict[str, Sequence[str]]:
    """Return the columns of an export that are in no table, by why."""
    platform = export.columns.loc[export.columns["kind"] == "metadata", "name"]
    facts = [*platform, *(name for name in instrument.meta.values() if name in export.rows)]
    return {
        "identifying, not kept": export.dropped,
        "read for identifier, date and rules only": [n for n in facts if n not in export.dropped],
        "ignored, as the codebook says": [c for c in export.rows.columns if instrument.ignores(c)],
        "standing more than once": export.doubled,
    }


def comments(export: SurveyExport, instrument: Instrument, codebook: Codebook) -> pd.DataFrame:
    """Return a row a question with free text: the rows that came in with something written."""
    asked = [q for q in codebook.questions if q.type == "text" and instrument.code in q.raw]
    cells = [export.rows[list(question.raw[instrument.code])] for question in asked]
    blank = ["", NOT_SHOWN.get(export.platform, "")]
    records = [
        (question.label, int((~written.isin(blank)).any(axis=1).sum()))
        for question, written in zip(asked, cells, strict=True)
    ]
    return pd.DataFrame(records, columns=["Question", "Rows with a comment"])
