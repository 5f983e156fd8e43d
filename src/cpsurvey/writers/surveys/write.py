"""Survey tables, a codebook and a platform's settings in, the export it would have given out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

import pandas as pd

from cpsurvey.codebook import Codebook, Instrument
from cpsurvey.errors import TablesError, unknown
from cpsurvey.platforms import CODES, label_of, platform_settings
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import SYNTHETIC, is_synthetic
from cpsurvey.writers.surveys.answered import Answered, answered
from cpsurvey.writers.surveys.checked import check_fits
from cpsurvey.writers.surveys.made import Made, fitted
from cpsurvey.writers.surveys.rows import rows_of

Settings = Mapping[str, str]
Write = Callable[[Answered, Settings], Made]


class Written(NamedTuple):
    """An export as a platform would have given it.

    Attributes
    ----------
    name
        A name for the file; it says SYNTHETIC where the data's name does.
    content
        The file.
    codebook
        The codebook with the columns and texts of this file.
    definition
        The questionnaire as the platform exports it, where it does and the writer can.
    settings
        The settings in force.
    """

    name: str
    content: bytes
    codebook: Codebook
    definition: bytes | None
    settings: Settings


def write_survey_export(
    tables: SurveyTables,
    codebook: Codebook,
    *,
    platform: str,
    instrument: str = "",
    meta: pd.DataFrame | None = None,
    typed: pd.DataFrame | None = None,
    **settings: str,
) -> Written:
    """Write survey tables as a platform would have exported them, in the settings people choose.

    To rehearse an analysis in the format that one's own platform will give: write synthetic tables
    so, and read them as the real export will be read.

    Parameters
    ----------
    tables
        The answers, from `clean_survey`, `read_tables` or `synthetic`.
    codebook
        The questionnaire they belong to.
    platform
        Whose export: ``"qualtrics"``, ``"surveymonkey"``, ``"ms_forms"``, ``"google_forms"`` and
        the others of `cpsurvey.platforms.CODES`.
    instrument
        Which questionnaire of the codebook; may be left out where there is one.
    meta
        One row a response, kept or left out, in the order of the file: respondent, status,
        finished, progress, started, recorded, duration_seconds, language, channel, as
        `read_survey_export` gives them. Left out, what the tables tell.
    typed
        Free text, which is in no table: a column a question of type text, by respondent.
    **settings
        The export's settings; `cpsurvey.platforms.platform_settings` lists them with their values,
        the default first.

    Returns
    -------
    Written
        The file, and the codebook that fits it: ``clean_survey(read_survey_export(path,
        group=group), written.codebook)`` gives the tables of that group back, less what
        `cpsurvey.platforms.losses_of` lists. Who was left out by hand or withdrew is in no
        export. Identifiers are written as they are: synthetic ones say so, and are no numbers as
        those of LimeSurvey, REDCap and SurveyMonkey would be.

    Raises
    ------
    TablesError
        If there is no such platform, instrument, setting or value, the tables are not those of
        the codebook, a fact or typed text is none that an export has, or the format cannot hold
        them.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import write_survey_export
    >>> made = write_survey_export(
    ...     cps.load_example(), cps.load_codebook(), platform="qualtrics", instrument="parent"
    ... )
    >>> made.name, made.settings["generation"]
    ('SYNTHETIC-parent-qualtrics.csv', 'modern')
    """
    if platform not in CODES:
        raise TablesError(unknown("platform", platform, CODES))
    chosen = _chosen(platform, settings)
    ours = _instrument(codebook, instrument)
    check_fits(tables, codebook, ours, typed)
    facts, forced = rows_of(tables, codebook, ours, meta)
    one = answered(tables, codebook, ours, facts, typed, forced)
    made = _writer(platform)(one, chosen)
    stem = SYNTHETIC if is_synthetic(tables.name) else re.sub(r"\W+", "-", tables.name).strip("-")
    name = "-".join(filter(None, [stem, ours.code, platform])) + made.ending
    return Written(name, made.content, fitted(codebook, ours, made), made.definition, chosen)


def _writer(platform: str) -> Write:
    """Return what writes a platform's exports."""
    module = import_module(f"cpsurvey.writers.surveys.{platform}")
    write: Write = module.write
    return write


def _chosen(platform: str, settings: Settings) -> Settings:
    """Return all settings, those that are not given by default."""
    known = platform_settings(platform)
    if not known:
        raise TablesError(f"exports of {label_of(platform)} cannot be written yet.")
    for name, value in settings.items():
        if name not in known:
            raise TablesError(unknown(f"setting of {label_of(platform)}", name, known))
        if value not in known[name]:
            raise TablesError(
                f'{label_of(platform)} has no {name} "{value}": choose {" or ".join(known[name])}.'
            )
    return {name: settings.get(name, values[0]) for name, values in known.items()}


def _instrument(codebook: Codebook, code: str) -> Instrument:
    """Return the questionnaire that is meant."""
    by_code = {one.code: one for one in codebook.instruments}
    if not code and len(by_code) == 1:
        return codebook.instruments[0]
    if not code:
        named = " or ".join(by_code)
        raise TablesError(f"codebook {codebook.name}: say which instrument: {named}.")
    if code not in by_code:
        raise TablesError(unknown("instrument", code, by_code))
    return by_code[code]
