"""A path in, the questionnaire that a platform's definition file holds out."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike

from cpsurvey.errors import ExportError
from cpsurvey.exports import Definition
from cpsurvey.readers.defined.labels import read_labels
from cpsurvey.readers.defined.lss import languages_in, read_lsa, read_lss
from cpsurvey.readers.defined.matching import routed_by_what_went_before
from cpsurvey.readers.defined.qsf import read_qsf
from cpsurvey.readers.defined.redcap_dictionary import read_dictionary
from cpsurvey.readers.files.kinds import KINDS, kind_of
from cpsurvey.readers.files.source import read_source
from cpsurvey.readers.surveys.statistical import STATISTICAL

TAKEN = (
    "give a Qualtrics survey (.qsf), a LimeSurvey structure (.lss) or archive (.lsa), a REDCap data"
    " dictionary (CSV), or an SPSS or Stata file with labels"
)


def read_definition(path: str | PathLike[str], *, language: str = "") -> Definition:
    r"""Read what a platform's own file says of a questionnaire: questions, options, routing.

    Reads Qualtrics surveys (.qsf), LimeSurvey structures (.lss) and archives (.lsa), REDCap data
    dictionaries (CSV, as its page or its interface gives them), and the labels of SPSS and Stata
    files. Questions are cut as the codebook cuts them: a row of a matrix with several answers is a
    select-all of its own, each box to type in a text, each slider a number.

    Parameters
    ----------
    path
        The file as downloaded.
    language
        Which of the languages of a LimeSurvey structure; left out, that it was written in.

    Returns
    -------
    Definition
        ``questions`` in the order of the questionnaire, with the columns that today's exports give
        them; `match_columns` finds those of a certain export.

    Raises
    ------
    ExportError
        If there is no such file, or it is empty, cut off, damaged or no definition.

    Notes
    -----
    What was deleted, and texts without answers, are left out. Routing is kept where it is an answer
    to one closed question before; of any other, only that there is some.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from cpsurvey.readers import read_definition
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "dictionary.csv"
    >>> _ = path.write_text(
    ...     "field_name,field_type,field_label,select_choices_or_calculations\n"
    ...     'record_id,text,Record,\nvisits,radio,How often?,"1, Weekly | 2, Now and then"\n'
    ... )
    >>> question = read_definition(path).questions[0]
    >>> question.type, question.options
    ('single', (('1', 'Weekly'), ('2', 'Now and then')))
    """
    name, content = read_source(path)
    definition = _read(content, name, language)
    return replace(definition, questions=routed_by_what_went_before(definition.questions))


def read_in_each_language(path: str | PathLike[str]) -> list[Definition]:
    """Read a definition once for each language that it is in; that it was written in comes first.

    Only a LimeSurvey structure holds several.
    """
    name, content = read_source(path)
    kind = kind_of(content)
    languages = languages_in(content, name) if kind in ("lss", "lsa") else []
    return [read_definition(path, language=language) for language in languages or [""]]


def _read(content: bytes, name: str, language: str) -> Definition:
    """Read a definition of whatever kind."""
    kind = kind_of(content)
    if kind == "qsf":
        return read_qsf(content, name)
    if kind == "lss":
        return read_lss(content, name, language)
    if kind == "lsa":
        return read_lsa(content, name, language)
    if kind in STATISTICAL:
        return read_labels(content, kind, name)
    if kind == "text":
        return read_dictionary(content, name)
    raise ExportError(f"{name} is {KINDS[kind]}, which defines no questionnaire: {TAKEN}.")
