"""A survey export in; what it is and holds, as text with nothing personal in it, out."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from textwrap import fill, shorten
from typing import Any

import pandas as pd

from cpsurvey.codebook import normalise
from cpsurvey.errors import listed
from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.platforms import NOT_SHOWN
from cpsurvey.report.doubts import doubts_left, is_defined, options_defined
from cpsurvey.report.wording.codes import counted, platform_in_words, settings_in_words

WIDTH = 88
JOINTS = r";,|/\n"  # what parts the answers that a cell joins
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


def inspect_survey(
    export: SurveyExport, draft_questions: pd.DataFrame, *, definition: str = ""
) -> str:
    """Say what a survey export is and holds, before anything is made of it.

    Parameters
    ----------
    export
        What `read_survey_export` gave.
    draft_questions
        What `draft_codebook` makes of it, a row a question: name, type, label, columns, options,
        confidence, why.
    definition
        Which definition of the questionnaire the draft was made with, in a sentence.

    Returns
    -------
    str
        Platform, settings, responses, dates, columns that identify people, what may be wrong with
        the file and how to mend it, and each question with
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
    if definition:
        lines += [_wrapped("definition", definition), ""]
    options, worded = options_defined(draft_questions), is_defined(draft_questions)
    lines += [*_doubts(doubts_left(export, options, worded=worded))]
    lines += _questions(export, draft_questions)
    return "\n".join(lines) + "\n"


def _platform(export: SurveyExport) -> Iterator[str]:
    """Yield where an export comes from, and what it says of itself."""
    yield f"  {'platform':<12}{platform_in_words(export.platform)}"
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


def _doubts(doubts: Sequence[Doubt]) -> Iterator[str]:
    """Yield what may be wrong with the file, and what to do."""
    if doubts:
        yield "may be wrong"
        for doubt in doubts:
            yield _filled(f"- {doubt.words} {doubt.mend}", "  ", "    ")
        yield ""


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
    cells = cells.replace(NOT_SHOWN.get(export.platform, ""), "")
    answered = int((cells != "").any(axis=1).sum())
    different = len(pd.unique(cells.to_numpy().ravel())) - int((cells == "").any(axis=None))
    name, kind = _cut(str(question["name"]), 25), str(question["type"])
    yield (f"{number:>4}  {name:<26}{kind:<13}{len(columns):>8,}{answered:>10,}{different:>11,}")
    details = [shorten(str(question["label"]), 200, placeholder="…")]
    if kind in CLOSED:
        options = _items(question["options"])
        joined = kind == "multi" and len(columns) == 1
        given = _in_joined(options, cells) if joined else _given(options, cells)
        details.append(_options(options, given))
    details.append(f"{question['confidence']}: {question['why']}" if question["why"] else "")
    for detail in filter(None, details):
        yield _filled(detail, " " * 8, " " * 10)


def _given(options: list[str], cells: pd.DataFrame) -> list[str]:
    """Return the answers that two people or more gave, or that nobody did."""
    plain = cells.apply(lambda column: column.map({v: normalise(v) for v in column.unique()}))
    return [o for o in options if (plain == normalise(o)).any(axis=1).sum() != 1]


def _in_joined(options: list[str], cells: pd.DataFrame) -> list[str]:
    """Return the answers that two people or more gave in cells that join several.

    Such answers are known from the cells alone, so that one which is hard to find there may be what
    one person typed.
    """
    counts = cells.iloc[:, 0].str.casefold().value_counts()
    sought = {
        option: rf"(?:^|[{JOINTS}])\s*{re.escape(option.casefold().strip())}\s*(?:$|[{JOINTS}])"
        for option in options
    }
    return [o for o, text in sought.items() if counts[counts.index.str.contains(text)].sum() > 1]


def _options(options: list[str], given: list[str]) -> str:
    """Return a closed question's answers in words, without those that a single person gave."""
    words = [f"“{shorten(option, 40, placeholder='…')}”" for option in given[:MOST_OPTIONS]]
    more = len(options) - len(words)
    return "answers: " + ", ".join([*words, f"{more:,} more"] if more else words)


def _cut(name: str, longest: int) -> str:
    """Return a name, cut where it is too long for its column."""
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _items(value: Any) -> list[str]:
    """Return a list of names, whether it comes as a list or as text with semicolons."""
    if isinstance(value, str):
        return [item.strip() for item in value.split(";") if item.strip()]
    return [str(item) for item in value]


def _wrapped(what: str, words: str) -> str:
    """Return a line under its heading, broken where it is too long for a terminal."""
    return _filled(words, f"  {what:<12}", " " * 14)


def _filled(words: str, first: str, further: str) -> str:
    """Return words broken into lines that a terminal has room for."""
    return fill(
        words, WIDTH, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
    )
