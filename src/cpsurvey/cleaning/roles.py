"""The role as typed → one of the codebook's roles, or why there is none."""

from __future__ import annotations

import pandas as pd

from cpsurvey.cleaning import typed
from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.codebook import Codebook


def match_roles(raw: pd.Series, codebook: Codebook) -> Cleaned:
    """Return role codes by exact label or alias."""
    known = typed.index(
        {role.code: (role.label, *role.aliases) for role in codebook.roles},
        codebook.ambiguous_roles,
    )
    cleaned = typed.match(raw, known, {role.code: role.label for role in codebook.roles})
    silent = {role.code: role.nonresponse for role in codebook.roles if role.nonresponse}
    values = cleaned.values[""]
    reasons = cleaned.reasons.where(~values.isin(list(silent)), values.map(silent))
    kept = [role.code for role in codebook.roles if not role.nonresponse]
    coded = pd.Series(
        pd.Categorical(values.where(values.isin(kept), None), categories=kept), index=raw.index
    )
    return cleaned._replace(
        values={"": coded},
        reasons=reasons,
        changes=cleaned.changes[~cleaned.changes["after"].isin(list(silent))],
    )
