"""The local authority as typed → its GSS code, or why there is none."""

from __future__ import annotations

import pandas as pd

from cpsurvey.cleaning import typed
from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.codebook import Codebook


def match_authorities(raw: pd.Series, codebook: Codebook) -> Cleaned:
    """Return GSS codes by exact name or alias, in English or Welsh."""
    known = typed.index(
        {a.code: (a.name, a.name_cy, *a.aliases) for a in codebook.authorities},
        codebook.ambiguous_authorities,
    )
    cleaned = typed.match(raw, known, {a.code: a.name for a in codebook.authorities})
    return cleaned._replace(values={"": cleaned.values[""].astype("string")})
