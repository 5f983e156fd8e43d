"""A codebook folder (TOML and CSV) → a checked `Codebook`."""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from cpsurvey.codebook.model import Codebook
from cpsurvey.codebook.question import Level, Question, Row, Scale, ShownIf
from cpsurvey.codebook.records import Authority, Instrument, Place, Role, Theme
from cpsurvey.codebook.rules import Rule
from cpsurvey.codebook.shapes import FILES, check_shape
from cpsurvey.errors import CodebookError, listed, unknown

STUDY = Path(__file__).with_name("study")
Record = dict[str, Any]
Made = TypeVar("Made")


def load_codebook(folder: str | os.PathLike[str] | None = None) -> Codebook:
    """Load a questionnaire's codebook.

    Parameters
    ----------
    folder
        A folder with ``codebook.toml``, ``scales.toml`` and ``questions.toml``, and where they
        are needed ``roles.toml``, ``themes.toml`` and ``authorities.csv`` with
        ``authority_aliases.csv``, ``authority_ambiguous.csv`` and ``places.csv``. Left out: the
        codebook of the 2020 study of child protection conferences, reconstructed from its
        published findings.

    Returns
    -------
    Codebook
        Frozen, and checked: every scale exists and is used, every answer has one meaning, every
        raw column one question.

    Raises
    ------
    CodebookError
        If a file is missing or is not TOML, or a record contradicts itself or another; the
        message names the file and the record.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> codebook = cps.load_codebook()
    >>> codebook.by_name["contribution_effect"].scale.codes
    ('harmed', 'no_difference', 'helped')
    """
    home = STUDY if folder is None else Path(folder)
    general = _toml(home / "codebook.toml")
    records = _toml(home / "questions.toml").get("question", [])
    answers = _toml(home / "scales.toml").get("scale", {})
    with _told_of(home / "scales.toml"):
        scales = {name: _scale(name, record) for name, record in answers.items()}
    with _told_of(home / "codebook.toml"):
        for key in general:
            if key not in FILES["codebook.toml"]:
                raise CodebookError(unknown("key", key, FILES["codebook.toml"]))
        groups = {record["code"]: record["label"] for record in general.get("group", [])}
        instruments = tuple(_make(Instrument, record) for record in general.get("instrument", []))
        rules = {
            name: tuple(_make(Rule, record) for record in records)
            for name, records in general.get("rules", {}).items()
        }
    with _told_of(home / "questions.toml"):
        questions = tuple(_question(record, scales) for record in records)
    roles, ambiguous_roles = _roles(home / "roles.toml")
    with _told_of(home):
        return Codebook(
            name=general["name"],
            title=str(general.get("title", general["name"])),
            note=general.get("note", ""),
            routing=general.get("routing", "unknown"),
            flags=general.get("flags", {}),
            folder=str(home),
            groups=groups,
            instruments=instruments or tuple(Instrument(code, code) for code in groups),
            rules=rules or {"default": ()},
            scales=scales,
            questions=questions,
            roles=roles,
            ambiguous_roles=ambiguous_roles,
            authorities=_authorities(home),
            ambiguous_authorities=_ambiguous(home / "authority_ambiguous.csv"),
            places=_places(home / "places.csv"),
            themes=_themes(home / "themes.toml"),
        )


def _scale(name: str, record: Record) -> Scale:
    """Make a scale from its table."""
    levels = tuple(_make(Level, level) for level in record.pop("levels", []))
    return _make(Scale, {"name": name, "label": name, "levels": levels, **record})


def _question(record: Record, scales: Mapping[str, Scale]) -> Question:
    """Make a question from its table, with its scale in place of the scale's name."""
    here = f"question {record.get('name', '(without a name)')}"
    wording = record.get("wording", {})
    groups = tuple(record.pop("groups", wording))
    if scale := record.pop("scale", None):
        if scale not in scales:
            raise CodebookError(unknown(f"{here}: scale", scale, scales))
        record["scale"] = scales[scale]
    record["rows"] = tuple(_make(Row, {"groups": groups, **row}) for row in record.get("rows", []))
    record["raw"] = {
        instrument: (columns,) if isinstance(columns, str) else tuple(columns)
        for instrument, columns in record.get("raw", {}).items()
    }
    if routing := record.pop("shown_if", None):
        record["shown_if"] = ShownIf(routing["question"], tuple(routing["is"]))
    record["sources"] = tuple(record.pop("from", ()))
    defaults = {"label": record.get("name", ""), "groups": groups, "grade": _grade(here, record)}
    return _make(Question, {**defaults, **record})


