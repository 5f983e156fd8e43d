"""A folder of exports and its sources.toml → tables and what to tell of them."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from cpsurvey.cleaning import build_tables
from cpsurvey.codebook import load_codebook
from cpsurvey.errors import CpsurveyError, listed, unknown
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.files import write_bytes
from cpsurvey.readers import read_coding_export, read_survey_export
from cpsurvey.report.summary import build_summary
from cpsurvey.tables import InterviewTables, SurveyTables

SOURCES = "sources.toml"
KINDS = ("survey", "interviews")
KEYS = {"file", "kind", "group", "instrument", "platform"}
CODING_ENDINGS = {".qdpx", ".qde"}


class Sources(NamedTuple):
    """What a folder of exports holds."""

    data: str
    records: list[dict[str, str]]


def build(
    raw: Path, codebook: Path | None = None, *, rules: str = "default", group: str = ""
) -> tuple[SurveyTables | InterviewTables, str]:
    """Read every export, build the tables, and say in words what came in and what became of it."""
    sources = read_sources(raw, group)
    surveys: list[SurveyExport] = []
    codings: list[CodingExport] = []
    for record in sources.records:
        path = Path(record["path"])
        if record["kind"] == "survey":
            who = {"group": record["group"], "instrument": record["instrument"]}
            surveys.append(read_survey_export(path, **who))
        else:
            codings.append(read_coding_export(path))
    questionnaire = load_codebook(codebook)
    tables = build_tables(surveys, codings, questionnaire, rules=rules, name=sources.data)
    return tables, build_summary(tables, surveys, codings, questionnaire)


def read_sources(raw: Path, group: str = "") -> Sources:
    """Return the exports of a folder as its sources.toml lists them, or the one export named."""
    if raw.is_file():
        kind = "interviews" if raw.suffix.casefold() in CODING_ENDINGS else "survey"
        record = {"path": str(raw), "kind": kind, "group": group, "instrument": group}
        return Sources(raw.stem, [record])
    if not raw.is_dir():
        raise CpsurveyError(f"{raw} is not there: name a folder with {SOURCES}, or one export.")
    path = raw / SOURCES
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CpsurveyError(_no_sources(raw)) from None
    except UnicodeDecodeError:
        raise CpsurveyError(f"{path} is not UTF-8 text: save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CpsurveyError(f"{path} is not readable as TOML: {error}.") from error
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
    return Sources(name.strip(), records)


def write_synthetic(out: Path, seed: int) -> list[Path]:
    """Write the synthetic study's exports and their sources.toml."""
    from cpsurvey.synthetic import synthesise

    made = synthesise(seed)
    for name, content in made.items():
        write_bytes(out / name, content)
    return [out / name for name in made]


def _record(path: Path, record: dict[str, Any]) -> dict[str, str]:
    """Check one [[source]] table and find its file.

    It has to lie in the folder: what is made from a folder is made again when it changes.
    """
    for key, value in sorted(record.items()):
        if key not in KEYS:
            raise CpsurveyError(f"{path}: {unknown('key', key, sorted(KEYS))}")
        if not isinstance(value, str):
            raise CpsurveyError(f'{path}: {key} must be a text in quotation marks, {key} = "…".')
    if "file" not in record:
        raise CpsurveyError(f'{path}: a [[source]] table lacks file = "…".')
    file = Path(os.path.normpath(path.parent / record["file"]))
    if not file.is_relative_to(os.path.normpath(path.parent)):
        raise CpsurveyError(
            f"{path} lists {record['file']}, which lies outside {path.parent}: copy it there."
        )
    if not file.is_file():
        raise CpsurveyError(f"{path} lists {record['file']}, which is not in {path.parent}.")
    kind = record.get("kind", "survey")
    if kind not in KINDS:
        raise CpsurveyError(f"{path}: {unknown('kind', kind, KINDS)}")
    group = record.get("group", "")
    return {
        "path": str(file),
        "kind": kind,
        "group": group,
        "instrument": record.get("instrument", group),
    }


def _no_sources(raw: Path) -> str:
    """Say that a folder lacks sources.toml, and what stands in it."""
    files = sorted(path.name for path in raw.iterdir() if path.is_file())
    found = f"it holds {listed(files, 5)}" if files else "it is empty"
    return (
        f"{raw} has no {SOURCES} ({found}), so it is not known which file is which. Write one with"
        ' data = "…" and for each export a [[source]] table: file = "…", kind = "survey" or'
        ' "interviews", group = "…".'
    )
