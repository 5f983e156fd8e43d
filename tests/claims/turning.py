"""What a claim asks, some data and a number → the data with so many answers changed, in every way.

A way is one kind of change, such as that people who said so had said something else. Which ways
there are depends on the kind of what is asked alone, so that a claim is turned without being known.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from cpsurvey.claims import Asks
from cpsurvey.claims.answering import hits, hits_in_any_row, rows_of
from cpsurvey.claims.estimands import Data
from cpsurvey.claims.measured import of_group

Ways = Iterator[Data]


def changed(asks: Asks, data: Data, size: int) -> Ways:
    """Yield the data with `size` answers changed, in each way that bears on what is asked."""
    rows = data.tables.responses.reset_index(drop=True)
    tables = replace(data.tables, responses=rows)
    yield from WAYS[asks.kind](asks, data._replace(tables=tables), size)


def _people(asks: Asks, data: Data, size: int) -> Ways:
    """Some people of the group less, or more."""
    rows = data.tables.responses
    some = rows[of_group(rows, asks.group)].iloc[:size]
    yield _answers(data, rows.drop(some.index))
    again = some.assign(respondent=some["respondent"] + "-again")
    yield _answers(data, pd.concat([rows, again], ignore_index=True))


def _interviews(asks: Asks, data: Data, size: int) -> Ways:
    """Some interviews less, or more."""
    held = data.tables.interviews.interviews
    some = held[of_group(held, asks.group)].iloc[:size]
    yield _held(data, interviews=held.drop(some.index))
    again = some.assign(interview=some["interview"] + "-again")
    yield _held(data, interviews=pd.concat([held, again], ignore_index=True))


def _recorded(asks: Asks, data: Data, size: int) -> Ways:
    """Some answers too late."""
    rows = data.tables.responses.copy()
    late = pd.Timestamp(asks.last) + timedelta(days=1)
    rows.loc[rows.index[:size], "recorded"] = late
    yield _answers(data, rows)


def _authorities(asks: Asks, data: Data, size: int) -> Ways:
    """Some people of the authorities with the fewest say another; others one that nobody named."""
    rows = data.tables.responses.copy()
    known = {a.code for a in data.codebook.authorities if asks.nation in ("", a.nation)}
    named = rows.loc[of_group(rows, asks.group) & rows["authority"].isin(known), "authority"]
    often = named.map(named.value_counts())
    order = pd.DataFrame({"often": often, "authority": named}).sort_values(["often", "authority"])
    fewer = rows.copy()
    fewer.loc[order.index[:size], "authority"] = order["authority"].iloc[-1]
    yield _answers(data, fewer)
    new = sorted(known - set(named))[:size]
    rows.loc[order.index[len(order) - len(new) :], "authority"] = new
    yield _answers(data, rows)


def _codebook(asks: Asks, data: Data, size: int) -> Ways:
    """Another codebook, with fewer authorities: no answer bears on how many there are."""
    known = [a for a in data.codebook.authorities if asks.nation in ("", a.nation)]
    left = tuple(a for a in data.codebook.authorities if a not in known[:size])
    other = replace(data.codebook, authorities=left, ambiguous_authorities={}, places=())
    yield data._replace(codebook=other)


def _share(asks: Asks, data: Data, size: int, among: pd.Index | None = None) -> Ways:
    """Some who said so say something else, or some who did not say so."""
    yield _say_otherwise(asks, data, size, among)
    gave = _gave(asks, data, among)
    yield _say(data, asks.question, gave.index[~gave][:size], asks.answers[0])


def _gave(asks: Asks, data: Data, among: pd.Index | None) -> pd.Series:
    """Tell of everybody in the base, or of some of these, whether they said so."""
    gave = hits(asks, data.tables)
    return gave if among is None else gave[gave.index.isin(among)]


def _say_otherwise(
    asks: Asks, data: Data, size: int, among: pd.Index | None = None, instead: str = ""
) -> Data:
    """Let some who said so say something else, and where they are too few drop themes as well."""
    gave = _gave(asks, data, among)
    some = gave.index[gave][:size]
    after = _say(data, asks.question, some, instead or _another(asks, data), asks.answers)
    if not asks.also_codes or len(some) == size:
        return after
    themes = Asks("coded", asks.group, codes=asks.also_codes)
    return next(_coded(themes, after, size - len(some)))


def _another(asks: Asks, data: Data) -> str:
    """Return an answer that is not asked for and leaves the base as it is."""
    questions = data.tables.questions.set_index("question")
    allowed = questions.loc[asks.question, "options"]
    if asks.where and asks.where.question == asks.question:
        allowed = asks.where.answers
    return next(a for a in reversed(allowed) if a not in (*asks.answers, *asks.leaving_out))


def _any_row(asks: Asks, data: Data, size: int) -> Ways:
    """Some say something else in every row, or say so in one."""
    gave = hits_in_any_row(asks, data.tables)
    rows = rows_of(data.tables, asks.question)
    after, some = data, gave.index[gave][:size]
    for row in rows:
        said = data.tables.responses.loc[some, row].isin(asks.answers)
        one = replace(asks, kind="share", question=row)
        after = _say(after, row, some[said], _another(one, data))
    yield after
    yield _say(data, rows[0], gave.index[~gave][:size], asks.answers[0])


def _interviewed(asks: Asks, data: Data, size: int) -> Ways:
    """Some interviews were held otherwise."""
    held = data.tables.interviews.interviews.copy()
    said = of_group(held, asks.group) & held[asks.question].isin(asks.answers)
    other = next(a for a in held[asks.question].cat.categories if a not in asks.answers)
    held.loc[held.index[said][:size], asks.question] = other
    yield _held(data, interviews=held)


def _coded(asks: Asks, data: Data, size: int) -> Ways:
    """Some interviews do not raise the themes, or do."""
    held, codings = data.tables.interviews.interviews, data.tables.interviews.codings
    names = held.loc[of_group(held, asks.group), "interview"]
    hit = codings["code"].isin(asks.codes)
    raise_it = names.isin(codings.loc[hit, "interview"])
    drop = hit & codings["interview"].isin(names[raise_it].iloc[:size])
    yield _held(data, codings=codings[~drop])
    silent = list(names[~raise_it].iloc[:size])
    if silent:
        more = codings.iloc[[0] * len(silent)].assign(interview=silent, code=asks.codes[0])
        yield _held(data, codings=pd.concat([codings, more], ignore_index=True))


def _difference(asks: Asks, data: Data, size: int) -> Ways:
    """Either share less or more; of two answers to one question, one in place of the other."""
    first = replace(asks, kind="share", less=None)
    if asks.group != asks.less.group:
        yield from _share(first, data, size)
        yield from _share(asks.less, data, size)
        return
    both = hits(first, data.tables).index.intersection(hits(asks.less, data.tables).index)
    if asks.question == asks.less.question:
        yield _say_otherwise(first, data, size, both, asks.less.answers[0])
        return
    yield from _share(first, data, size, both)
    yield from _share(asks.less, data, size, both)


def _represented(asks: Asks, data: Data, size: int) -> Ways:
    """Some of those who stand for a list with the fewest are something else."""
    lists = [
        Asks("share", asks.group, question=asks.question, answers=codes) for codes in asks.each
    ]
    gave = [hits(one, data.tables) for one in lists]
    some = min((one.index[one] for one in gave), key=len)[:size]
    named = tuple(code for codes in asks.each for code in codes)
    yield _say(data, asks.question, some, _another(replace(lists[0], answers=named), data))


def _top_rows(asks: Asks, data: Data, size: int) -> Ways:
    """The last of the rows named less, or the first of the others more."""
    named = [f"{asks.question}__{row}" for row in asks.rows]
    ask = {
        row: replace(asks, kind="share", question=row, rows=())
        for row in rows_of(data.tables, asks.question)
    }
    share = {row: hits(one, data.tables).mean() for row, one in ask.items()}
    last = min(named, key=lambda row: share[row])
    first = max((row for row in share if row not in named), key=lambda row: share[row])
    yield from _share(ask[last], data, size)
    yield from _share(ask[first], data, size)


def _rank(asks: Asks, data: Data, size: int) -> Ways:
    """The option ticked by fewer, or by more."""
    yield from _share(Asks("share", asks.group, question=asks.question, answers=(asks.answer,)),
                      data, size)  # fmt: skip


def _say(
    data: Data, question: str, some: pd.Index, answer: str, instead_of: tuple[str, ...] = ()
) -> Data:
    """Let some people give an answer, in place of others or, where they may, beside them."""
    rows = data.tables.responses.copy()
    if question in rows:
        rows.loc[some, question] = answer
    else:
        rows.loc[some, [f"{question}__{code}" for code in instead_of]] = False
        rows.loc[some, f"{question}__{answer}"] = True
    return _answers(data, rows)


def _answers(data: Data, rows: pd.DataFrame) -> Data:
    """Return the data with other answers."""
    return data._replace(tables=replace(data.tables, responses=rows))


def _held(data: Data, **frames: pd.DataFrame) -> Data:
    """Return the data with other interviews or codings."""
    held = replace(data.tables.interviews, **frames)
    return data._replace(tables=replace(data.tables, interviews=held))


WAYS: dict[str, Callable[[Asks, Data, int], Ways]] = {
    "respondents": _people,
    "interviews": _interviews,
    "recorded": _recorded,
    "authorities_reached": _authorities,
    "authorities_known": _codebook,
    "authorities_share": _authorities,
    "share": _share,
    "any_row": _any_row,
    "interviewed": _interviewed,
    "coded": _coded,
    "difference": _difference,
    "represented": _represented,
    "top_rows": _top_rows,
    "rank": _rank,
}
