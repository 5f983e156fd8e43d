"""A column's name or ImportId → the question it belongs to and its place in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from cpsurvey.drafting.facts import Column

_QID = re.compile(
    r"(?:(?P<loop>[^_-]+)[_-])?(?P<question>QID\d+)(?P<part>#[^_-]+)?(?P<rest>(?:[_-].*)?)"
)
_TIMING = re.compile(r"(?:first[ _]?click|last[ _]?click|page[ _]?submit|click[ _]?count)$", re.I)
_FILE = re.compile(r"_(?:Id|Name|Size|Type)$|_FILE_(?:ID|NAME|SIZE|TYPE)$")
_BROWSER = re.compile(
    r"_(?:Browser|Version|Operating System|Resolution|Flash Version|Java Support|User Agent)$"
)
CONTINUED = re.compile(r"unnamed: \d+(?:_level_\d+)?|\.\.\.\d+|column\s?\d+", re.IGNORECASE)
_BESIDE = re.compile(r"(?P<row>.+): (?P<part>[\w-]+)")
_BRACKETS = re.compile(r"(?P<stem>.*?\S)\s*\[(?P<one>[^\[\]]+)\](?:\s*\[(?P<two>[^\[\]]+)\])?\.?")
CHOICE = re.compile(r"(?P<stem>.+?)\s*\(choice=(?P<part>.*)\)")  # REDCap's labels
_CHECKBOX = re.compile(r"(?P<stem>.+?)___(?P<part>[\w-]+)")
_NUMBERED = re.compile(r"(?P<stem>.+?)(?P<path>(?:[_.]x?-?\d{1,6}){1,3})(?P<typed>_TEXT)?")
_TEXT_BOX = re.compile(r"(?P<stem>.+?)(?:_(?P<part>\w+))?_(?:TEXT|text)")
_INSIDE = re.compile(r"(?P<stem>.+?)_(?P<part>\d{1,3})_(?P<after>[A-Za-z]\w{0,3})")
_UNPARTED = re.compile(r"(?P<stem>[A-Za-z_]{3,})(?P<part>\d{1,3})")
_LETTER_AFTER = re.compile(r"(?P<stem>[A-Za-z]+\d+)_(?P<part>[A-Za-z])")
_LETTERED = re.compile(r"(?P<stem>[A-Za-z]*\d+)_?(?P<part>[a-z])(?:_\d+)?")
_ROWED = re.compile(r"(?P<stem>[A-Za-z]+\d+[a-z]?)_?r(?P<part>\d+)(?:c\d+)?")
_OUTLINE = re.compile(r"(?P<stem>\d{1,3})\.(?P<step>\d{1,3})[.)]?\s+(?P<part>\D.*)")
_DOTTED = re.compile(r"(?P<stem>\d{1,3}[a-z]?)[.)]\s*(?P<part>\D.*)")


class Place(NamedTuple):
    """Where a column stands: question, options or rows within it, and whether it is typed into.

    ``aside`` says what a column is that is no answer; ``known`` is true where the platform itself
    names the question, so that no guess is needed.
    """

    stem: str
    path: tuple[str, ...] = ()
    typed: bool = False
    aside: str = ""
    known: bool = False


def find_place(column: Column, platform: str) -> Place:
    """Return where a column stands by its ImportId or its name."""
    if platform == "qualtrics":
        aside = _aside(column)
        if aside:
            return Place(column.name, aside=aside)
        match = _QID.fullmatch(column.import_id)
        if match:
            return _by_import_id(match)
    return _by_name(column.tag, platform)


def _by_import_id(match: re.Match[str]) -> Place:
    """Return a place from an ImportId such as QID28_1, QID4-1-2 or QID11#1_2_1_TEXT."""
    steps = [step for step in re.split(r"[-_]", match["rest"]) if step]
    typed = "TEXT" in steps
    stem = f"{match['loop'] or ''}:{match['question']}{match['part'] or ''}"
    if "NPS" in steps:
        return Place(f"{stem}:group", known=True)
    path = tuple(step for step in steps if step != "TEXT")
    return Place(stem, path, typed, known=True)


def _aside(column: Column) -> str:
    """Return what a column of Qualtrics is that no respondent answered."""
    if _TIMING.search(column.tag) or _TIMING.search(column.import_id):
        return "time spent on a page"
    if re.search(r"_DO(?:_|$)", column.import_id) or re.search(r"_DO(?:_\w+)?$", column.tag):
        return "the order in which things were shown"
    if _FILE.search(column.import_id) or (_FILE.search(column.tag) and "FILE" in column.import_id):
        return "an uploaded file"
    if _BROWSER.search(column.tag):
        return "the browser used"
    return ""


def _by_name(tag: str, platform: str) -> Place:
    """Return a place from a name as platforms and people number the parts of a question."""
    if CONTINUED.fullmatch(tag):
        return Place(tag)
    if match := _CHECKBOX.fullmatch(tag):
        return Place(match["stem"], (match["part"],), known=True)
    if platform == "redcap" and (match := CHOICE.fullmatch(tag)):
        return Place(match["stem"], (match["part"],), known=True)
    if match := _BRACKETS.fullmatch(tag):
        return _in_brackets(match, platform)
    if match := _NUMBERED.fullmatch(tag):
        path = tuple(re.split(r"[_.]", match["path"])[1:])
        return Place(match["stem"], path, bool(match["typed"]))
    match = _BESIDE.fullmatch(tag)
    if match and platform == "qualtrics":
        return Place(f": {match['part']}", (match["row"],))
    if match := _TEXT_BOX.fullmatch(tag):
        return Place(match["stem"], (match["part"] or "",), typed=True)
    if match := _INSIDE.fullmatch(tag):
        return Place(f"{match['stem']}__{match['after']}", (match["part"],))
    for pattern in (_LETTERED, _LETTER_AFTER, _ROWED, _UNPARTED):
        if match := pattern.fullmatch(tag):
            return Place(match["stem"], (match["part"],))
    if match := _OUTLINE.fullmatch(tag):
        return Place(f"{match['stem']}.", (match["part"],))
    if match := _DOTTED.fullmatch(tag):
        return Place(f"{match['stem']}.", (match["part"],))
    return Place(tag)


def _in_brackets(match: re.Match[str], platform: str) -> Place:
    """Return a place from "Question [Row]", Q[SQ001], Q[SQ001][1] or Q[SQ001_SQ002]."""
    one, two = match["one"].strip(), match["two"]
    lime = platform == "limesurvey"
    if one.casefold() in ("other", "sonstiges", "arall") and lime:
        return Place(match["stem"], (one,), typed=True, known=True)
    if one.casefold().endswith("comment") and lime:
        return Place(match["stem"], (one,), typed=True, known=True)
    if two:
        return Place(match["stem"], (one, two.strip()), known=True)
    if re.fullmatch(r"\w+_\w+", one) and lime and " " not in match["stem"]:
        first, _, second = one.partition("_")
        return Place(match["stem"], (first, second), known=True)
    return Place(match["stem"], (one,), known=True)
