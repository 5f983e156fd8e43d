"""A path in, the bytes of its file out: the one place where export files are opened."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path, PurePosixPath

from cpsurvey.errors import ExportError, nearest

LARGEST = 4 * 1024**3
HEAD = 65_536
BLANK = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"
TEXT_FOLDERS = ("", "sources", "Sources")
SCHEME = re.compile(r"^[A-Za-z]+://")


def read_source(path: str | PathLike[str]) -> tuple[str, bytes]:
    """Return a file's name and its bytes, or say why there are none."""
    file = Path(path)
    try:
        if file.is_dir():
            raise ExportError(f"{file} is a folder, not an export: name one file in it.")
        if file.stat().st_size > LARGEST:
            raise ExportError(f"{file.name} is larger than 4 GB, which no survey export is.")
        content = file.read_bytes()
    except FileNotFoundError:
        raise ExportError(_not_there(file)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExportError(f"{file.name} cannot be opened: {reason}.") from error
    if not content[:HEAD].strip(BLANK) and not content.strip(BLANK):
        raise ExportError(f"{file.name} is empty: export it again.")
    return file.name, content


def read_beside(path: str | PathLike[str], name: str) -> bytes | None:
    """Return the bytes of a text that lies beside a project file, or in a folder there, if it does.

    Nothing outside the project file's folder is read, whatever the name and whatever links there
    are.
    """
    inner = PurePosixPath(SCHEME.sub("", name.replace("\\", "/")).lstrip("/"))
    places = [inner, *(PurePosixPath(place, inner.name) for place in TEXT_FOLDERS)]
    try:
        folder = Path(path).parent.resolve()
        files = [(folder / place).resolve() for place in places if inner.name]
        found = (file for file in files if file.is_relative_to(folder) and file.is_file())
        return next((file.read_bytes() for file in found if file.stat().st_size <= LARGEST), None)
    except (OSError, RuntimeError, ValueError):
        return None


def _not_there(file: Path) -> str:
    """Say that a file is missing, and which name beside it is like it."""
    if not file.parent.is_dir():
        return f"There is no folder {file.parent}, so no {file.name} in it: check the path."
    others = [beside.name for beside in file.parent.iterdir() if beside.is_file()]
    return f"There is no file {file}{nearest(file.name, others) or ': check the name.'}"
