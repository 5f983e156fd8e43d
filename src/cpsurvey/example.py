"""The synthetic study's tables, from inside the package."""

from __future__ import annotations

from pathlib import Path

from cpsurvey.errors import TablesError
from cpsurvey.tables import SurveyTables, read_tables


def load_example() -> SurveyTables:
    """Load the synthetic study's tables, so that every example runs anywhere.

    Returns
    -------
    SurveyTables
        492 professionals, 24 parents and 66 interviews, all made up to agree with the published
        counts; what was not published is assumed. No person's answer is in them.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> cps.load_example().name
    'SYNTHETIC child protection conferences 2020'
    """
    tables = read_tables(Path(__file__).with_name("example_tables"))
    if not isinstance(tables, SurveyTables):
        raise TablesError("the package's own example is damaged; install cpsurvey again.")
    return tables
