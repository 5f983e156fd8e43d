"""Drafts made without the definition of a survey in, how right they are beside it out: a table.

    CPSURVEY_CORPUS=… python benchmarks/draft_quality.py [--wrong] [--definition] [PART OF A NAME …]

What counts as right:

- type: closed (single, scale, consent), multi, matrix, number, date, text, personal; a select-all
  or a matrix only with exactly its columns. Where a platform knows no matrices (SPSS, REDCap),
  closed questions drawn together as one are right; a select-all of one option may be closed.
- options: every answer that was given is known, and none is known that the definition has not;
  "whole lists" are those that hold what nobody chose, too. Where the export holds no labels, codes
  stand for them, and columns for the options of a select-all. Kinds of non-response that only the
  draft knows do not count.
- called text: columns of other questions that the draft takes for free text.

Questions that nobody answered are counted apart: nothing in the file tells what they are.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.codebook.normalise import normalise
from cpsurvey.drafting import draft_codebook
from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport
from cpsurvey.readers import match_columns, read_definition, read_survey_export

CLOSED = ("single", "scale", "consent")
WITHOUT_MATRICES = ("spss", "stata", "redcap")
BLANK = ("", "N/A")  # LimeSurvey writes N/A for what was not shown
REFUSED = ("longitudinal", "repeating-instruments")  # several rows a person: not read
COUNTS = (
    "questions", "never answered", "type right", "select-alls", "recovered", "with options",
    "options right", "whole lists", "other columns", "called text",
)  # fmt: skip


class Pair(NamedTuple):
    """An export and its definition, in the export's columns."""

    name: str
    export: SurveyExport
    definition: Definition


class Guess(NamedTuple):
    """A question of a draft: its columns, and each option with all the words that mean it."""

    name: str
    type: str
    columns: frozenset[str]
    options: tuple[frozenset[str], ...]
    reasons: tuple[str, ...] = ()


def pairs(surveys: Path) -> Iterator[Pair]:
    """Yield every export of the corpus that has a definition."""
    for file in sorted(surveys.rglob("*.qsf")):
        folder = file.parent.parent if file.parent.name == "qualtrics" else file.parent
        for answers in sorted(folder.glob("*.csv")):
            yield _pair(answers, read_definition(file))
    for file in sorted(surveys.rglob("*222232.lss")):
        german = _pair(file.with_name("results_german.csv"), read_definition(file))
        yield german
        yield _in_another_language(german, file.with_name("results_english.csv"))
    for file in sorted(surveys.rglob("dictiona*.csv")):
        if file.parent.name not in REFUSED:
            answers = file.with_name("data.csv")
            yield _pair(answers, read_definition(file), f"redcap {file.parent.name}")
    for file in sorted(surveys.rglob("Displayr*/**/*.sav")):
        for labels in (True, False):
            name = f"{file.name} ({'labels' if labels else 'codes'})"
            yield _pair(file, read_definition(file), name, labels=labels)


def _pair(answers: Path, definition: Definition, name: str = "", *, labels: bool = True) -> Pair:
    """Return an export with the questions that it has columns for."""
    export = read_survey_export(answers, labels=labels)
    return Pair(name or answers.name, export, match_columns(definition, export))


def _in_another_language(pair: Pair, answers: Path) -> Pair:
    """Return the same survey in another language: columns by their place, options not compared."""
    export = read_survey_export(answers)
    place = dict(zip(pair.export.rows.columns, export.rows.columns, strict=True))
    questions = tuple(
        question._replace(columns=tuple(place[c] for c in question.columns), options=())
        for question in pair.definition.questions
    )
    return Pair(answers.name, export, replace(pair.definition, questions=questions))


def guesses(export: SurveyExport, definition: Definition | None) -> list[Guess]:
    """Return a draft's questions, as its codebook has them once it is loaded."""
    draft = draft_codebook(export, definition=definition)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in draft.files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        codebook = load_codebook(Path(folder))
    return [*_asked(codebook), *_set_apart(codebook, draft.questions)]


def _asked(codebook: Codebook) -> Iterator[Guess]:
    """Yield the questions of a codebook."""
    for question in codebook.questions:
        columns = frozenset(c for raw in question.raw.values() for c in raw)
        levels = question.scale.levels if question.scale else ()
        words = ((level.code, level.label, *level.variants) for level in levels)
        options = tuple(frozenset(map(normalise, known)) for known in words)
        reasons = tuple(question.scale.reasons) if question.scale else ()
        yield Guess(question.name, question.type, columns, options, reasons)


def _set_apart(codebook: Codebook, questions: pd.DataFrame) -> Iterator[Guess]:
    """Yield what a draft keeps out of its codebook, such as personal data."""
    known = set(codebook.by_name)
    for row in questions[~questions["name"].isin(known)].to_dict("records"):
        columns = [row["columns"]] if isinstance(row["columns"], str) else row["columns"]
        yield Guess(str(row["name"]), str(row["type"]), frozenset(columns), ())


