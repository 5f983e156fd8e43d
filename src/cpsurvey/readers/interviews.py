"""A path in, the project of coded interviews in it out, whichever program wrote it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from os import PathLike

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.archive import base_name, entries_by_name, open_archive, read_entry
from cpsurvey.readers.kinds import kind_of, refuse
from cpsurvey.readers.refi_qda import read_refi_qda
from cpsurvey.readers.source import read_beside, read_source


def read_coding_export(path: str | PathLike[str]) -> CodingExport:
    """Read a project of coded interviews: who marked which words with which code.

    Reads REFI-QDA projects (.qdpx, or the .qde in one with its texts beside it) as NVivo,
    ATLAS.ti, MAXQDA, QualCoder and qc write them. Positions become code points of texts with LF
    line ends, whatever the program counted; which way it counted is found from the selections
    themselves. What the file holds besides is counted in ``losses``.

    Parameters
    ----------
    path
        The file as exported.

    Returns
    -------
    CodingExport
        ``codings`` has one row a selection and code, with start and end in code points, the end
        exclusive; coding of a whole source runs from 0 to its length. Where a text is not in the
        file, positions are as written. Coders are called coder-1, coder-2 … as they appear.

    Raises
    ------
    ExportError
        If there is no such file, or it is empty, cut off, damaged, protected by a password, of
        another kind, or larger than a project of texts can be; the message says which.

    Notes
    -----
    REFI-QDA 1.0, https://www.qdasoftware.org. Nothing is unpacked to disk, and XML with entities
    or a document type is refused.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> from cpsurvey.readers import read_coding_export
    >>> from cpsurvey.writers import write_refi_qda
    >>> codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    >>> codings = pd.DataFrame(
    ...     {"source": ["01"], "code": ["calm"], "coder": ["A"], "start": [4], "end": [9]}
    ... )
    >>> project = write_refi_qda("Demo", ["A"], codes, [("01", "Was quiet.", {})], codings)
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "demo.qdpx"
    >>> _ = path.write_bytes(project)
    >>> export = read_coding_export(path)
    >>> start, end = export.codings.loc[0, ["start", "end"]]
    >>> export.texts[export.codings.loc[0, "source_id"]][start:end]
    'quiet'
    """
    name, content = read_source(path)
    kind = kind_of(content)
    if kind == "qdpx":
        project, text_of = _unpack(content, name)
    elif kind == "qde":
        project, text_of = content, partial(read_beside, path)
    else:
        raise refuse(name, kind, "interviews")
    return read_refi_qda(project, text_of, name)


def _unpack(content: bytes, name: str) -> tuple[bytes, Callable[[str], bytes | None]]:
    """Return the project file of an archive and what gives the texts in it."""
    archive = open_archive(content, name)
    entries = entries_by_name(archive)
    projects = [entry for base, entry in entries.items() if base.endswith(".qde")]
    if len(projects) > 1:
        raise ExportError(
            f"{name} holds {len(projects)} projects (.qde) where there must be one: export again."
        )

    def text_of(path: str) -> bytes | None:
        entry = entries.get(base_name(path))
        return None if entry is None or entry.is_dir() else read_entry(archive, entry, name)

    return read_entry(archive, projects[0], name), text_of
