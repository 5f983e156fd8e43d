"""One comparison done in several ways, a row a way, grouped by what differs."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import alt_text, dots, page, record, rows, words
from cpsurvey.figures.differences import axis_of, point_axis
from cpsurvey.figures.style import style
from cpsurvey.vocabulary import ALTERNATIVES, VARIES

NEEDS = [
    "answer", "group", "reference", "varies", "alternative", "measure", "base", "base_reference",
    "estimate", "ci_low", "ci_high", "why",
]  # fmt: skip
FACTS = ["base", "base_reference", "ci_low", "mark", "why", "tests"]
ENDS = ["estimate", "p_value", "base", "base_reference", "mark"]
IN_POINTS = "difference"
NO_BREAK = "\N{NO-BREAK SPACE}"
SAME = "Same difference, same interval"


@style()
def alternative_intervals(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw what one comparison comes to when it is done in other ways.

    Parameters
    ----------
    result
        One row a way, as `analysis.sensitivity`, `analysis.standardise` (its differences),
        `analysis.stratified` and `analysis.clustered_difference` give it, or several of these
        together: ``data``, ``answer``, ``group``, ``reference``, ``varies``, ``alternative``,
        ``measure``, ``base``, ``base_reference``, ``estimate``, ``ci_low``, ``ci_high``, ``why``,
        and ``p_value`` and ``mark`` where there are.
    title
        Says what is shown; the labels of question and answer where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        One row a way under a heading for what varies, with a line at no difference; its points,
        p-value and bases at the right. Other tests of the same counts share a row, which has
        their p-values; a way without an interval has its reason.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, a row measures something else than
        a difference of shares, or two rows share a place.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> from cpsurvey.analysis import sensitivity
    >>> found = sensitivity(cps.load_example(), "overall_judgement", answer="better")
    >>> axes = figures.alternative_intervals(found)
    >>> axes.get_yticklabels()[0].get_text()
    'As it was compared'
    """
    rows.check(result, "alternative_intervals", NEEDS)
    _check_measure(result)
    named = _named(result)
    within = [*rows.varying(result, ["question"]), *rows.by_columns(result)]
    keys = [*within, "varies", "way"]
    frame = _tests_in_one(rows.tidy(named, keys), within)
    placed = rows.place(frame, keys).assign(heading=_headings(frame, within, ": "))
    placed["name"] = [
        f"{heading}: {label}"
        for heading, label in zip(_headings(frame, within, ", "), placed["label"], strict=True)
    ]
    sizes = [words.bases(*facts) for facts in _facts(frame, ["base", "base_reference", "mark"])]
    notes = [_note(*facts) for facts in _facts(frame, FACTS)]
    made = dots.dots(frame, placed, "estimate", words.points, sizes, notes)
    made["end"] = [
        size.removeprefix("n = ") if note else _end(*facts)
        for size, note, facts in zip(sizes, notes, _facts(frame, ENDS), strict=True)
    ]
    title = title or rows.title_of(result.iloc[:1], "question", "answer")
    about = page.About(title, rows.data_of(result), caption, axis_of(result))
    axes = dots.dot_page(about, made)
    point_axis(axes, made)
    dots.draw(axes, made)
    made["note"] = made["note"].str.replace(NO_BREAK, " ")
    made["sizes"] = [f"{size}{_said(p)}" for size, p in zip(sizes, frame["p_value"], strict=True)]
    what = f"The difference ({about.axis.lower()})"
    alt = alt_text.of_dots("Dot chart of one comparison done in several ways", what, about, made,
                           words.points)  # fmt: skip
    return record.remember(axes, result, about, alt)


def _tests_in_one(frame: pd.DataFrame, within: list[str]) -> pd.DataFrame:
    """Return rows with a comparison's other tests in one, which has all their p-values.

    They have the interval of the main row, and would be drawn as the same line again and again.
    """
    if "p_value" not in frame:
        frame = frame.assign(p_value=math.nan)
    tests = frame["varies_code"] == "test"
    if not tests.any():
        return frame.assign(tests="")
    said = [
        f"{way} {_p(p)}".replace(" ", NO_BREAK)
        for way, p in zip(frame["way"], frame["p_value"], strict=True)
    ]
    places = pd.Series(rows.names(frame, within), frame.index)
    every = pd.Series(said, frame.index)[tests].groupby(places[tests]).agg("; ".join)
    kept = frame.assign(tests=places.map(every).where(tests, ""))
    kept = kept[~tests | ~places.where(tests).duplicated()].reset_index(drop=True)
    one = kept["tests"] != ""
    return kept.assign(
        way=kept["way"].astype(object).mask(one, SAME), p_value=kept["p_value"].mask(one)
    )


def _p(p: float) -> str:
    """Return ``p = 0.046``, or that there is none."""
    return "not computed" if pd.isna(p) else words.p_value(p)


def _headings(frame: pd.DataFrame, within: list[str], between: str) -> list[str]:
    """Return what each row stands under: ``Able to express views: another test``."""
    varies = list(frame["varies"].astype(str))
    if not within:
        return varies
    return [
        f"{name}{between}{what[:1].lower()}{what[1:]}"
        for name, what in zip(rows.names(frame, within), varies, strict=True)
    ]


def _named(result: pd.DataFrame) -> pd.DataFrame:
    """Return a result with the words for what varies, and for each way."""
    answers = rows.in_words(result, "answer").astype(str)
    ways = [
        answer if code == "cut" else _word(code, ALTERNATIVES)
        for code, answer in zip(result["alternative"].astype(str), answers, strict=True)
    ]
    varies = [_word(code, VARIES) for code in result["varies"].astype(str)]
    return result.assign(
        varies=varies, varies_label=varies, way=ways, way_label=ways, varies_code=result["varies"]
    )


def _word(code: str, known: dict[str, str]) -> str:
    """Return the words for a code; one without words by itself."""
    return known.get(code, words.sentence_case(code))


def _facts(frame: pd.DataFrame, columns: list[str]) -> list[tuple[Any, ...]]:
    """Return some columns row by row."""
    return list(frame[columns].itertuples(index=False, name=None))


def _note(base: float, reference: float, low: float, mark: str, why: str, tests: str) -> str:
    """Return what stands in the place of an interval that there is not, or nothing."""
    if mark == "c":
        return words.HIDDEN
    if tests:
        return tests
    if pd.isna(low):
        reason = "too few" if pd.notna(base) and pd.notna(reference) and not why else why
        return f"Not compared: {reason.partition(';')[0]}"
    return ""


def _end(estimate: float, p: float, base: float, reference: float, mark: str) -> str:
    """Return ``−21, p = 0.046, 24 v 492 [u]``."""
    sizes = words.bases(base, reference, mark).removeprefix("n = ")
    return f"{words.points(estimate)}{_said(p)}, {sizes}"


def _said(p: float) -> str:
    """Return a p-value after a comma, or nothing."""
    return "" if pd.isna(p) else f", {words.p_value(p)}"


def _check_measure(result: pd.DataFrame) -> None:
    """Raise where a row measures something else than a difference of shares."""
    others = sorted({code for code in result["measure"] if not str(code).endswith(IN_POINTS)})
    if others:
        raise QuestionError(
            "alternative_intervals draws differences of shares, and this result has rows of"
            f' {listed(others)} too. Choose those of differences, such as result[result["measure"]'
            ' == "difference"].'
        )
