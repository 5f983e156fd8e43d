"""The command line: what make does, for those without make. Commands only; no logic."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from cpsurvey.errors import CpsurveyError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 after one clear message on stderr."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may not have every letter of a name
    try:
        options.run(options)
    except CpsurveyError as error:
        print(f"cpsurvey: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"cpsurvey: {place}{error.strerror or error}.", file=sys.stderr)
        return 2
    return 0


def _build(options: argparse.Namespace) -> None:
    """Build tables from a folder of exports, or from one."""
    from cpsurvey.cli.sources import build
    from cpsurvey.tables import write_tables

    tables, summary = build(options.raw, options.codebook, rules=options.rules, group=options.group)
    write_tables(tables, options.out)
    print(summary)
    print(f"Written to {options.out}")


def _synthesise(options: argparse.Namespace) -> None:
    """Write the synthetic study's exports."""
    from cpsurvey.cli.sources import write_synthetic

    for path in write_synthetic(options.out, options.seed):
        print(path)


def _figures(options: argparse.Namespace) -> None:
    """Run the notebooks and collect their figures."""
    from cpsurvey.cli.notebooks import make_figures, make_own_figures

    if options.raw is None:
        made = make_figures(options.project)
    else:
        made = make_own_figures(options.project, options.raw, options.codebook, options.profile)
    print(made)


def _parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(
        prog="cpsurvey",
        description="Surveys and coded interviews into tidy tables, comparisons and figures.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser(
        "build", help="make tables from exports", description=_build.__doc__
    )
    build.add_argument(
        "raw", type=Path, metavar="RAW", help="folder with sources.toml, or one export"
    )
    build.add_argument("out", type=Path, metavar="OUT", help="folder for the tables")
    _codebook_option(build)
    build.add_argument(
        "--rules", default="default", help="the codebook's set of rules of exclusion"
    )
    build.add_argument("--group", default="", help="who answered, where RAW is one export")
    build.set_defaults(run=_build)

    synthesise = commands.add_parser(
        "synthesise", help="write synthetic exports", description=_synthesise.__doc__
    )
    synthesise.add_argument("out", type=Path, metavar="OUT", help="folder for the exports")
    synthesise.add_argument("--seed", type=int, required=True, help="same seed, same bytes")
    synthesise.set_defaults(run=_synthesise)

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


def _codebook_option(command: argparse.ArgumentParser) -> None:
    """Let a command take a codebook of the user's own."""
    command.add_argument(
        "--codebook", type=Path, metavar="DIR", help="your codebook; left out, the 2020 study's"
    )