def _grade(here: str, record: Record) -> str:
    """Return how comparable the groups' answers are where the record does not say."""
    wordings = record.get("wording", {})
    if len(wordings) < 2:
        return "C"
    if len(set(wordings.values())) > 1 and "grade" not in record:
        raise CodebookError(
            f"{here} is worded differently for {listed(wordings)}: say with grade how comparable"
            ' the answers are, "A" the same, "B" the same construct, "C" not comparable.'
        )
    return "A"


def _roles(path: Path) -> tuple[tuple[Role, ...], dict[str, tuple[str, ...]]]:
    """Read the roles, and what people type that fits more than one."""
    if not path.exists():
        return (), {}
    content = _toml(path)
    with _told_of(path):
        ambiguous = {
            record["alias"]: tuple(record["candidates"]) for record in content.get("ambiguous", [])
        }
        return tuple(_make(Role, record) for record in content.get("role", [])), ambiguous


def _themes(path: Path) -> tuple[Theme, ...]:
    """Read the coding frame."""
    if not path.exists():
        return ()
    records = _toml(path).get("theme", [])
    with _told_of(path):
        return tuple(_make(Theme, record) for record in records)


def _authorities(home: Path) -> tuple[Authority, ...]:
    """Read the authorities with what people type for them."""
    path = home / "authorities.csv"
    if not path.exists():
        return ()
    aliases: dict[str, list[str]] = {}
    for record in _csv(home / "authority_aliases.csv"):
        aliases.setdefault(record["gss_code"], []).append(record["alias"])
    with _told_of(path):
        authorities = tuple(
            Authority(
                code=record["gss_code"],
                name=record["name"],
                name_cy=record["name_cy"],
                nation=record["nation"],
                region=record["region"],
                aliases=tuple(aliases.pop(record["gss_code"], ())),
            )
            for record in _csv(path)
        )
        if aliases:
            raise CodebookError(
                f"aliases are given for {listed(sorted(aliases))}, which are no authorities."
            )
    return authorities


def _ambiguous(path: Path) -> dict[str, tuple[str, ...]]:
    """Read what people type that fits more than one authority."""
    return {
        record["alias"]: tuple(record["candidate_gss_codes"].split(";")) for record in _csv(path)
    }


def _places(path: Path) -> tuple[Place, ...]:
    """Read the places that people type in an authority's stead."""
    return tuple(Place(record["name"], record["kind"], record["gss_code"]) for record in _csv(path))


def _make(kind: type[Made], record: Mapping[str, Any]) -> Made:
    """Make a record from its table; lists become tuples, and a stray key is named."""
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    for key in record:
        if key not in known:
            name = record.get("name") or record.get("code") or record.get("rule") or ""
            raise CodebookError(unknown(f"{kind.__name__.lower()} {name}: key".strip(), key, known))
    try:
        return kind(**{key: _frozen(value) for key, value in record.items()})
    except TypeError as error:
        raise CodebookError(f"{kind.__name__.lower()} {dict(record)}: {error}.") from error


def _frozen(value: Any) -> Any:
    """Return lists as tuples, inside tables too."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return value


def _toml(path: Path) -> Record:
    """Read a TOML file, or say what is wrong with it and where."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CodebookError(
            f"{path} is missing; a codebook folder holds codebook.toml, scales.toml and"
            " questions.toml."
        ) from None
    except UnicodeDecodeError:
        raise CodebookError(f"{path} is not UTF-8 text: save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{path} is not readable as TOML: {error}.") from error
    with _told_of(path):
        check_shape(content, FILES[path.name], "")
    return content


def _csv(path: Path) -> list[dict[str, str]]:
    """Read a CSV file of the codebook; a missing one is empty."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, restval=""))
    except (UnicodeDecodeError, csv.Error):
        raise CodebookError(f"{path} is not CSV in UTF-8: save it as CSV UTF-8.") from None


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Put the file's name before the message of anything wrong in it."""
    try:
        yield
    except CodebookError as error:
        raise CodebookError(f"{path}: {error}") from error
    except KeyError as error:
        raise CodebookError(f"{path}: a record lacks {error}.") from error