def compare(pair: Pair, found: Sequence[Guess]) -> tuple[dict[str, int], list[str]]:
    """Return the counts of a file, and a line for each question whose type or options are wrong."""
    home = {column: guess for guess in found for column in guess.columns}
    closed = {c for q in pair.definition.questions if q.type == "single" for c in q.columns}
    counts, wrong = dict.fromkeys(COUNTS, 0), list[str]()
    for truth in pair.definition.questions:
        cells = pair.export.rows[list(truth.columns)]
        held = {str(value) for column in cells for value in cells[column].unique()} - set(BLANK)
        if not held:
            counts["never answered"] += 1
            continue
        guess = home.get(truth.columns[0], Guess("—", "none", frozenset(), ()))
        right = _type_right(truth, guess, pair.export.platform, closed)
        counts["questions"] += 1
        counts["type right"] += right
        if truth.type == "multi" and len(truth.columns) > 1:
            counts["select-alls"] += 1
            counts["recovered"] += right
        if truth.type not in ("text", "personal"):
            counts["other columns"] += len(truth.columns)
            counts["called text"] += sum(
                home[column].type == "text" for column in truth.columns if column in home
            )
        if not right:
            wrong.append(f"{truth.name}: {truth.type} drafted as {guess.type} ({guess.name})")
        if truth.options and truth.type in ("single", "multi", "matrix"):
            fits, whole = _options_right(truth, guess, held, pair.export)
            counts["with options"] += 1
            counts["options right"] += fits
            counts["whole lists"] += whole
            if right and not fits:
                wrong.append(
                    f"{truth.name}: options {_words(guess)} where there are {truth.options}"
                )
    return counts, wrong


def _type_right(truth: DefinedQuestion, guess: Guess, platform: str, closed: set[str]) -> bool:
    """Tell whether a draft has the type, and the columns, that the definition has."""
    columns = set(truth.columns)
    if truth.type == "single":
        together = platform in WITHOUT_MATRICES and guess.columns <= closed
        alone = guess.type in CLOSED and guess.columns == columns
        return alone or (guess.type == "matrix" and together)
    if truth.type == "multi" and len(columns) == 1 and guess.type in CLOSED:
        return True
    return guess.type == truth.type and guess.columns == columns


def _options_right(
    truth: DefinedQuestion, guess: Guess, held: set[str], export: SurveyExport
) -> tuple[bool, bool]:
    """Tell whether a draft's options are those of the definition: the given ones, and all."""
    options = [{normalise(code), normalise(label)} for code, label in truth.options]
    if truth.type == "multi" and len(options) == len(truth.columns):
        texts = export.columns.set_index("column")["text"]
        for option, column, (_, label) in zip(options, truth.columns, truth.options, strict=True):
            words = re.escape(normalise(label))
            if not re.search(rf"(?<!\w){words}(?!\w)", normalise(texts[column])):
                option.add(normalise(column))
    given = {normalise(cell) for cell in held}
    homes = [[option for option in options if option & words] for words in guess.options]
    met = [option for found in homes for option in found]
    met += [option for option in options if option & set(guess.reasons)]
    invented = sum(not found for found in homes)
    chosen = options if truth.type == "multi" else [o for o in options if o & given]
    fits = bool(homes) and not invented and all(option in met for option in chosen)
    return fits, fits and all(option in met for option in options)


def _words(guess: Guess) -> list[str]:
    """Return the options of a draft, short."""
    return [" / ".join(sorted(words))[:40] for words in guess.options][:12]


def table(lines: pd.DataFrame) -> str:
    """Return the counts as a table to read."""
    shown = pd.DataFrame(
        {
            "file": lines["file"],
            "questions": lines["questions"],
            "never answered": lines["never answered"],
            "types right": _of(lines, "type right", "questions"),
            "%": (100 * lines["type right"] / lines["questions"]).round(1),
            "select-alls": _of(lines, "recovered", "select-alls"),
            "options right": _of(lines, "options right", "with options"),
            "whole lists": _of(lines, "whole lists", "with options"),
            "called text": _of(lines, "called text", "other columns"),
        }
    )
    return shown.to_string(index=False)


def _of(lines: pd.DataFrame, part: str, whole: str) -> pd.Series:
    """Return counts as "3 of 4"."""
    return lines[part].astype(str) + " of " + lines[whole].astype(str)


def main() -> None:
    """Draft every file and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", help="only files whose name holds one of these")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong, and how")
    parser.add_argument("--definition", action="store_true", help="draft with the definition")
    asked = parser.parse_args()
    rows = []
    for pair in pairs(Path(os.environ["CPSURVEY_CORPUS"]) / "surveys"):
        if asked.parts and not any(part in pair.name for part in asked.parts):
            continue
        definition = pair.definition if asked.definition else None
        counts, wrong = compare(pair, guesses(pair.export, definition))
        rows.append({"file": pair.name, **counts})
        if asked.wrong and wrong:
            print(f"{pair.name}:", *wrong, sep="\n    ")
    lines = pd.DataFrame(rows)
    total = lines[list(COUNTS)].sum().to_frame().T.assign(file="all files")
    print(table(pd.concat([lines, total], ignore_index=True)))


if __name__ == "__main__":
    main()
