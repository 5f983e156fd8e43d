"""The synthetic exports, as a folder that tests may spoil."""

import shutil
from pathlib import Path

import pytest

from cpsurvey.cli import main


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory) -> Path:
    """A folder with the synthetic exports, not to be touched."""
    folder = tmp_path_factory.mktemp("synthetic")
    assert main(["synthesise", str(folder), "--seed", "1"]) == 0
    return folder


@pytest.fixture
def raw(synthetic, tmp_path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(synthetic, tmp_path / "raw"))
