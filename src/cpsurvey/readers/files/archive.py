"""The bytes of a zip archive in, single entries out, within limits and never onto the disk."""

from __future__ import annotations

import io
import lzma
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable

from cpsurvey.errors import ExportError
from cpsurvey.readers.files.source import SCHEME

MOST_ENTRIES = 20_000
MOST_BYTES = 1024**3
MOST_RATIO = 200
SMALL = 1024**2
ENCRYPTED = 0x1
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
READ = (".qde", ".txt", ".xml")
LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|$)")
OF_MAC = re.compile(r"__MACOSX/|(.*/)?\._")
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


def open_archive(content: bytes, name: str, what: str = "a project") -> zipfile.ZipFile:
    """Return the archive, unless it is damaged or more than `what` would be."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as error:
        raise ExportError(f"{name} is cut off or damaged: export it again.") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ExportError(
            f"{name} holds {len(entries)} files, more than the {MOST_ENTRIES} {what} may have: it"
            " was not read."
        )
    if any(LEADS_OUT.match(entry.filename) for entry in entries):
        raise ExportError(
            f"{name} holds a file whose path leads out of the archive, which no program"
            " writes: it was not read."
        )
    unpacked = sum(e.file_size for e in entries if e.filename.casefold().endswith(READ))
    if unpacked > MOST_BYTES:
        raise ExportError(
            f"{name} would unpack to {unpacked} bytes of text, more than the {MOST_BYTES} {what}"
            " may have: it was not read."
        )
    return archive


def check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    """Stop where an entry would unpack to more than a text can, or has a password."""
    packed = max(entry.compress_size, 1)
    if entry.file_size > max(SMALL, MOST_RATIO * packed) or entry.file_size > MOST_BYTES:
        raise ExportError(
            f"{name} holds a file of {packed} bytes that would unpack to {entry.file_size}, as no"
            " text does: it was not read."
        )
    if entry.flag_bits & ENCRYPTED:
        raise ExportError(f"{name} is protected by a password: export it again without one.")
    if entry.compress_type not in PACKED:
        raise ExportError(
            f"{name} is packed in a way that no such program uses and that has no bounds: it was"
            " not read; export it again."
        )


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Return the content of one entry."""
    check_entry(entry, name)
    try:
        with archive.open(entry) as stream:
            content = stream.read(entry.file_size + 1)  # never more than was declared
    except DAMAGE as error:
        raise ExportError(f"{name} is cut off or damaged: export it again.") from error
    if len(content) != entry.file_size:
        raise ExportError(f"{name} is cut off or damaged: export it again.")
    return content


def files_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of an archive, without those that a Mac adds beside them when it packs."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    return [entry for entry in entries if not OF_MAC.match(entry.filename)]


def texts_by_path(archive: zipfile.ZipFile) -> Callable[[str], zipfile.ZipInfo | None]:
    """Return what finds a file by its path in a project: among the sources, or as it stands.

    Failing that, it is the one file of that name in any folder. Case does not matter unless two
    names differ in nothing else.
    """
    files = files_in(archive)
    held = {_folded(entry.filename): entry for entry in files}
    held |= {_with_case(entry.filename): entry for entry in files}
    names = Counter(base_name(entry.filename) for entry in files)
    alone = {base_name(e.filename): e for e in files if names[base_name(e.filename)] == 1}

    def find(path: str) -> zipfile.ZipInfo | None:
        inner = SCHEME.sub("", path.replace("\\", "/")).lstrip("/")
        keys = [
            key(place) for place in (f"sources/{inner}", inner) for key in (_with_case, _folded)
        ]
        return next((held[key] for key in keys if key in held), alone.get(base_name(path)))

    return find


def base_name(path: str) -> str:
    """Return the last part of a path in a project: internal://x.txt, relative:///x.txt, x.txt."""
    return _folded(re.split(r"[/\\]", path)[-1])


def _folded(path: str) -> str:
    """Return a path in one case and one way of writing accents: a Mac packs them apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _with_case(path: str) -> str:
    """Return a path with its folders in one case, and its name as it is."""
    folder, _, name = path.rpartition("/")
    return f"{_folded(folder)}/{unicodedata.normalize('NFC', name)}"
