"""Interviews, codes and codings in, the REFI-QDA project that a coding program would export out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cpsurvey.exports import ATTRIBUTE_COLUMNS, CODING_COLUMNS, LOSS_COLUMNS, CodingExport
from cpsurvey.writers.refi_checks import check_project
from cpsurvey.writers.refi_project import project_archive

Source = tuple[str, str, Mapping[str, str]]


def write_refi_qda(
    name: str,
    users: Sequence[str],
    codes: pd.DataFrame,
    sources: Sequence[Source],
    codings: pd.DataFrame,
    *,
    origin: str = "cpsurvey",
    created: str = "",
) -> bytes:
    """Write a project of coded interviews: what a coding program would have exported.

    Parameters
    ----------
    name
        Name of the project.
    users
        Names of the coders.
    codes
        One row a code: ``code`` (its key here), ``name``, ``parent`` (a key, or blank), and, where
        known, ``description``, ``codable`` and ``colour`` (#RRGGBB). Siblings keep their order.
    sources
        Name, text and attributes of each interview. Line ends become LF; an attribute without
        a value is left out.
    codings
        One row a coding: ``source``, ``code``, ``coder`` (blank where not known), ``start`` and
        ``end`` in code points of the text with LF line ends, the end exclusive; and, where known,
        ``segment``: codings with the same one are codes on one selection. Without it, codings of
        the same words are.
    origin
        Program named as the project's.
    created
        Moment of making it, such as ``2020-10-01T12:00:00Z``; left out, the project has none.

    Returns
    -------
    bytes
        A .qdpx archive: the project file and a text for each interview, valid against the
        published schema. The same arguments give the same bytes, in whatever order the codings
        stand; texts are stored, not compressed, because compressors differ between machines.

    Raises
    ------
    TablesError
        If codes, sources and codings do not fit together, or hold what such a file cannot.

    Notes
    -----
    REFI-QDA 1.0, https://www.qdasoftware.org. Each selection carries its own words as its name, as
    QualCoder's do, so that a reader can tell how positions were counted. Attributes are variables
    of one case a source.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.writers import write_refi_qda
    >>> codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    >>> codings = pd.DataFrame(
    ...     {"source": ["01"], "code": ["calm"], "coder": ["A"], "start": [4], "end": [9]}
    ... )
    >>> write_refi_qda("Demo", ["A"], codes, [("01", "Was quiet.", {})], codings)[:2]
    b'PK'
    """
    sources = [(source, _lf(text), attributes) for source, text, attributes in sources]
    check_project(name, users, codes, sources, codings)
    export = CodingExport(
        name=name,
        tool=origin,
        codes=_codes(codes),
        sources=pd.DataFrame(
            [(source, source, "text", len(text)) for source, text, _ in sources],
            columns=["source_id", "name", "kind", "characters"],
        ),
        codings=_codings(codings),
        coders=pd.DataFrame({"coder": list(users), "name": list(users)}, dtype=object),
        attributes=pd.DataFrame(
            [
                (source, variable, value)
                for source, _, attributes in sources
                for variable, value in attributes.items()
                if value
            ],
            columns=list(ATTRIBUTE_COLUMNS),
        ),
        losses=pd.DataFrame(columns=list(LOSS_COLUMNS)),
        texts={source: text for source, text, _ in sources},
    )
    return project_archive(export, name, origin=origin, created=created)


def _lf(text: str) -> str:
    """Return a text with LF line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _codes(codes: pd.DataFrame) -> pd.DataFrame:
    """Return codes as an export has them."""
    renamed = codes.rename(columns={"code": "code_id", "parent": "parent_id"})
    for column, usual in (("codable", True), ("description", ""), ("colour", "")):
        if column not in renamed:
            renamed[column] = usual
    return renamed


def _codings(codings: pd.DataFrame) -> pd.DataFrame:
    """Return codings as an export has them, in the order of the text."""
    frame = codings.rename(columns={"source": "source_id", "code": "code_id"}).assign(coded="")
    if "segment" not in frame:
        frame["segment"] = ""
    order = ["source_id", "start", "end", "segment", "code_id", "coder"]
    return frame.sort_values(order, kind="stable")[list(CODING_COLUMNS)]
