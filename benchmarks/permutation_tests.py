"""Time of the permutation tests of many answers beside a bare matrix product, scipy and R's coin.

516 people, 24 of them in one group, and 30 options; 10,000 permutations each. The matrix product
is of the size that adds up every permuted group, (10,000 x 516) by (516 x 30). R times itself,
without its start.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import scipy
from scipy.stats import permutation_test
from timing import medians, repeats_asked, show

from cpsurvey.stats import marginal_independence, westfall_young

PERMUTATIONS = 10_000
DRAW = np.random.default_rng(2020)
TICKS = DRAW.random((516, 30)) < np.geomspace(0.02, 0.5, 30)
GROUP = np.arange(516) < 24
CODES = DRAW.integers(1, 6, (516, 30)).astype(float)
MEMBERS = (DRAW.random((PERMUTATIONS, 516)) < 24 / 516).astype(float)
BARE = "bare numpy matrix product"

COIN = """
if (!suppressWarnings(suppressPackageStartupMessages(require(coin, quietly = TRUE)))) {
  cat("absent"); quit()
}
arguments <- commandArgs(TRUE); repeats <- as.integer(arguments[2])
data <- read.csv(arguments[1]); data$g <- factor(data$g)
options <- paste(setdiff(names(data), "g"), collapse = " + ")
test <- as.formula(paste(options, "~ g"))
run <- function() pvalue(
  independence_test(test, data = data, distribution = approximate(nresample = 10000)),
  method = "step-down"
)
invisible(run()); seconds <- replicate(repeats, system.time(run())[["elapsed"]])
version <- as.character(packageVersion("coin"))
cat(median(seconds), version, paste0(R.version$major, ".", R.version$minor))
"""


def scipy_loop() -> None:
    """Run the global test as `scipy.stats.permutation_test` does it, one permutation at a time."""
    ticks = TICKS.astype(float)
    expected = ticks.mean(axis=0)
    weight = 1 / (24 * expected * (1 - expected)) + 1 / (492 * expected * (1 - expected))

    def statistic(group: np.ndarray) -> float:
        deviation = ticks[group == 1].sum(axis=0) - 24 * expected
        return float(weight @ deviation**2)

    permutation_test(
        (GROUP.astype(float),),
        statistic,
        permutation_type="pairings",
        vectorized=False,
        n_resamples=PERMUTATIONS,
        alternative="greater",
    )


def coin(repeats: int) -> tuple[str, float] | None:
    """Return R's and coin's versions and the median seconds of their step-down; None if absent."""
    if shutil.which("Rscript") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        data, script = Path(folder) / "ticks.csv", Path(folder) / "coin.R"
        names = ",".join([f"Y{place + 1}" for place in range(30)] + ["g"])
        table = np.column_stack([TICKS, GROUP]).astype(int)
        np.savetxt(data, table, fmt="%d", delimiter=",", header=names, comments="")
        script.write_text(COIN, encoding="utf-8")
        command = ["Rscript", str(script), str(data), str(repeats)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    if told == ["absent"]:
        return None
    seconds, version, of_r = told
    return f"coin {version} (R {of_r}), step-down max-T", float(seconds)


if __name__ == "__main__":
    repeats = repeats_asked(7)
    times = medians(
        {
            BARE: lambda: MEMBERS @ TICKS.astype(float),
            "marginal_independence": lambda: marginal_independence(TICKS, GROUP),
            "westfall_young, yes or no": lambda: westfall_young(TICKS, GROUP),
            "westfall_young, five levels": lambda: westfall_young(CODES, GROUP),
            f"scipy {scipy.__version__}, permutation_test": scipy_loop,
        },
        repeats,
    )
    peer = coin(repeats)
    if peer is not None:
        times[peer[0]] = peer[1]
    show(times, beside=BARE)
    if peer is None:
        print("coin: skipped, R or its package is not installed")
