"""A path in, the project of coded interviews in it out, whichever program wrote it."""

from __future__ import annotations

from functools import partial
from os import PathLike
from pathlib import Path

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.coding_sheet import read_coding_sheet
from cpsurvey.readers.codings.databases import (
    database_in_archive,
    database_in_folder,
    read_sqlite_export,
)
from cpsurvey.readers.codings.refi_codebook import read_refi_codebook
from cpsurvey.readers.codings.refi_qda import read_refi_qda
from cpsurvey.readers.codings.refi_sources import TextOf
from cpsurvey.readers.codings.taguette_html import is_taguette_page, read_taguette_page
from cpsurvey.readers.files.archive import files_in, open_archive, read_entry, texts_by_path
from cpsurvey.readers.files.kinds import kind_of, refuse
from cpsurvey.readers.files.sheets import SHEETS
from cpsurvey.readers.files.source import read_beside, read_source


def read_coding_export(path: str | PathLike[str]) -> CodingExport:
    r"""Read a project of coded interviews: who marked which words with which code.

    What a file holds decides what comes out: a project gives texts and positions, a list of coded
    passages gives them without positions, a matrix gives counts. What it holds besides is counted
    in ``losses``.

    Parameters
    ----------
    path
        The file as exported, or the folder of a QualCoder project (``name.qda``). It is known by
        what is in it, not by its ending:

        - REFI-QDA projects (.qdpx, or the .qde in one with its texts beside it), tried on files of
          NVivo, ATLAS.ti and qc; those of MAXQDA, QualCoder, Dedoose and Quirkos from what is told
          of them. Codebooks (.qdc), codes and sets only, tried on ATLAS.ti's and Taguette's.
        - Taguette: its database (.sqlite3), its highlights and codebook as CSV, XLSX and HTML;
          tried on real files.
        - QualCoder: its folder or database (.qda), its coded text as CSV; from its source code.
        - MAXQDA: coded segments (.xls, .xlsx, .csv) in any language; tried on a Polish file.
        - ATLAS.ti: quotations and codes (.csv, .xlsx); tried on CSV files, the XLSX from the
          handbook. A table of co-occurrences has no interviews in it and is refused.
        - NVivo: a matrix coding query (.xlsx); tried on real files. It counts only.
        - Dedoose: excerpts (.xlsx), from what other programs expect of them.

    Returns
    -------
    CodingExport
        ``codings`` has one row a selection and code, with start and end in code points, the end
        exclusive; coding of a whole source runs from 0 to its length. Where a text is not in the
        file, positions are as written. Coders are called coder-1, coder-2 … as they appear.
        Where a file has no positions in characters, start and end are missing: codings can be
        counted, and coders' agreement on passages cannot be had.

    Raises
    ------
    ExportError
        If there is no such file, or it is empty, cut off, damaged, protected by a password, of
        another kind, or larger than a project of texts can be; the message says which.

    See Also
    --------
    cpsurvey.combine_coding_exports : Several exports of one study as one, say a matrix each.

    Notes
    -----
    REFI-QDA 1.0, https://www.qdasoftware.org. Nothing is unpacked to disk, and XML with entities
    or a document type is refused. Programs count positions differently; which way it was is found
    from the selections themselves.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from cpsurvey.readers import read_coding_export
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "highlights.csv"
    >>> rows = ["7,INT 01,calm,It was quiet", "7,INT 01,pace,It was quiet"]
    >>> _ = path.write_text("\n".join(["id,document,tag,content", *rows]))
    >>> export = read_coding_export(path)
    >>> export.codings.merge(export.codes, on="code_id")["name"].tolist()
    ['calm', 'pace']
    >>> export.passages
    {'s1': 'It was quiet'}
    """
    folder = Path(path)
    if database := database_in_folder(folder):
        return read_sqlite_export(read_source(database)[1], folder.name)
    name, content = read_source(path)
    kind = kind_of(content)
    if kind == "qdpx":
        project, text_of = _unpack(content, name, partial(read_beside, path))
        return read_refi_qda(project, text_of, name)
    if kind == "qde":
        return read_refi_qda(content, partial(read_beside, path), name)
    return _read_list(content, kind, name)


def _read_list(content: bytes, kind: str, name: str) -> CodingExport:
    """Read what is no REFI-QDA project: a program's own file, or one that it exports."""
    if kind == "qdc":
        return read_refi_codebook(content, name)
    if kind == "sqlite":
        return read_sqlite_export(content, name)
    if kind in SHEETS:
        return read_coding_sheet(content, kind, name)
    if kind == "html" and is_taguette_page(content):
        return read_taguette_page(content, name)
    if kind == "zip" and (packed := database_in_archive(content, name)):
        return read_sqlite_export(packed, name)
    raise refuse(name, kind, "interviews")


def _unpack(content: bytes, name: str, beside: TextOf) -> tuple[bytes, TextOf]:
    """Return the project file of an archive and what gives the texts in it, or `beside` it."""
    archive = open_archive(content, name)
    projects = [e for e in files_in(archive) if e.filename.casefold().endswith(".qde")]
    if len(projects) != 1:
        raise ExportError(
            f"{name} holds {len(projects)} projects (.qde) where there must be one: export again."
        )
    find = texts_by_path(archive)

    def text_of(path: str) -> bytes | None:
        if (entry := find(path)) is not None:
            return read_entry(archive, entry, name)
        return beside(path) if path.startswith("relative:") else None

    return read_entry(archive, projects[0], name), text_of
