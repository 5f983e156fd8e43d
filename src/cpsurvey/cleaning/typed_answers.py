"""Exports in, the authorities and roles as typed that got no code out, for a person to settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from cpsurvey.cleaning.authorities import find_authority
from cpsurvey.cleaning.gazetteer import gazetteer
from cpsurvey.cleaning.ledger import Judged, judge
from cpsurvey.cleaning.roles import find_role, role_names
from cpsurvey.cleaning.settled import TYPES, apply_settled
from cpsurvey.cleaning.typed import LONGEST, NOTHING, Find, Finding, key, unsaid
from cpsurvey.codebook import Codebook, Question
from cpsurvey.exports import SurveyExport
from cpsurvey.masking import mask_text

COLUMNS = ["question", "typed", "count", "status", "candidates", "code"]


def typed_answers(
    exports: SurveyExport | Sequence[SurveyExport],
    codebook: Codebook,
    *,
    decisions: pd.DataFrame | None = None,
    settled: pd.DataFrame | None = None,
    rules: str = "default",
) -> pd.DataFrame:
    """Return what people typed for authorities and roles and that got no code.

    Fill in `code` (one of the candidates, any other code, or a kind of non-response such as
    ``not_applicable``), save it as CSV, and give it as `settled` next time. Typed words are
    personal: the list belongs in no repository, report or figure.

    Parameters
    ----------
    exports, codebook, decisions, settled, rules
        As for `clean_survey`; only respondents who are kept are listed, without what is settled
        or corrected already.

    Returns
    -------
    pd.DataFrame
        One row a question and typed text, those typed most often first: ``typed`` with contact
        details and personal numbers masked, ``count``, ``status`` (ambiguous or unmatched),
        ``candidates`` (the codes it fits, or the nearest, with their names), ``code`` (blank).

    Raises
    ------
    ExportError, CodebookError, DecisionsError
        As `clean_survey`.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.cleaning import typed_answers
    >>> list(typed_answers([], cps.load_codebook()))
    ['question', 'typed', 'count', 'status', 'candidates', 'code']
    """
    book = codebook if settled is None else apply_settled(codebook, settled)
    judged = judge(exports, book, rules=rules, decisions=decisions)
    listed = [
        _to_settle(question, texts, book)
        for question in book.questions
        if question.type in TYPES and not (texts := _texts(question, judged)).empty
    ]
    return pd.concat([pd.DataFrame(columns=COLUMNS), *listed], ignore_index=True).astype(
        {"count": "int64"}
    )


def _texts(question: Question, judged: Sequence[Judged]) -> pd.Series:
    """Return what the respondents kept typed, without what is corrected by hand."""
    found = []
    for one in judged:
        if question.name in one.claimed:
            raw = one.kept[one.claimed[question.name][0]]
            fixed = [row for rows in one.fixes.get(question.name, {}).values() for row in rows]
            found.append(raw[(raw.str.strip() != "") & ~raw.index.isin(fixed)])
    return pd.concat(found, ignore_index=True) if found else pd.Series(dtype=object)


def _to_settle(question: Question, texts: pd.Series, codebook: Codebook) -> pd.DataFrame:
    """Return a row for each text of one question that got no code."""
    names, find = _known(question, codebook)
    settled = codebook.settled.get(question.name, {})
    counts = texts.map(str.strip).value_counts()
    found = {
        text: finding
        for text in counts.index
        if not unsaid(text) and len((finding := _find(text, find, settled)).codes) != 1
    }
    rows = [
        {
            "question": question.name,
            "typed": mask_text(text)[0],
            "count": counts[text],
            "status": "ambiguous" if finding.codes else "unmatched",
            "candidates": "; ".join(f"{c} {names[c]}" for c in finding.codes or finding.near),
            "code": "",
            "key": key(text) if len(text) <= LONGEST else text,
        }
        for text, finding in found.items()
    ]
    return _one_a_text(pd.DataFrame(rows, columns=[*COLUMNS, "key"]))


def _find(text: str, find: Find, settled: Mapping[str, str]) -> Finding:
    """Return what a text stands for; what is settled has its one code, long text has none."""
    if len(text) > LONGEST:
        return NOTHING
    return Finding((settled[key(text)],)) if key(text) in settled else find(text)


def _one_a_text(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row for texts that differ in capitals, signs and spaces alone."""
    ranked = rows.sort_values(["count", "typed"], ascending=[False, True])
    first = ranked.drop_duplicates("key")
    total = ranked.groupby("key")["count"].sum()
    summed = first.assign(count=first["key"].map(total))
    order = ["status", "count", "typed"]
    in_order = summed.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return in_order[COLUMNS]


def _known(question: Question, codebook: Codebook) -> tuple[dict[str, str], Find]:
    """Return the names of a question's codes, and how a typed text is found among them."""
    if question.type == "authority":
        names = {authority.code: authority.name for authority in codebook.authorities}
        return names, partial(find_authority, names=gazetteer(codebook))
    labels = {role.code: role.label for role in codebook.roles}
    return labels, partial(find_role, names=role_names(codebook))
