"""Claims with other studies' findings below: each share, its interval and its base, a row each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, bands, page, record, rows, words
from cpsurvey.figures.claim_bands import BAND, BAR, NO_BREAK, TWO_LINES, quoted
from cpsurvey.figures.dots import SMALL_BASE
from cpsurvey.figures.row_page import percent_axis, row_page
from cpsurvey.figures.style import GROUPS, QUIET, SMALL, style

NEEDS = ["id", "claim", "finding", "study", "year", "measures", "same_measure", "why_other",
         "published", "band", "share", "count", "base", "ci_low", "ci_high", "verdict",
         "why"]  # fmt: skip
WIDEST = 3.0
MOST = 24
OWN, SAME, OTHER = "own", "same", "other"
COLOUR = GROUPS[0][0]
NO_BASE = "Base not published"
THE_SAME = "the same study"
NO_DATA, NO_SHARE = "No data", "Not a share"
Row: TypeAlias = Mapping[Any, Any]
LEGEND = {
    OWN: page.Entry("This study's data", COLOUR, marker="o"),
    SAME: page.Entry("Another study, the same measure", QUIET, marker="D"),
    OTHER: page.Entry("Another study (hollow: it measures something else)", "white", marker="D"),
}


@style()
def evidence_forest(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    r"""Draw what other studies published beside the claims, each share with its own base.

    Parameters
    ----------
    result
        Rows of `claims.evidence`: ``data``, ``id``, ``claim``, ``finding``, ``study``, ``year``,
        ``measures``, ``same_measure``, ``why_other``, ``published``, ``band``, ``share``,
        ``count``, ``base``, ``ci_low``, ``ci_high``, ``verdict``, ``why``, and ``mark`` where
        there is one. Findings without a share and without an amount in words are left out, and
        with them claims that have no other.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        Under each claim a row for this study, with the band of its words and its share, and a row
        for each finding: a hollow diamond where it measures something other, and what; no
        interval where its source has no base. The bases are at the right.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, a row stands twice, nothing is left
        to draw, or there is more than fits a page.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey import figures
    >>> from cpsurvey.claims import evidence
    >>> checked = pd.DataFrame([{
    ...     "data": "SYNTHETIC", "id": "better-professionals", "claim": "Remote is better",
    ...     "group": "professional", "published": "nearly half", "band": "[0.45, 0.5)",
    ...     "count": 230, "base": 483, "share": 230 / 483, "ci_low": 0.43, "ci_high": 0.52,
    ...     "verdict": "recovered (synthetic)", "mark": "",
    ... }])
    >>> axes = figures.evidence_forest(evidence(checked))
    >>> [text.get_text() for text in axes.texts][:2]
    ['48%, n = 483\nRecovered (synthetic)', '78%\nBase not published']
    """
    rows.check(result, "evidence_forest", NEEDS)
    shown = _drawable(result)
    if shown.empty:
        raise QuestionError(
            "evidence_forest has nothing to draw: no finding beside these claims has a share or an"
            " amount in words."
        )
    if len(shown) > MOST:
        raise QuestionError(
            f"The result has {len(shown)} claims and findings to draw; on one page at most {MOST}"
            " can be read. Draw those of one group, or of some topics."
        )
    frame = rows.tidy(shown, ["id", "finding"])
    made = _made(frame)
    drawn = made[made["note"] == ""]
    legend = [entry for kind, entry in LEGEND.items() if (drawn["kind"] == kind).any()]
    legend = [BAND, *legend] if (drawn["kind"] == OWN).any() else legend
    legend += [SMALL_BASE] if (drawn["mark"] == "u").any() else []
    about = page.About(
        title or "Published claims beside other studies", rows.data_of(result), caption, "Share",
        tuple(legend),
    )  # fmt: skip
    axes = row_page(about, made, thinnest=TWO_LINES, widest=WIDEST, size=SMALL, apart=0.1)
    percent_axis(axes, 0, 1)
    _draw(axes, made)
    alt = alt_text.told("Forest plot of shares with intervals", about, _counted(made), _lines(made))
    return record.remember(axes, shown, about, alt)


def _drawable(result: pd.DataFrame) -> pd.DataFrame:
    """Return claims and findings with a share or an amount in words, in the order they come in."""
    own = result["finding"].fillna("") == ""
    said = result["share"].notna() | (result["published"].fillna("") != "")
    beside = result.loc[~own & said, "id"]
    shown = result[(own | said) & result["id"].isin(beside)]
    order = {key: list(dict.fromkeys(shown[key].fillna(""))) for key in ("id", "finding")}
    return shown.assign(
        **{
            key: pd.Categorical(shown[key].fillna(""), order[key], ordered=True)
            for key in ("id", "finding")
        }
    )


def _made(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what to draw and write in each row."""
    records = frame.to_dict("records")
    told = pd.DataFrame(map(_row, records, [None, *records]))
    numbers = frame[["share", "ci_low", "ci_high", "mark", "band"]].copy()
    numbers.loc[frame["share"].isna(), ["ci_low", "ci_high"]] = math.nan  # of a difference
    return told.join(numbers.rename(columns={"share": "value", "ci_low": "low", "ci_high": "high"}))


