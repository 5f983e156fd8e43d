"""Interviews and the words of passages in; why each passage might point at somebody, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.disclosure.telling import (
    Found,
    find_telling,
    known_places,
    place_index,
    small_letters,
    words_of,
)
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import InterviewTables, SurveyTables, Tables
from cpsurvey.vocabulary import NOT_KNOWN, PASSAGE_COLUMNS, QUOTABLE_COLUMNS, UNNAMED

KINDS = {
    "name": "what may be a name",
    "place": "what may be a place",
    "date": "a date or a year",
    "age": "an age",
    "number": "a long number",
    "contact": "a contact detail or personal number",
}
ENOUGH_TEXTS = 10
ENOUGH_PASSAGES = 5
SHORTEST_WORD = 6


class Corpus(NamedTuple):
    """Words that some text has in small letters; in how many interviews each is, of how many."""

    ordinary: set[str]
    interviews: Counter[str]
    texts: int


def quotable(
    tables: Tables,
    passages: pd.DataFrame,
    *,
    by: str | Sequence[str] = ("role", "nation", "join_mode"),
    smallest: int = 5,
    texts: Mapping[str, str] | None = None,
    places: Iterable[str] = (),
    rare: int = 5,
    most: float = 0.2,
) -> pd.DataFrame:
    """Say for each passage chosen as a quotation why it might point at somebody.

    Reasons to look, for people who then decide: none found is no promise, since what happened to a
    person tells who it was without any name. English and Welsh.

    Parameters
    ----------
    tables
        Survey tables with interviews, or interview tables.
    passages
        The passages chosen, as `passages` gives them: segment, interview, start, end, words.
    by
        Columns of the interviews by which others might know the speaker: role, area, mode.
    smallest
        With fewer interviews than this alike in all of `by`, that is a reason.
    texts
        Interview → its words, as `interview_texts` gives them: what is an ordinary word, and what
        only one person says, is learnt from them; from the passages if not given.
    places
        Names of places besides those that the study's codebook lists.
    rare
        With as many words of six letters or more that no other interview has, that is a reason;
        from ten interviews' texts on.
    most
        With a larger share than this of all passages from one interview, that is a reason; from
        five passages on.

    Returns
    -------
    pandas.DataFrame
        One row a passage, in their order: data, segment, interview, start, end, verdict
        (``look first`` or ``none found``), reasons in words, alike (interviews alike in `by`),
        passages_of_speaker, rare_words, and found: what was found, by its place among the
        passage's own characters (``name 12-17``). The words themselves are not in it.

    Raises
    ------
    QuestionError
        If there are no interviews, a column is not there, a passage is of an interview that is
        not, or an option is out of its range.

    Notes
    -----
    A name is a word with a capital that no text has in small letters and that is no ordinary word,
    month, language, word of children's services (Section, Health Visitor) or set of initials. Not
    seen: names without capitals unless a title is before them, or in capitals throughout, up to six
    letters (SARAH, DJ); an initial alone (T); names that are words or months too (Jack, June) where
    neither their place nor what follows tells; a day of the month alone (the 14th); who somebody
    is, and what happened.

    Of 70 names, places, dates, ages, numbers and contacts made up to try it, all were found; of 164
    harder ones, by which the patterns were mended, 94%. False alarms: of the 1,091 passages coded
    in the SYNTHETIC interviews 4.6% have something found in their words, 3.3% a true place and 1.3%
    an ordinary word at the beginning of a sentence; of 60 sentences made up as social workers
    speak, with all their capitals and without texts, which tell what is ordinary, 45%, and a third
    since some of those words were learnt; of 394 quotations of software documentation (real, coded
    in ATLAS.ti) 60%, nearly all names of products. Interviews of real people in plain words were
    not at hand.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> tables = cps.load_example()
    >>> chosen = pd.DataFrame({
    ...     "segment": ["s1"], "interview": ["SYNTHETIC-F01"], "start": [0], "end": [38],
    ...     "words": ["and then Mrs Nolan rang me from Leeds."],
    ... })
    >>> found = cps.quotable(tables, chosen, by="group").iloc[0]
    >>> found["verdict"], found["found"]
    ('look first', 'name 9-18; place 32-37')
    """
    interviews = _interviews(tables)
    columns = [by] if isinstance(by, str) else list(by)
    _check(interviews.interviews, passages, columns, smallest, rare, most)
    alike = _alike(interviews.interviews, columns)
    corpus = _corpus(passages, texts)
    index = {**known_places()}
    for first, names in place_index(places).items():
        index[first] = {*index.get(first, ()), *names}
    own = passages["interview"].astype(str).value_counts().to_dict()
    rows = []
    for segment, name, start, end, words in passages[list(PASSAGE_COLUMNS)].itertuples(
        index=False, name=None
    ):
        said = "" if pd.isna(words) else str(words)
        found = find_telling(said, corpus.ordinary, index)
        inside = {word for one in found for word in words_of(said[one.start : one.end])}
        alone = _alone(said, corpus) - inside
        reasons = [
            *_few(alike[str(name)], len(interviews.interviews), columns, smallest),
            *_found(found),
            *_rare(len(alone), rare),
            *_many(own[str(name)], len(passages), most),
            *([] if said.strip() else ["no words to look at"]),
        ]
        rows.append(
            {
                "data": interviews.name or UNNAMED,
                "segment": segment,
                "interview": name,
                "start": start,
                "end": end,
                "verdict": "look first" if reasons else "none found",
                "reasons": "; ".join(reasons),
                "alike": alike[str(name)],
                "passages_of_speaker": own[str(name)],
                "rare_words": len(alone),
                "found": "; ".join(f"{one.kind} {one.start}-{one.end}" for one in found),
            }
        )
    whole = dict.fromkeys(("start", "end", "alike", "passages_of_speaker", "rare_words"), "Int64")
    frame = pd.DataFrame(rows, columns=list(QUOTABLE_COLUMNS))
    return frame.astype(dict.fromkeys(frame.columns.drop(list(whole)), "string") | whole)


def _interviews(tables: Tables) -> InterviewTables:
    """Return the interviews of some tables, or say that there are none."""
    found = tables.interviews if isinstance(tables, SurveyTables) else tables
    if not isinstance(found, InterviewTables):
        raise QuestionError(
            "quotable needs the interviews: give interview tables, or survey tables built with"
            " the export of the interviews' coding."
        )
    return found


def _check(
    interviews: pd.DataFrame, passages: pd.DataFrame, by: Sequence[str], smallest: int, rare: int,
    most: float,
) -> None:  # fmt: skip
    """Refuse columns and interviews that are not there, and options out of their range."""
    lacking = [name for name in PASSAGE_COLUMNS if name not in passages]
    if lacking:
        raise QuestionError(
            f"the passages have no column {listed(lacking)}: give what passages returns, with the"
            " rows that you would quote."
        )
    for name in by:
        if name not in interviews:
            raise QuestionError(unknown("column of interviews", str(name), interviews.columns))
    strange = sorted(
        set(passages["interview"].astype(str)) - set(interviews["interview"].astype(str))
    )
    if strange:
        raise QuestionError(
            f"passages of {len(strange)} interviews that are not in the tables: give tables and"
            " passages of one export."
        )
    for what, value in {"smallest": smallest, "rare": rare}.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise QuestionError(f"{what} is {value!r}: give a whole number of 1 or more.")
    if isinstance(most, bool) or not isinstance(most, int | float) or not 0 < most <= 1:
        raise QuestionError(f"most is {most!r}: give a share above 0, up to 1, like 0.2.")


def _alike(interviews: pd.DataFrame, by: Sequence[str]) -> dict[str, int]:
    """Return for each interview how many are like it in all of some columns."""
    names = interviews["interview"].astype(str)
    if not by:
        return dict.fromkeys(names, len(interviews))
    told = [
        tuple(NOT_KNOWN if pd.isna(value) or value == "" else str(value) for value in row)
        for row in interviews[list(by)].itertuples(index=False, name=None)
    ]
    counts = Counter(told)
    return {name: counts[row] for name, row in zip(names, told, strict=True)}


def _corpus(passages: pd.DataFrame, texts: Mapping[str, str] | None) -> Corpus:
    """Return what is known of words from all interviews, or from the passages alone."""
    said = passages.assign(words=passages["words"].astype("string").fillna("")).astype(
        {"interview": str}
    )
    joined: dict[str, str] = {}
    for name, words in zip(said["interview"], said["words"], strict=True):
        joined[name] = f"{joined.get(name, '')}{words}\n"
    corpus = joined | dict(texts or {})
    interviews = Counter(word for text in corpus.values() for word in set(words_of(text)))
    return Corpus(small_letters([*corpus.values(), *joined.values()]), interviews, len(texts or {}))


def _alone(words: str, corpus: Corpus) -> set[str]:
    """Return the longer words that only this interview has, where enough others are known."""
    if corpus.texts < ENOUGH_TEXTS:
        return set()
    return {
        word
        for word in words_of(words)
        if len(word) >= SHORTEST_WORD and corpus.interviews[word] <= 1
    }


def _few(alike: int, interviews: int, by: Sequence[str], smallest: int) -> list[str]:
    """Say so where few people are like the speaker."""
    if alike >= smallest:
        return []
    also = "nobody else is" if alike == 1 else f"only {alike} are"
    return [f"of {interviews} interviewed {also} alike in {listed(by)}"]


def _found(found: Sequence[Found]) -> list[str]:
    """Say what was found, and how often."""
    counts = Counter(one.kind for one in found)
    return [
        words if counts[kind] == 1 else f"{words}, {counts[kind]} times"
        for kind, words in KINDS.items()
        if counts[kind]
    ]


def _rare(alone: int, rare: int) -> list[str]:
    """Say so where many words are this speaker's only."""
    return [f"{alone} longer words that no other interview has"] if alone >= rare else []


def _many(own: int, passages: int, most: float) -> list[str]:
    """Say so where one person is quoted much."""
    if passages < ENOUGH_PASSAGES or own <= most * passages:
        return []
    return [f"{own} of {passages} passages are of this interview"]
