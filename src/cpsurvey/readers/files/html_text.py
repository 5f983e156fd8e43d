"""HTML as Taguette keeps it in; the characters that its positions count, or plain words, out."""

from __future__ import annotations

import html
import re

QUOTED = r"=\s*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|)"
TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?:[!?]|/[^a-zA-Z])[^>]*(?:>|\Z)|</?[a-zA-Z](?:[^>=]|{QUOTED})*+(?:>|\Z)",
    re.DOTALL,
)
NUMBER = re.compile(r"&#0*([0-9]{1,8})[0-9]*")
LINE_END = re.compile(r"\r\n?")
# A line feed right after these is how the source is laid out, and no part of the text.
AFTER_PRE = re.compile(r"(<(?:pre|listing)\b[^>]*>)\n", re.IGNORECASE)


def text_of(source: str) -> str:
    r"""Return the text with all tags taken out and entities decoded, as a browser counts it.

    Nothing is put where a tag was: what is a line break by a tag alone runs together, since the
    program's positions have no place for it.

    Parameters
    ----------
    source
        HTML of a document or of a part of one.

    Returns
    -------
    str
        The characters of its text nodes.

    Examples
    --------
    >>> text_of("<p>Caf&eacute; <b>&amp;</b> bar</p>\n<p>a &lt; b</p>")
    'Café & bar\na < b'
    """
    return "".join(pieces_of(AFTER_PRE.sub(r"\1", LINE_END.sub("\n", source))))


def words_of(source: str) -> str:
    """Return the pieces of text between tags with one space between them, as Taguette exports it.

    Examples
    --------
    >>> words_of("<p>Yes.</p><p> No <b>more</b></p>")
    'Yes. No more'
    """
    return " ".join(filter(None, map(str.strip, pieces_of(source))))


def has_tags(source: str) -> bool:
    """Tell whether there are any tags in a text."""
    return TAG.search(source) is not None


def decoded(text: str) -> str:
    """Return a text with its entities as characters; a number no character has, as U+FFFD.

    Python reads no number of thousands of digits; the first eight tell that it is none.
    """
    return html.unescape(NUMBER.sub(r"&#\1", text))


def pieces_of(source: str) -> list[str]:
    """Return the text before, between and after the tags, every line feed kept."""
    return [decoded(piece) for piece in TAG.split(LINE_END.sub("\n", source))]
