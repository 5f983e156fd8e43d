"""Time of ``cpsurvey figures`` beside empty notebooks and plain figures, as many of each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib as mpl
import nbformat
from matplotlib import pyplot as plt
from nbclient import NotebookClient
from timing import medians, repeats_asked, show

PROJECT = Path(__file__).parents[1]


def copy_project(target: Path) -> None:
    """Copy what ``cpsurvey figures`` reads, so that the project's own figures stay as they are."""
    shutil.copytree(PROJECT / "notebooks", target / "notebooks")
    for folder in ("anes96", "library", "processed"):
        shutil.copytree(PROJECT / "data" / folder, target / "data" / folder)


def ours(project: Path) -> None:
    """Make every figure of the copied project."""
    command = [sys.executable, "-m", "cpsurvey", "figures"]
    subprocess.run(command, cwd=project, check=True, stdout=subprocess.DEVNULL)


def plain(project: Path) -> None:
    """Run as many empty notebooks, as many at once, and save as many figures of one bar."""
    notebooks = len(list((project / "notebooks").glob("*.ipynb")))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(run_empty_notebook, range(notebooks)))
    for name in (project / "notebooks" / "figures.txt").read_text(encoding="utf-8").split():
        save_one_bar(project / name)


def run_empty_notebook(_: int) -> None:
    """Start a kernel, run one empty cell, stop it."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("None")])
    NotebookClient(notebook, kernel_name="python3").execute(stderr=subprocess.DEVNULL)


def save_one_bar(path: Path) -> None:
    """Save a chart of one bar in the three formats of a figure."""
    figure, axes = plt.subplots()
    axes.barh(["answer"], [1])
    for ending in (".svg", ".png", ".pdf"):
        figure.savefig(path.with_name(path.name + ending))
    plt.close(figure)


if __name__ == "__main__":
    mpl.use("agg")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        copy_project(home)
        runs = {
            "empty notebooks and plain figures": lambda: plain(home),
            "cpsurvey figures": lambda: ours(home),
        }
        show(medians(runs, repeats_asked(5)), beside="empty notebooks and plain figures")
