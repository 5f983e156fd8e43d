"""Time of agreement by character, and of one draw of interviews, beside fast-krippendorff.

66 interviews of 40,000 characters, 112 codes, two coders. The other side is the package
krippendorff (GPL, so no dependency; left out where it is absent), given the same decisions as a
reliability matrix of 2 coders by 2,640,000 characters, or as its counts of values by character, one
code at a time: for each draw of interviews it computes alpha of the characters drawn.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pandas as pd
from timing import medians, repeats_asked, show

from cpsurvey.analysis import coder_agreement
from cpsurvey.tables import InterviewTables

INTERVIEWS, LENGTH, CODES, CODERS = 66, 40_000, 112, ("coder-1", "coder-2")
DRAWS = 4_999


def made_up() -> InterviewTables:
    """Return interviews in which a code is marked in about half, three passages each."""
    rng = np.random.default_rng(2020)
    names = [f"I{number:02d}" for number in range(INTERVIEWS)]
    codes = [f"c{number:03d}" for number in range(CODES)]
    rows = []
    for name in names:
        for code in codes:
            for start in rng.integers(0, LENGTH - 400, rng.integers(0, 2) * 3):
                end = start + rng.integers(60, 400)
                rows.append((name, CODERS[0], code, start, end))
                if rng.random() < 0.75:
                    rows.append((name, CODERS[1], code, start + rng.integers(0, 30), end))
    codings = pd.DataFrame(rows, columns=["interview", "coder", "code", "start", "end"])
    segments = [f"s{number}" for number in range(1, len(codings) + 1)]
    interviews = pd.DataFrame({"interview": names, "source": "", "characters": LENGTH})
    themes = pd.DataFrame({"code": codes, "label": codes, "parent": ""})
    losses = pd.DataFrame(columns=["what", "count", "detail"])
    codings = codings.assign(segment=segments)
    return InterviewTables("SYNTHETIC", interviews, codings, themes, losses)


def reliability(
    tables: InterviewTables, code: str
) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    """Return what each coder decided on every character, shape (coders, interviews, characters)."""
    matrix = np.zeros((len(CODERS), INTERVIEWS, LENGTH), dtype=np.int8)
    own = tables.codings[tables.codings["code"] == code]
    for name, coder, start, end in own[["interview", "coder", "start", "end"]].itertuples(
        index=False
    ):
        matrix[CODERS.index(coder), int(name[1:]), start:end] = 1
    return matrix


def whole_call(tables: InterviewTables, draws: int = DRAWS) -> pd.DataFrame:
    """Return alpha of every code, with its interval."""
    return coder_agreement(tables, measures="krippendorff_alpha", draws=draws)


def compare(tables: InterviewTables, repeats: int) -> None:
    """Print the medians and ratios, and that both sides give the same alpha."""
    found = whole_call(tables)
    runs: dict[str, Callable[[], object]] = {
        "ours: call, all codes, 4,999 draws": lambda: whole_call(tables),
        "ours: call, all codes, 999 draws": lambda: whole_call(tables, 999),
        "ours: call, all codes, five measures": lambda: coder_agreement(tables, draws=DRAWS),
    }
    alpha = None
    if find_spec("krippendorff") is None:
        print("krippendorff is not installed: its side is left out")
    else:
        alpha = import_module("krippendorff").alpha
        rng, matrix = np.random.default_rng(1), reliability(tables, "c000")
        theirs = alpha(matrix.reshape(2, -1), level_of_measurement="nominal", value_domain=[0, 1])
        ours = found.loc[found["code"] == "c000", "estimate"].item()
        print(f"alpha of one code: ours {ours:.12f}, theirs {theirs:.12f}")
        marked = matrix.sum(axis=0)
        counts = np.stack([len(CODERS) - marked, marked], axis=-1)
        runs["theirs: a draw of one code, from counts"] = lambda: alpha(
            value_counts=counts[rng.integers(0, INTERVIEWS, INTERVIEWS)].reshape(-1, 2),
            level_of_measurement="nominal",
            value_domain=[0, 1],
        )
        runs["theirs: a draw of one code, from matrix"] = lambda: alpha(
            matrix[:, rng.integers(0, INTERVIEWS, INTERVIEWS)].reshape(2, -1),
            level_of_measurement="nominal",
            value_domain=[0, 1],
        )
    times = medians(runs, repeats)
    show(times, beside="ours: call, all codes, 4,999 draws")
    more = times["ours: call, all codes, 4,999 draws"] - times["ours: call, all codes, 999 draws"]
    ours_a_draw = more / (DRAWS - 999) / (CODES + 2)
    print(f"ours: one more draw of one code {ours_a_draw * 1e6:.2f} microseconds")
    if alpha is not None:
        for name in (name for name in runs if name.startswith("theirs")):
            print(f"{name}: {times[name] / ours_a_draw:,.0f} times ours")
    tracemalloc.start()
    whole_call(tables)
    print(f"peak memory of a call {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")
    print(f"({len(tables.codings):,} codings)")


if __name__ == "__main__":
    compare(made_up(), repeats_asked(3))
