"""A TOML file → its tables → frozen records; what is stray, missing or odd is named."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from cpsurvey.errors import CodebookError, listed, unknown

NOT_READ = ("registry",)


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """Read a file in TOML, or say what is wrong with it and `what` to name."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CodebookError(f"{path} is missing: name {what} in TOML.") from None
    except UnicodeDecodeError:
        raise CodebookError(f"{path} is not UTF-8 text: save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{path} is not readable as TOML: {error}.") from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CodebookError(f"{path} cannot be read ({why}): name {what} in TOML.") from error


def make_record(
    kind: Callable[..., Any], record: Mapping[str, Any], parts: Mapping[str, Any] | None = None
) -> Any:
    """Make a record, some of its parts made already; what is stray, missing or odd is named."""
    known = {f.name: f for f in fields(kind) if f.name not in NOT_READ}  # type: ignore[arg-type]
    made = parts or {}
    for key, value in record.items():
        if key not in known:
            raise CodebookError(unknown("key", key, known))
        fits, what = SORTS.get(str(known[key].type), (None, ""))
        if key not in made and fits and not fits(value):
            raise CodebookError(f"{key} is {value!r}: give {what}.")
    missing = [name for name, f in known.items() if f.default is MISSING and name not in record]
    if missing:
        raise CodebookError(f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} missing.")
    return kind(**{key: _frozen(value) for key, value in record.items()} | dict(made))


def _texts(value: Any) -> bool:
    """Tell whether something is a list of text."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


SORTS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "str": (lambda value: isinstance(value, str), "text"),
    "bool": (lambda value: isinstance(value, bool), "true or false"),
    "float": (lambda value: type(value) in (int, float), "a number"),
    "int | None": (lambda value: type(value) is int, "a whole number"),
    "date | None": (lambda value: type(value) is date, "a day, such as 2020-10-16"),
    "tuple[str, ...]": (_texts, "a list of text"),
    "tuple[tuple[str, ...], ...]": (
        lambda value: isinstance(value, list) and all(map(_texts, value)),
        "a list of lists of text",
    ),
}


def need_table(value: Any, name: str) -> Mapping[str, Any]:
    """Return a table, or say that there is none."""
    if not isinstance(value, Mapping):
        raise CodebookError(f"{name} is {value!r}: give a table, {{ key = value, … }}.")
    return value


def need_tables(value: Any, name: str) -> list[Mapping[str, Any]]:
    """Return a list of tables, or say that there is none."""
    if not isinstance(value, list):
        raise CodebookError(f"{name} is {value!r}: give a list of tables.")
    return [need_table(item, name) for item in value]


def need_texts(record: Mapping[str, Any], key: str) -> list[Any]:
    """Return a list of text, or say that there is none."""
    if not _texts(record[key]):
        raise CodebookError(f"{key} is {record[key]!r}: give a list of text.")
    return list(record[key])


def _frozen(value: Any) -> Any:
    """Return lists, and lists in lists, as tuples."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
