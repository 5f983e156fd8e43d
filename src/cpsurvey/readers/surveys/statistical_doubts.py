"""What an SPSS or Stata file does not say in, the doubts that raises out."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from cpsurvey.errors import listed
from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.statistical_file import Cells, Facts
from cpsurvey.readers.surveys.statistical_texts import to_series, value_text
from cpsurvey.readers.surveys.told import told_by_answers

MOST = 5


def unsaid_missing(
    unsaid: Mapping[str, Mapping[object, int]], platform: str, blank: Collection[float] = ()
) -> list[Doubt]:
    """Return the doubt about values that are declared as missing, and no label says why."""
    known = {
        variable: {value: n for value, n in counts.items() if value not in blank}
        for variable, counts in unsaid.items()
    }
    counts = {variable: held for variable, held in known.items() if held}
    if not counts:
        return []
    cells = sum(n for held in counts.values() for n in held.values())
    values = sorted({_shown(value, platform) for held in counts.values() for value in held})
    words = (
        f"{_many(cells, 'cell')} of {_many(len(counts), 'variable')} ({listed(counts, MOST)})"
        f" {'holds a value' if cells == 1 else 'hold values'} that the file declares as missing"
        f" without saying why ({listed(values, MOST)}): taken for no answer."
    )
    mend = f"If they mean something, say what, {how_to(platform, 'missing')}; then save it again."
    return [Doubt("declared missing", words, mend)]


def sets_of_categories(cells: Mapping[str, Cells], facts: Facts, platform: str) -> list[Doubt]:
    """Return the doubt about select-alls whose variables each hold one of the answers given.

    In such a set all variables have the same labels, nobody gave the same answer twice, and who
    gave fewer answers left the last variables empty; a grid is no such set.
    """
    found = [
        (name, len(group["variable_list"]))
        for name, group in (facts.mr_sets or {}).items()
        if group["type"] == "C" and _mentions(list(map(str, group["variable_list"])), cells, facts)
    ]
    if not found:
        return []
    variables = sum(count for _, count in found)
    many = "1 select-all is" if len(found) == 1 else f"{len(found)} select-alls are"
    words = (
        f"{many} kept as {variables} variables ({listed([name for name, _ in found], MOST)}), each"
        " of which holds one of the answers given: they are read as questions of their own."
    )
    mend = f"To count each option, make it a set of dichotomies, {how_to(platform, 'selected')}."
    return [Doubt("sets of categories", words, mend)]


def _mentions(names: list[str], cells: Mapping[str, Cells], facts: Facts) -> bool:
    """Tell whether variables hold the answers that each person gave, one after the other."""
    labels = [dict(facts.variable_value_labels.get(name, {})) for name in names]
    if len(names) < 2 or not labels[0] or any(other != labels[0] for other in labels):
        return False
    held = pd.DataFrame({name: to_series(cells[name]) for name in names})
    given = held.notna().to_numpy()
    packed = bool((given[:, :-1] | ~given[:, 1:]).all())
    fewer = bool((given.sum(axis=1) < len(names)).any())
    return packed and fewer and not held.apply(_twice, axis=1).any()


def _twice(answers: pd.Series) -> bool:
    """Tell whether an answer was given twice."""
    return bool(answers.dropna().duplicated().any())


def no_words(export: SurveyExport, facts: Facts, platform: str) -> list[Doubt]:
    """Return the doubt that the words of answers were lost: no value has a label."""
    if any(facts.variable_value_labels.values()):
        return []
    if told_by_answers(export.rows)["answers"] not in ("numbers", "mixed"):
        return []
    asked = any(label for label in facts.column_names_to_labels.values())
    lost = "what its values mean" if asked else "what was asked, or what its values mean"
    words = (
        f"None of the {_many(export.rows.shape[1], 'variable')} has labels that say {lost}, so"
        " answers are numbers without words."
    )
    mend = (
        f"Say what they mean, {how_to(platform, 'answers')}; or export the file from the survey"
        " platform again, and do not save it through a spreadsheet."
    )
    return [Doubt("numbers for words", words, mend)]


def _shown(value: object, platform: str) -> str:
    """Return a value as its program shows it: Stata writes .a for what is kept as a letter."""
    return f".{value}" if platform == "stata" and isinstance(value, str) else value_text(value)


def _many(count: int, what: str) -> str:
    """Return so many of a thing, in words."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
