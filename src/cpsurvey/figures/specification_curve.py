"""One claim under every choice: its shares in order above, the choices behind each below."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import alt_text, bands, page, record, rows, words
from cpsurvey.figures.choice_matrix import CHOICES, Choice, choices_of, matrix_page
from cpsurvey.figures.measure import wrap
from cpsurvey.figures.style import GROUPS, INK, QUIET, SMALL, style

NEEDS = ["id", "base_rule", "dont_know", "exclusions", "mode_rule", "band", "count", "base",
         "share", "ci_low", "ci_high", "agrees", "main"]  # fmt: skip
MOST = 120
HIGH = 2.1
COLOUR = GROUPS[0][0]
AGREES = page.Entry("Agrees with the claim", COLOUR, marker="o")
DIFFERS = page.Entry("Hollow: does not", "white", marker="o")
BAND = page.Entry("What its words are read as there", bands.BAND)
MAIN = "Main"


@style()
def specification_curve(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw what one claim comes to under every defensible choice, and which choices matter.

    Parameters
    ----------
    result
        Rows of `claims.claim_multiverse` of one claim about a share: ``data``, ``id``,
        ``base_rule``, ``dont_know``, ``exclusions``, ``mode_rule``, ``band``, ``count``,
        ``base``, ``share``, ``ci_low``, ``ci_high``, ``agrees``, ``main``, and ``reading`` and
        ``mark`` where there are any. The words that `report.labels.apply` adds are preferred.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        Those of the shares, lowest first: each with its interval on the band that it is held
        against, hollow where it does not agree. Under them the bases, and a row for every choice
        that differs, with a dot where it was made. A broken line marks the main specification.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, there are several claims, none of
        its shares can be drawn, a specification stands twice, or there are more than fit a page.

    References
    ----------
    Simonsohn, Simmons and Nelson (2020), Specification curve analysis, Nature Human Behaviour 4,
    1208-1214.

    Examples
    --------
    >>> from cpsurvey import figures, load_example
    >>> from cpsurvey.claims import claim_multiverse
    >>> found = claim_multiverse(load_example(), ["better-professionals"])
    >>> axes = figures.specification_curve(found)
    >>> axes.get_ylabel()
    'Share'
    """
    rows.check(result, "specification_curve", NEEDS)
    frame = _sorted(result)
    choices = choices_of(frame)
    shown = _agreeing(frame)
    about = page.About(
        title or f"The claim in every defensible way: {shown}", rows.data_of(result), caption,
        legend=_legend(frame),
    )  # fmt: skip
    axes = matrix_page(about, choices, frame, HIGH)
    _share_axis(axes, frame)
    _draw(axes, frame)
    _say_what_is_hidden(axes, frame)
    alt = alt_text.told(
        "Specification curve",
        about,
        f"Specifications: {shown}. {_range(frame)}",
        _lines(frame, choices),
    )
    return record.remember(axes, result, about, alt)


def _sorted(result: pd.DataFrame) -> pd.DataFrame:
    """Return the specifications of one claim, the lowest share first and those hidden last."""
    claims = result["id"].astype(str).unique()
    if len(claims) > 1:
        raise QuestionError(
            f"specification_curve draws one claim, and the result has {listed(claims)}. Choose one:"
            f' result[result["id"] == "{claims[0]}"].'
        )
    if result["share"].isna().all():
        raise QuestionError(
            f"specification_curve has nothing to draw: claim {claims[0]} has no share that can be"
            " shown under any choice."
        )
    if len(result) > MOST:
        raise QuestionError(
            f"The result has {len(result)} specifications; on one page at most {MOST} can be read."
            " Keep one set of exclusions, or one reading."
        )
    twice = result[result.duplicated([choice for choice in CHOICES if choice in result])]
    if len(twice):
        made = {choice: twice[choice].iloc[0] for choice in CHOICES if choice in twice}
        said = listed([f"{choice} {value}" for choice, value in made.items() if value], len(made))
        raise QuestionError(
            f"The result has more than one row for {said}: each would count as a way of its own."
            " Keep one."
        )
    frame = result.assign(
        mark=result["mark"].astype(object).fillna("") if "mark" in result else "",
        main=result["main"].astype(bool),
        agrees=result["agrees"].astype("boolean").fillna(False).astype(bool),
    )
    numbers = ["count", "base", "share", "ci_low", "ci_high"]
    frame[numbers] = frame[numbers].astype(float)
    keys = ["share", "base", "band"]
    return frame.sort_values(keys, kind="stable", na_position="last").reset_index(drop=True)


def _agreeing(frame: pd.DataFrame) -> str:
    """Say how many specifications agree, of those that have a share."""
    shown = frame[frame["share"].notna()]
    return f"{shown['agrees'].sum()} of {len(shown)} agree"


