"""An export and its path in; the definition that goes with it, its own or one beside it, out."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import NamedTuple

from cpsurvey.codebook import normalise
from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import Definition, SurveyExport
from cpsurvey.readers.defined.differing import WELL_OVER_HALF, differences, has_words
from cpsurvey.readers.defined.matching import match_columns
from cpsurvey.readers.definitions import read_in_each_language
from cpsurvey.readers.files.kinds import kind_of
from cpsurvey.readers.files.source import read_source
from cpsurvey.readers.surveys.statistical import STATISTICAL

OWN = (*STATISTICAL, "lsa")  # kinds of file that hold answers and what was asked
BESIDE = {"qualtrics": (".qsf",), "limesurvey": (".lss", ".lsa"), "redcap": (".csv",)}
MOST = 0.5  # of an export's question columns that a definition has, to be of the same survey
LARGEST = 20_000_000  # bytes of a definition


class Found(NamedTuple):
    """A definition with the columns of an export, or none, and why others were not taken.

    ``own`` tells whether the export holds it itself; ``others`` are names of files beside it, each
    with the reason.
    """

    definition: Definition | None = None
    own: bool = False
    others: tuple[tuple[str, str], ...] = ()


def find_definition(path: str | PathLike[str], export: SurveyExport) -> Found:
    r"""Find what defines the questions of an export, without being told where it is.

    The labels of an SPSS or Stata file and the structure in a LimeSurvey archive go with the
    answers. Else a definition of the same platform in the same folder is taken, where it has most
    of the export's columns, agrees with its questions and answers, and no other there does.

    Parameters
    ----------
    path
        The file of the export.
    export
        What `read_survey_export` read from it.

    Returns
    -------
    Found
        The definition, matched to the export's columns.

    Raises
    ------
    ExportError
        If several in the folder have most of the columns: only a person can tell which it is.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from cpsurvey.readers import find_definition, read_survey_export
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "answers.csv"
    >>> _ = path.write_text("Age,Visits\n41,weekly\n")
    >>> find_definition(path, read_survey_export(path)).definition is None
    True
    """
    name, content = read_source(path)
    if kind_of(content) in OWN:
        own = _own(Path(path), export)
        return Found(own, own=own is not None)
    fits: list[Definition] = []
    others: list[tuple[str, str]] = []
    for file in _candidates(Path(path), export.platform):
        try:
            found = _best(file, export)
        except ExportError:
            others.append((file.name, "cannot be read as a definition"))
            continue
        why = _why_not(found, export)
        if found and not why:
            fits.append(found)
        else:
            others.append((file.name, why))
    if len(fits) > 1:
        raise ExportError(
            f"{listed(fit.name for fit in fits)} beside {name} each define most of its columns: say"
            " which is its questionnaire with --definition FILE, or --definition none to go by the"
            " answers alone."
        )
    return Found(next(iter(fits), None), others=tuple(others))


def fit_definition(path: str | PathLike[str], export: SurveyExport) -> Definition:
    """Read a definition that somebody names, and match it to an export.

    Raises
    ------
    ExportError
        If none of the export's columns is in it.
    """
    found = _best(Path(path), export)
    if found is None:
        raise ExportError(
            f"{Path(path).name} has none of the columns of {export.name}, so it is the definition"
            " of another survey or in another language: name the one of this survey, or leave"
            " --definition out to go by the answers alone."
        )
    return found


def _own(path: Path, export: SurveyExport) -> Definition | None:
    """Return what a file says of its own columns, if that is more than their names."""
    try:
        own = _best(path, export)
    except ExportError:  # its answers could be read, and they are enough for a draft
        return None
    return own if own and _says_something(own) else None


def _best(path: Path, export: SurveyExport) -> Definition | None:
    """Return a definition in that of its languages which has most of the columns and answers."""
    matched = [match_columns(each, export) for each in read_in_each_language(path)]
    some = [each for each in matched if each.questions]
    return max(some, key=lambda each: _fit(each, export), default=None)


def _fit(definition: Definition, export: SurveyExport) -> tuple[int, int]:
    """Return how many columns of an export a definition has, and how many of the answers."""
    columns = known = 0
    for question in definition.questions:
        columns += len(question.columns)
        texts = {normalise(text) for pair in question.options for text in pair}
        cells = {
            normalise(cell) for name in question.columns for cell in export.rows[name].unique()
        }
        known += len(texts & cells - {""})
    return columns, known


def _share(definition: Definition | None, export: SurveyExport) -> tuple[float, str]:
    """Return the share of an export's question columns that a definition has, and it in words."""
    asked = set(export.columns.loc[export.columns["kind"] == "question", "column"])
    questions = definition.questions if definition else ()
    known = {column for question in questions for column in question.columns}
    return len(asked & known) / max(
        1, len(asked)
    ), f"{len(asked & known)} of its {len(asked)} columns"


def _why_not(definition: Definition | None, export: SurveyExport) -> str:
    """Return why a definition beside an export is not taken unasked, or nothing."""
    share, words = _share(definition, export)
    if definition is None or share < MOST:
        return f"has {words}"
    if why := differences(definition, export):
        return f"has {words}, but {why}"
    if share < WELL_OVER_HALF and not has_words(definition, export):
        return f"has {words}, too few where columns have no words to be told by"
    return ""


def _says_something(definition: Definition) -> bool:
    """Tell whether a file's own labels say more than the names of its columns."""
    return any(q.options or (q.text and q.text != q.name) for q in definition.questions)


def _candidates(path: Path, platform: str) -> list[Path]:
    """Return the files beside an export that may define it, by their endings."""
    endings = BESIDE.get(platform, ())
    beside = sorted(path.parent.iterdir()) if endings else []
    return [
        file
        for file in beside
        if file.suffix.casefold() in endings
        and file.name != path.name
        and file.is_file()
        and file.stat().st_size <= LARGEST
        and (platform != "redcap" or _is_dictionary(file))
    ]


def _is_dictionary(path: Path) -> bool:
    """Tell whether a CSV is a data dictionary, by how it begins."""
    try:
        with path.open("rb") as file:
            head = file.read(4096).decode(errors="replace").casefold()
    except OSError:
        return False
    return "field_name" in head or "variable / field name" in head
