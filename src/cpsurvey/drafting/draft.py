"""An export never seen → a draft of its codebook: three TOML files and a table of questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

import pandas as pd

from cpsurvey.drafting.alone import Setting
from cpsurvey.drafting.coding import label_of, name_questions
from cpsurvey.drafting.consent import find_consent
from cpsurvey.drafting.coverage import coverage
from cpsurvey.drafting.defined import STRINGS, guess_defined
from cpsurvey.drafting.facts import read_columns
from cpsurvey.drafting.families import find_families
from cpsurvey.drafting.files import questions_toml, scales_toml
from cpsurvey.drafting.general import codebook_toml
from cpsurvey.drafting.guesses import guess_all
from cpsurvey.drafting.metadata import find_metadata
from cpsurvey.drafting.naming import to_code
from cpsurvey.drafting.records import NOT_KEPT, Drafted, Guess, Head
from cpsurvey.drafting.rules import rule_sets
from cpsurvey.drafting.together import together
from cpsurvey.drafting.trying import order_told, tried
from cpsurvey.errors import CodebookError
from cpsurvey.exports import Definition, SurveyExport

WITH_ROUTING = ("qualtrics", "limesurvey", "redcap")  # whose definitions say who is shown what
TWO_ROWS = "two header rows"  # the first has the questions, the second their options
COLUMNS = ("name", "type", "label", "columns", "options", "confidence", "why")


class Draft(NamedTuple):
    """A drafted codebook: file name → content, and one row a question.

    ``questions`` has name, type, label, columns, options, confidence (sure, likely, unsure), why.
    Its types are those of a codebook, and ``personal`` and ``ignored`` for columns that are named
    in the codebook but not kept. ``options`` are the levels in order, then the answers taken for
    non-response.
    """

    files: Mapping[str, str]
    questions: pd.DataFrame


def draft_codebook(
    export: SurveyExport, *, definition: Definition | None = None, name: str = ""
) -> Draft:
    r"""Draft the codebook of a survey from its export: a proposal to be read and corrected.

    Use it for a questionnaire that has no codebook yet. It proposes types, options in a sensible
    order, groups of columns and non-response from headers and answers; comments in the files say
    what was guessed and how sure it is. What people typed is in none of the files.

    Parameters
    ----------
    export
        The answers, from `read_survey_export`.
    definition
        The platform's own definition of the questionnaire, with the columns of this export. It
        decides; the answers only add what it does not have.
    name
        Name of the data; left out, the name of the file.

    Returns
    -------
    Draft
        The files of a codebook folder, and the table of questions. `load_codebook` accepts the
        files as they are, and `clean_survey` accounts for every row with them.

    Raises
    ------
    CodebookError
        If the group of the export cannot be the code of a group.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> from cpsurvey.drafting import draft_codebook
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "visitors.csv"
    >>> _ = path.write_text("Name of room,How was it?\nAttic,Good\nHall,Poor\nAttic,Good\n")
    >>> draft = draft_codebook(cps.read_survey_export(path))
    >>> draft.questions.loc[1, ["name", "type", "options"]].tolist()
    ['how_was_it', 'scale', ('Poor', 'Good')]
    """
    columns = read_columns(export)
    meta = find_metadata(columns, export)
    used = {column for column, _ in meta.values()}
    asked = [column for column in columns if column.name not in used]
    setting = Setting(export.platform, export.settings.get("answers", "unknown"), export.rows)
    defined, known = guess_defined(definition, asked, setting)
    rest = [column for column in asked if column.name not in known]
    guesses = guess_all(find_families(rest, export.platform, _sign(export)), setting)
    if definition and definition.platform in STRINGS:
        defined = together(defined, asked, setting)
    place = {column: number for number, column in enumerate(export.rows.columns)}
    ordered = sorted([*defined, *guesses], key=lambda guess: place[guess.columns[0]])
    by_name, dates = {column.name: column for column in columns}, order_told(export)
    ordered = [tried(guess, by_name[guess.columns[0]], dates) for guess in ordered]
    ordered = _doubles_kept(ordered, export.doubled)
    kept = [guess for guess in ordered if guess.type not in NOT_KEPT]
    kept = find_consent(kept, export.rows)
    left_out = [guess for guess in ordered if guess.type in NOT_KEPT]
    questions, scales = name_questions(kept)
    told = all(not q.guess.routed and bool(q.shown_if) == bool(q.guess.shown_if) for q in questions)
    routes = definition is not None and definition.platform in WITH_ROUTING
    declared = (
        bool(defined)
        and routes
        and told
        and not any(guess.type not in NOT_KEPT for guess in guesses)
    )
    head = _head(export, definition, name, meta, questions, "declared" if declared else "unknown")
    files = {
        "codebook.toml": codebook_toml(head, left_out),
        "questions.toml": questions_toml(questions, head),
        "scales.toml": scales_toml(scales),
    }
    return Draft(files, _table(questions, left_out))


def _sign(export: SurveyExport) -> str:
    """Return what the reader put between a question and its option; nothing where it did not."""
    apart = export.platform == "surveymonkey" and export.settings.get("generation") == TWO_ROWS
    return " - " if apart else ""


def _head(
    export: SurveyExport,
    definition: Definition | None,
    name: str,
    meta: Mapping[str, tuple[str, str]],
    questions: Sequence[Drafted],
    routing: str,
) -> Head:
    """Return what is to be said of the questionnaire as a whole."""
    stem = PurePath(export.name).stem
    group = export.group or to_code(export.instrument) or "everyone"
    if export.group and to_code(export.group) != export.group:
        raise CodebookError(
            f'group "{export.group}" cannot be a group code: use small letters, digits and single'
            f' underscores, beginning with a letter, such as "{to_code(export.group) or "group"}".'
        )
    source = f"{export.name} ({export.platform})"
    return Head(
        name=to_code(name or stem).replace("_", "-") or "survey",
        title=name or (definition.title if definition else "") or stem or "Survey",
        group=group,
        group_label=group.replace("_", " ").capitalize(),
        instrument=export.instrument or group,
        meta=meta,
        rules=rule_sets(export, meta, questions),
        routing=routing,
        source=_with_definition(source, definition, export) if definition else source,
    )


def _with_definition(source: str, definition: Definition, export: SurveyExport) -> str:
    """Return what a draft comes from, and how much of its definition and columns fit together."""
    what = (
        "its own labels" if definition.name == export.name else f"its definition {definition.name}"
    )
    return f"{source} and {what}. {coverage(definition, export).removesuffix('.')}"


def _table(questions: Sequence[Drafted], left_out: Sequence[Guess]) -> pd.DataFrame:
    """Return one row a question, those that are not kept last."""
    records = [
        (
            q.name,
            q.guess.type,
            q.label,
            q.guess.columns,
            q.guess.scale.options if q.guess.scale else (),
            q.guess.confidence,
            q.guess.why,
        )
        for q in questions
    ]
    records += [("", g.type, label_of(g), g.columns, (), g.confidence, g.why) for g in left_out]
    return pd.DataFrame.from_records(records, columns=list(COLUMNS))


def _doubles_kept(guesses: Sequence[Guess], doubled: Sequence[str]) -> list[Guess]:
    """Return guesses in which the second of columns with the same name is kept if the first is."""
    kept = {column for guess in guesses if guess.type not in NOT_KEPT for column in guess.columns}
    seconds = {f"{name}~2" for name in doubled if name in kept} - kept
    note = "It has the name of another column, so that it must be named; it is in no table."
    found: list[Guess] = []
    for guess in guesses:
        text = replace(guess, type="text", confidence="unsure", notes=(note,))
        found += [replace(text, columns=(column,)) for column in guess.columns if column in seconds]
        rest = tuple(column for column in guess.columns if column not in seconds)
        found += [replace(guess, columns=rest)] if rest else []
    return found
