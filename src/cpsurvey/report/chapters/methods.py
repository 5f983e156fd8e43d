"""A study in; the chapter of how numbers were made, and what they cannot say, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.disclosure import PROFILES
from cpsurvey.report.chapters.counted import MODE
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.document import Chapter, Table
from cpsurvey.vocabulary import NONRESPONSE, PLAIN_FROM, SHARE_FROM, TEST_FROM

HOW = (
    "Shares are of those who were shown a question and gave a substantive answer. Don't know is"
    " shown as a share of those shown the question, outside the 100%; blanks are not imputed.",
    "A share has Wilson's 95% interval, a difference of two shares Newcombe's. Two groups are"
    " compared by Campbell's N-1 chi-squared test, by the Fisher-Irwin test where an expected count"
    " is below 1, and by Boschloo's where the usual test would exceed its level; ordered answers by"
    " the probability of superiority and Brunner and Munzel's test by permutation; answers without"
    " an order by Cramér's V and the Fisher-Freeman-Halton test; questions where several could be"
    " ticked by permuting people. Each row of a table names its method where methods differ.",
    f"On a base below {SHARE_FROM} only counts are given, below {TEST_FROM} nothing is tested, and"
    f" below {PLAIN_FROM} numbers are marked [u].",
)
OF_INTERVIEWS = (
    "Interviews are counted, not passages: an interview raises a theme once. Agreement of two"
    " coders is computed by position in the text."
)
CHOSE = (
    "People chose to answer. Intervals and tests allow for chance among people drawn at random, and"
    " for nothing else: not for who chose to take part."
)
NOT_BY_LOT = (
    "How people joined was not drawn by lot. Differences between ways of joining describe; they do"
    " not say what a way of joining does."
)
GRADED = (
    "Groups that were asked in different words are compared with that caveat, and not at all where"
    " the codebook grades their questions as not comparable."
)
SUBTRACTION = (
    "The numbers in this report are not protected against subtraction: a hidden count may still be"
    " found from other rows, other tables or printed totals."
)


def methods_chapter(study: Study) -> Chapter:
    """Say how numbers were made, and what they cannot tell."""
    how = [*(HOW if study.survey else ()), *([OF_INTERVIEWS] if study.interviews else [])]
    limits = [
        CHOSE,
        *([NOT_BY_LOT] if study.asked(MODE) else []),
        *([GRADED] if len(study.groups) > 1 else []),
        *([SUBTRACTION] if PROFILES[study.profile].threshold else []),
    ]
    return Chapter(
        name="methods",
        title="Methods and limitations",
        question="How were these numbers made, and what can they not say?",
        blocks=(
            *how,
            *limits,
            *([_silence()] if study.survey is not None else []),
        ),
    )


def _silence() -> Table:
    """Return the reasons for which an answer may be missing, and what each means."""
    reasons = [(name.replace("_", " "), meaning) for name, meaning in NONRESPONSE.items()]
    return Table(
        name="reasons",
        title="Reasons for which a person has no answer to a question",
        frame=pd.DataFrame(reasons, columns=["Reason", "Meaning"]),
    )
