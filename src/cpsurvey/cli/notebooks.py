"""Notebooks and tables → figures, made apart, checked, and then swapped in."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from cpsurvey.cli.building import build
from cpsurvey.cli.sources import read_sources
from cpsurvey.codebook.load import STUDY
from cpsurvey.disclosure import PROFILES
from cpsurvey.errors import CpsurveyError, listed, unknown
from cpsurvey.files import replacing_folder
from cpsurvey.tables import DESCRIPTOR, write_tables
from cpsurvey.vocabulary import is_synthetic

ENDINGS = (".svg", ".png", ".pdf", ".csv", ".txt", ".json")
PACKAGE = Path(__file__).parents[1]
STAMP = "stamp.json"
STARTS = 3  # kernels started at one time may choose the same port, and all but one die
LISTED = "figures.txt"
TABLES = (
    "CPSURVEY_TABLES"  # where a notebook finds the tables; one that does not ask brings its own
)


class Ran(NamedTuple):
    """What became of one notebook: nothing amiss, or why it could not be finished."""

    notebook: Path
    error: str = ""
    missing_question: bool = False


def make_figures(project: Path) -> str:
    """Make the synthetic study's figures from ``data/processed`` into ``figures``."""
    tables = project / "data" / "processed"
    if not (tables / DESCRIPTOR).exists():
        raise CpsurveyError(
            f"there are no tables in {tables}; build them with:"
            f" cpsurvey build {project / 'data' / 'raw'} {tables}"
        )
    notebooks = find_notebooks(project)
    expected = expected_figures(project, notebooks)
    check_strays(project / "figures", expected)
    with replacing_folder(project / "figures") as made:
        ran = run_notebooks(notebooks, tables, made, project / "build" / "notebooks", "none")
        if faults := [f"{page.notebook}: {page.error}" for page in ran if page.error]:
            raise CpsurveyError("\n  ".join(["no figures were made:", *faults]))
        check_figures(made, expected)
    return f"Figures are in {project / 'figures'}, the notebooks' pages in build/notebooks"


def make_own_figures(project: Path, raw: Path, codebook: Path | None, profile: str) -> str:
    """Make a team's own figures into ``build/<data name>``, unless they are up to date.

    Notebooks that bring their own data are not run: their figures would stand among the team's.
    """
    if profile not in PROFILES:
        raise CpsurveyError(unknown("profile", profile, PROFILES))
    notebooks = [path for path in find_notebooks(project) if TABLES in path.read_text("utf-8")]
    sources = read_sources(raw)
    if profile == "none" and not is_synthetic(sources.data):
        raise CpsurveyError(
            f'profile "none" is for synthetic data, and {sources.data} is not: use publication or'
            " tre."
        )
    home = project / "build" / folder_name(sources.data)
    stamp = fingerprint(
        [raw, codebook or STUDY, PACKAGE, *notebooks, project / "notebooks" / LISTED], profile
    )
    if _stamped(home / STAMP) == stamp:
        return f"{home} is up to date"
    built = build(raw, codebook)
    skipped: list[str] = []
    with replacing_folder(home) as made:
        write_tables(built.tables, made / "processed")
        (made / "figures").mkdir()
        pages = made / "notebooks"
        ran = run_notebooks(notebooks, made / "processed", made / "figures", pages, profile)
        if faults := [
            f"{p.notebook}: {p.error}" for p in ran if p.error and not p.missing_question
        ]:
            raise CpsurveyError("\n  ".join(["no figures were made:", *faults]))
        finished = [page.notebook for page in ran if not page.error]
        skipped = [f"Left out {p.notebook.name}: {p.error}" for p in ran if p.error]
        if not finished:
            raise CpsurveyError("\n  ".join(["no notebook could be finished:", *skipped]))
        _drop_unfinished(made / "figures", [page.notebook for page in ran if page.error])
        expected = expected_figures(project, finished)
        absent = expected - {path.stem for path in (made / "figures").iterdir()}
        why = "this data does not have what it shows"
        skipped += [f"Left out figure {name}: {why}" for name in sorted(absent)]
        check_figures(made / "figures", expected - absent)
        (made / STAMP).write_text(json.dumps({"stamp": stamp}), encoding="utf-8")
    return "\n".join([built.summary, *skipped, f"Figures are in {home / 'figures'}"])


