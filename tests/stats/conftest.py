"""Reference values made by R, as frames."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

ORACLES = Path(__file__).parents[1] / "oracles"


@pytest.fixture
def oracle() -> Callable[[str], pd.DataFrame]:
    """Return a reader of a CSV of reference values; "1 2 / 3 4" becomes an array of rows."""

    def read(name: str) -> pd.DataFrame:
        frame = pd.read_csv(ORACLES / f"{name}.csv")
        if "table" in frame:
            frame["table"] = [
                np.array([[int(cell) for cell in row.split()] for row in text.split("/")])
                for text in frame["table"]
            ]
        return frame

    return read
