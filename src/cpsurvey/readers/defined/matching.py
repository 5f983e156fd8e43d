"""A definition and an export of the same survey in, the definition in the export's columns out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport

LOOPED = re.compile(r"(\d+)_(QID.*)")
IN_BRACKETS = re.compile(r"\w+(\[\w+\])+")


def match_columns(definition: Definition, export: SurveyExport) -> Definition:
    """Return a definition whose columns are those of an export; questions without one are left out.

    Platforms have called a question's columns differently over the years, and by settings. Where
    the export has identifiers of its own (ImportId), these decide; else names and texts do, each
    column used once. Of a select-all or a matrix, options or rows without a column are left out; a
    select-all that fills a single column keeps all its options. A question that Qualtrics asked in
    a loop is one for each turn, as in ``1_Q5``.

    Parameters
    ----------
    definition
        What the definition file says.
    export
        Answers to the same survey.

    Returns
    -------
    Definition
        The questions whose columns the export has, their ``columns`` as in ``export.rows``, and
        the names of those without any.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport
    >>> from cpsurvey.readers import match_columns
    >>> asked = DefinedQuestion("Q1", "Fruit?", "single", ("Q1",), also=(("QID7",),))
    >>> definition = Definition("a.qsf", "qualtrics", "Fruit", (asked,))
    >>> columns = pd.DataFrame(
    ...     {"column": ["fruit"], "name": "fruit", "text": "Fruit?", "import_id": "QID7",
    ...      "position": 1, "kind": "question"}
    ... )
    >>> rows = pd.DataFrame({"fruit": ["Fig"]})
    >>> export = SurveyExport("a.csv", "qualtrics", "", "", {}, columns, pd.DataFrame(), rows)
    >>> match_columns(definition, export).questions[0].columns
    ('fruit',)
    """
    held = export.columns[export.columns["kind"] != "metadata"]
    identified = bool((held["import_id"] != "").any())
    places: dict[str, list[str]] = defaultdict(list)
    for key in ["import_id"] if identified else ["column", "name"]:
        for column, said in zip(held["column"], held[key], strict=True):
            places[_plain(said)].append(column)
    if definition.platform != "qualtrics":  # whose texts are cut short
        for column, said in zip(held["column"], held["text"], strict=True):
            places[_letters(said)].append(column)
    loops = _loops(held) if definition.platform == "qualtrics" else {}
    old_first = export.settings.get("generation") == "legacy"
    used: set[str] = set()
    matched = []
    without = []
    for question in definition.questions:
        found = [
            _find(names, places, used)
            for names in _names(question, identified, old_first=old_first)
        ]
        if any(found):
            matched.append(_with_columns(question, found))
        elif looped := _in_loops(question, loops, used, {other.name for other in matched}):
            matched += looped
        elif question.type == "multi" and question.also:
            whole = {_whole(also[0]) for also in question.also if also} if identified else set()
            if column := _find([*whole, question.name], places, used):
                matched.append(question._replace(columns=(column,), also=()))
            else:
                without.append(question.name)
        else:
            without.append(question.name)
    questions = routed_by_what_went_before(matched)
    return replace(definition, questions=questions, without_column=tuple(without))


def routed_by_what_went_before(
    questions: Sequence[DefinedQuestion],
) -> tuple[DefinedQuestion, ...]:
    """Return questions whose routing names closed ones before them, or is but known to be there."""
    before: set[str] = set()
    kept = []
    for question in questions:
        if question.shown_if and question.shown_if[0] not in before:
            question = question._replace(shown_if=None, routed=True)
        kept.append(question)
        if question.type in ("single", "multi"):
            before.add(question.name)
    return tuple(kept)


def _names(
    question: DefinedQuestion, identified: bool, *, old_first: bool
) -> Sequence[Sequence[str]]:
    """Return what each column may be called, in the order in which to look for it."""
    also = question.also or ((),) * len(question.columns)
    if identified or old_first:
        return [(*others, column) for column, others in zip(question.columns, also, strict=True)]
    return [(column, *others) for column, others in zip(question.columns, also, strict=True)]


def _find(names: Sequence[str], places: dict[str, list[str]], used: set[str]) -> str:
    """Return the first column of one of these names that is not taken, and take it."""
    keys = [*map(_plain, names), *map(_letters, names)]
    free = (c for key in keys for c in places.get(key, ()) if c not in used)
    column = next(free, "")
    if column:
        used.add(column)
    return column


def _loops(held: pd.DataFrame) -> dict[str, dict[str, list[str]]]:
    """Return the columns of each turn of a loop (1_QID5), by their identifiers without its number.

    Qualtrics asks the questions of a block in Loop & Merge once for each row of a list.
    """
    turns: dict[str, dict[str, list[str]]] = {}
    for column, said in zip(held["column"], held["import_id"], strict=True):
        if match := LOOPED.fullmatch(str(said)):
            turns.setdefault(match[1], defaultdict(list))[_plain(match[2])].append(column)
    return turns


def _in_loops(
    question: DefinedQuestion,
    loops: Mapping[str, dict[str, list[str]]],
    used: set[str],
    before: set[str],
) -> list[DefinedQuestion]:
    """Return a question once for each turn of a loop in which it was asked.

    Routing by a question of the same loop, one of those `before`, is by that of the same turn.
    """
    turns = []
    for number, places in loops.items():
        found = [_find(names, places, used) for names in _names(question, True, old_first=False)]
        if any(found):
            turn = _with_columns(question, found)
            if turn.shown_if and (other := f"{number}_{turn.shown_if[0]}") in before:
                turn = turn._replace(shown_if=(other, turn.shown_if[1]))
            turns.append(turn._replace(name=f"{number}_{question.name}"))
    return turns


def _with_columns(question: DefinedQuestion, found: Sequence[str]) -> DefinedQuestion:
    """Return a question with the columns that were found, and the parts that belong to them."""
    kept = [place for place, column in enumerate(found) if column]
    question = question._replace(columns=tuple(found[place] for place in kept), also=())
    if question.type == "multi":
        return question._replace(options=tuple(question.options[place] for place in kept))
    if question.type == "matrix":
        return question._replace(rows=tuple(question.rows[place] for place in kept))
    return question


def _whole(identifier: str) -> str:
    """Return the identifier of the question that one of an option belongs to."""
    return identifier.rpartition("_")[0]


def _plain(name: str) -> str:
    """Return a name as it is compared: identifiers of 2016 have hyphens, texts any white space."""
    words = " ".join(str(name).split())
    if IN_BRACKETS.fullmatch(words):  # LimeSurvey's Q1[SQ1] is Q1_SQ1 to its expressions
        words = words.replace("][", "_").replace("[", "_").rstrip("]")
    return words.replace("-", "_") if words.startswith("QID") else words.casefold()


def _letters(text: str) -> str:
    """Return a text as it is compared: platforms take out HTML and spaces each in their way."""
    return "text " + re.sub(r"\W+", "", text.casefold())
