"""Tables in; nothing out, or everything in which they contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from cpsurvey.errors import TablesError, listed
from cpsurvey.tables.answers import check_answers
from cpsurvey.tables.counting import rows_of, strangers
from cpsurvey.tables.model import COLUMNS, DATE, LISTS, WHOLE, Tables, frames, is_of
from cpsurvey.tables.references import follow
from cpsurvey.vocabulary import EXCLUSIONS, FLAGS, MAPPED, NONRESPONSE, TOLD_BY

MOST = 20
WORDS = {
    ("nonresponse", "reason"): NONRESPONSE,
    ("nonresponse", "told_by"): TOLD_BY,
    ("excluded", "rule"): EXCLUSIONS,
    ("flags", "flag"): FLAGS,
    ("mapped", "rule"): MAPPED,
}
Frames = Mapping[str, pd.DataFrame]


def check_tables(tables: Tables) -> None:
    """Check that tables are what they say they are, before anybody relies on them.

    Columns and their types, answers against the options of their questions, keys, references, and
    that every cell of a question holds either an answer or a reason.

    Parameters
    ----------
    tables
        Survey tables, with or without interviews, or interview tables alone.

    Raises
    ------
    TablesError
        With everything that is wrong, and the first row in which it is; no cell is quoted.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.tables import check_tables
    >>> check_tables(cps.load_example())
    """
    problems: list[str] = []
    sound: dict[str, pd.DataFrame] = {}
    for name, frame in frames(tables):
        amiss = list(_columns(name, frame))
        problems += amiss
        if not amiss:
            sound[name] = frame
    leads, stray = follow(sound)
    problems += [*stray, *_words(sound), *_questions(sound), *_excluded(sound)]
    if {"questions", "responses"} <= set(sound):
        problems += check_answers(sound["questions"], sound["responses"], leads)
    problems += [*_themes(sound), *_codings(sound), *_mapped(sound)]
    if problems:
        many = "1 fault" if len(problems) == 1 else f"{len(problems)} faults"
        more = [f"and {len(problems) - MOST} more"] if len(problems) > MOST else []
        raise TablesError(
            "\n  ".join([f"the tables contradict themselves, {many}:", *problems[:MOST], *more])
            + "\nRows are counted from 0. Undo what was changed by hand, or build the tables again"
            " with: cpsurvey build RAW OUT"
        )


def _columns(name: str, frame: pd.DataFrame) -> Iterator[str]:
    """Yield what is wrong with the columns that a table must have."""
    for column, kind in COLUMNS[name].items():
        if column not in frame:
            yield f"{name} has no column {column}"
        elif not is_of(frame[column], kind):
            yield f"{name}, column {column}: must hold {kind}"
        elif kind not in (DATE, LISTS, WHOLE) and (blank := frame[column].isna()).any():
            yield f"{name}, column {column}: no value in {rows_of(blank)}"


def _words(sound: Frames) -> Iterator[str]:
    """Yield the rows with a reason, a rule or a flag that does not exist."""
    for (name, column), known in WORDS.items():
        if name in sound:
            words = sound[name][column]
            if column == "rule":  # one that runs twice has its question's name after its own
                words = words.astype("string").str.replace("__.*", "", regex=True)
            strange = strangers(words, known)
            if strange.any():
                yield f"{name}: the {column} is none of {listed(known, 20)} in {rows_of(strange)}"


def _questions(sound: Frames) -> Iterator[str]:
    """Yield the questions whose options are doubtful."""
    if "questions" in sound:
        options = sound["questions"]["options"]
        unlike = options.map(len) != sound["questions"]["option_labels"].map(len)
        if unlike.any():
            yield f"questions: not as many labels as options in {rows_of(unlike)}"
        again = options.map(lambda codes: len(set(codes)) < len(codes)).astype(bool)
        if again.any():
            yield f"questions: an option stands again in {rows_of(again)}"


def _excluded(sound: Frames) -> Iterator[str]:
    """Yield the rows left out that name a person who withdrew, or a group that is none."""
    if "excluded" in sound:
        excluded = sound["excluded"]
        named = (excluded["rule"] == "withdrawn") & (excluded["respondent"] != "")
        if named.any():
            yield f"excluded: a person who withdrew is named in {rows_of(named)}"
        if "responses" in sound:
            groups = sound["responses"]["group"].cat.categories
            stray = strangers(excluded["group"], groups)
            if stray.any():
                yield f"excluded: the group is none of {listed(groups)} in {rows_of(stray)}"


def _themes(sound: Frames) -> Iterator[str]:
    """Yield the themes whose parent is none, or below the theme itself."""
    if "themes" in sound:
        codes, parents = sound["themes"]["code"], sound["themes"]["parent"]
        orphans = strangers(parents, ["", *codes])
        if orphans.any():
            yield f"themes: the parent is no theme in {rows_of(orphans)}"
        reached = orphans | (parents == "")
        while (more := parents.isin(codes[reached]) & ~reached).any():
            reached |= more
        if not reached.all():
            yield f"themes: a theme is below itself in {rows_of(~reached)}"


def _codings(sound: Frames) -> Iterator[str]:
    """Yield the codings that are not in their text."""
    if "codings" in sound:
        codings = sound["codings"]
        wrong = {
            "begins before its text": codings["start"] < 0,
            "does not end after it begins": codings["end"] <= codings["start"],
            "has one end and not the other": codings["end"].isna() != codings["start"].isna(),
        }
        if "interviews" in sound:
            interviews = sound["interviews"].drop_duplicates("interview").set_index("interview")
            length = codings["interview"].map(interviews["characters"])
            wrong["ends after its text"] = codings["end"] > length
        for what, where in wrong.items():
            if (there := where.fillna(False).astype(bool)).any():
                yield f"codings: a coding {what} in {rows_of(there)}"


def _mapped(sound: Frames) -> Iterator[str]:
    """Yield where the account of the project's codes leads nowhere, or leaves codings out."""
    if "mapped" not in sound or sound["mapped"].empty:  # tables made by hand may go without
        return
    mapped = sound["mapped"]
    if "themes" in sound:
        stray = strangers(mapped["code"], sound["themes"]["code"]) & (mapped["rule"] != "dropped")
        if stray.any():
            yield f"mapped: the code is not in themes in {rows_of(stray)}"
    if (more := (mapped["kept"] > mapped["codings"]).fillna(True)).any():
        yield f"mapped: more codings are kept than there were in {rows_of(more)}"
    if "codings" in sound and (kept := mapped["kept"].sum()) != len(sound["codings"]):
        yield f"mapped: {kept} codings are kept, and codings has {len(sound['codings'])}"
