"""An export's bytes in; the contact details written in it, and whether each is nobody's, out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

KINDS = (
    # The domains of RFC 2606, the blocks of RFC 5737, and Ofcom's numbers for drama.
    (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", r".*@(?:[\w-]+\.)*example(?:\.(?:org|com|net))?"),
    (
        r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",
        r"(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+",
    ),
    (r"(?<![\w.-])0\d{2,4} \d{3,4} ?\d{3,4}(?!\d)", r"(?:01632 ?960|07700 ?900) ?\d{3}"),
)


def contact_details(content: bytes) -> Iterator[tuple[str, bool]]:
    """Yield each e-mail address, IP address and telephone number, and whether it is reserved.

    Parameters
    ----------
    content
        A file: text, or a zip of texts.

    Yields
    ------
    tuple
        What is written, and whether it is of a range that is kept free for examples.

    References
    ----------
    RFC 2606 (domains), RFC 5737 (IP addresses), Ofcom's telephone numbers for use in TV and radio
    drama.

    Examples
    --------
    >>> list(contact_details(b"ann@example.org, 10.0.0.1, 01632 960123"))
    [('ann@example.org', True), ('10.0.0.1', False), ('01632 960123', True)]
    """
    for text in texts_of(content):
        for written, reserved in KINDS:
            for found in re.findall(written, text):
                yield found, re.fullmatch(reserved, found) is not None


def texts_of(content: bytes) -> Iterator[str]:
    """Yield the texts of a file: itself, or those packed in it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8", errors="replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            yield packed.read(name).decode("utf-8", errors="replace")
