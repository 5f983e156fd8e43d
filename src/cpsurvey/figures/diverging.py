"""Shares of ordered answers as bars that part at the middle of the scale."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError, unknown
from cpsurvey.figures import alt_text, net_marks, page, record, rows, segments, sides, words
from cpsurvey.figures.style import grey, ordered, style

NEUTRAL_AT = ("centre", "apart")
ORDERS = ("given", "net")


@style()
def diverging_bars(
    result: pd.DataFrame,
    *,
    neutral: Sequence[str] = (),
    neutral_at: str = "centre",
    net: pd.DataFrame | None = None,
    order: str = "given",
    title: str = "",
    caption: str = "",
) -> Axes:
    """Draw on which side of the middle the answers of each group fall.

    For ordered answers between two opposites: the ones before the middle stand left of the line
    and the ones after it right; the middle answer straddles the line, or stands apart (Heiberger
    and Robbins 2014, Journal of Statistical Software 57(5)). A scale with an even number of answers
    parts between its halves. For a scale without opposites use `stacked_bars`.

    Parameters
    ----------
    result
        As for `stacked_bars`, the answers in their order.
    neutral
        Codes of the answers between the opposites, which are grey and stand together, where they
        are not just the one in the middle of the list, or those that are on neither side of `net`.
    neutral_at
        Where these stand: at the ``centre``, half of them to each side, so that bars are whole; or
        ``apart``, on a line of their own at the right, so that each side begins at the middle.
    net
        What `analysis.net_shares` gives for the same people, split alike: drawn under each bar
        with its interval, and printed beside it in points.
    order
        ``given``, as the result has it, or ``net``: the highest net share first, under each
        heading; the caption says so.
    title
        Says what is shown; the question's label where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        As for `stacked_bars`; 0 is the middle of the scale, and a net share of nought.

    Raises
    ------
    QuestionError
        As for `stacked_bars`; if `neutral` is not among the answers, or a choice is not known; or
        if `net` is not of the same people, data and sides.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> tables = cps.load_example()
    >>> judged = cps.response_table(tables, "overall_judgement", by=["group"])
    >>> net = cps.analysis.net_shares(tables, "overall_judgement", by=["group"])
    >>> axes = figures.diverging_bars(judged, net=net)
    >>> axes.get_xlabel()
    'Share of those who answered'
    """
    _check_choices(neutral_at, order, net)
    made = segments.bars(result, "diverging_bars")
    if net is not None:
        made = _with_net(made, net_marks.beside(net, result, made), order)
        caption = " ".join(filter(None, [caption, net_marks.HIGHEST_FIRST * (order == "net")]))
    middle = _middle(result, neutral, net)
    about = page.About(title or rows.title_of(result, "question"), rows.data_of(result), caption)
    colours = _colours(made.shares.shape[1], *middle)
    also = () if net is None else (net_marks.entry(net),)
    thinnest = segments.ROW if net is None else net_marks.ROW
    axes, about = segments.bar_page(about, made, colours, also=also, thinnest=thinnest)
    placed = sides.lay_out(axes, made, middle, apart=neutral_at == "apart")
    segments.draw(axes, made, placed, colours, above=0.0 if net is None else net_marks.BAR_ABOVE)
    if net is not None:
        net_marks.draw(axes, made.placed)
    alt = _describe(about, made, apart=neutral_at == "apart" and middle[0] < middle[1])
    kept = result if net is None else net_marks.with_result(result, net)
    return record.remember(axes, kept, about, alt)


def _check_choices(neutral_at: str, order: str, net: pd.DataFrame | None) -> None:
    """Raise where a choice is not known, or an order is asked for that nothing tells."""
    for what, chosen, known in (("neutral_at", neutral_at, NEUTRAL_AT), ("order", order, ORDERS)):
        if chosen not in known:
            raise QuestionError(unknown(what, str(chosen), known))
    if order == "net" and net is None:
        raise QuestionError('order="net" needs the net shares: net=analysis.net_shares(...).')


def _with_net(made: segments.Bars, nets: pd.DataFrame, order: str) -> segments.Bars:
    """Return bars with their net shares, in order."""
    placed = made.placed.join(nets)
    placed["below"] = net_marks.ends(placed)
    placed["up"] = net_marks.BAR_ABOVE * nets["value"].notna()
    names = net_marks.in_order(placed) if order == "net" else list(placed.index)
    return segments.Bars(placed.loc[names], made.shares.loc[names])


def _colours(levels: int, first: int, after: int) -> list[str]:
    """Return a colour for each answer, grey from first to after: those take neither side."""
    return [
        grey(colour) if first <= place < after else colour
        for place, colour in enumerate(ordered(levels))
    ]


def _middle(
    result: pd.DataFrame, neutral: Sequence[str], net: pd.DataFrame | None
) -> tuple[int, int]:
    """Return the places of the first answer of the middle and of the first after it."""
    answers = rows.in_words(result, "answer")
    known = list(dict.fromkeys(result["answer"].astype(str)))
    for code in neutral:
        if code not in known:
            raise QuestionError(unknown("neutral answer", code, known))
    places = dict(zip(result["answer"].astype(str), answers.cat.codes, strict=True))
    if neutral:
        own = [places[code] for code in neutral]
        return min(own), max(own) + 1
    if net is not None:
        return net_marks.middle(net, sorted(places, key=places.__getitem__))
    levels = len(answers.cat.categories)
    return levels // 2, (levels + 1) // 2


def _describe(about: page.About, made: segments.Bars, *, apart: bool) -> alt_text.AltText:
    """Return the words for those who do not see the chart."""
    kind = "Diverging bar chart, its middle apart" if apart else "Diverging bar chart"
    if "value" not in made.placed:
        return alt_text.of_bars(kind, about, made.placed, made.shares)
    also = net_marks.spoken(made.placed)
    values = {str(name): value for name, value in made.placed["value"].items()}
    shown = alt_text.span("The net share, in points,", values, words.points) if also else ""
    return alt_text.of_bars(kind, about, made.placed, made.shares, also, shown)
