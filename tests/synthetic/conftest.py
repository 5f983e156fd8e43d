"""The synthetic study, made once, and the tables that cleaning makes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from cpsurvey.claims import load_claims
from cpsurvey.cli.building import build
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.synthetic import synthesise
from cpsurvey.synthetic.margins import Margins, load_margins
from cpsurvey.tables import SurveyTables

SEED = 2020


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """The study's questionnaire."""
    return load_codebook()


@pytest.fixture(scope="session")
def margins(codebook: Codebook) -> Margins:
    """The study's margins."""
    return load_margins(codebook, load_claims())


@pytest.fixture(scope="session")
def exported() -> Callable[[int], dict[str, bytes]]:
    """The exports of a seed, made once."""
    return cache(synthesise)


@pytest.fixture(scope="session")
def exports(exported) -> dict[str, bytes]:
    """The exports of one seed."""
    made: dict[str, bytes] = exported(SEED)
    return made


@pytest.fixture(scope="session")
def cleaned(tmp_path_factory, exported) -> Callable[[int], SurveyTables]:
    """Tables cleaned from the exports of a seed."""

    @cache
    def clean(seed: int) -> SurveyTables:
        folder = tmp_path_factory.mktemp("raw")
        for name, content in exported(seed).items():
            (folder / name).write_bytes(content)
        return build(folder).tables

    return clean


@pytest.fixture(scope="session")
def tables(cleaned) -> SurveyTables:
    """Tables cleaned from the exports of one seed."""
    return cleaned(SEED)
