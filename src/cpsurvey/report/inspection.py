"""An export in; what it is and holds, as text for a terminal, with nothing personal in it, out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from textwrap import fill, shorten
from typing import Any

import pandas as pd

from cpsurvey.errors import listed
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.report.words import PLATFORMS, counted, in_words, settings_in_words

WIDTH = 88
CLOSED = ("consent", "single", "scale", "multi", "matrix")
PERSONAL = "personal"
MOST_OPTIONS = 12
MOST_QUESTIONS = 400
STATUS = {
    "preview": ("preview", "previews"),
    "test": ("test", "tests"),
    "spam": ("spam", "spam"),
    "other": ("of a kind not known", "of a kind not known"),
}


def inspect_survey(export: SurveyExport, draft_questions: pd.DataFrame) -> str:
    """Say what a survey export is and holds, before anything is made of it.

    Parameters
    ----------
    export
        What `read_survey_export` gave.
    draft_questions
        What `draft_codebook` makes of it, a row a question: name, type, label, columns, options,
        confidence, why.

    Returns
    -------
    str
        Platform, settings, responses, dates, columns that identify people, and each question with
        its likely type, how many answered and how many different answers there are. Answers are
        listed for closed questions only, and only those that two people or more gave or that
        nobody did; nothing typed is in it.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.exports import SurveyExport
    >>> from cpsurvey.report import inspect_survey
    >>> rows = pd.DataFrame({"Q1": ["Yes", "Yes", "No", "No"]})
    >>> meta = pd.DataFrame({"status": "normal", "finished": "yes", "recorded": ["2020-10-01"] * 4})
    >>> columns = pd.DataFrame({"column": ["Q1"], "name": ["Q1"], "kind": ["question"]})
    >>> export = SurveyExport("a.csv", "qualtrics", "", "", {}, columns, meta, rows)
    >>> draft = pd.DataFrame(
    ...     [("q1", "single", "Heard?", ["Q1"], ["Yes", "No"], "high", "2 answers")],
    ...     columns=["name", "type", "label", "columns", "options", "confidence", "why"],
    ... )
    >>> print(inspect_survey(export, draft))
    a.csv
    ...
    """
    lines = [export.name, *_platform(export), *_responses(export), "", *_columns(export), ""]
    lines += _questions(export, draft_questions)
    return "\n".join(lines) + "\n"


def inspect_coding(export: CodingExport) -> str:
    """Say what a coding export is and holds, before anything is made of it.

    Parameters
    ----------
    export
        What `read_coding_export` gave.

    Returns
    -------
    str
        Tool, sources by kind, codes, coders under pseudonyms, codings, and what the tables will
        not hold. Names of sources, of coders and of codes are not in it: they may be people's.
    """
    codes = export.codes
    lines = [export.name, f"  {'tool':<12}{export.tool or 'not named'}"]
    lines += _sources(export)
    depth = int(codes["path"].str.count(" > ").max()) + 1 if len(codes) else 0
    top = int((codes["parent_id"] == "").sum())
    lines.append(
        f"  {'codes':<12}{len(codes):,}, of which {top:,} at the top; {counted(depth, 'level')}"
    )
    lines += _codings(export)
    lines += _losses(export)
    return "\n".join(lines) + "\n"


def _platform(export: SurveyExport) -> Iterator[str]:
    """Yield where an export comes from, and what it says of itself."""
    yield f"  {'platform':<12}{in_words(export.platform, PLATFORMS)}"
    if said := settings_in_words(export.settings):
        yield _wrapped("settings", "; ".join(said))


def _responses(export: SurveyExport) -> Iterator[str]:
    """Yield how many responses there are, of which kinds, and from when."""
    status = export.meta["status"].value_counts()
    kinds = [
        f"{status[kind]:,} {words[bool(status[kind] > 1)]}"
        for kind, words in STATUS.items()
        if kind in status
    ]
    unfinished = int((export.meta["finished"] == "no").sum())
    kinds += [f"{unfinished:,} not finished"] if unfinished else []
    among = f", among them {listed(kinds)}" if kinds else ""
    yield _wrapped("responses", f"{len(export.rows):,}{among}")
    days = export.meta["recorded"].str[:10]
    if (days != "").any():
        yield f"  {'recorded':<12}{days[days != ''].min()} to {days.max()}"


def _columns(export: SurveyExport) -> Iterator[str]:
    """Yield what sorts of columns there are, and those that identify people."""
    kinds = export.columns["kind"].value_counts()
    told = [f"{counted(int(kinds[kind]), f'{kind} column')}" for kind in kinds.index.sort_values()]
    yield _wrapped("columns", listed(told) or "none")
    if export.dropped:
        yield _wrapped("", f"identifying, dropped at reading: {listed(export.dropped, 40)}")
    if export.doubled:
        yield _wrapped("", f"names that stand more than once: {listed(export.doubled, 20)}")


def _questions(export: SurveyExport, draft: pd.DataFrame) -> Iterator[str]:
    """Yield each question that the draft finds, with what is known of its answers."""
    personal = int((draft["type"] == PERSONAL).sum())
    warned = f", {personal:,} of them likely to be personal" if personal else ""
    found = f"{counted(len(draft), 'question')} found{warned}"
    yield _filled(f"{found}; their types are guesses, see draft-codebook", "", "")
    yield ""
    yield f"{'':>4}  {'name':<26}{'likely type':<13}{'columns':>8}{'answered':>10}{'different':>11}"
    for number, question in enumerate(draft.head(MOST_QUESTIONS).to_dict("records"), start=1):
        yield from _question(number, question, export)
    if len(draft) > MOST_QUESTIONS:
        yield f"      and {counted(len(draft) - MOST_QUESTIONS, 'more question')}"


def _question(number: int, question: Mapping[Hashable, Any], export: SurveyExport) -> Iterator[str]:
    """Yield the lines of one question."""
    columns = [name for name in _items(question["columns"]) if name in export.rows]
    cells = export.rows[columns]
    answered = int((cells != "").any(axis=1).sum())
    different = len(pd.unique(cells.to_numpy().ravel())) - int((cells == "").any(axis=None))
    name, kind = shorten(str(question["name"]), 25, placeholder="…"), str(question["type"])
    yield (f"{number:>4}  {name:<26}{kind:<13}{len(columns):>8,}{answered:>10,}{different:>11,}")
    details = [shorten(str(question["label"]), 200, placeholder="…")]
    if kind in CLOSED:
        details.append(_options(_items(question["options"]), cells))
    details.append(f"{question['confidence']}: {question['why']}" if question["why"] else "")
    for detail in filter(None, details):
        yield _filled(detail, " " * 8, " " * 10)


def _options(options: list[str], cells: pd.DataFrame) -> str:
    """Return a closed question's answers, without those that a single person gave."""
    given = pd.Series(cells.to_numpy().ravel(), dtype=object).value_counts()
    shown = [option for option in options if given.get(option, 0) != 1]
    words = [f"“{shorten(option, 40, placeholder='…')}”" for option in shown[:MOST_OPTIONS]]
    more = len(options) - len(words)
    return "answers: " + ", ".join([*words, f"{more:,} more"] if more else words)


