"""Time and memory of each reader at 100,000 rows beside the bare read of the same file.

Each run is a process of its own, so that its peak memory is its own; import times are not counted.
What a reader starts besides, to read a workbook or a file of SPSS or Stata, counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import pandas as pd
import pyreadstat
from clean_export import peak_memory
from made_exports import FILES, answers

import cpsurvey as cps

ROWS = 100_000
WARM = 50
REPEATS = 3


def bare(path: Path) -> object:
    """Read a file as pandas or pyreadstat does, and do nothing with it."""
    ending = path.suffix
    if ending in (".xlsx", ".ods"):
        return pd.read_excel(path, engine="calamine", dtype=str)
    if ending in (".sav", ".dta"):
        return (pyreadstat.read_sav if ending == ".sav" else pyreadstat.read_dta)(str(path))
    if ending == ".tsv":
        return pd.read_csv(path, dtype=str, sep="\t", encoding="utf-16")
    return pd.read_csv(path, dtype=str)


def run_once(what: str, path: Path) -> None:
    """Print the seconds, and the most memory that was held beside that before, as JSON."""
    import resource

    run = {"bare": bare, "ours": cps.read_survey_export}[what]
    run(path.with_name(f"warm-{path.name}"))
    before, start = peak_memory(), time.perf_counter()
    run(path)
    seconds = time.perf_counter() - start
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak": peak_memory() - before + apart}))


def measure(what: str, path: Path) -> tuple[float, float]:
    """Return the median seconds and the median peak in bytes of several processes."""
    command = [sys.executable, __file__, what, str(path)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(REPEATS)
    ]
    return median(r["seconds"] for r in runs), median(r["peak"] for r in runs)


def compare() -> None:
    """Print, for each reader, seconds and memory of both sides and the ratio of the seconds."""
    print("| export of 100,000 rows | bare s | ours s | ratio | bare MB | ours MB |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        few, many = answers(WARM), answers(ROWS)
        for label, (name, write) in FILES.items():
            path = Path(folder, name)
            path.write_bytes(write(many))
            path.with_name(f"warm-{name}").write_bytes(write(few))
            (plain, held), (ours, peak) = measure("bare", path), measure("ours", path)
            print(
                f"| {label} | {plain:.2f} | {ours:.2f} | {ours / plain:.1f} | {held / 1e6:.0f}"
                f" | {peak / 1e6:.0f} |",
                flush=True,
            )
            path.unlink()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run_once(sys.argv[1], Path(sys.argv[2]))
    else:
        compare()