def folder_name(data: str) -> str:
    """Return the data's name as that of a folder of its own, on any system."""
    plain = re.sub(r"[^\w \-().,]+", "-", data).strip(" .-")[:80].rstrip(" .-")
    if plain.casefold() in ("", "notebooks"):
        raise CpsurveyError(
            f'the data\'s name "{data}" cannot name the folder of its figures: change it in'
            " sources.toml."
        )
    return plain


def find_notebooks(project: Path) -> list[Path]:
    """Return the project's notebooks in order."""
    notebooks = sorted((project / "notebooks").glob("[0-9]*.ipynb"))
    if not notebooks:
        raise CpsurveyError(
            f"there are no notebooks in {project / 'notebooks'}: run this in the project's folder,"
            " or name that with --project."
        )
    return notebooks


def expected_figures(project: Path, notebooks: Iterable[Path]) -> set[str]:
    """Return the names listed for these notebooks; a figure has its notebook's number."""
    path = project / "notebooks" / LISTED
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return {line for line in lines if line.startswith(_numbers(notebooks))}


def _numbers(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """Return the numbers that notebooks and their figures begin with."""
    return tuple(f"{notebook.name.partition('-')[0]}-" for notebook in notebooks)


def _drop_unfinished(figures: Path, notebooks: list[Path]) -> None:
    """Drop what a notebook had made before it could not go on: part of it would mislead."""
    for path in figures.iterdir():
        if path.name.startswith(_numbers(notebooks)):
            path.unlink()


def check_strays(folder: Path, expected: set[str]) -> None:
    """Stop if the folder holds what no notebook makes: it would be lost."""
    wanted = {name + ending for name in expected for ending in ENDINGS}
    strays = sorted({path.name for path in folder.glob("[!.]*")} - wanted)
    if strays:
        raise CpsurveyError(
            f"{folder} holds {listed(strays)}, which notebooks/figures.txt does not list: move or"
            " delete it, or list it and have a notebook make it."
        )


def check_figures(folder: Path, expected: set[str]) -> None:
    """Stop if the figures made are not those listed, each in every format."""
    made = {path.name for path in folder.iterdir()}
    wanted = {name + ending for name in expected for ending in ENDINGS}
    faults = [
        *(f"{name} is listed in notebooks/figures.txt and was not made" for name in wanted - made),
        *(f"{name} was made and is not listed in notebooks/figures.txt" for name in made - wanted),
    ]
    if faults:
        raise CpsurveyError(f"the figures are not those listed: {listed(sorted(faults))}.")


def run_notebooks(
    notebooks: list[Path], tables: Path, figures: Path, pages: Path, profile: str
) -> list[Ran]:
    """Run notebooks side by side without touching them; what they print goes to pages."""
    settings = {
        TABLES: str(tables.resolve()),
        "CPSURVEY_FIGURES": str(figures.resolve()),
        "CPSURVEY_PROFILE": profile,
    }
    pages.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda notebook: _run(notebook, pages, settings), notebooks))


def _run(notebook: Path, pages: Path, settings: dict[str, str]) -> Ran:
    """Run one notebook in a process of its own, and write its page in this one.

    What a page is made with takes seconds to import, which each process would need again.
    """
    command = [sys.executable, "-m", "cpsurvey.cli.run_notebook", str(notebook)]
    environment = {**os.environ, **settings}
    for _ in range(STARTS):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if not done.returncode:
            break
    if done.returncode:
        return Ran(notebook, (done.stderr.strip().splitlines() or ["the process was ended"])[-1])
    ran = json.loads(done.stdout)
    if "cells" in ran:
        write_page(ran, pages / f"{notebook.stem}.html")
        return Ran(notebook)
    if ran["name"] == "QuestionError":
        return Ran(notebook, ran["message"], missing_question=True)
    return Ran(notebook, f"{ran['name']}: {ran['message']}")


def write_page(ran: dict[str, Any], page: Path) -> None:
    """Write the page of a notebook that has been run in."""
    import nbformat

    from cpsurvey.cli.notebook_page import notebook_page

    page.write_text(notebook_page(nbformat.from_dict(ran)), encoding="utf-8")


def fingerprint(places: Iterable[Path], *words: str) -> str:
    """Return a digest of files, of folders with all that is in them, and of words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inside:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(place)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _stamped(path: Path) -> str:
    """Return the stamp of what was made last, or nothing."""
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["stamp"])
    except (OSError, ValueError, KeyError):
        return ""
