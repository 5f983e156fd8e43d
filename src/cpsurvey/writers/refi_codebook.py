"""A coding frame in, the REFI-QDA codebook (.qdc) that coding programs import out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.errors import TablesError, listed
from cpsurvey.exports import CodingExport
from cpsurvey.writers.elements import element
from cpsurvey.writers.refi_parts import DECLARATION, Guid, code_elements, group, guid_of
from cpsurvey.writers.refi_writable import divide

CODEBOOK = "urn:QDA-XML:codebook:1.0"


def write_refi_codebook(codebook: Codebook) -> bytes:
    """Write a codebook's coding frame for a team to import and code with.

    Parameters
    ----------
    codebook
        Its themes, nested as they are, with labels and definitions.

    Returns
    -------
    bytes
        A .qdc file for NVivo, ATLAS.ti, MAXQDA, QualCoder or Taguette. The same themes give the
        same identifiers, so that programs that go by them know the frame again. Polarity, aliases
        and sources of themes are not in it; they stay in the codebook.

    Raises
    ------
    TablesError
        If there are no themes.

    Notes
    -----
    REFI-QDA codebook 1.0, https://www.qdasoftware.org. Its schema was not at hand; the file is
    built as ATLAS.ti, Taguette and portableQDA write theirs.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import write_refi_codebook
    >>> write_refi_codebook(cps.load_codebook()).count(b"<Code ") > 100
    True
    """
    if not codebook.themes:
        raise TablesError(
            f"The codebook {codebook.title} has no themes, so there is no coding frame to write;"
            " list them in its themes.toml."
        )
    codes = pd.DataFrame(
        {
            "code_id": [theme.code for theme in codebook.themes],
            "name": [theme.label for theme in codebook.themes],
            "parent_id": [theme.parent for theme in codebook.themes],
            "codable": True,
            "description": [theme.definition for theme in codebook.themes],
            "colour": "",
        }
    )
    return _codebook(codes, {}, partial(guid_of, codebook.title))


def write_export_codebook(export: CodingExport) -> bytes:
    r"""Write the codes of a project, whatever tool it comes from, for another tool to import.

    Parameters
    ----------
    export
        What `read_coding_export` gave; its codes and its sets of codes are written.

    Returns
    -------
    bytes
        A .qdc file with hierarchy, colours and descriptions.

    Raises
    ------
    TablesError
        If there are no codes, or some that cannot be written; the message counts them.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import write_export_codebook
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "highlights.csv"
    >>> _ = path.write_text("id,document,tag,content\n7,P07,calm,It was quiet")
    >>> made = write_export_codebook(cps.read_coding_export(path))
    >>> print(made.decode().splitlines()[1])
    <CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="cpsurvey"><Codes><Code guid="..."
    name="calm" isCodable="true"/></Codes></CodeBook>
    """
    if export.codes.empty:
        raise TablesError(f"There are no codes in {export.name} to write as a codebook.")
    sets = export.sets[export.sets["member"] == "code"]
    others = ("sources", "codings", "coders", "attributes", "memos")
    nothing = {name: getattr(export, name).iloc[:0] for name in others}
    kept, left_out = divide(replace(export, texts={}, memo_texts={}, sets=sets, **nothing))
    if left_out:
        held = listed([f"{what} ({count})" for what, count in left_out.items()])
        raise TablesError(
            f"The codes of {export.name} cannot be written whole as a codebook. In none can be:"
            f" {held}. Write those of writable_part(export), which leaves these out and counts them"
            " as losses."
        )
    members = {
        str(name): list(rows["member_id"]) for name, rows in sets.groupby("name", sort=False)
    }
    return _codebook(kept.codes, members, partial(guid_of, PurePath(export.name).stem))


def _codebook(codes: pd.DataFrame, sets: Mapping[str, Sequence[str]], guid: Guid) -> bytes:
    """Return a codebook file."""
    groups = [
        element(
            "Set",
            {"guid": guid("set", name), "name": name},
            *(element("MemberCode", {"guid": guid("code", code)}) for code in members),
        )
        for name, members in sets.items()
    ]
    codebook = element(
        "CodeBook",
        {"xmlns": CODEBOOK, "origin": "cpsurvey"},
        group("Codes", code_elements(codes, guid)),
        group("Sets", groups),
    )
    return (DECLARATION + codebook).encode("utf-8")
