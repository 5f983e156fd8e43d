"""A small result of the example data for every chart; and what a figure shows, to be compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text

import cpsurvey as cps
from cpsurvey import analysis, claims, figures, report
from cpsurvey.errors import QuestionError
from cpsurvey.figures import record
from cpsurvey.tables import SurveyTables

Result = pd.DataFrame
CLAIMS = ["better-professionals", "parents-no-reports", "parents-could-express"]
NOT_CHARTS = {"save", "style"}


def results(tables: SurveyTables) -> dict[str, Result]:
    """A result for each chart, protected and with words, few rows each."""

    def shown(result: Result) -> Result:
        protected = cps.protect(result, profile="none")
        if tables.interviews is not None and "code" in result:
            return report.labels.apply(protected, tables.questions, themes=tables.interviews.themes)
        return report.labels.apply(protected, tables.questions)

    judged = cps.response_table(tables, "overall_judgement", by="group")
    better = cps.response_table(tables, "overall_judgement", by="group", answers=["better"])
    gap = cps.compare_groups(tables, "overall_judgement", answer="better")
    coverage = analysis.coverage_by_share(gap)
    checked = cps.check_claims(tables, claims=CLAIMS)
    themes = cps.theme_table(tables, by="group", codes=["FUT.hybrid", "FUT.prefer_f2f"])
    agreed = cps.coder_agreement(tables, measures="gwet_ac1")
    course = cps.saturation(tables, by="group", order="random", orders=20, rng=1)
    ways = claims.claim_multiverse(tables, CLAIMS[:1])
    authorities = pd.DataFrame(cps.load_codebook().authorities)
    joined = cps.response_table(tables, "professionals_joined", by=["group", "join_mode"])
    options = cps.response_table(tables, "equipment")
    links = pd.DataFrame(
        {
            "question": ["overall_judgement"], "answer": ["better"], "group": ["parent"],
            "code": ["FUT.prefer_f2f"], "segment": [""], "verdict": ["confirms"],
            "inference": ["Parents want the room back"],
        }
    )  # fmt: skip
    return {
        "agreement_intervals": shown(agreed).head(2),
        "alternative_intervals": shown(
            analysis.sensitivity(tables, "overall_judgement", answer="better")
        ).tail(3),
        "authority_bars": shown(analysis.authority_coverage(tables, authorities)).tail(3),
        "bounds_bars": bounds(),
        "claim_bands": shown(checked),
        "count_bars": shown(cps.response_table(tables, "nation")),
        "coverage_lines": shown(coverage[coverage["planned_share"].isin([0.25, 0.5, 0.75])]),
        "difference_intervals": shown(gap),
        "diverging_bars": shown(judged),
        "evidence_forest": claims.evidence(cps.protect(checked, profile="none")).head(4),
        "feasible_bases": claims.find_bases(CLAIMS[1:], range(22, 25)),
        "flow_bars": shown(report.flow_table(tables)),
        "heat_map": shown(themes),
        "joint_display": cps.joint_display(shown(better), shown(themes), links),
        "mode_grid": shown(joined[joined["group"] == "parent"]),
        "option_intervals": shown(options),
        "pair_bars": shown(cps.co_occurrence(tables, by="interview", codes=["ENG", "FUT", "TEC"])),
        "power_lines": shown(analysis.power_by_gap(gap, gaps=[0, 0.2, 0.4])),
        "saturation_lines": shown(
            course[(course["group"] == "parent") & course["estimate"].notna()]
        ),
        "share_intervals": shown(better),
        "specification_curve": shown(ways).head(4),
        "stacked_bars": shown(judged),
        "turning_bars": shown(checked),
        "upset_plot": shown(analysis.option_combinations(tables, "equipment")),
    }


def bounds() -> Result:
    """Bounds of one share at two levels, typed in."""
    return pd.DataFrame(
        {
            "data": "SYNTHETIC study", "group": "parent", "group_label": "Parents",
            "question": "judged", "question_label": "Overall judgement", "answer": "better",
            "answer_label": "Better", "level": ["phone", "video"], "base": [10, 8],
            "share": [0.6, 0.375], "published_share_low": [0.0, 0.1],
            "published_share_high": [1.0, 0.9], "assumed_share_low": [0.1, 0.2],
            "assumed_share_high": [0.8, 0.7],
        }
    )  # fmt: skip


def tried(chart: Callable[..., Axes], result: Result, **said: str) -> Axes | str:
    """A chart drawn, or the reason why it is refused."""
    try:
        return chart(result, **said)
    except QuestionError as refused:
        return str(refused)


def charts() -> dict[str, Callable[..., Axes]]:
    """Every chart by its name."""
    return {name: getattr(figures, name) for name in figures.__all__ if name not in NOT_CHARTS}


def alternative(axes: Axes) -> str:
    """The text alternative of a figure, short and long."""
    kept = record.recall(axes)
    assert kept is not None
    return f"{kept.alt.short}\n{kept.alt.long}"


def texts(axes: Axes) -> list[Text]:
    """Every piece of text on a figure that is printed."""
    figure = record.figure_of(axes)
    found = [one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip()]
    low_high = {id(ax): (ax.get_xlim(), ax.get_ylim()) for ax in figure.axes}
    outside = {
        id(label)
        for ax in figure.axes
        for axis, ends in zip((ax.xaxis, ax.yaxis), low_high[id(ax)], strict=True)
        for label, place in zip(axis.get_ticklabels(), axis.get_ticklocs(), strict=False)
        if not min(ends) - 1e-9 <= place <= max(ends) + 1e-9
    }
    return [one for one in found if id(one) not in outside]


def picture(axes: Axes) -> str:
    """What a figure draws, but for title and caption: its texts and the places of its shapes."""
    figure = record.figure_of(axes)
    shown: list[Any] = [sorted(one.get_text() for ax in figure.axes for one in ax.findobj(Text))]
    for ax in figure.axes:
        shown += [line.get_xydata().round(6).tolist() for line in ax.lines]
        for patch in ax.patches:
            path = patch.get_patch_transform().transform_path(patch.get_path())
            shown.append((path.vertices.round(6).tolist(), patch.get_facecolor()))
        for drawn in ax.collections:
            array = drawn.get_array()
            shown.append([path.vertices.round(6).tolist() for path in drawn.get_paths()])
            shown.append(None if array is None else array.tolist())
    return repr(shown)  # in which no number is as good as another


def labelled(result: Result, spell: Callable[[str], str]) -> Result:
    """A result with other words in every column of labels, their order kept."""
    made = result.copy()
    for column in made:
        if str(column).endswith("_label") or column in ("claim", "reason"):
            values = made[column]
            known = isinstance(values.dtype, pd.CategoricalDtype)
            order = list(values.cat.categories) if known else list(values.unique())
            words = {word: spell(str(word)) for word in order}
            if len(set(words.values())) < len(words):  # cut alike: told apart by a number
                words = {word: f"{n} {new}"[:100] for n, (word, new) in enumerate(words.items())}
            new = [words[value] for value in values]
            made[column] = pd.Categorical(new, list(words.values()), ordered=True) if known else new
    return made
