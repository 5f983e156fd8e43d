"""What became of every cell and every row → the tables of account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.cleaning.cleaned import REASONS, TOLD, Cleaned, no_changes
from cpsurvey.cleaning.doubts import identical, speeders, straight_lines
from cpsurvey.cleaning.join_mode import contradictions
from cpsurvey.cleaning.ledger import Judged
from cpsurvey.codebook import Codebook

CHANGES = ["respondent", "question", "rule", "before", "after"]
FLAGS = ["respondent", "flag", "question", "detail"]
EXCLUDED = ["group", "respondent", "rule", "reason"]
Parts = Mapping[str, Cleaned]


class Silence(NamedTuple):
    """Why cells hold no answer, in codes: a row a person, a column a part."""

    people: pd.Series
    parts: tuple[str, ...]
    reasons: np.ndarray
    told_by: np.ndarray


def silence(parts: Parts, people: pd.Series) -> Silence:
    """Return why cells hold no answer, as small numbers: there are many cells."""
    names = tuple(sorted(parts))
    none = np.zeros((len(people), 0), np.int8)  # a codebook may have nothing but texts
    reasons = np.column_stack([none, *(parts[name].reasons.cat.codes for name in names)])
    told_by = np.column_stack([none, *(parts[name].told_by.cat.codes for name in names)])
    return Silence(people, names, reasons, told_by)


def nonresponse_table(silences: Sequence[Silence]) -> pd.DataFrame:
    """Return one row a cell without an answer, and why, by respondent and question."""
    people = pd.concat([one.people for one in silences], ignore_index=True).astype("string")
    order = people.argsort().to_numpy()
    reasons = np.concatenate([one.reasons for one in silences])[order]
    told_by = np.concatenate([one.told_by for one in silences])[order]
    rows, columns = np.nonzero(reasons > 0)
    names = pd.array(silences[0].parts, dtype="string")
    words = pd.array(list(REASONS.categories), dtype="string")
    tellers = pd.array(list(TOLD.categories), dtype="string")
    return pd.DataFrame(
        {
            "respondent": people.array[order].take(rows),
            "question": names.take(columns),
            "reason": words.take(reasons[rows, columns]),
            "told_by": tellers.take(told_by[rows, columns]),
        }
    )


def excluded_table(judged: Judged, steps: Sequence[str]) -> pd.DataFrame:
    """Return one row a raw row left out, and why; who withdrew is not named."""
    out = judged.left_out[judged.left_out != ""]
    people = judged.export.meta.loc[out.index, "respondent"].mask(out == "withdrawn", "")
    frame = pd.DataFrame(
        {
            "respondent": people.astype("string"),
            "group": judged.instrument.group,
            "rule": out.cat.set_categories(list(steps), ordered=True),
            "reason": judged.why[out.index].astype("string"),
        }
    )
    return frame.astype({"group": "string"}).sort_values(EXCLUDED, ignore_index=True)


def changes_table(parts: Parts, people: pd.Series) -> pd.DataFrame:
    """Return one row an answer read as another: the audit trail, by respondent."""
    changed = {name: part.changes for name, part in parts.items() if len(part.changes)}
    frame = pd.concat([no_changes(), *changed.values()])
    names = np.repeat(np.arange(len(changed)), [len(changes) for changes in changed.values()])
    frame["question"] = pd.array(list(changed), dtype="string").take(names)
    frame["respondent"] = people.index.get_indexer(frame.index)
    return _by_name(frame[CHANGES], people)


def flags_table(
    parts: Parts, meta: pd.DataFrame, judged: Judged, codebook: Codebook
) -> pd.DataFrame:
    """Return one row a doubt about a respondent kept, by respondent; nothing was changed for it.

    ``meta`` has the metadata of those kept.
    """
    people = pd.Series(np.arange(len(meta)), index=meta.index)
    refusals = [rule for rule in judged.left_out.unique() if rule.startswith("no_consent")]
    refused = judged.export.meta.loc[judged.left_out.isin(refusals), "respondent"].to_numpy()
    frames = [
        _flags(people[doubt], flag, name)
        for name, part in parts.items()
        for flag, doubt in part.doubts.items()
    ]
    frames += [
        _flags(people[meta["status"] == "other"], "status_not_known", ""),
        _flags(people[meta["respondent"].isin(refused)], "another_row_without_consent", ""),
        *_ambiguous(parts, people, codebook),
        *_careless(parts, people, meta["duration_seconds"], codebook),
    ]
    if "join_mode" in parts and "conference_format" in parts:
        doubt = contradictions(parts["join_mode"].values[""], parts["conference_format"].values[""])
        frames.append(
            _flags(people[doubt], "mode_contradicts_format", "join_mode", "conference_format")
        )
    return _by_name(pd.concat(frames), meta["respondent"])


def _by_name(frame: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """Return a table sorted, with the names of people in place of their places.

    ``people`` are in order, and places are sorted much faster than names.
    """
    in_order = frame.sort_values(frame.columns.tolist(), kind="stable", ignore_index=True)
    names = people.astype("string").array.take(in_order["respondent"].to_numpy())
    return strings(in_order.assign(respondent=names))


def strings(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose columns are all strings."""
    return frame.astype("string")


def _ambiguous(parts: Parts, people: pd.Series, codebook: Codebook) -> list[pd.DataFrame]:
    """Return a flag for each typed text that fits several, with their codes."""
    found = []
    for name, part in parts.items():
        if part.details is not None:
            several = part.details[part.details != ""]
            kind = codebook.by_name[name].type
            flag = "ambiguous_options" if kind == "multi" else f"ambiguous_{kind}"
            found.append(_flags(people[several.index], flag, name, several))
    return found


def _careless(
    parts: Parts, people: pd.Series, seconds: pd.Series, codebook: Codebook
) -> list[pd.DataFrame]:
    """Return flags for answers given in haste or without thought, as they may have been."""
    share = codebook.threshold("speeder")
    fast = speeders(seconds, share)
    found = [_flags(people[fast], "speeder", "", f"less than {share:g} of the median duration")]
    for question in codebook.questions:
        if question.type == "matrix":
            rows = [parts[name] for name in question.columns]
            lines = straight_lines(rows, codebook.threshold("straight_line"))
            lines = lines[lines > 0]
            detail = lines.astype(str) + " rows"
            found.append(_flags(people[lines.index], "straight_line", question.name, detail))
    own = {n: p for n, p in parts.items() if n.partition("__")[0] not in _derived(codebook)}
    alike = identical(own, codebook.threshold("identical_answers")) if own else pd.Series(dtype=int)
    alike = alike[alike > 0]
    detail = alike.astype(str) + " respondents"
    return [*found, _flags(people[alike.index], "identical_answers", "", detail)]


def _derived(codebook: Codebook) -> set[str]:
    """Return the questions that nobody was asked."""
    return {question.name for question in codebook.questions if question.type == "derived"}


def _flags(
    people: pd.Series, flag: str, question: str, detail: str | pd.Series = ""
) -> pd.DataFrame:
    """Return one flag for each of these people, by their places."""
    return pd.DataFrame(
        {"respondent": people, "flag": flag, "question": question, "detail": detail}
    )