def _legend(frame: pd.DataFrame) -> tuple[page.Entry, ...]:
    """Return the legend: of what is there."""
    drawn = frame[frame["share"].notna()]
    entries = [BAND, *([AGREES] if drawn["agrees"].any() else [])]
    entries += [] if drawn["agrees"].all() else [DIFFERS]
    return tuple(entries)


def _share_axis(axes: Axes, frame: pd.DataFrame) -> None:
    """Give Axes a scale that holds every interval, and the ends of bands inside 0 and 1."""
    ends = [end for end in bands.outermost(frame["band"]) if 0 < end < 1]
    drawn = frame[["share", "ci_low", "ci_high"]].to_numpy().ravel()
    values = np.array([*drawn[~np.isnan(drawn)], *ends])
    low, high = values.min() - 0.02, values.max() + 0.02
    axes.set_ylim(max(low, -0.02), min(high, 1.02))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.3g}%"))
    axes.set_ylabel("Share", rotation=0, ha="right", va="bottom")
    axes.yaxis.set_label_coords(-0.012, 1.035)
    axes.tick_params(axis="y", labelsize=SMALL)
    axes.grid(axis="y")


def _draw(axes: Axes, frame: pd.DataFrame) -> None:
    """Draw each specification's band, interval and dot, and a line through the main one."""
    size = min(6.0, 200 / len(frame))
    facts = frame[["share", "ci_low", "ci_high", "band", "agrees", "main"]]
    for place, (share, low, high, band, agrees, main) in enumerate(
        facts.itertuples(index=False, name=None)
    ):
        for ends in bands.ends_of(band) if not np.isnan(share) else []:
            bar = Rectangle((place - 0.5, ends.low), 1, ends.high - ends.low)
            axes.add_patch(bar).set(
                facecolor=bands.BAND, edgecolor=bands.BAND, linewidth=0.4, zorder=0.5
            )
            axes.hlines(
                [ends.low, ends.high], place - 0.5, place + 0.5, color=QUIET, linewidth=0.6,
                zorder=0.6,
            )  # fmt: skip
        axes.plot([place, place], [low, high], color=COLOUR, linewidth=min(1.6, size / 3))
        inside = COLOUR if agrees else "white"
        axes.plot(
            [place], [share], "o", color=COLOUR, markerfacecolor=inside, markersize=size,
            markeredgewidth=min(1.2, size / 4),
        )  # fmt: skip
        if main:
            axes.annotate(
                MAIN, (place, 1), xycoords=axes.get_xaxis_transform(), xytext=(0, 2),
                textcoords="offset points", size=SMALL, weight="bold",
                ha="left" if place < 2 else "center" if place < len(frame) - 2 else "right",
            )  # fmt: skip
            for one in axes.figure.axes:
                one.axvline(place, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=0.8)


def _say_what_is_hidden(axes: Axes, frame: pd.DataFrame) -> None:
    """Write over specifications without a share why they have none."""
    empty = frame[frame["share"].isna()]
    if empty.empty:
        return
    said = words.HIDDEN if (empty["mark"] == "c").any() else "No share"
    wide = page.inches(axes)[0] * len(empty) / len(frame)
    axes.annotate(
        wrap(said, max(wide - 0.1, 0.6), SMALL), (float(empty.index.to_numpy().mean()), 0.5),
        xycoords=axes.get_xaxis_transform(), ha="center", va="center", size=SMALL,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
    )  # fmt: skip


def _range(frame: pd.DataFrame) -> str:
    """Say from where to where the shares run, and what the main one is."""
    low, high = (words.percent(end) for end in (frame["share"].min(), frame["share"].max()))
    main = frame.loc[frame["main"] & frame["share"].notna(), "share"]
    said = f", {words.percent(main.iloc[0])} in the main specification" if len(main) else ""
    return f"Shares run from {low} to {high}{said}." if low != high else f"Every share is {low}."


def _lines(frame: pd.DataFrame, choices: list[Choice]) -> Iterator[str]:
    """Yield what each specification comes to, and which choices were made in it."""
    for place, row in enumerate(frame.to_dict("records")):
        made = [f"{one.heading.lower()}: {one.label}" for one in choices if place in one.places]
        said = [words.HIDDEN if row["mark"] == "c" else "no share"]
        if not np.isnan(row["share"]):
            interval = alt_text.interval_of_shares(row["ci_low"], row["ci_high"])
            said = [f"{bands.percent(row['share'], row['band'])}{interval}"]
            said.append("agrees" if row["agrees"] else "does not agree")
        said.insert(1, words.base(row["base"], row["mark"]))
        start = "Main specification. " if row["main"] else ""
        yield f"{start}{', '.join(said)}; {'; '.join(made)}."
