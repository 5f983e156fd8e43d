"""Every survey file of a corpus in, a table of what each was read as, or why not, out.

    CPSURVEY_CORPUS=folder python benchmarks/read_corpus.py > corpus.md

The folder holds `surveys`. A row is a file: platform, settings, responses, the questions and
select-alls that its unedited draft has, with its own definition or the one beside it, and the
seconds that reading took.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from cpsurvey.cli.definitions import choose_definition
from cpsurvey.drafting import draft_codebook
from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import label_of
from cpsurvey.readers import read_definition, read_survey_export

HEAD = ("File", "Platform", "Settings", "Responses", "Questions", "Select-alls", "Seconds")
SHORT = ("generation", "header", "answers", "selected", "delimiter", "encoding", "packed", "sheet")
NOT_KEPT = ("personal", "ignored")


def main() -> None:
    """Print the table."""
    home = Path(os.environ["CPSURVEY_CORPUS"]) / "surveys"
    files = sorted(path for path in home.rglob("*") if path.is_file())
    print(_row(HEAD), _row(["---"] * len(HEAD)), sep="\n")
    read = 0
    for path in files:
        name = str(path.relative_to(home))
        start = time.perf_counter()
        try:
            export = read_survey_export(path)
        except ExportError as error:
            print(_row([name, *_refused(path, str(error).replace(path.name, "It", 1))]))
            continue
        seconds = time.perf_counter() - start
        print(_row([name, *_told(path, export), f"{seconds:.2f}"]))
        read += 1
    print(f"\n{read} of {len(files)} files read.")


def _told(path: Path, export: SurveyExport) -> Iterator[str]:
    """Yield what an export is and holds."""
    settings = [export.settings[key] for key in SHORT if export.settings.get(key)]
    doubts = [f"doubts: {len(export.doubts)}"] if export.doubts else []
    yield label_of(export.platform)
    yield ", ".join([*settings, *doubts]).replace("\t", "tab")
    yield f"{len(export.rows):,}"
    try:
        definition = choose_definition(path, export).definition
    except ExportError:
        definition = None
    questions = draft_codebook(export, definition=definition).questions
    kept = questions[~questions["type"].isin(NOT_KEPT)]
    yield f"{len(kept)}{' (defined)' if definition else ''}"
    yield str(int((kept["type"] == "multi").sum()))


def _refused(path: Path, reason: str) -> list[str]:
    """Return why a file is no survey export, and what it defines if it is a questionnaire."""
    try:
        asked = read_definition(path)
    except ExportError:
        return ["refused", reason, "", "", "", ""]
    multi = sum(question.type == "multi" for question in asked.questions)
    label = f"{label_of(asked.platform)}, a questionnaire"
    return [label, reason, "", str(len(asked.questions)), str(multi), ""]


def _row(cells: object) -> str:
    """Return a line of a table in Markdown."""
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
