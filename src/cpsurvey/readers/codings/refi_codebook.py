"""The bytes of a REFI-QDA codebook (.qdc) in; an export of its codes and sets out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import ATTRIBUTE_COLUMNS, CODING_COLUMNS, SOURCE_COLUMNS, CodingExport
from cpsurvey.readers.codings.losses import to_table
from cpsurvey.readers.codings.refi_codes import read_codes
from cpsurvey.readers.codings.refi_losses import foreign, version_loss
from cpsurvey.readers.codings.refi_sets import read_sets
from cpsurvey.readers.files.elements import parse_with_namespace


def read_refi_codebook(content: bytes, name: str) -> CodingExport:
    """Read a codebook: which codes there are, below which, and in which sets.

    Parameters
    ----------
    content
        The bytes of the file.
    name
        Its name, for messages.

    Returns
    -------
    CodingExport
        ``codes``, ``sets`` and ``losses``; every other table is empty.

    Raises
    ------
    ExportError
        If it is no codebook, is cut off or damaged, or declares entities.

    Notes
    -----
    REFI-QDA codebook 1.0, https://www.qdasoftware.org. Programs write several namespaces, and
    identifiers with or without braces; neither matters.

    Examples
    --------
    >>> from cpsurvey.readers.codings.refi_codebook import read_refi_codebook
    >>> codes = '<Code guid="1" name="Mode"><Code guid="2" name="Phone"/></Code>'
    >>> content = f"<CodeBook><Codes>{codes}</Codes></CodeBook>".encode()
    >>> export = read_refi_codebook(content, "study.qdc")
    >>> export.codes["path"].tolist()
    ['Mode', 'Mode > Phone']
    """
    root, namespace = parse_with_namespace(content, name)
    if root.tag.casefold() != "codebook":
        raise ExportError(f"{name} is not a REFI-QDA codebook: export the codebook again.")
    codes, lost_codes = read_codes(root, name)
    ids = {"code": {code: code for code in codes["code_id"]}}
    sets, lost_sets = read_sets(root.findall("Sets/Set"), ids)
    return CodingExport(
        name=name,
        tool=root.get("origin", ""),
        codes=codes,
        sources=_empty(SOURCE_COLUMNS, "characters", "selections", "agreeing"),
        codings=_empty(CODING_COLUMNS, "start", "end"),
        coders=_empty(("coder", "name")),
        attributes=_empty(ATTRIBUTE_COLUMNS),
        losses=to_table([*lost_codes, *lost_sets, foreign(root), version_loss(namespace)]),
        texts={},
        sets=sets,
    )


def _empty(columns: tuple[str, ...], *numbers: str) -> pd.DataFrame:
    """Return a table without rows."""
    return pd.DataFrame(columns=list(columns)).astype(dict.fromkeys(numbers, "Int64"))
