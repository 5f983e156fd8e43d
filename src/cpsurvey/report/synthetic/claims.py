"""Checked claims in; which published numbers come back from made-up data, and which do not, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.figures.words import SMALL_BASE
from cpsurvey.report.claims.words import computed_words, published_words, read_words
from cpsurvey.report.html.markup import Html, Section, fold, join, note, paragraph, table
from cpsurvey.report.wording.codebook_names import group_label, records_of, sentence
from cpsurvey.report.wording.codes import counted

BACK = ("reproduced", "recovered (synthetic)")
OPEN = ("base ambiguous",)
UNDECIDED = ("not decidable",)
NO_BREAK = "\N{NO-BREAK SPACE}"
ITSELF = "the number itself"
LOST = "Does not come back"
DEPENDS = "It is not known whose answers these are about, and the readings do not agree"
HOW = (
    "Each number below is computed anew, from the tables that cleaning makes of these very exports,"
    " and held against the values that the published words are read as. None is copied from the"
    " margins."
)
ONLY = (
    "That a number comes back shows that the way from published figure to export to table loses"
    " nothing. It is no evidence for the claim: the number was put in."
)

SMALL = f"{SMALL_BASE}: fewer than 30 people; a real share of so few would be read with care."


def claims_section(checked: pd.DataFrame, codebook: Codebook) -> Section:
    """Return what comes back of what was published, what does not first."""
    return Section(
        "claims", "Does every published number come back?", join(_said(checked, codebook))
    )


def claims_lead(checked: pd.DataFrame, codebook: Codebook) -> Html:
    """Return what the page says before all else: whether every published number comes back."""
    lost, decided = _lost(checked), _decided(checked)
    if lost.empty:
        unsure = len(_with(decided, OPEN)) if len(decided) else 0
        return paragraph(_back_words(len(decided), unsure)) if len(decided) else Html()
    return note(
        _lost_of(len(lost), len(decided)),
        *(paragraph(_in_a_sentence(row, codebook)) for row in _rows(lost)),
    )


def claims_back(checked: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return checked claims in words, a row each, to print or to put in a spreadsheet."""
    records = [
        {
            "Claim": row["claim"],
            "About": group_label(str(row["group"]), codebook),
            "Published": published_words(row),
            "From this data": computed_words(row),
            "What agrees": sentence(read_words(row) or ITSELF),
            "Verdict": sentence(str(row["verdict"])),
            "Id": row["id"],
        }
        for row in _rows(checked)
    ]
    columns = ["Claim", "About", "Published", "From this data", "What agrees", "Verdict", "Id"]
    return pd.DataFrame(records, columns=columns).astype("string")


def _said(checked: pd.DataFrame, codebook: Codebook) -> Iterator[Html]:
    """Yield the tables: what does not come back, what depends, what does, what cannot be told."""
    if checked.empty:
        yield paragraph("No claim was given, so there is nothing to compare with.")
        return
    yield paragraph(HOW)
    yield paragraph(ONLY)
    if (checked["mark"] == "u").any():
        yield paragraph(SMALL)
    for said, rows in ((LOST, _lost(checked)), (DEPENDS, _with(checked, OPEN))):
        if len(rows):
            yield _table(rows, codebook, ["Id"], said)
    back = _with(checked, BACK)
    for verdict, rows in back.groupby("verdict", sort=False):
        caption = f"{sentence(str(verdict))}: {len(rows):,} of {len(_decided(checked)):,}"
        yield _table(rows, codebook, ["Id", "Verdict"], caption)
    silent = _with(checked, UNDECIDED)
    if len(silent):
        reasons = pd.DataFrame({"Claim": silent["claim"], "Why": silent["why"].map(sentence)})
        title = f"{counted(len(silent), 'claim')} that no table can decide, and why"
        yield fold(title, table(reasons, "Not decidable"))


def _table(checked: pd.DataFrame, codebook: Codebook, less: list[str], caption: str) -> Html:
    """Return claims as a table in which no count is parted from its base."""
    shown = claims_back(checked, codebook).drop(columns=less)
    whole = shown["From this data"].str.replace(" of ", f"{NO_BREAK}of{NO_BREAK}")
    return table(shown.assign(**{"From this data": whole}), caption)


def _rows(checked: pd.DataFrame) -> list[dict[str, Any]]:
    """Return claims one by one, texts that are missing as empty ones."""
    texts: list[str] = list(checked.select_dtypes(include="string").columns)
    return records_of(checked.assign(**{name: checked[name].fillna("") for name in texts}))


def _decided(checked: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that the tables can decide."""
    return checked if checked.empty else checked[~checked["verdict"].isin(UNDECIDED)]


def _lost(checked: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that do not come back."""
    kept = (*BACK, *OPEN, *UNDECIDED)
    return checked if checked.empty else checked[~checked["verdict"].isin(kept)]


def _with(checked: pd.DataFrame, verdicts: tuple[str, ...]) -> pd.DataFrame:
    """Return the claims with one of these verdicts."""
    return checked[checked["verdict"].isin(verdicts)]


def _back_words(decided: int, unsure: int) -> str:
    """Return the sentence that says that nothing was lost."""
    come = "comes" if decided - unsure == 1 else "come"
    end = f"{come} back from this data."
    if unsure:
        return (
            f"{decided - unsure:,} of {decided:,} published statements that tables can decide {end}"
            f" Of {unsure:,} it is not known whose answers are meant, and the readings do not"
            " agree."
        )
    if decided == 1:
        return f"The one published statement that tables can decide {end}"
    return f"All {decided:,} published statements that tables can decide {end}"


def _lost_of(lost: int, decided: int) -> str:
    """Return ``2 of 61 published statements do not come back``."""
    does = "does" if lost == 1 else "do"
    return f"{lost:,} of {decided:,} published statements {does} not come back"


def _in_a_sentence(row: dict[str, Any], codebook: Codebook) -> str:
    """Return what was published, what the data gives instead, and what it would have to be."""
    who = group_label(str(row["group"]), codebook)
    return (
        f"{row['id']} ({who}): published {published_words(row)}, and this data gives"
        f" {computed_words(row) or 'nothing'}. What agrees: {read_words(row) or ITSELF}."
        f" Verdict: {row['verdict']}."
    )
