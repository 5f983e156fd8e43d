"""The synthetic exports, as folders that tests may spoil."""

import csv
import shutil
from pathlib import Path

import pytest

from cpsurvey.cli import main

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory) -> Path:
    """A folder with the synthetic exports, not to be touched."""
    folder = tmp_path_factory.mktemp("synthetic")
    assert main(["synthesise", str(folder), "--seed", "1"]) == 0
    return folder


@pytest.fixture(scope="session")
def few(tmp_path_factory) -> Path:
    """The exports in the repository with few of the professionals, not to be touched."""
    folder = Path(shutil.copytree(RAW, tmp_path_factory.mktemp("few") / "raw"))
    path = folder / "SYNTHETIC-professionals.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[:60]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


@pytest.fixture
def raw(few, tmp_path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(few, tmp_path / "raw"))
