"""The command line: what make does, for those without make. Commands only; no logic."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from cpsurvey.errors import CpsurveyError

FAULTS = {
    FileExistsError: "a file is in the way, where a folder has to be",
    NotADirectoryError: "a file is in the way, where a folder has to be",
    IsADirectoryError: "a folder is in the way, where a file has to be",
    PermissionError: "you may not read or write there: ask for permission, or name another place",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 where it was asked and is not so, or 2 after one message."""
    options, status = _parser().parse_args(arguments), None
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may not have every letter of a name
    try:
        status = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read on, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("cpsurvey: stopped; nothing is half-written.", file=sys.stderr)
        return 130
    except CpsurveyError as error:
        print(f"cpsurvey: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"cpsurvey: {_in_words(error)}", file=sys.stderr)
        return 2
    return status or 0


def _in_words(error: OSError) -> str:
    """Return what the file system says, of which file or folder."""
    said = next((words for kind, words in FAULTS.items() if isinstance(error, kind)), None)
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{said or error.strerror or error}."


def _build(options: argparse.Namespace) -> None:
    """Build tables from a folder of exports, or from one."""
    from cpsurvey.cli.building import build, write_built

    built = build(
        options.raw,
        options.codebook,
        rules=options.rules,
        group=options.group,
        platform=options.platform,
        sheet=options.sheet,
        decisions=options.decisions,
        settled=options.settled,
        attributes=options.attributes,
        frame=options.frame,
    )
    apart = write_built(built, options.out, report=options.report, free_text=options.free_text)
    print(built.summary)
    print(f"Written to {options.out}")
    _say_written(apart)


def _inspect(options: argparse.Namespace) -> None:
    """Say what an export is and holds, without anything personal."""
    from cpsurvey.cli.writing import inspect

    print(inspect(options.file, options.platform, options.sheet))


def _compare(options: argparse.Namespace) -> None:
    """Say what differs between two exports of one project of coded interviews."""
    from cpsurvey.cli.writing import compare

    print(compare(options.one, options.other))


def _draft(options: argparse.Namespace) -> None:
    """Write a first codebook for an export never seen, to be corrected by hand."""
    from cpsurvey.cli.writing import write_draft

    of_file = {"platform": options.platform, "sheet": options.sheet}
    written, definition = write_draft(options.file, options.out, options.definition, **of_file)
    print(f"Definition: {definition}")
    _say_written(written)


def _codebook(options: argparse.Namespace) -> None:
    """Write the codebook for people to read."""
    from cpsurvey.cli.writing import write_codebook

    out = options.out or Path("build") / f"codebook.{options.to}"
    _say_written([write_codebook(options.codebook, options.tables, options.to, out)])


def _export(options: argparse.Namespace) -> None:
    """Write tables for SPSS (sav), Stata (dta), Excel (xlsx) or anything else (csv, a folder).

    With --raw, interviews with their words as a project for a coding program (qdpx).
    """
    from cpsurvey.cli.writing import write_export

    out = options.out or Path("build") / ("csv" if options.to == "csv" else f"tables.{options.to}")
    _say_written([write_export(options.tables, options.to, out, options.raw)])


def _synthesise(options: argparse.Namespace) -> None:
    """Write the exports of a study that nobody was asked in, to rehearse it."""
    from cpsurvey.cli.synthesising import write_synthetic

    made = write_synthetic(
        options.out,
        options.seed,
        codebook=options.codebook,
        margins=options.margins,
        claims=options.claims,
        name=options.name,
        report=options.report,
    )
    _say_written(made)


def _draft_margins(options: argparse.Namespace) -> None:
    """Write a first file of margins for synthesise, to be edited: every answer equally likely."""
    from cpsurvey.cli.synthesising import write_margins

    _say_written(
        [write_margins(options.out, options.codebook, options.people, options.interviewed)]
    )


def _claims(options: argparse.Namespace) -> int:
    """Say what the published claims come to in tables, and whether that is what was published.

    With --strict it ends with 1 where a decidable claim is not reproduced, or cannot be at its
    base; not where readings of a base differ, a number agrees within rounding, or the tables
    do not tell.
    """
    from cpsurvey.cli.claims import ENDINGS, Against, check, write_claims
    from cpsurvey.cli.places import check_file

    if options.out:
        check_file(options.out, ENDINGS[options.format])
    against = Against(
        options.tables, options.codebook, options.registry, options.words, options.profile
    )
    answer = check(against, options.format)
    if options.out:
        _say_written([write_claims(answer.text, options.format, options.out)])
    else:
        print(answer.text.replace("\r\n", "\n"), end="")
    if not options.strict:
        return 0
    for said in filter(None, [answer.fault, answer.untold]):
        print(f"cpsurvey: {said}", file=sys.stderr)
    return 1 if answer.fault else 0


def _figures(options: argparse.Namespace) -> None:
    """Run the notebooks and collect their figures."""
    from cpsurvey.cli.notebooks import make_figures, make_own_figures

    if options.raw is None:
        made = make_figures(options.project)
    else:
        made = make_own_figures(options.project, options.raw, options.codebook, options.profile)
    print(made)


def _report(options: argparse.Namespace) -> None:
    """Write the report of tables: a page, a Word document, workbooks of its tables, a PDF.

    Every question is drawn, group by group and by how people joined, with its numbers beside it.
    """
    from cpsurvey.cli.report import Told, write_whole_report

    told = Told(
        options.tables,
        options.codebook,
        options.registry,
        options.words,
        options.profile,
        options.title,
    )
    formats = options.format or ["html", "docx", "xlsx", "ods"]
    _say_written(write_whole_report(told, options.out, formats))


def _say_written(paths: Iterable[Path]) -> None:
    """Print each file's path."""
    for path in paths:
        print(path)


def _parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(
        prog="cpsurvey",
        description="Surveys and coded interviews into tidy tables, comparisons and figures.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    inspect = commands.add_parser(
        "inspect", help="say what an export is and holds", description=_inspect.__doc__
    )
    inspect.add_argument("file", type=Path, metavar="FILE", help="a survey or coding export")
    _of_survey(inspect)
    inspect.set_defaults(run=_inspect)

    compare = commands.add_parser(
        "compare-exports", help="say what differs between two coding exports",
        description=_compare.__doc__,
    )  # fmt: skip
    compare.add_argument("one", type=Path, metavar="A", help="a coding export")
    compare.add_argument("other", type=Path, metavar="B", help="another of the same project")
    compare.set_defaults(run=_compare)

    draft = commands.add_parser(
        "draft-codebook", help="draft a codebook for an export", description=_draft.__doc__
    )
    draft.add_argument("file", type=Path, metavar="FILE", help="a survey export")
    draft.add_argument("out", type=Path, metavar="OUT", help="folder for the codebook")
    draft.add_argument(
        "--definition", type=Path, metavar="FILE",
        help=".qsf, .lss, .lsa, REDCap dictionary, .sav, .dta; left out, the export's own or the"
        " one beside it that has its columns; none for none",
    )  # fmt: skip
    _of_survey(draft)
    draft.set_defaults(run=_draft)

    _add_build(commands.add_parser("build", help="make tables", description=_build.__doc__))

    codebook = commands.add_parser(
        "codebook", help="write the codebook for people to read", description=_codebook.__doc__
    )
    _codebook_option(codebook)
    codebook.add_argument("--to", choices=("html", "xlsx", "csv", "qdc"), required=True)
    codebook.add_argument("--tables", type=Path, metavar="DIR", help="tables to count in")
    codebook.add_argument("--out", type=Path, metavar="FILE", help="left out, in build/")
    codebook.set_defaults(run=_codebook)

    export = commands.add_parser(
        "export", help="write tables for other programs", description=_export.__doc__
    )
    export.add_argument(
        "tables", type=Path, nargs="?", default=Path("data/processed"), metavar="TABLES",
        help="folder that build wrote; left out, data/processed",
    )  # fmt: skip
    export.add_argument("--to", choices=("sav", "dta", "csv", "xlsx", "qdpx"), required=True)
    export.add_argument(
        "--raw", type=Path, help="for qdpx: the exports that the tables were built from"
    )
    export.add_argument("--out", type=Path, metavar="PATH", help="left out, in build/")
    export.set_defaults(run=_export)

    _add_synthesise(
        commands.add_parser(
            "synthesise", help="write synthetic exports", description=_synthesise.__doc__
        )
    )
    _add_draft_margins(
        commands.add_parser(
            "draft-margins", help="draft what synthesise needs", description=_draft_margins.__doc__
        )
    )

    _add_claims(
        commands.add_parser(
            "claims", help="check the published claims", description=_claims.__doc__
        )
    )

    _add_report(commands.add_parser("report", help="write the report", description=_report.__doc__))

    figures = commands.add_parser(
        "figures", help="run the notebooks and collect their figures", description=_figures.__doc__
    )
    figures.add_argument("--project", type=Path, default=Path(), help="folder with notebooks/")
    figures.add_argument(
        "--raw", type=Path, help="your own exports; figures go to build/<data name>/"
    )
    _codebook_option(figures)
    figures.add_argument("--profile", default="publication", help="disclosure profile for --raw")
    figures.set_defaults(run=_figures)
    return parser


def _add_build(build: argparse.ArgumentParser) -> None:
    """Give the command build its arguments."""
    build.add_argument(
        "raw", type=Path, metavar="RAW", help="folder with sources.toml, or one export"
    )
    build.add_argument("out", type=Path, metavar="OUT", help="folder for the tables")
    _codebook_option(build)
    build.add_argument(
        "--rules", default="default", help="the codebook's set of rules of exclusion"
    )
    build.add_argument("--group", default="", help="who answered, where RAW is one export")
    _of_survey(build)
    build.add_argument(
        "--decisions", type=Path, metavar="FILE", help="corrections and withdrawals, CSV"
    )
    build.add_argument(
        "--settled", type=Path, metavar="FILE", help="what typed authorities and roles are, CSV"
    )
    build.add_argument(
        "--attributes", type=Path, metavar="FILE", help="what is known of each interview, CSV, XLSX"
    )
    build.add_argument(
        "--frame", type=Path, metavar="FILE", help="codes renamed, merged, split, dropped, CSV"
    )
    build.add_argument(
        "--report", action="store_true", help="write the data report, data-report.html, into OUT"
    )
    build.add_argument(
        "--free-text", type=Path, metavar="DIR",
        help="write comments, typed text to settle, passages, memos and the key to interviews'"
        " names into a folder that git ignores",
    )  # fmt: skip
    build.set_defaults(run=_build)


def _add_synthesise(synthesise: argparse.ArgumentParser) -> None:
    """Give the command synthesise its arguments."""
    synthesise.add_argument("out", type=Path, metavar="OUT", help="folder for the exports")
    synthesise.add_argument("--seed", type=int, required=True, help="same seed, same bytes")
    _codebook_option(synthesise)
    synthesise.add_argument(
        "--margins", type=Path, metavar="FILE",
        help="how many give each answer, TOML; left out, the 2020 study's",
    )  # fmt: skip
    synthesise.add_argument(
        "--claims", type=Path, metavar="FILE", help="claims that margins take counts from, TOML"
    )
    synthesise.add_argument("--name", metavar="TEXT", help="of the data; left out, the codebook's")
    synthesise.add_argument(
        "--report", action="store_true",
        help="write SYNTHETIC-report.html too: what comes back, what is assumed, what is open",
    )  # fmt: skip
    synthesise.set_defaults(run=_synthesise)


def _add_draft_margins(draft: argparse.ArgumentParser) -> None:
    """Give the command draft-margins its arguments."""
    draft.add_argument("out", type=Path, metavar="OUT", help="file for the margins, TOML")
    _codebook_option(draft)
    draft.add_argument(
        "--people", action="append", required=True, metavar="GROUP=NUMBER",
        help="how many of a group answer; once for each group",
    )  # fmt: skip
    draft.add_argument(
        "--interviewed", action="append", default=[], metavar="GROUP=NUMBER",
        help="how many of a group are interviewed",
    )  # fmt: skip
    draft.set_defaults(run=_draft_margins)


def _add_claims(claims: argparse.ArgumentParser) -> None:
    """Give the command claims its arguments."""
    claims.add_argument(
        "--tables", type=Path, default=Path("data/processed"), metavar="DIR",
        help="folder that build wrote; left out, data/processed",
    )  # fmt: skip
    _codebook_option(claims)
    claims.add_argument(
        "--registry", type=Path, metavar="FILE", help="your claims; left out, the 2020 study's"
    )
    claims.add_argument(
        "--words", type=Path, metavar="FILE", help="your readings of quantity words, TOML"
    )
    claims.add_argument(
        "--profile", choices=("publication", "tre", "none"),
        help="disclosure profile; left out, none for synthetic data and publication for other",
    )  # fmt: skip
    claims.add_argument("--format", choices=("text", "csv", "json", "md", "html"), default="text")
    claims.add_argument("--out", type=Path, metavar="FILE", help="left out, on the screen")
    claims.add_argument(
        "--strict", action="store_true", help="end with 1 where a claim is not reproduced"
    )
    claims.set_defaults(run=_claims)


def _add_report(report: argparse.ArgumentParser) -> None:
    """Give the command report its arguments."""
    report.add_argument(
        "--tables", type=Path, metavar="DIR",
        help="folder that build wrote; left out, data/processed",
    )  # fmt: skip
    report.add_argument(
        "--out", type=Path, metavar="DIR",
        help="left out, build/report, or of named tables build/NAME OF THE DATA/report",
    )  # fmt: skip
    report.add_argument(
        "--format", action="append", choices=("html", "docx", "xlsx", "ods", "pdf"),
        help="once for each; left out, all but pdf",
    )  # fmt: skip
    _codebook_option(report)
    report.add_argument("--title", default="", metavar="TEXT", help="of the report")
    report.add_argument(
        "--profile", choices=("publication", "tre", "none"),
        help="disclosure profile; left out, none for synthetic data and publication for other",
    )  # fmt: skip
    report.add_argument(
        "--registry", type=Path, metavar="FILE",
        help="your claims; left out, the 2020 study's, if the tables have what they ask for",
    )  # fmt: skip
    report.add_argument(
        "--words", type=Path, metavar="FILE", help="your readings of quantity words, TOML"
    )
    report.set_defaults(run=_report)


def _of_survey(command: argparse.ArgumentParser) -> None:
    """Let a command be told what a survey export does not tell itself."""
    command.add_argument(
        "--platform", default="", metavar="NAME", help="where a survey comes from: qualtrics, …"
    )
    command.add_argument(
        "--sheet", default="", metavar="NAME", help="which sheet of a workbook has the responses"
    )


def _codebook_option(command: argparse.ArgumentParser) -> None:
    """Let a command take a codebook of the user's own."""
    command.add_argument(
        "--codebook", type=Path, metavar="DIR", help="your codebook; left out, the 2020 study's"
    )
