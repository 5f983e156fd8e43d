"""Text in, the same text without contact details and personal numbers out.

Patterns find numbers and addresses, never names: masked text is not anonymous text.
"""

from __future__ import annotations

import re
from functools import partial

_GAP = r"[ \t\u00a0.()/\u2010-\u2013-]{0,3}"  # between the digits of a telephone number
_DATE = r"\d\d[ ./-]\d{1,2}[ ./-](?:19|20)\d\d(?!\d)|\d\d[./-]\d{1,2}[./-]\d\d(?!\d)"
_SPACE = r"[ \u00a0-]{0,2}"
_AREA = (
    r"A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE"
    r"|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]"
    r"|UB|W[ACDFNRSV]?|YO|ZE"
)
_OUTWARD = rf"(?<![A-Z\d])(?:{_AREA})\d[A-Z\d]?"
_INWARD = r"\d[ABD-HJLNP-UW-Z]{2}(?![A-Z\d])"
_SECTION = rf"[A-Z]\d\d?{_SPACE}(?-i:1st|2nd|3rd|[04-9]th|\d[hy]r)(?![A-Z])"  # "S47 2nd enquiry"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_NHS = "NHS number"

# What a first group matches is kept. Repeats are bounded or possessive: no text takes long.
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "e-mail",
            r"(?<![\w.+%'-])[\w.+%'-]++(?:@| ?[(\[] ?at ?[)\]] ?| ?@ ?)"
            r"(?:[\w-]++\.)+[^\W\d_]{2,}[\w-]*",
        ),
        (
            "web address",
            r"(?:https?://|\bwww\.|\b(?:facebook|instagram|twitter|x|linkedin|tiktok)\.com/)"
            r"[^\s<>\"]*[^\s<>\".,;:!?)]",
        ),
        ("IP address", rf"(?<![\d.]){_OCTET}(?:\.{_OCTET}){{3}}(?!\.?\d)"),
        (
            "National Insurance number",
            r"(?<![A-Z\d])[A-Z]{2}[ .-]?\d\d[ .-]?\d\d[ .-]?\d\d[ .-]?[A-D](?![A-Z\d])",
        ),
        (
            "telephone number",
            rf"(?:(?<!\d)\(?\+\d(?:{_GAP}\d){{8,13}}"
            rf"|(?<![\d.,£$€])(?:\(?00[1-9](?:{_GAP}\d){{9,12}}|44[1-35789]\d{{9}}"
            r"|44[ -]?7\d{3}[ -]?\d{3}[ -]?\d{3}"
            rf"|(?!{_DATE})\(?0\)?(?:[ -]?7[ -]?\d|[ -]?[1-35789]\d)(?:{_GAP}\d){{7,8}}))(?!\d)",
        ),
        (_NHS, r"(?<![\d.,£$€])\d{3}[ \u00a0.-]?\d{3}[ \u00a0.-]?\d{4}(?!\d)"),
        ("postcode", rf"(?!{_SECTION}){_OUTWARD}{_SPACE}{_INWARD}"),
        (
            "postcode",
            r"(\b(?:post ?code|cod post)(?: area| district)?(?: is| was| yw)?[:=]? ?)"
            rf"{_OUTWARD}(?![A-Z\d])",
        ),
        ("social handle", r"(?<![\w@.])@[A-Z_]\w{2,}"),
    )
)
_HINT = re.compile(r"[\d@]|[(\[] ?at ?[)\]]|://|www\.|\.com/", re.IGNORECASE)

_ROUGHLY = (  # for messages, where a word too many hidden costs nothing
    (re.compile(r"\S+@\S+"), "[e-mail]"),
    (re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b"), "[date]"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE), "[postcode]"),
    (re.compile(r"\+?\d[\d ().-]{7,}\d"), "[number]"),
)
LONGEST = 40
LOOKED_AT = 400


def mask_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with what points at a person masked, and the kinds of thing masked.

    Examples
    --------
    >>> mask_text("Since the S47 I ring Jo on 020 7946 0000.")
    ('Since the S47 I ring Jo on [telephone number].', ('telephone number',))
    """
    if not _HINT.search(text):
        return text, ()
    kinds = []
    for kind, pattern in _PATTERNS:
        masked = pattern.sub(partial(_masked, kind=kind), text)
        if masked != text:
            kinds.append(kind)
        text = masked
    return text, tuple(dict.fromkeys(kinds))


def find_details(text: str) -> list[tuple[str, int, int]]:
    """Return the kind, start and end of each thing in a text that `mask_text` would mask.

    Examples
    --------
    >>> find_details("Ring Jo on 020 7946 0000.")
    [('telephone number', 11, 24)]
    """
    found: list[tuple[str, int, int]] = []
    taken = bytearray(len(text))
    for kind, pattern in _PATTERNS if _HINT.search(text) else ():
        for match in pattern.finditer(text):
            start = match.end(1) if pattern.groups else match.start()
            if _masked(match, kind) == match[0]:
                continue
            if not any(taken[start : match.end()]):
                found.append((kind, start, match.end()))
                taken[start : match.end()] = b"x" * (match.end() - start)
    return sorted(found, key=lambda one: one[1])


def mask(text: str) -> str:
    """Return an answer for a message: personal details and long numbers masked, and cut short."""
    plain, _ = mask_text(" ".join(text[:LOOKED_AT].split()))
    for pattern, word in _ROUGHLY:
        plain = pattern.sub(word, plain)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def is_nhs_number(digits: str) -> bool:
    """Tell whether ten digits end in the check digit of an NHS number (modulus 11)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[9]) and total > 0


def _masked(found: re.Match[str], kind: str) -> str:
    """Return what stands in a match's place; ten digits that are no NHS number stay."""
    if kind == _NHS and not is_nhs_number(re.sub(r"\D", "", found[0])):
        return found[0]
    return (found[1] if found.re.groups else "") + f"[{kind}]"