def _row(row: Row, before: Row | None) -> dict[str, str]:
    """Return the words of one row: of the claim itself, or of a finding beside it."""
    own = not row["finding"]
    label = _of_claim(row) if own else _of_finding(row, before)
    note, end = _found_here(row) if own else _found_elsewhere(row)
    return {
        "name": label.rstrip("."),
        "label": label,
        "heading": str(row["claim"]),
        "note": note,
        "end": end,
        "kind": OWN if own else str(row["same_measure"]),
    }


def _of_claim(row: Row) -> str:
    """Return the label of a claim's own row."""
    return f"This study: {quoted(_text(row['published'])) or 'no amount was named'}"


def _of_finding(row: Row, before: Row | None) -> str:
    """Return what a finding is of; its study only where the row before is of another."""
    same = ("id", "study", "year", "why_other")
    if before and all(_text(row[key]) == _text(before[key]) for key in same):
        return f"{row['measures']} ({THE_SAME})"
    study = ", ".join(filter(None, [_text(row["study"]), _text(row["year"])]))
    why = _text(row["why_other"])
    return f"{row['measures']} ({study}).{f' Not the same: {why}' if why else ''}"


def _found_here(row: Row) -> tuple[str, str]:
    """Return what stands in place of the data's share, and its share, base and verdict."""
    verdict = words.sentence_case(_text(row["verdict"]))
    if row["mark"] == "c":
        return words.HIDDEN, verdict
    if _missing(row["share"]):
        return NO_DATA if _missing(row["count"]) else NO_SHARE, verdict
    share = bands.percent(row["share"], row["band"])
    return "", f"{share}, {words.base(row['base'], row['mark'])}\n{verdict}"


def _found_elsewhere(row: Row) -> tuple[str, str]:
    """Return what stands in place of a published share, and that share and its base."""
    said, base = _text(row["published"]), NO_BASE
    if not _missing(row["base"]):
        base = words.base(row["base"])
    if _missing(row["share"]):
        return f"{quoted(said)}: no share", base
    if _missing(row["ci_low"]):
        return "", f"{said}\n{base}{'' if base == NO_BASE else ', no interval'}"
    share = said if said.endswith("%") else words.percent(row["share"])
    return "", f"{share}, {words.number(row['count'])} of {words.number(row['base'])}"


def _counted(made: pd.DataFrame) -> str:
    """Say how many findings there are, and how many measure the same."""
    claims, beside = (made["kind"] == OWN).sum(), (made["kind"] != OWN).sum()
    same = (made["kind"] == SAME).sum()
    return f"Claims {claims}, findings beside them {beside}, of the same measure {same}."


def _lines(made: pd.DataFrame) -> Iterator[str]:
    """Yield each claim, and what each row under it says."""
    for row in made.to_dict("records"):
        start = f"{row['heading']}. " if row["kind"] == OWN else ""
        told = ", ".join(
            filter(None, [row["note"], row["end"].replace("\n", ", "), _drawn_at(row)])
        )
        interval = alt_text.interval_of_shares(row["low"], row["high"])
        yield f"{start}{row['name']}. {told}{interval}.".replace(NO_BREAK, " ")


def _drawn_at(row: Row) -> str:
    """Return where a published share stands, if its words do not say so."""
    share = "" if _missing(row["value"]) else words.percent(row["value"])
    return "" if row["kind"] == OWN or share in row["end"] else f"drawn at {share}"


def _draw(axes: Axes, made: pd.DataFrame) -> None:
    """Draw each claim's band, and each row's interval and marker."""
    facts = made[["kind", "note", "value", "low", "high", "mark", "band"]]
    heights = axes.get_yticks()
    rows_of = zip(heights, facts.itertuples(index=False, name=None), strict=True)
    for height, (kind, note, value, low, high, mark, band) in rows_of:
        if note:
            continue
        if kind == OWN:
            bands.draw_band(axes, band, height, BAR)
        colour, marker = (COLOUR, "o") if kind == OWN else (QUIET, "D")
        axes.plot([low, high], [height, height], color=colour, linewidth=1.8)
        hollow = kind == OTHER or mark == "u"
        axes.plot(
            [value], [height], marker, color=colour, markersize=6, markeredgewidth=1.4,
            markerfacecolor="white" if hollow else colour, clip_on=False,
        )  # fmt: skip


def _missing(value: Any) -> bool:
    """Tell whether there is no value."""
    return bool(pd.isna(value))


def _text(value: Any) -> str:
    """Return a text, blank where there is none."""
    return "" if _missing(value) else str(value)
