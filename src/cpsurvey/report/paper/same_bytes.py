"""The bytes of a document or a workbook in, the same without the time it was made at out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def same_bytes(made: bytes) -> bytes:
    """Return an archive with the same files in the same order, none with a moment of its own."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            fixed = ZipInfo(info.filename)
            packed = info.filename.endswith(".png")  # already, and to try again takes long
            fixed.compress_type = ZIP_STORED if packed else info.compress_type
            fixed.create_system = 3
            new.writestr(fixed, old.read(info))
    return out.getvalue()
