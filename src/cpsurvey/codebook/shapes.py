"""A TOML file as read in; nothing out, or what in it is text, a number, a list or a table amiss."""

from __future__ import annotations

from typing import Any

from cpsurvey.errors import CodebookError

ANY = "*"
TEXTS = [str]
THEME = {
    **dict.fromkeys(
        ("code", "label", "definition", "parent", "polarity", "raised_by", "source"), str
    ),
    "aliases": TEXTS,
}
ROLE = {
    **dict.fromkeys(("code", "label", "group", "source", "nonresponse"), str),
    "aliases": TEXTS,
    "over": TEXTS,
}
LEVEL = {"code": str, "label": str, "variants": TEXTS}
ROW = {"code": str, "label": str, "groups": TEXTS}
SCALE = {
    "label": str,
    "other": str,
    "ordered": bool,
    "middle": TEXTS,
    "levels": [LEVEL],
    "nonresponse": {ANY: TEXTS},
}
RULE = {
    "rule": str,
    "question": str,
    "consented": TEXTS,
    "screened": TEXTS,
    "minimum_progress": float,
}
QUESTION = {
    **dict.fromkeys(("name", "label", "type", "scale", "exclusive", "grade", "grade_reason"), str),
    **dict.fromkeys(("topic", "published", "base", "unit", "derive", "dates"), str),
    **dict.fromkeys(("minimum", "maximum", "flag_above"), float),
    "groups": TEXTS,
    "from": TEXTS,
    "wording": {ANY: str},
    "raw": {ANY: (str, TEXTS)},
    "rows": [ROW],
    "shown_if": {"question": str, "is": TEXTS},
}
FILES: dict[str, dict[str, Any]] = {
    "codebook.toml": {
        **dict.fromkeys(("name", "title", "note", "routing"), str),
        "group": [{"code": str, "label": str}],
        "instrument": [{"code": str, "group": str, "ignore": TEXTS, "meta": {ANY: str}}],
        "rules": {ANY: [RULE]},
        "flags": {ANY: float},
    },
    "scales.toml": {"scale": {ANY: SCALE}},
    "questions.toml": {"question": [QUESTION]},
    "roles.toml": {"role": [ROLE], "ambiguous": [{"alias": str, "candidates": TEXTS}]},
    "themes.toml": {"theme": [THEME]},
}
WORDS = {str: "a text in quotation marks", bool: "true or false", float: "a number"}


def check_shape(value: Any, shape: Any, place: str) -> None:
    """Check that a value, and all in it, is of the shape meant; keys not in it are not looked at.

    Raises
    ------
    CodebookError
        At the first that is not; the message names the place and what belongs there.
    """
    if isinstance(shape, tuple):
        shape = shape[1] if isinstance(value, list) else shape[0]
    if not _is_one(value, shape):
        raise CodebookError(f"{place} must be {_word(shape)}.")
    if isinstance(shape, dict):
        for key in value:
            if inner := shape.get(key, shape.get(ANY)):
                check_shape(value[key], inner, f"{place} → {key}" if place else key)
    elif isinstance(shape, list):
        for number, item in enumerate(value, start=1):
            check_shape(item, shape[0], _item(place, number, item))


def _is_one(value: Any, shape: Any) -> bool:
    """Tell whether a value is itself of this shape, whatever is in it."""
    if isinstance(shape, dict | list):
        return isinstance(value, type(shape))
    if shape is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, shape)


def _word(shape: Any) -> str:
    """Return what a shape is called."""
    if isinstance(shape, dict):
        return "a table"
    if isinstance(shape, list):
        return "a list of tables, [[…]]" if isinstance(shape[0], dict) else "a list of texts"
    return WORDS[shape]


def _item(place: str, number: int, item: Any) -> str:
    """Return the name of one of a list, by what it is called where it has a name."""
    name = (item.get("name") or item.get("code")) if isinstance(item, dict) else ""
    return f"{place} {name or number}"
