"""The bytes of a zip archive in, single entries out, within limits and never onto the disk."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from cpsurvey.errors import ExportError

MOST_ENTRIES = 20_000
MOST_BYTES = 1024**3
MOST_RATIO = 200
SMALL = 1024**2
ENCRYPTED = 0x1
READ = (".qde", ".txt")
LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|$)")
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def open_archive(content: bytes, name: str) -> zipfile.ZipFile:
    """Return the archive, unless it is damaged or more than an export would be."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as error:
        raise ExportError(f"{name} is cut off or damaged: export it again.") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ExportError(
            f"{name} holds {len(entries)} files, more than the {MOST_ENTRIES} a project may have:"
            " it was not read."
        )
    if any(LEADS_OUT.match(entry.filename) for entry in entries):
        raise ExportError(
            f"{name} holds a file whose path leads out of the archive, which no coding program"
            " writes: it was not read."
        )
    unpacked = sum(e.file_size for e in entries if e.filename.casefold().endswith(READ))
    if unpacked > MOST_BYTES:
        raise ExportError(
            f"{name} would unpack to {unpacked} bytes of text, more than the {MOST_BYTES} a project"
            " may have: it was not read."
        )
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Return the content of one entry."""
    packed = max(entry.compress_size, 1)
    if entry.file_size > max(SMALL, MOST_RATIO * packed) or entry.file_size > MOST_BYTES:
        raise ExportError(
            f"{name} holds a file of {packed} bytes that would unpack to {entry.file_size}, as no"
            " text does: it was not read."
        )
    if entry.flag_bits & ENCRYPTED:
        raise ExportError(f"{name} is protected by a password: export it again without one.")
    try:
        return archive.read(entry)
    except DAMAGE as error:
        raise ExportError(f"{name} is cut off or damaged: export it again.") from error


def entries_by_name(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the entries by the last part of their path; those among the sources go first."""
    paths = {entry: PurePosixPath(entry.filename.casefold()) for entry in archive.infolist()}
    ordered = sorted(paths, key=lambda entry: paths[entry].parent.name == "sources")
    return {paths[entry].name: entry for entry in ordered}


def base_name(path: str) -> str:
    """Return the last part of a path in a project: internal://x.txt, relative:///x.txt, x.txt."""
    return re.split(r"[/\\]", path)[-1].casefold()
