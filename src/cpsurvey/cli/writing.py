"""What a command is asked for → files: drafts, codebooks, tables for others."""

from __future__ import annotations

from pathlib import Path

from cpsurvey.cleaning import combine_coding_exports, compare_exports, interview_texts
from cpsurvey.cli.building import read_codings
from cpsurvey.cli.definitions import Chosen, choose_definition
from cpsurvey.cli.places import check_file, check_folder, check_words
from cpsurvey.cli.sources import read_sources
from cpsurvey.codebook import load_codebook
from cpsurvey.drafting import draft_codebook
from cpsurvey.errors import CpsurveyError, ExportError, listed
from cpsurvey.exports import CodingExport
from cpsurvey.files import replacing_folder, write_files
from cpsurvey.readers import (
    read_any_export,
    read_coding_export,
    read_survey_export,
)
from cpsurvey.report import codebook_page, codebook_table, inspect_coding, inspect_survey
from cpsurvey.tables import DESCRIPTIONS, InterviewTables, SurveyTables, read_tables
from cpsurvey.writers import (
    frame_to_csv,
    frame_to_xlsx,
    tables_to_csv,
    tables_to_dta,
    tables_to_sav,
    tables_to_xlsx,
    write_interviews_project,
    write_refi_codebook,
)

WRITERS = {"sav": tables_to_sav, "dta": tables_to_dta, "xlsx": tables_to_xlsx}


def inspect(path: Path, platform: str = "", sheet: str = "") -> str:
    """Return what an export is and holds, in words, with nothing personal in them."""
    survey = bool(platform or sheet)
    export = (
        read_survey_export(path, platform=platform, sheet=sheet)
        if survey
        else read_any_export(path)
    )
    if isinstance(export, CodingExport):
        return inspect_coding(export)
    try:
        chosen = choose_definition(path, export)
    except ExportError as error:  # several fit: look at the answers alone, and say so
        chosen = Chosen(None, str(error))
    draft = draft_codebook(export, definition=chosen.definition)
    return inspect_survey(export, draft.questions, definition=chosen.words)


def write_draft(
    path: Path, out: Path, definition: Path | None, *, platform: str = "", sheet: str = ""
) -> tuple[list[Path], str]:
    """Write a first codebook for an export never seen; one that is there already is left alone.

    Returns the files, and which definition they were drafted with.
    """
    if out.is_file():
        raise CpsurveyError(f"{out} is a file: name a folder for the codebook.")
    export = read_survey_export(path, platform=platform, sheet=sheet)
    chosen = choose_definition(path, export, definition)
    draft = draft_codebook(export, definition=chosen.definition)
    if there := [name for name in draft.files if (out / name).exists()]:
        raise CpsurveyError(
            f"{out} holds {listed(there)} already, which may have been edited: name another folder,"
            " or delete them first."
        )
    write_files(out, {name: text.encode() for name, text in draft.files.items()})
    return [out / name for name in draft.files], chosen.words


def write_codebook(codebook: Path | None, tables: Path | None, form: str, out: Path) -> Path:
    """Write a codebook for people to read, with counts where tables are named."""
    check_file(out, form)
    book = load_codebook(codebook)
    if form == "qdc" and tables:
        raise CpsurveyError("a .qdc holds the coding frame and no counts: leave --tables out.")
    counted = _survey_tables(tables) if tables else None
    if form == "qdc":
        content = write_refi_codebook(book)
    elif form == "html":
        content = codebook_page(book, counted).encode()
    else:
        frame = codebook_table(book, counted)
        content = frame_to_csv(frame) if form == "csv" else frame_to_xlsx({"codebook": frame})
    write_files(out.parent, {out.name: content})
    return out


def write_export(tables: Path, form: str, out: Path, raw: Path | None = None) -> Path:
    """Write tables for other programs; CSV is a folder, with a file for each table.

    A project (.qdpx) is made of what people said, which is in no table: it is taken from `raw`.
    """
    if raw and form != "qdpx":
        raise CpsurveyError(f"{form} holds tables and no words: leave --raw out.")
    if form == "qdpx":
        check_file(out, form)
        check_words(out, tables)
        write_files(out.parent, {out.name: _project(tables, raw)})
    elif form == "csv":
        files = tables_to_csv(read_tables(tables))
        check_folder(out, {*files, *(f"{name}.csv" for name in DESCRIPTIONS)}, "tables as CSV")
        with replacing_folder(out) as made:
            write_files(made, files)
    else:
        check_file(out, form)
        write_files(out.parent, {out.name: WRITERS[form](read_tables(tables))})
    return out


def compare(one: Path, other: Path) -> str:
    """Return what differs between two exports of one project, with nothing personal in it."""
    differences = compare_exports(read_coding_export(one), read_coding_export(other))
    if differences.empty:
        return "Nothing differs."
    return differences.to_string(index=False, na_rep="", max_colwidth=60)


def _project(folder: Path, raw: Path | None) -> bytes:
    """Return interviews as a project, their words from the exports that the tables came from."""
    read = read_tables(folder)
    tables = read.interviews if isinstance(read, SurveyTables) else read
    if tables is None:
        raise CpsurveyError(f"{folder} holds no interviews, and a .qdpx is made of them.")
    if raw is None:
        raise CpsurveyError(
            "what people said is in no table, and a .qdpx is made of it: name with --raw the"
            f" exports that {folder} was built from."
        )
    exports = read_codings(read_sources(raw))
    if not exports:
        raise CpsurveyError(f"there are no interviews in {raw}.")
    project = combine_coding_exports(exports) if len(exports) > 1 else exports[0]
    texts = interview_texts(project, tables)
    _check_same(tables, texts, folder, raw)
    return write_interviews_project(tables, texts)


def _check_same(tables: InterviewTables, texts: dict[str, str], folder: Path, raw: Path) -> None:
    """Stop unless the texts are as long as the tables have it: positions count in them."""
    people = tables.interviews
    lengths = people["interview"].map({name: len(text) for name, text in texts.items()})
    if (lengths.isna() & people["characters"].notna()).all() or (
        lengths != people["characters"]
    ).any():
        raise CpsurveyError(
            f"{folder} was not built from {raw} as it is now: its texts are not those of the"
            " tables. Build the tables again."
        )


def _survey_tables(folder: Path) -> SurveyTables:
    """Read tables that hold a survey."""
    tables = read_tables(folder)
    if not isinstance(tables, SurveyTables):
        raise CpsurveyError(f"{folder} holds interviews only, and counts need a survey.")
    return tables
