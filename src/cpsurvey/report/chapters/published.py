"""A study and checked claims in; the chapter of what was published beside the data out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey import figures
from cpsurvey.claims import evidence
from cpsurvey.report import labels
from cpsurvey.report.chapters.asked import slug
from cpsurvey.report.chapters.drawn import drawn, tabled
from cpsurvey.report.chapters.study import Block, Study
from cpsurvey.report.document import Chapter
from cpsurvey.report.findings.found import found
from cpsurvey.vocabulary import GROUP_LABELS

SHARES = ("share", "any_row", "coded", "interviewed")
ABOUT_THE_STUDY = ("sample", "method")
ANY = "(0, 1]"
AT_ONCE = 5  # claims in one picture
READ = (
    "What was published is words and numbers. Each quantity word is read as a band of shares, which"
    " is a reading of ours and of no source; the tables then say whether they agree. A claim that"
    " comes back from made-up data is recovered, never reproduced: it shows that the way from"
    " export to table works, and is no evidence for the claim."
)
BESIDE = (
    "Other studies that can be set beside these claims asked other people other things. Nothing is"
    " tested between them."
)


def claims_chapter(study: Study) -> Chapter | None:
    """Set published claims beside what the tables give."""
    if study.checked is None or study.checked.empty:
        return None
    checked = study.shown(study.checked)
    return Chapter(
        name="published-claims",
        title="Published claims",
        question="Do these data give what was published?",
        blocks=tuple(_blocks(study, checked)),
        found=tuple(found(checked)),
    )


def _blocks(study: Study, checked: pd.DataFrame) -> Iterator[Block]:
    """Yield the table of all claims, the amounts among them drawn, and other studies beside."""
    yield READ
    yield tabled(study, "claims", "Published claims, and what the data give", checked)
    amounts = checked[
        checked["measure"].isin(SHARES)
        & ~checked["topic"].isin(ABOUT_THE_STUDY)
        & (checked["band"] != ANY)
    ]
    for group, part in amounts.groupby("group", sort=False, observed=True):
        who = GROUP_LABELS.get(str(group), str(group))
        title = f"Claims about {who[:1].lower()}{who[1:]}: published and computed"
        yield drawn(study, f"claims-{slug(str(group))}", title, figures.claim_bands, part)
    beside = labels.apply(evidence(checked), claims=study.claims or None)
    shares = beside[beside["share"].notna()]
    parts = list(_few_at_once(shares))
    if parts:
        yield BESIDE
    for number, part in enumerate(parts, 1):
        of = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        title = f"Published claims beside other studies{of}"
        yield drawn(study, f"evidence-{number}", title, figures.evidence_forest, part)


def _few_at_once(shares: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield some claims of one data set with the findings beside them, until all are there."""
    beside = shares[shares["finding"] != ""].drop_duplicates("id")
    for _, known in beside.groupby("data", sort=False, observed=True):
        ids = known["id"].tolist()
        for start in range(0, len(ids), AT_ONCE):
            yield shares[shares["id"].isin(ids[start : start + AT_ONCE])]
