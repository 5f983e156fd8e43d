"""The names of an export's columns in, what each column is to its platform out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType
from typing import NamedTuple

from cpsurvey.readers.surveys.responses import IDENTIFYING, UNUSED

EMBEDDED = "embedded"
SUBMITTED = "submitted"


class Names(NamedTuple):
    """What a platform calls the columns that are no questions, in small letters.

    ``exact`` gives the role of a name, ``patterns`` that of names of a form; ``finished`` the words
    for who finished and who did not, ``statuses`` those for kinds of response.
    """

    exact: Mapping[str, str] = MappingProxyType({})
    patterns: Sequence[tuple[str, str]] = ()
    finished: Mapping[str, Sequence[str]] = MappingProxyType({})
    statuses: Mapping[str, Sequence[str]] = MappingProxyType({})


NO_NAMES = Names()


def named(**roles: str) -> dict[str, str]:
    """Return the role of each name; the names of a role are parted by a stroke."""
    return {name.strip(): role for role, names in roles.items() for name in names.split("|")}


# Beyond doubt whatever the platform, written together and without signs.
PERSONAL = frozenset(
    named(
        identifying="ipaddress|ipaddr|ipadresse|adresseip|cyfeiriadip|emailaddress|emailadresse"
        "|recipientemail|firstname|lastname|namefirst|namelast|forename|surname|fullname|vorname"
        "|familyname|givenname"
        "|nachname|prénom|enwcyntaf|cyfenw|recipientfirstname|recipientlastname|latitude|longitude"
        "|locationlatitude|locationlongitude|locationaccuracy|externalreference"
        "|externaldatareference|redcapsurveyidentifier|networkid"
    )
)
# Personal where the cells are addresses; "E-mail" may also be the name of an option.
ADDRESSES = frozenset(("email", "ebost", "mail", "courriel", "correo", "correoelectrónico"))


def plain(header: str) -> str:
    """Return a column's name as platforms are known by: small letters, single spaces."""
    return " ".join(header.split()).casefold()


def plain_first(head: Sequence[Sequence[str]]) -> list[str]:
    """Return the names in the first row, as platforms are known by."""
    return [plain(cell) for cell in head[0]] if head else []


def names_roles(head: Sequence[Sequence[str]], names: Names, roles: Set[str]) -> bool:
    """Tell whether columns at the beginning or the end of the first row have these roles."""
    said = plain_first(head)
    return roles <= {names.exact.get(name, "") for name in said[:5] + said[-7:]}


def role_of(names: Names, name: str) -> str:
    """Return the role of a name."""
    forms = (role for form, role in names.patterns if re.fullmatch(form, name))
    return names.exact.get(name) or next(forms, "")


def roles_of(headers: Sequence[str], names: Names = NO_NAMES) -> list[str]:
    """Return what each column is to its platform: metadata, identifying, embedded, or nothing."""
    said = [plain(header) for header in headers]
    return only_once([role_of(names, name) for name in said], said)


def only_once(roles: Sequence[str], said: Sequence[str]) -> list[str]:
    """Return the roles, each fact about a response told by the first column of its role only.

    What identifies people beyond doubt does so on whatever platform.
    """
    found, taken = list(roles), set[str]()
    for position, role in enumerate(roles):
        if role in taken:
            found[position] = ""
        elif role and role not in (IDENTIFYING, UNUSED, EMBEDDED):
            taken.add(role)
        if re.sub(r"[\W_]", "", said[position]) in PERSONAL:
            found[position] = IDENTIFYING
    return found


def may_be_address(header: str) -> bool:
    """Tell whether a column's name is that of e-mail addresses, or of an option."""
    return re.sub(r"[\W_]", "", plain(header)) in ADDRESSES