def _items(value: Any) -> list[str]:
    """Return a list of names, whether it comes as a list or as text with semicolons."""
    if isinstance(value, str):
        return [item.strip() for item in value.split(";") if item.strip()]
    return [str(item) for item in value]


def _sources(export: CodingExport) -> Iterator[str]:
    """Yield the sources by kind, with their length and what positions are counted in."""
    yield f"  {'sources':<12}{len(export.sources):,}"
    for kind, sources in export.sources.groupby("kind"):
        letters = int(sources["characters"].sum())
        units = sorted(set(sources["position_unit"]) - {"", "not known"})
        counting = f"; positions in {listed(units)}" if units else ""
        yield f"{'':<14}{len(sources):>6,} {kind}, {letters:,} characters{counting}"


def _codings(export: CodingExport) -> Iterator[str]:
    """Yield the codings, by coder."""
    coded = export.codings["source_id"].nunique()
    yield f"  {'codings':<12}{len(export.codings):,}, in {counted(coded, 'source')}"
    for coder, count in export.codings["coder"].value_counts().sort_index().items():
        yield f"{'':<14}{count:>6,} by {coder}"


def _losses(export: CodingExport) -> Iterator[str]:
    """Yield what the export holds besides, and no table will."""
    yield "  " + ("not in the tables" if len(export.losses) else "all of it will be in the tables")
    for loss in export.losses.itertuples():
        yield f"{'':<14}{loss.count:>6,} {loss.what} {loss.detail}".rstrip()


def _wrapped(what: str, words: str) -> str:
    """Return a line under its heading, broken where it is too long for a terminal."""
    return _filled(words, f"  {what:<12}", " " * 14)


def _filled(words: str, first: str, further: str) -> str:
    """Return words broken into lines that a terminal has room for."""
    return fill(
        words, WIDTH, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
    )
