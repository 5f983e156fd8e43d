"""Tables and a registry of claims → what they come to, in the form asked for, and what fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cpsurvey.claims import Claim, check_claims, load_claims
from cpsurvey.cli.built import read_built
from cpsurvey.cli.places import check_file
from cpsurvey.codebook import load_codebook
from cpsurvey.disclosure import protect
from cpsurvey.errors import CpsurveyError, QuestionError
from cpsurvey.files import write_files
from cpsurvey.report import claims_markdown, claims_page, claims_text
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import is_synthetic
from cpsurvey.writers import frame_to_csv

ENDINGS = {"text": "txt", "csv": "csv", "json": "json", "md": "md", "html": "html"}
FAILED = ("not reproduced", "infeasible at this base")
UNTOLD = ("not decidable", "confidential [c]")


class Against(NamedTuple):
    """What claims are checked against, and as what: paths, or None for what the package has."""

    tables: Path
    codebook: Path | None = None
    registry: Path | None = None
    words: Path | None = None
    profile: str | None = None


class Answer(NamedTuple):
    """What was found, in the form asked for, and the sentence on what fails, if anything does."""

    text: str
    fault: str
    untold: str


def check(against: Against, form: str) -> Answer:
    """Check claims, and return what they come to as text."""
    tables = _tables(against.tables)
    claims = load_claims(against.registry, words=against.words)
    codebook = load_codebook(against.codebook)
    try:
        checked = check_claims(tables, claims=claims, codebook=codebook, words=against.words)
    except QuestionError as error:
        raise CpsurveyError(_with_help(str(error), against)) from error
    made_up = all(is_synthetic(name) for name in checked["data"])
    shown = protect(checked, profile=against.profile or ("none" if made_up else "publication"))
    return Answer(FORMS[form](shown, claims), *_strictly(shown))


def write_claims(text: str, form: str, out: Path) -> Path:
    """Write what claims come to into a file."""
    check_file(out, ENDINGS[form])
    write_files(out.parent, {out.name: text.encode("utf-8-sig" if form == "csv" else "utf-8")})
    return out


def claims_json(checked: pd.DataFrame) -> str:
    """Return checked claims as a list of objects: numbers as numbers, null where there is none."""
    plain = checked.astype(object).where(checked.notna(), None)
    records = [
        {name: value.item() if hasattr(value, "item") else value for name, value in row.items()}
        for row in plain.to_dict("records")
    ]
    return json.dumps(records, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _strictly(shown: pd.DataFrame) -> tuple[str, str]:
    """Return which decidable claims are not reproduced, and how many the tables did not tell.

    Judged by what is shown: a verdict that is confidential is in no exit code either.
    """
    failed = shown.loc[shown["verdict"].isin(FAILED), "id"]
    asked = shown["measure"] != ""
    untold = int((asked & shown["verdict"].isin(UNTOLD)).sum())
    fault = f"not reproduced: {', '.join(failed)}." if len(failed) else ""
    also = f"{untold} decidable claims could not be decided, or not be shown." if untold else ""
    return fault, also


def _tables(folder: Path) -> SurveyTables:
    """Read tables of a survey."""
    tables = read_built(folder)
    if not isinstance(tables, SurveyTables):
        raise CpsurveyError(f"{folder} holds interviews only, and claims need a survey.")
    return tables


def _with_help(said: str, against: Against) -> str:
    """Return what claims ask for and is not there, and which file to name for other tables."""
    if against.registry:
        return said
    return f"{said} For tables of another study, name its claims with --registry FILE."


def _as_csv(checked: pd.DataFrame, _: Sequence[Claim]) -> str:
    """Return checked claims as CSV."""
    return frame_to_csv(checked).decode("utf-8-sig")


FORMS: dict[str, Callable[[pd.DataFrame, Sequence[Claim]], str]] = {
    "text": lambda checked, _: claims_text(checked),
    "csv": _as_csv,
    "json": lambda checked, _: claims_json(checked),
    "md": lambda checked, _: claims_markdown(checked),
    "html": claims_page,
}
