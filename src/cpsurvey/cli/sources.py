"""A folder's sources.toml, or one file, in; which exports there are, and of whom, out."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from cpsurvey.errors import CpsurveyError, listed, unknown
from cpsurvey.readers import holds_codings
from cpsurvey.readers.codings.databases import database_in_folder

SOURCES = "sources.toml"
KINDS = ("survey", "interviews")
KEYS = ("file", "group", "instrument", "kind", "platform", "sheet")
OWN = ("decisions", "settled", "attributes", "frame")
TOP = ("data", *OWN, "source")


class Sources(NamedTuple):
    """What a folder of exports holds, and a team's own corrections of it."""

    data: str
    records: list[dict[str, str]]
    decisions: Path | None = None
    settled: Path | None = None
    attributes: Path | None = None
    frame: Path | None = None


def read_sources(raw: Path, **options: str) -> Sources:
    """Return the exports of a folder as its sources.toml lists them, or the one export named.

    `options` say of one export its group, platform and sheet.
    """
    given = [f"--{name}" for name, value in options.items() if value]
    if raw.is_file() or _is_project(raw):
        kind = "interviews" if holds_codings(raw) else "survey"
        if given and kind == "interviews":
            raise CpsurveyError(
                f"{raw} holds interviews: {given[0]} is for a survey, leave it out."
            )
        told = dict.fromkeys(("group", "platform", "sheet"), "") | options
        record = {"path": str(raw), "kind": kind, **told, "instrument": told["group"]}
        return Sources(raw.stem, [record])
    if not raw.is_dir():
        raise CpsurveyError(f"{raw} is not there: name a folder with {SOURCES}, or one export.")
    if given:
        what = "who answered" if given[0] == "--group" else f'{given[0].strip("-")} = "…"'
        raise CpsurveyError(
            f"{raw} is a folder, and {given[0]} is for one export: say in its {SOURCES} {what}."
        )
    path = raw / SOURCES
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CpsurveyError(_no_sources(raw)) from None
    except UnicodeDecodeError:
        raise CpsurveyError(f"{path} is not UTF-8 text: save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CpsurveyError(f"{path} is not readable as TOML: {error}.") from error
    for key in content:
        if key not in TOP:
            raise CpsurveyError(f"{path}: {unknown('key', key, TOP)}")
    listing = content.get("source", [])
    if not isinstance(listing, list) or not all(isinstance(record, dict) for record in listing):
        raise CpsurveyError(f"{path}: give a [[source]] table, in double brackets, for each file.")
    records = [_record(path, record) for record in listing]
    files = [Path(record["path"]) for record in records]
    if twice := sorted({file.name for file in files if files.count(file) > 1}):
        raise CpsurveyError(f"{path} lists {listed(twice)} more than once.")
    if not records:
        raise CpsurveyError(f"{path} lists no exports: give a [[source]] table for each file.")
    name = content.get("data")
    if not isinstance(name, str) or not name.strip():
        raise CpsurveyError(f'{path} does not name the data: put data = "…" at its top.')
    own = {key: _find(path, content[key]) for key in OWN if key in content}
    return Sources(name.strip(), records, **own)


def _record(path: Path, record: dict[str, Any]) -> dict[str, str]:
    """Check one [[source]] table and find its file."""
    for key, value in sorted(record.items()):
        if key not in KEYS:
            raise CpsurveyError(f"{path}: {unknown('key', key, KEYS)}")
        if not isinstance(value, str):
            raise CpsurveyError(f'{path}: {key} must be a text in quotation marks, {key} = "…".')
    if "file" not in record:
        raise CpsurveyError(f'{path}: a [[source]] table lacks file = "…".')
    file = _find(path, record["file"])
    kind = record.get("kind", "survey")
    if kind not in KINDS:
        raise CpsurveyError(f"{path}: {unknown('kind', kind, KINDS)}")
    group = record.get("group", "")
    return {
        "path": str(file),
        "kind": kind,
        "group": group,
        "instrument": record.get("instrument", group),
        "platform": record.get("platform", ""),
        "sheet": record.get("sheet", ""),
    }


def _find(path: Path, name: object) -> Path:
    """Return the path of a file that sources.toml names; it lies in the same folder.

    What is made from a folder is made again when anything in it changes.
    """
    if not isinstance(name, str):
        raise CpsurveyError(f"{path}: the name of a file must be a text in quotation marks.")
    file = Path(os.path.normpath(path.parent / name))
    if not file.is_relative_to(os.path.normpath(path.parent)):
        raise CpsurveyError(
            f"{path} lists {name}, which lies outside {path.parent}: copy it there."
        )
    if not file.is_file() and not _is_project(file):
        raise CpsurveyError(f"{path} lists {name}, which is not in {path.parent}.")
    return file


def _is_project(folder: Path) -> bool:
    """Tell whether a folder is one project of a coding program, such as QualCoder's."""
    return not (folder / SOURCES).exists() and database_in_folder(folder) is not None


def _no_sources(raw: Path) -> str:
    """Say that a folder lacks sources.toml, and what is in it; a file's name may be a person's."""
    endings = Counter(path.suffix.casefold() for path in raw.iterdir() if path.is_file())
    files = [
        f"{count} {ending or 'without an ending'}" for ending, count in sorted(endings.items())
    ]
    found = f"it holds {listed(files, 5)}" if files else "it is empty"
    return (
        f"{raw} has no {SOURCES} ({found}), so it is not known which file is which. Write one with"
        ' data = "…" and for each export a [[source]] table: file = "…", kind = "survey" or'
        ' "interviews", group = "…".'
    )
