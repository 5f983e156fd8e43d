"""A coding export in; a REFI-QDA project out, and before it what such a project cannot hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

import pandas as pd

from cpsurvey.errors import TablesError, listed
from cpsurvey.exports import LOSS_COLUMNS, CodingExport
from cpsurvey.writers.refi_project import project_archive
from cpsurvey.writers.refi_writable import divide


def write_coding_export(export: CodingExport, *, origin: str = "cpsurvey") -> bytes:
    """Write a project that was read from any tool so that other tools can import it.

    Parameters
    ----------
    export
        What `read_coding_export` gave, with positions: Taguette's or QualCoder's project, any
        REFI-QDA project.
    origin
        Program named as the project's.

    Returns
    -------
    bytes
        A .qdpx archive that NVivo, ATLAS.ti, MAXQDA and QualCoder import, valid against the
        published schema: coders by name, codes with hierarchy and colour, texts, one selection
        a segment, codings with coder and moment, attributes as variables of one case a source,
        sets, and memos as notes. The same export gives the same bytes.

    Raises
    ------
    TablesError
        If the export holds what such a project cannot: codings without positions, texts that are
        not there. The message counts them; `writable_part` leaves them out, counted as losses.

    Notes
    -----
    REFI-QDA 1.0, https://www.qdasoftware.org. Positions are code points of texts with LF line
    ends. Pictures, sounds, films and PDFs themselves are not in an export, and so not in the
    archive; nor is anything that the export counts in its ``losses``.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> from cpsurvey.readers import read_coding_export
    >>> from cpsurvey.writers import write_coding_export, write_refi_qda
    >>> codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    >>> codings = pd.DataFrame(
    ...     {"source": ["01"], "code": ["calm"], "coder": ["A"], "start": [4], "end": [9]}
    ... )
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "demo.qdpx"
    >>> made = write_refi_qda("demo", ["A"], codes, [("01", "Was quiet.", {})], codings)
    >>> _ = path.write_bytes(made)
    >>> export = read_coding_export(path)
    >>> _ = path.write_bytes(write_coding_export(export))
    >>> read_coding_export(path).codings[["start", "end"]].values.tolist()
    [[4, 9]]
    """
    _, left_out = divide(export)
    if left_out:
        held = listed([f"{what} ({count})" for what, count in left_out.items()], 20)
        raise TablesError(
            f"{export.name} cannot be written whole as a REFI-QDA project. In none can be: {held}."
            " Write writable_part(export), which leaves these out and counts them as losses."
        )
    return project_archive(export, PurePath(export.name).stem, origin=origin)


def writable_part(export: CodingExport) -> CodingExport:
    r"""Leave out of an export what a REFI-QDA project cannot hold, and count it as lost.

    Parameters
    ----------
    export
        What `read_coding_export` gave.

    Returns
    -------
    CodingExport
        The same without codings that have no positions, sources whose text is not there, and what
        hangs on either; ``losses`` has a row more for each kind of thing left out.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import writable_part
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "highlights.csv"
    >>> _ = path.write_text("id,document,tag,content\n7,P07,calm,It was quiet")
    >>> writable_part(cps.read_coding_export(path)).losses[["what", "count"]].values.tolist()[1:]
    [['source without its text', 1], ['coding of a source that is not written', 1]]
    """
    kept, left_out = divide(export)
    rows = [(what, count, "not written as REFI-QDA") for what, count in left_out.items()]
    more = pd.DataFrame(rows, columns=list(LOSS_COLUMNS))
    frames = [frame for frame in (export.losses, more) if len(frame)]
    return replace(kept, losses=pd.concat(frames, ignore_index=True) if frames else export.losses)
