"""Authorities in, the initials by which their councils may be called out."""

from __future__ import annotations

from collections.abc import Iterable

SMALL = ("and", "of", "the", "on", "upon", "with", "under", "in", "le", "y", "ar")
# What a council of each kind may be called, by the first three letters of its authority's code:
# x stands for the initials of its name.
FORMS = {
    "E06": ("xbc", "xcc", "xc", "xua"),
    "E08": ("xmbc", "xmdc", "xcc", "xbc", "xmc", "xc"),
    "E09": ("lbx", "lbox", "rbx"),
    "E10": ("xcc", "xc"),
    "W06": ("xcc", "xcbc", "xc", "cx"),
}
DISTRICT = ("xbc", "xdc", "xcc", "xc")
LONGEST = 7


def initialisms(
    authorities: Iterable[tuple[str, str]], districts: Iterable[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Return initials → the codes of all whose councils may be called so.

    Both arguments are pairs of a name in small letters and a code. Initials are never enough to
    tell an authority by; those that are well known are aliases.
    """
    found: dict[str, dict[str, None]] = {}
    for name, code in authorities:
        _note(found, name, code, FORMS.get(code[:3], DISTRICT))
    for name, code in districts:
        _note(found, name, code, DISTRICT)
    return {initials: tuple(codes) for initials, codes in found.items()}


def _note(found: dict[str, dict[str, None]], name: str, code: str, forms: Iterable[str]) -> None:
    """Note under each of its initialisms the code of one council."""
    words = name.split()
    large = [word for word in words if word not in SMALL]
    bare = {"".join(word[0] for word in some) for some in (words, large, large[:1])} - {""}
    for initials in bare:
        for form in forms:
            called = form.replace("x", initials)
            if 2 <= len(called) <= LONGEST:
                found.setdefault(called, {})[code] = None
