"""Exports in, what the people kept wrote in their own words out, masked; no table has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from cpsurvey.cleaning.ledger import Judged, judge
from cpsurvey.cleaning.marks import marked
from cpsurvey.codebook import Codebook
from cpsurvey.exports import SurveyExport
from cpsurvey.masking import mask_text

COLUMNS = ["respondent", "group", "question", "text", "masked"]


def comments(
    exports: SurveyExport | Sequence[SurveyExport],
    codebook: Codebook,
    *,
    rules: str = "default",
    decisions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the free text of the respondents kept, contact details and personal numbers masked.

    Masking finds what has a pattern: e-mail and web addresses, telephone, NHS and National
    Insurance numbers, postcodes, social handles. It finds no names, places or stories: the text is
    still personal data, and belongs in no repository, report or figure.

    Parameters
    ----------
    exports, codebook, rules, decisions
        As for `clean_survey`; only its questions of type ``text`` are looked at.

    Returns
    -------
    pd.DataFrame
        One row a comment: respondent and group as in the tables, question, text as masked, and
        the kinds of thing masked in it ("e-mail, postcode"). Blank answers have no row, nor do
        people who were left out or who withdrew.

    Raises
    ------
    ExportError, CodebookError, DecisionsError
        As `clean_survey`.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.cleaning import comments
    >>> list(comments([], cps.load_codebook()))
    ['respondent', 'group', 'question', 'text', 'masked']
    """
    judged = judge(exports, codebook, rules=rules, decisions=decisions)
    found = [said for one in judged for said in _said(one, codebook)]
    frame = pd.concat([pd.DataFrame(columns=COLUMNS), *found], ignore_index=True)
    in_order = frame.sort_values(["group", "respondent", "question"], ignore_index=True)
    return in_order.astype("string")


def _said(judged: Judged, codebook: Codebook) -> Iterator[pd.DataFrame]:
    """Yield what people wrote, a frame a question."""
    for question in codebook.questions:
        if question.type == "text" and question.name in judged.claimed:
            asked = judged.kept[[judged.claimed[question.name][0]]]
            raw = asked.iloc[:, 0]
            texts = raw[(raw.str.strip() != "") & ~marked(asked, judged.export.platform)]
            masked = {text: mask_text(text) for text in texts.unique()}
            yield pd.DataFrame(
                {
                    "respondent": judged.export.meta.loc[texts.index, "respondent"],
                    "group": judged.instrument.group,
                    "question": question.name,
                    "text": texts.map(lambda text, known=masked: known[text][0]),
                    "masked": texts.map(lambda text, known=masked: ", ".join(known[text][1])),
                }
            )
