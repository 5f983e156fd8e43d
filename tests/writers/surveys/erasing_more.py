"""What is lost where options are ticks and answers are codes: frames in, less of them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from cpsurvey.codebook import Question
from cpsurvey.platforms import Loss

from .drawn import Truth
from .erasing import ERASE, Erase, as_named, erase
from .found import Found

__all__ = ["as_named", "erase"]


def _loses(what: str) -> Callable[[Erase], Erase]:
    """Say which loss a function is."""

    def named(function: Erase) -> Erase:
        assert what not in ERASE
        ERASE[what] = function
        return function

    return named


@_loses("option_labels")
def _option_labels(found: Found, truth: Truth, __: Loss) -> Found:
    """Options are columns named by codes: their words are not in the file."""
    return _answers_of(found, truth, lambda question: question.type == "multi")


@_loses("chosen_words")
def _chosen_words(found: Found, truth: Truth, __: Loss) -> Found:
    """Chosen answers are codes: their words are not in the file, unless an option has a column."""
    return _answers_of(found, truth, lambda question: question.type != "multi")


@_loses("reasons_of_ticks")
def _reasons_of_ticks(found: Found, truth: Truth, __: Loss) -> Found:
    """Nobody can say why nothing is ticked."""
    lost = _told(found) & (found["nonresponse"]["reason"] != "not_shown")
    return _skipped(found, truth, lost & _of(found, truth, lambda q: q.type == "multi"))


@_loses("not_shown_but_ticks")
def _not_shown_but_ticks(found: Found, truth: Truth, __: Loss) -> Found:
    """Blank is blank, except for select-alls."""
    return _skipped(found, truth, _unshown(found) & _of(found, truth, lambda q: q.type != "multi"))


@_loses("not_shown_beside_that_answer")
def _not_shown_beside_that_answer(found: Found, truth: Truth, __: Loss) -> Found:
    """The mark for what was not shown is itself an answer to the question."""
    same = _of(found, truth, _knows_mark)
    return _skipped(found, truth, _unshown(found) & same)


def _knows_mark(question: Question) -> bool:
    """Tell whether N/A is an answer or a reason; beside ticks it is only the mark."""
    scale = question.scale
    if scale is None or question.type == "multi":
        return False
    return "n/a" in {**scale.lookup, **scale.reasons}


@_loses("unfinished_dates")
def _unfinished_dates(found: Found, truth: Truth, __: Loss) -> Found:
    """Who did not finish has no date."""
    undated = set(truth.meta["respondent"][truth.meta["finished"] != "yes"])
    responses, facts = found["responses"].copy(), found["facts"].copy()
    responses.loc[responses["respondent"].isin(undated), "recorded"] = pd.NaT
    facts.loc[facts["respondent"].isin(undated), "recorded"] = ""
    return found | {"responses": responses, "facts": facts}


@_loses("lone_decimals")
def _lone_decimals(found: Found, truth: Truth, __: Loss) -> Found:
    """A single number with a comma may be a slip: it is not read."""
    responses, lost = found["responses"], {}
    for name in _numbers(truth):
        decimals = responses[name].notna() & (responses[name] % 1 != 0)
        if responses.loc[decimals.astype(bool), name].nunique() < 2:
            lost[name] = decimals
    return _unread(found, lost)


@_loses("long_numbers")
def _long_numbers(found: Found, truth: Truth, __: Loss) -> Found:
    """A number of ten digits or more is not read."""
    return _unread(found, {name: found["responses"][name].abs() >= 1e9 for name in _numbers(truth)})


def _numbers(truth: Truth) -> list[str]:
    """Return the questions that ask for a number."""
    return [question.name for question in truth.book.questions if question.type == "number"]


def _unread(found: Found, lost: Mapping[str, pd.Series]) -> Found:
    """Return what is left where these numbers cannot be read."""
    responses, unread = found["responses"].copy(), []
    for name, which in lost.items():
        here = which.fillna(False).astype(bool)
        unread += [(person, name) for person in responses.loc[here, "respondent"]]
        responses.loc[here, name] = pd.NA
    more = pd.DataFrame(unread, columns=["respondent", "question"])
    more = more.assign(reason="unreadable", told_by="typed").astype("string")
    reasons = pd.concat([found["nonresponse"], more])
    reasons = reasons.sort_values(["respondent", "question"], ignore_index=True)
    return found | {"responses": responses, "nonresponse": reasons}


def _answers_of(found: Found, truth: Truth, which: Callable[[Question], bool]) -> Found:
    """Erase the words of the answers to some questions."""
    names = [question.name for question in truth.book.questions if which(question)]
    frame = found["structure"]
    lost = (frame["what"] == "answer") & frame["question"].isin(names)
    return found | {"structure": frame.assign(told=frame["told"].mask(lost))}


def _told(found: Found) -> pd.Series:
    """Tell which reasons were given as an answer."""
    return found["nonresponse"]["told_by"] == "answer"


def _unshown(found: Found) -> pd.Series:
    """Tell what the platform said it had not shown."""
    return _told(found) & (found["nonresponse"]["reason"] == "not_shown")


def _of(found: Found, truth: Truth, which: Callable[[Question], bool]) -> pd.Series:
    """Tell which reasons are about some questions."""
    names = {n for question in truth.book.questions if which(question) for n in question.columns}
    return found["nonresponse"]["question"].isin(names)


def _skipped(found: Found, truth: Truth, lost: pd.Series) -> Found:
    """Return the reasons, these as if the cell were blank."""
    frame = found["nonresponse"].copy()
    routed = {n for q in truth.book.questions if q.shown_if for n in q.columns}
    told = "blank" if truth.book.routing == "declared" else "undeclared"
    frame.loc[lost, "reason"] = "skipped"
    frame.loc[lost, "told_by"] = told
    frame.loc[lost & frame["question"].isin(routed), "told_by"] = "blank"
    return found | {"nonresponse": frame}
