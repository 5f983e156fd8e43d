"""Codes, names and aliases of a codebook's records in; nothing out, or what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cpsurvey.codebook.normalise import normalise
from cpsurvey.errors import CodebookError, listed, unknown

CODE = re.compile(r"[a-z][a-z0-9_]*")


def check_codes(here: str, what: str, codes: Sequence[str]) -> None:
    """Check that codes are unique and usable as column names."""
    for code in codes:
        if not CODE.fullmatch(code) or "__" in code:
            raise CodebookError(
                f'{here}: "{code}" cannot be a {what} code; use small letters, digits and single'
                " underscores, beginning with a letter."
            )
    check_once(here, f"{what} code", codes)


def check_once(here: str, what: str, values: Iterable[str]) -> None:
    """Check that no value stands twice."""
    doubled = [value for value, count in Counter(values).items() if count > 1]
    if doubled:
        raise CodebookError(f"{here}: {what} {listed(doubled)} stands more than once.")


def check_known(here: str, what: str, value: str, known: Iterable[str]) -> None:
    """Check that a value is one of those known."""
    words = list(known)
    if value not in words:
        raise CodebookError(unknown(f"{here}: {what}", value, words))


def check_aliases(
    what: str, aliases: Mapping[str, Iterable[str]], ambiguous: Mapping[str, tuple[str, ...]]
) -> None:
    """Check that what people type stands for one code, or is declared to fit several."""
    homes: dict[str, str] = {}
    for code, texts in aliases.items():
        for text in filter(None, texts):
            other = homes.setdefault(normalise(text), code)
            if other != code:
                raise CodebookError(
                    f'{what}: "{text}" stands for {other} and for {code}; if it fits both, list it'
                    " as ambiguous."
                )
    for text, candidates in ambiguous.items():
        if normalise(text) in homes:
            raise CodebookError(
                f'{what}: "{text}" is listed as ambiguous and stands for {homes[normalise(text)]}.'
            )
        for candidate in candidates:
            check_known(f'{what}: ambiguous "{text}"', "candidate", candidate, aliases)


def check_names(what: str, names: Mapping[str, Iterable[str]], others: Iterable[str]) -> None:
    """Check that a name given beside others stands for one code, and is no other's own name."""
    homes: dict[str, str] = {}
    taken = {normalise(other) for other in others}
    for code, texts in names.items():
        for text in filter(None, texts):
            other = homes.setdefault(normalise(text), code)
            if other != code:
                raise CodebookError(f'{what}: the alias "{text}" is given for {other} and {code}.')
            if normalise(text) in taken:
                raise CodebookError(
                    f'{what}: the alias "{text}" of {code} is the code or label of a theme: leave'
                    " it out."
                )
