"""Which raw rows are kept, and by which rule the others are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cpsurvey.cleaning.cleaned import gave, to_numbers
from cpsurvey.codebook import Codebook, Rule, rule_names
from cpsurvey.vocabulary import EXCLUSIONS

NOT_ANSWERS = ("preview", "test", "spam")
Answers = Mapping[str, Mapping[str, pd.Series]]


def apply_rules(
    meta: pd.DataFrame,
    rows: pd.DataFrame,
    answers: Answers,
    rules: Sequence[Rule],
    left_out: pd.Series | None = None,
) -> pd.Series:
    """Return the first rule that leaves each row out, or nothing where it is kept.

    ``answers`` holds the values of the questions that rules ask, as `Cleaned.values` does; a rule
    on a question that this questionnaire has not is passed over. ``left_out`` names what is out
    already. Names are categories, because there may be a million rows.
    """
    names = rule_names(rules)
    if left_out is None:
        left_out = pd.Series("", index=meta.index, dtype=object)
    known = pd.CategoricalDtype(list(dict.fromkeys(["", *left_out.unique(), *names])))
    left_out = left_out.astype(known)
    for name, rule in zip(names, rules, strict=True):
        kept = left_out == ""
        if rule.question and rule.question not in answers:
            continue
        if rule.rule == "preview_or_test":
            hit = meta["status"].isin(NOT_ANSWERS)
        elif rule.rule == "no_consent":
            hit = ~gave(answers[rule.question], rule.consented)
        elif rule.rule == "screened_out":
            hit = gave(answers[rule.question], rule.screened)
        elif rule.rule == "unfinished":
            hit = _unfinished(meta, rule.minimum_progress)
        else:
            hit = _duplicate(meta, rows, kept)
        left_out = left_out.mask(kept & hit, name)
    return left_out


def reasons_of(rules: Sequence[Rule], codebook: Codebook) -> dict[str, str]:
    """Return, for the name of each rule, why a row is left out by it."""
    found = {}
    for name, rule in zip(rule_names(rules), rules, strict=True):
        found[name] = EXCLUSIONS[rule.rule]
        if rule.rule == "screened_out":
            found[name] = (
                f'screened out by their answer to "{codebook.by_name[rule.question].label}"'
            )
        if rule.rule == "unfinished" and rule.minimum_progress < 100:
            found[name] = f"did not reach {rule.minimum_progress:g}% of the questionnaire"
    return found


def _unfinished(meta: pd.DataFrame, minimum: float) -> pd.Series:
    """Tell who neither finished nor got far enough; a platform that says nothing is believed."""
    progress = to_numbers(meta["progress"])
    finished = meta["finished"] == "yes"
    silent = (meta["finished"] == "") & progress.isna()
    return ~finished & ~silent & ~(progress >= minimum)


def _duplicate(meta: pd.DataFrame, rows: pd.DataFrame, kept: pd.Series) -> pd.Series:
    """Tell which rows repeat a respondent; the finished, then the latest, then the fullest is kept.

    What decides last is the content, so that the order of the rows never does.
    """
    people = meta.loc[kept, "respondent"]
    if people.is_unique:
        return pd.Series(False, index=meta.index)
    again = people[people.duplicated(keep=False) & (people != "")].index
    said = [rows.loc[again], meta.loc[again].astype(str)]
    first = {
        "finished": meta.loc[again, "finished"] == "yes",
        "recorded": meta.loc[again, "recorded"].astype(str),
        "answered": (said[0] != "").sum(axis=1),
    }
    ranking = pd.concat([pd.DataFrame(first), *said], axis=1)
    ranking.columns = pd.RangeIndex(ranking.shape[1])
    best = ranking.sort_values(ranking.columns.tolist(), ascending=False, kind="stable").index
    repeated = people[best].duplicated()
    return pd.Series(np.isin(meta.index, best[repeated]), index=meta.index)
