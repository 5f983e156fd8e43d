"""What became of every cell and every row → the tables of account."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.cleaning.join_mode import contradictions
from cpsurvey.cleaning.respondents import REASONS

CHANGES = ["respondent", "question", "rule", "before", "after"]
FLAGS = ["respondent", "flag", "question", "detail"]
Parts = Mapping[str, Cleaned]


def nonresponse_table(parts: Parts, people: pd.Series) -> pd.DataFrame:
    """Return one row a cell without an answer, and why."""
    silent = {name: part.reasons[part.reasons != ""] for name, part in parts.items()}
    frames = [
        pd.DataFrame({"respondent": people[reasons.index], "question": name, "reason": reasons})
        for name, reasons in silent.items()
    ]
    return strings(pd.concat(frames, ignore_index=True))


def excluded_table(left_out: pd.Series, people: pd.Series, group: str) -> pd.DataFrame:
    """Return one row a raw row left out, and why."""
    left_out = left_out[left_out != ""]
    frame = pd.DataFrame(
        {
            "respondent": people[left_out.index],
            "group": group,
            "rule": left_out,
            "reason": left_out.map(REASONS),
        }
    )
    return strings(frame)


def changes_table(parts: Parts, people: pd.Series) -> pd.DataFrame:
    """Return one row an answer read as another: the audit trail."""
    frames = [
        part.changes.assign(respondent=people[part.changes.index], question=name)
        for name, part in parts.items()
    ]
    return strings(pd.concat(frames, ignore_index=True)[CHANGES])


def flags_table(
    parts: Parts, people: pd.Series, status: pd.Series, refused: pd.Series
) -> pd.DataFrame:
    """Return one row a doubt, those about how people joined and what a row is among them."""
    frames = [
        _flags(people[doubt], flag, name)
        for name, part in parts.items()
        for flag, doubt in part.doubts.items()
    ]
    frames.append(_flags(people[status == "other"], "status_not_known", ""))
    frames.append(_flags(people[people.isin(refused)], "another_row_without_consent", ""))
    if "join_mode" in parts and "conference_format" in parts:
        doubt = contradictions(parts["join_mode"].values[""], parts["conference_format"].values[""])
        frames.append(
            _flags(people[doubt], "mode_contradicts_format", "join_mode", "conference_format")
        )
    return strings(pd.concat([pd.DataFrame(columns=FLAGS), *frames], ignore_index=True))


def strings(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose columns are all strings."""
    return frame.astype("string")


def _flags(people: pd.Series, flag: str, question: str, detail: str = "") -> pd.DataFrame:
    """Return one flag for each of these people."""
    return pd.DataFrame(
        {"respondent": people, "flag": flag, "question": question, "detail": detail}
    )
