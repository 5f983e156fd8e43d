"""The bytes of a zip archive or a gzip file in, those of the one survey export in it out."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from cpsurvey.errors import ExportError, listed
from cpsurvey.readers.files.archive import (
    MOST_BYTES,
    MOST_RATIO,
    SMALL,
    files_in,
    open_archive,
    read_entry,
)
from cpsurvey.readers.files.kinds import KINDS, kind_of, refuse

PACKED = ("zip", "gzip")
STATISTICAL = ("sav", "por", "dta")
WORKBOOKS = ("xlsx", "xls", "ods")
TABLES = (".csv", ".tsv", ".tab")
DAMAGE = (zlib.error, EOFError, OSError)
PIECE = 1 << 20
DICTIONARY = b"field_type"
UNPACK = "unpack it and give the file with the responses"


class Unpacked(NamedTuple):
    """A file as it is to be read.

    ``name`` is what messages call it, ``packed`` what it was packed in, or nothing.
    """

    name: str
    content: bytes
    kind: str
    packed: str = ""


def unpack(name: str, content: bytes) -> Unpacked:
    """Return a file as it is or, where it is packed, the one survey export in it."""
    kind = kind_of(content)
    if kind == "gzip":
        name, content = f"{name} (unpacked)", _from_gzip(content, name)
    elif kind == "zip":
        name, content = _from_zip(content, name)
    else:
        return Unpacked(name, content, kind)
    if not content.strip():
        raise ExportError(f"{name} is empty: export it again.")
    inner = kind_of(content)
    if inner in PACKED:
        raise ExportError(
            f"{name} is {KINDS[inner]} inside {KINDS[kind]}, as no survey program packs its"
            f" exports: {UNPACK}."
        )
    return Unpacked(name, content, inner, kind)


def _from_gzip(content: bytes, name: str) -> bytes:
    """Return what a gzip file holds, never more than a text can unpack to."""
    most = min(max(SMALL, MOST_RATIO * len(content)), MOST_BYTES)
    pieces, size = list[bytes](), 0
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > most:
                    raise ExportError(
                        f"{name} is {len(content)} bytes that unpack to more than {most}, as no"
                        " export does: it was not read."
                    )
                pieces.append(piece)
    except DAMAGE as error:
        raise ExportError(
            f"{name} is packed with gzip and is cut off or damaged: download it again."
        ) from error
    return b"".join(pieces)


def _from_zip(content: bytes, name: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the one file in an archive that may be a survey export."""
    with open_archive(content, name, "an export") as archive:
        files = files_in(archive)
        if not files:
            raise ExportError(f"{name} is a zip archive without a file in it: download it again.")
        if len(files) == 1:
            return _named(name, files[0]), read_entry(archive, files[0], name)
        found = list(_surveys(archive, files, name))
        if not found and (inner := [e for e in files if _ending(e) in (".zip", ".gz")]):
            raise ExportError(
                f"{name} holds {listed(map(_base, inner), 5)}, packed once more: {UNPACK}."
            )
        if not found:
            raise refuse(f"{name}, which holds {listed(map(_base, files), 5)},", "zip", "survey")
        if len(found) > 1:
            raise ExportError(
                f"{name} holds {len(found)} files that may be the responses"
                f" ({listed((_base(entry) for entry, _ in found), 5)}): unpack it and give one"
                " after the other."
            )
        return _named(name, found[0][0]), found[0][1]


def _surveys(
    archive: zipfile.ZipFile, files: list[zipfile.ZipInfo], name: str
) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Yield what may hold responses: no definition, no program's syntax, no note beside them."""
    for entry in files:
        content = read_entry(archive, entry, name)
        kind = kind_of(content) if content.strip() else "binary"
        table = kind == "text" and _ending(entry) in TABLES and not _is_dictionary(content)
        if table or kind in STATISTICAL or kind in WORKBOOKS:
            yield entry, content


def _is_dictionary(content: bytes) -> bool:
    """Tell a REDCap data dictionary by its header."""
    header = content[:PIECE].partition(b"\n")[0].lower()
    return DICTIONARY in header or b"field type" in header


def _ending(entry: zipfile.ZipInfo) -> str:
    """Return the ending of a file's name."""
    return PurePosixPath(entry.filename).suffix.casefold()


def _base(entry: zipfile.ZipInfo) -> str:
    """Return a file's name without its folders."""
    return entry.filename.replace("\\", "/").rpartition("/")[2]


def _named(name: str, entry: zipfile.ZipInfo) -> str:
    """Return what messages call a file in an archive."""
    return f"{name} ({_base(entry)})"
