"""The role as typed → one of the codebook's roles, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning import typed
from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.cleaning.role_words import (
    AT,
    BESIDE,
    OTHER_WORK,
    SAYS_MORE,
    in_full,
    phrases,
    put_right,
    says_more,
)
from cpsurvey.cleaning.typed import Finding, key
from cpsurvey.codebook import Codebook


class Roles(NamedTuple):
    """Every name of a role, in the forms in which a typed one is looked up.

    ``over`` gives for a role those that who has it may name beside it.
    """

    exact: Mapping[str, tuple[str, ...]]
    joined: Mapping[str, tuple[str, ...]]
    words: frozenset[str]
    places: frozenset[str]
    over: Mapping[str, frozenset[str]]


def match_roles(raw: pd.Series, codebook: Codebook, question: str = "role") -> Cleaned:
    """Return role codes for what people typed as their role, one main role a person.

    Names are found as they stand, in any order, without words that only say more of them, and
    when misspelt. Who names two unrelated roles is ambiguous.
    """
    labels = {role.code: role.label for role in codebook.roles}
    find = partial(find_role, names=role_names(codebook))
    cleaned = typed.match(raw, find, labels, codebook.settled.get(question, {}))
    silent = {role.code: role.nonresponse for role in codebook.roles if role.nonresponse}
    values = cleaned.values[""]
    reasons = cleaned.reasons.where(~values.isin(list(silent)), values.map(silent).astype(object))
    kept = [role.code for role in codebook.roles if not role.nonresponse]
    return cleaned._replace(
        values={"": values.cat.set_categories(kept)},
        reasons=reasons,
        changes=cleaned.changes[~cleaned.changes["after"].isin(list(silent))],
    )


def find_role(text: str, names: Roles) -> Finding:
    """Return the role that a typed text stands for, or those it fits."""
    if key(text) in names.exact:
        return Finding(names.exact[key(text)], "alias")
    job, *place = AT.split(f" {text} ", maxsplit=1)
    stands = key(job).split(), key(" ".join(place)).split()
    full = in_full(stands[0]), in_full(stands[1])
    if codes := _read((stands, full), names):
        return Finding(codes, "alias")
    if codes := _read(((_right(full[0], names), _right(full[1], names)),), names):
        return Finding(codes, "close")
    return Finding(near=_named(text, names))


def role_names(codebook: Codebook) -> Roles:
    """Put a codebook's roles in the forms in which typed ones are looked up."""
    single = [(text, (r.code,)) for r in codebook.roles for text in (r.label, *r.aliases)]
    exact = typed.index(single + list(codebook.ambiguous_roles.items()))
    joined: dict[str, tuple[str, ...]] = {}
    for name, codes in exact.items():
        for form in _forms(name.split()):
            joined.setdefault(form, codes)
    places = [name for a in codebook.authorities for name in (a.name, a.name_cy)]
    words = frozenset(word for name in exact for word in name.split())
    return Roles(
        exact=exact,
        joined=joined,
        words=words,
        places=frozenset(word for place in places for word in key(place).split()) - words,
        over={role.code: frozenset(role.over) for role in codebook.roles},
    )


def _read(spelt: Sequence[tuple[list[str], list[str]]], names: Roles) -> tuple[str, ...]:
    """Return the roles that the first spelling comes to which comes to any: all of it, or parts."""
    whole = (_as_a_whole([*head, *tail], names) for head, tail in spelt)
    parts = (_main(head, tail, names) for head, tail in spelt)
    return next(filter(None, chain(whole, parts)), ())


def _right(words: Sequence[str], names: Roles) -> list[str]:
    """Return words as roles have them where they are misspelt."""
    return put_right(words, names.words, names.places)


def _as_a_whole(words: Sequence[str], names: Roles) -> tuple[str, ...]:
    """Return what all words together are the name of, in any order, or what says more left out."""
    plain = [word for word in words if not says_more(word, names.places)]
    for some in (words, plain):
        for form in _forms(some):
            if form in names.joined:
                return names.joined[form]
    return ()


def _forms(words: Sequence[str]) -> tuple[str, ...]:
    """Return words run together, and in an order that does not depend on how they were typed."""
    told = [word for word in words if word not in SAYS_MORE]
    return "".join(words) if len(words) > 1 else " ".join(words), " ".join(["", *sorted(told)])


def _main(head: Sequence[str], tail: Sequence[str], names: Roles) -> tuple[str, ...]:
    """Return the main role of those named; nothing if a word is left that may mean another.

    After "at" stands where somebody works: its words may be any, but not those of other work.
    """
    found = [names.exact[phrase] for phrase in phrases(head, names.exact) if phrase]
    left = {word for word in head if not says_more(word, names.places)} - BESIDE
    covered = {w for phrase in phrases(head, names.exact) if phrase for w in phrase.split()}
    if not found or not left <= covered or OTHER_WORK.intersection(tail):
        return ()
    found += [names.exact[phrase] for phrase in phrases(tail, names.exact) if phrase]
    return _together(found, names.over)


def _together(
    found: Sequence[tuple[str, ...]], over: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """Return the role that several names come to.

    A name of several roles is told by one beside it; of several roles, one that is over all others
    is the main one. Names of several roles that nothing tells leave it open: what two of them share
    is all that is left.
    """
    sure = tuple(dict.fromkeys(codes[0] for codes in found if len(codes) == 1))
    several = [codes for codes in found if len(codes) > 1]
    open_ = [codes for codes in several if not set(codes).intersection(sure)]
    if open_:
        shared = set(open_[0]).intersection(*several) if not sure else set()
        left = [code for codes in open_ for code in codes if len(shared) < 2 or code in shared]
        return tuple(dict.fromkeys((*sure, *left)))
    main = [code for code in sure if set(sure) - {code} <= over.get(code, frozenset())]
    return (main[0],) if main else sure


def _named(text: str, names: Roles) -> tuple[str, ...]:
    """Return the roles named in a text that is no role, for a person to choose from."""
    words = _right(in_full(key(text).split()), names)
    found = (names.exact[phrase] for phrase in phrases(words, names.exact) if phrase)
    return tuple(dict.fromkeys(code for codes in found for code in codes))[:3]
