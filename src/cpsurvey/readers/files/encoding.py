"""Bytes in whatever encoding in, UTF-8 bytes and the encoding's name out."""

from __future__ import annotations

import codecs

from cpsurvey.errors import ExportError
from cpsurvey.readers.files.eight_bit import makes_more_sense_on_a_mac
from cpsurvey.readers.files.kinds import HEAD, MARK, UTF16, looks_utf16

CHUNK = 1 << 18
NEWLINE = b"\n"


def to_utf8(content: bytes, name: str) -> tuple[bytes, str]:
    """Return the text as UTF-8 without a mark, and the encoding it was in."""
    marked = content.startswith(UTF16)
    if encoding := "utf-16" if marked else looks_utf16(content[:HEAD]):
        content, found = _transcode(content, encoding, name), encoding
    elif (bad := _first_bad_byte(content)) is None:
        found = "utf-8-sig" if content.startswith(MARK) else "utf-8"
    else:
        content, found = _from_older(content, bad, name)
    content = content.removeprefix(MARK)
    if (nothing := content.find(b"\0")) >= 0:
        raise ExportError(
            f"{name} holds a NUL character {_place(content, nothing)}, which no export does: the"
            " file is damaged, download it again."
        )
    return content, found


def _first_bad_byte(content: bytes) -> int | None:
    """Return where a text stops being UTF-8, without holding a second copy of it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    waiting = 0
    for start in range(0, len(content), CHUNK):
        try:
            decoder.decode(content[start : start + CHUNK], start + CHUNK >= len(content))
        except UnicodeDecodeError as error:
            return start - waiting + error.start
        waiting = len(decoder.getstate()[0])
    return None


def _from_older(content: bytes, bad: int, name: str) -> tuple[bytes, str]:
    """Return a text of an older program as UTF-8, and its encoding, unless it is faulty UTF-8."""
    good = len(content.decode("utf-8", "ignore").encode("ascii", "ignore"))
    letters = len(content.decode("utf-8", "ignore")) - good
    faults = len(content.decode("utf-8", "replace")) - good - letters
    if letters > faults:
        raise ExportError(
            f"{name} is UTF-8 text with a damaged character {_place(content, bad)}: it was cut off,"
            " or saved by a program that mixed encodings; download it again."
        )
    if makes_more_sense_on_a_mac(content):
        return content.decode("mac_roman").encode("utf-8"), "mac_roman"
    try:
        return content.decode("cp1252").encode("utf-8"), "cp1252"
    except UnicodeDecodeError as error:
        raise ExportError(
            f"{name} is text in an encoding that is not known: the character"
            f" {_place(content, error.start)}, is neither UTF-8 nor Windows-1252; save it as"
            " CSV UTF-8, or download it again."
        ) from error


def _transcode(content: bytes, encoding: str, name: str) -> bytes:
    """Return UTF-16 as UTF-8."""
    try:
        return content.decode(encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        raise ExportError(
            f"{name} is UTF-16 text with a damaged character at byte {error.start + 1}: it was cut"
            " off; download it again."
        ) from error


def _place(content: bytes, offset: int) -> str:
    """Say where a byte stands."""
    return f"at byte {offset + 1}, on line {content.count(NEWLINE, 0, offset) + 1}"
