"""Time of ``fisher_freeman_halton`` beside R's ``fisher.test``: its oracle tables, and harder ones.

R is timed within R, so that starting it does not count. It is given its default workspace, then a
hundred and a thousand times that, until it does not fail.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from timing import repeats_asked

from cpsurvey.stats import fisher_freeman_halton

ORACLES = Path(__file__).parents[1] / "tests" / "oracles"
LEAST_SECONDS = 0.02
IN_R = """
parse <- function(s) do.call(rbind, lapply(strsplit(s, " / ")[[1]],
  function(row) as.integer(strsplit(row, " ")[[1]])))
fails <- function(m, w) inherits(try(fisher.test(m, workspace=w), silent=TRUE), "try-error")
tables <- lapply(readLines(file("stdin")), parse)
cat(R.version.string, "\\n")
for (m in tables) {
  workspace <- Find(function(w) !fails(m, w), c(2e5, 2e7, 2e8))
  if (is.null(workspace)) { cat("NA NA\\n"); next }
  runs <- 0; start <- proc.time()[["elapsed"]]
  while ((passed <- proc.time()[["elapsed"]] - start) < LEAST) {
    fisher.test(m, workspace=workspace); runs <- runs + 1
  }
  cat(format(passed / runs, digits=8), workspace, "\\n")
}
"""


def tables_of(name: str) -> list[str]:
    """Return the tables of a file of reference values, as text."""
    with (ORACLES / f"{name}.csv").open(encoding="utf-8") as file:
        return [row["table"] for row in csv.DictReader(file)]


def as_array(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int_]]:
    """Return "1 2 / 3 4" as an array of rows."""
    return np.array([[int(cell) for cell in row.split()] for row in text.split("/")])


def seconds_of(run: Callable[[], object]) -> float:
    """Return the seconds of one run, by running until they can be measured."""
    runs, start = 0, time.perf_counter()
    while (passed := time.perf_counter() - start) < LEAST_SECONDS:
        run()
        runs += 1
    return passed / runs


def ours(text: str) -> tuple[float, str]:
    """Return our seconds for a table and how the p-value came about."""
    table = as_array(text)
    found = fisher_freeman_halton(table)
    return seconds_of(lambda: fisher_freeman_halton(table)), found.method


def theirs(texts: list[str]) -> tuple[str, list[tuple[float, str]]]:
    """Return R's version, and its seconds and the workspace it needed for each table."""
    code = IN_R.replace("LEAST", str(LEAST_SECONDS))
    command = ["Rscript", "-e", code]
    run = subprocess.run(
        command, input="\n".join(texts), capture_output=True, text=True, check=True
    )
    version, *lines = run.stdout.splitlines()
    pairs = [line.split() for line in lines]
    return version.strip(), [(float(s) if s != "NA" else np.nan, w) for s, w in pairs]


def show(name: str, our_seconds: float, r_seconds: float, words: str) -> None:
    """Print both times and their ratio; R's time is NaN where there is none."""
    ratio = "-" if np.isnan(r_seconds) else f"{our_seconds / r_seconds:.2f}"
    beside = "-" if np.isnan(r_seconds) else f"{1000 * r_seconds:.2f}"
    print(f"{name:<58}{1000 * our_seconds:10.2f}{beside:>10}{ratio:>8}  {words}")


def compare(repeats: int) -> None:
    """Print the times of the oracle tables together, and of each harder one."""
    small, large = tables_of("exact_rxc"), tables_of("large_tables")
    has_r = shutil.which("Rscript") is not None
    our_runs, r_runs = [], []
    version, workspaces = (
        "no R here: its side is left out",
        ["left out"] * (len(small) + len(large)),
    )
    for _ in range(repeats):
        our_runs.append([ours(text) for text in small + large])
        if has_r:
            version, run = theirs(small + large)
            r_runs.append([seconds for seconds, _ in run])
            workspaces = ["fails" if w == "NA" else f"with workspace {w}" for _, w in run]
    methods = [method for _, method in our_runs[0]]
    our_median = [median(seconds for seconds, _ in runs) for runs in zip(*our_runs, strict=True)]
    r_median = [median(runs) for runs in zip(*r_runs, strict=True)] or [np.nan] * len(methods)
    print(f"{version}; numpy {np.__version__}\n")
    print(f"{'milliseconds':<58}{'ours':>10}{'R':>10}{'ratio':>8}")
    first = slice(0, len(small))
    show(f"{len(small)} oracle tables, sum", sum(our_median[first]), sum(r_median[first]), "")
    show("the same, median", median(our_median[first]), median(r_median[first]), "")
    for place, text in enumerate(large, start=len(small)):
        words = f"{methods[place]}; R {workspaces[place]}"
        show(text[:56], our_median[place], r_median[place], words)
    kept = np.flatnonzero(~np.isnan(r_median))
    if len(kept):
        both = [sum(times[i] for i in kept) for times in (our_median, r_median)]
        show("all that R can do, sum", both[0], both[1], "")


if __name__ == "__main__":
    compare(repeats_asked(3))
