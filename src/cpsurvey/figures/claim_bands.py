"""One published claim a row: what its words are read as, and the share in the data."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, bands, dots, page, record, rows, words
from cpsurvey.figures.row_page import percent_axis, row_page
from cpsurvey.figures.style import GROUPS, style
from cpsurvey.vocabulary import GROUP_LABELS

NEEDS = ["id", "group", "claim", "published", "measure", "count", "base", "share", "ci_low",
         "ci_high", "band", "verdict", "why"]  # fmt: skip
SHARES = ("share", "any_row", "interviewed", "coded", "recorded", "authorities_share")
EVERYBODY = "Professionals and parents"
WIDEST = 2.75
TWO_LINES = 0.34
MOST = 28
AXIS = "Share"
NO_BREAK = "\N{NO-BREAK SPACE}"
BAR = 0.24
QUOTE = "\N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}"
BAND = page.Entry("What the published words are read as", bands.BAND)


@style()
def claim_bands(checked: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    r"""Draw what claims about shares were read as, and what the data give.

    Parameters
    ----------
    checked
        Claims as `check_claims` gives them: ``data``, ``id``, ``group``, ``claim``,
        ``published``, ``measure``, ``count``, ``base``, ``share``, ``ci_low``, ``ci_high``,
        ``band``, ``verdict``, ``why``, and ``mark`` where there is one. Those about counts,
        differences or places are left out.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A row a claim, under a heading for its group: a bar for the band that its words are read
        as, a dot with its interval for the share in the data, and at the right the share, its
        base and the verdict.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, a claim stands twice, none is about a
        share, or there are more than fit a page.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey import figures
    >>> checked = pd.DataFrame([{
    ...     "data": "SYNTHETIC study", "id": "heard", "group": "parent", "claim": "Felt heard",
    ...     "published": "two thirds", "measure": "share", "count": 16, "base": 24,
    ...     "share": 16 / 24, "ci_low": 0.467, "ci_high": 0.820, "band": "[0.64, 0.69]",
    ...     "verdict": "recovered (synthetic)", "why": "",
    ... }])
    >>> figures.claim_bands(checked).texts[0].get_text()
    '67%, n = 24\nRecovered (synthetic)'
    """
    rows.check(checked, "claim_bands", NEEDS)
    shares = checked[checked["measure"].isin(SHARES)]
    if shares.empty:
        raise QuestionError("claim_bands has nothing to draw: none of the claims is about a share.")
    if len(shares) > MOST:
        raise QuestionError(
            f"The result has {len(shares)} claims about shares; on one page at most {MOST} can be"
            " read. Draw those of one group, or of some topics."
        )
    frame = rows.tidy(_grouped(shares), ["group", "id"])
    made = _made(frame)
    legend = (BAND, *_dot_entries(made))
    data = rows.data_of(checked)
    about = page.About(title or "Published claims beside the data", data, caption, AXIS, legend)
    axes = row_page(about, made, thinnest=TWO_LINES, widest=WIDEST)
    percent_axis(axes, 0, 1)
    for middle, band in zip(axes.get_yticks(), frame["band"], strict=True):
        bands.draw_band(axes, band, middle, BAR)
    dots.draw(axes, made)
    kind = "Dot chart of shares with intervals, beside the band of each published claim"
    verdicts = alt_text.verdicts_of([str(verdict) for verdict in frame["verdict"]])
    alt = alt_text.told(kind, about, verdicts, _lines(made))
    return record.remember(axes, shares, about, alt)


def group_words(groups: pd.Series[str]) -> pd.Categorical[str]:
    """Return the words for the groups of claims, professionals first and everybody last."""
    known = GROUP_LABELS | {"both": EVERYBODY}
    named = [known.get(group, words.sentence_case(group)) for group in groups.astype(str)]
    order = [*GROUP_LABELS.values(), *dict.fromkeys(named), EVERYBODY]
    kept = [name for name in dict.fromkeys(order) if name in named and name != EVERYBODY]
    last = [EVERYBODY] if EVERYBODY in named else []
    return pd.Categorical(named, [*kept, *last], ordered=True)


def said(claim: str, published: str) -> str:
    """Return a claim with what was published where there is anything, a number or quoted words."""
    return f"{claim}: {quoted(published)}" if published else claim


def quoted(published: str) -> str:
    """Return published words in quotation marks, kept on one line, and a number as it is."""
    if not any(letter.isalpha() for letter in published):
        return published
    return QUOTE.format(published.replace(" ", NO_BREAK))


def _grouped(shares: pd.DataFrame) -> pd.DataFrame:
    """Return claims with the words for their groups, and ids in the order they come in."""
    order = pd.Categorical(shares["id"], list(dict.fromkeys(shares["id"])), ordered=True)
    known = shares["group_label"] if "group_label" in shares else group_words(shares["group"])
    return shares.assign(id=order, group_label=known)


def _made(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what to draw and write in each row."""
    published = frame["published"].astype(object).fillna("")
    labels = [said(*facts) for facts in zip(frame["claim"], published, strict=True)]
    verdicts = [words.sentence_case(str(verdict)) for verdict in frame["verdict"]]
    facts = zip(frame["share"], frame["base"], frame["mark"], frame["band"], strict=True)
    shares = [_share(*fact) for fact in facts]
    named = zip(labels, frame["band"], strict=True)
    return pd.DataFrame(
        {
            "name": [
                f"{label.replace(NO_BREAK, ' ')}, read as {bands.in_words(band)}"
                for label, band in named
            ],
            "label": labels,
            "heading": frame["group"].astype(str),
            "value": frame["share"],
            "low": frame["ci_low"],
            "high": frame["ci_high"],
            "note": "",
            "end": [f"{one}\n{two}" for one, two in zip(shares, verdicts, strict=True)],
            "mark": frame["mark"],
            "look": [_look(str(group)) for group in frame["group"]],
        }
    )


def _share(share: float, base: float, mark: str, band: str) -> str:
    """Return a share with its base, or why there is none."""
    if mark == "c":
        return f"{words.CONFIDENTIAL} not shown"
    if pd.isna(share):
        return "No data" if pd.isna(base) else f"No share, {words.base(base)}"
    return f"{bands.percent(share, band)}, {words.base(base, mark)}"


def _lines(made: pd.DataFrame) -> Iterator[str]:
    """Yield what each row says."""
    facts = made[["name", "end", "low", "high"]]
    for name, end, low, high in facts.itertuples(index=False, name=None):
        told = end.replace("\n", ", ")
        yield f"{name}. {told}{alt_text.interval_of_shares(low, high)}."


def _look(group: str) -> int:
    """Return the number of a group's colour and marker."""
    return [*GROUP_LABELS.values(), group].index(group) % len(GROUPS)


def _dot_entries(made: pd.DataFrame) -> list[page.Entry]:
    """Return the legend of the dots: each group's, and the hollow one of small bases."""
    drawn = made[made["value"].notna()]
    entries = [
        page.Entry(f"{group}: share in the data", GROUPS[look][0], marker=GROUPS[look][1])
        for group, look in dict(zip(drawn["heading"], drawn["look"], strict=True)).items()
    ]
    return [*entries, *([dots.SMALL_BASE] if (drawn["mark"] == "u").any() else [])]
