"""Time and memory of reading and cleaning a SYNTHETIC export beside the bare read of its file.

Each run is a process of its own, so that its peak memory is its own; import times are not counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

import cpsurvey as cps
from cpsurvey.codebook import Codebook
from cpsurvey.writers import write_qualtrics

SOURCE = Path(__file__).parents[1] / "data" / "raw" / "SYNTHETIC-professionals.csv"
SIZES = (10_000, 100_000, 1_000_000)
GROUP = "professional"
# With the platform's own 17 columns, 44.
QUESTIONS = (
    "consent", "role", "nation", "authority", "number_of_conferences", "conference_types",
    "join_mode", "others_joined", "conference_format", "number_attending", "length_minutes",
    "privacy", "felt_safe", "parents_prepared", "contribution_effect", "overall_judgement",
    "preferred_format", "return_likelihood", "comments",
)  # fmt: skip


def questionnaire() -> Codebook:
    """Return the codebook of the questions that the made-up export has."""
    book = cps.load_codebook()
    kept = tuple(question for question in book.questions if question.name in QUESTIONS)
    instruments = tuple(i for i in book.instruments if i.code == GROUP)
    raw = tuple(replace(q, raw={GROUP: q.raw[GROUP]}, shown_if=None) for q in kept)
    scales = {q.scale.name: q.scale for q in kept if q.scale}
    return replace(book, questions=raw, instruments=instruments, scales=scales)


def write_export(path: Path, rows: int) -> None:
    """Write an export of so many rows, each column drawn anew from the synthetic study's."""
    export = cps.read_survey_export(SOURCE, group=GROUP)
    names = [name for q in questionnaire().questions for name in q.raw[GROUP]]
    rng = np.random.default_rng(2020)
    drawn = {name: rng.choice(export.rows[name].to_numpy(), rows) for name in names}
    # The bare read cannot take a line break in a cell, and the comments have some.
    answers = {name: [" ".join(text.split()) for text in cells] for name, cells in drawn.items()}
    meta = export.meta.iloc[rng.integers(0, len(export.meta), rows)].reset_index(drop=True)
    meta["respondent"] = [f"R_{number:015d}" for number in range(rows)]
    columns = [(name, f"Question {name}", f"QID{place}") for place, name in enumerate(names)]
    path.write_bytes(write_qualtrics(columns, pd.DataFrame(answers), meta))


def bare(path: Path) -> pd.DataFrame:
    """Read the file as text and do nothing with it."""
    return pd.read_csv(path, engine="pyarrow", dtype=str)


def cleaned(path: Path) -> None:
    """Read, clean and write to parquet."""
    tables = cps.clean_survey(cps.read_survey_export(path, group=GROUP), questionnaire())
    cps.write_tables(tables, path.parent / "tables")


def run_once(what: str, path: Path) -> None:
    """Print the seconds and the peak of memory above that before the run, as JSON."""
    warm = path.parent / "warm.csv"
    {"bare": bare, "cleaned": cleaned}[what](warm)
    before = peak_memory()
    start = time.perf_counter()
    {"bare": bare, "cleaned": cleaned}[what](path)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": peak_memory() - before}))


def peak_memory() -> int:
    """Return the most bytes that this process has held in memory (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def measure(what: str, path: Path, repeats: int) -> tuple[float, float]:
    """Return the median seconds and the median peak in bytes of several processes."""
    command = [sys.executable, __file__, what, str(path)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(repeats)
    ]
    return median(r["seconds"] for r in runs), median(r["peak"] for r in runs)


def compare() -> None:
    """Print, for each size, the ratio of time to the bare read and of memory to its frame."""
    print(f"{'rows':>10} {'bare s':>8} {'ours s':>8} {'ratio':>6} {'frame MB':>9} {'peak':>6}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "SYNTHETIC.csv"
        write_export(path.with_name("warm.csv"), 1_000)
        for rows in SIZES:
            write_export(path, rows)
            frame = int(bare(path).memory_usage(deep=True).sum())
            repeats = 5 if rows < SIZES[-1] else 3
            plain, _ = measure("bare", path, repeats)
            ours, peak = measure("cleaned", path, repeats)
            print(
                f"{rows:>10,} {plain:>8.2f} {ours:>8.2f} {ours / plain:>6.1f}"
                f" {frame / 1e6:>9.0f} {peak / frame:>6.1f}"
            )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run_once(sys.argv[1], Path(sys.argv[2]))
    else:
        compare()
