"""Two exports of one project in, what differs between them out."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

from cpsurvey.cleaning.comparing.marks import marks_of_both, position_differences
from cpsurvey.cleaning.comparing.pairing import Difference
from cpsurvey.cleaning.comparing.same_coders import coder_differences, match_coders
from cpsurvey.cleaning.comparing.same_codes import code_differences, match_codes
from cpsurvey.cleaning.comparing.same_codings import coding_differences
from cpsurvey.cleaning.comparing.same_rest import (
    attribute_differences,
    in_common,
    memo_differences,
    set_differences,
)
from cpsurvey.cleaning.comparing.same_sources import (
    match_sources,
    source_differences,
    squeezed_texts,
)
from cpsurvey.exports import CodingExport

ORDER = ("source", "code", "coder", "coding", "variable", "attribute", "set", "memo")


def compare_exports(a: CodingExport, b: CodingExport) -> pd.DataFrame:
    r"""Say what differs between two exports of one project.

    Compare the export before and after a move from one tool to another, two weeks of coding, or
    what a tool wrote with what another made of it. Things are matched by what they are, not by
    identifiers, for tools make new ones: sources by text and name, codes by path, name and what
    they are given to, coders by name and what they coded, codings by the words they mark.

    Parameters
    ----------
    a, b
        What `read_coding_export` gave for each, whichever tools they come from.

    Returns
    -------
    pandas.DataFrame
        One row a difference, none where there is none: ``what`` differs (source, code, coder,
        coding, variable, attribute, set, memo), the ``change`` from `a` to `b`, the ``source`` it
        is in (source-1 is the first in `a`'s table), what it is ``in_a`` and ``in_b`` (codes by
        path, coders, sources and sets by number, attributes by variable, memos by what they are
        about), the ``count`` of such things and the number of ``codings`` concerned.

        ==========  =========================================================================
        what        change
        ==========  =========================================================================
        source      removed, added, renamed, kind changed, text removed, text added, text changed
        code        removed, added, renamed, moved (to another parent), merged, split, codable
                    changed; description and colour removed, added, changed
        coder       removed, added, renamed
        coding      removed, added, moved, lengthened, shortened, recoded, coder changed; date
                    removed, added, changed; positions removed, added
        variable    removed, added
        attribute   removed, added, changed
        set         removed, added, renamed, members removed, members added
        memo        removed, added, moved, text changed, coder changed
        ==========  =========================================================================

        No words of anybody, no values, and no names of sources, sets or coders are in it.

    Notes
    -----
    White space, line ends, byte order marks, the ending of a file's name, and how accented letters
    are composed make no difference; whether codes share a selection makes none either. Coders have
    the pseudonyms of their own export: coder-1 ``in_a`` need not be coder-1 ``in_b``. Where a text
    was changed, positions are carried over by a Levenshtein alignment, and a passage that begins or
    ends in words that were changed may seem longer or shorter. Where only one export has positions,
    codings are matched by the words they mark, and without those by code and source alone. Codings
    that went or came with a source, code or coder are counted in that row's ``codings`` and not
    listed. What readers count as lost is in neither export and is not compared: see the ``losses``
    of each.

    Examples
    --------
    >>> from dataclasses import replace
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "highlights.csv"
    >>> _ = path.write_text("id,document,tag,content\n7,P07,calm,It was quiet")
    >>> before = cps.read_coding_export(path)
    >>> after = replace(before, codes=before.codes.assign(name="at ease", path="at ease"))
    >>> cps.compare_exports(before, after)[["what", "change", "in_a", "in_b", "count"]]
       what   change  in_a     in_b  count
    0  code  renamed  calm  at ease      1
    """
    texts = (squeezed_texts(a), squeezed_texts(b))
    pairs = match_sources(a, b, *texts)
    marks = marks_of_both(a, b, pairs, *texts)
    codes = match_codes(a, b, *marks)
    coders = match_coders(a, b, *marks, codes)
    outcome = coding_differences(*marks, codes, coders, (_paths(a), _paths(b)))
    who: dict[str, Hashable] = {other: coder for coder, other in coders.items()}
    alone = [(mark, mark) for mark in marks[0]]
    ours = in_common(a, {n: n for n in pairs}, codes.a, {c: c for c in coders}, alone)
    same = [(other, mark) for mark, other in outcome.pairs]
    theirs = in_common(b, {m: n for n, m in pairs.items()}, codes.b, who, same)
    rows = [
        *source_differences(a, b, pairs, *texts),
        *code_differences(a, b, codes, outcome.removed, outcome.added),
        *coder_differences(a, b, coders),
        *position_differences(a, b, pairs),
        *outcome.rows,
        *attribute_differences(a, b, ours, theirs),
        *set_differences(a, b, ours, theirs),
        *memo_differences(a, b, ours, theirs),
    ]
    return _table(rows)


def _paths(export: CodingExport) -> dict[str, str]:
    """Return the paths of codes."""
    return dict(zip(export.codes["code_id"], export.codes["path"], strict=True))


def _table(rows: list[Difference]) -> pd.DataFrame:
    """Return the differences in a fixed order, one row each."""
    rows = sorted(rows, key=lambda row: (ORDER.index(row.what), row.change, _natural(row)))
    frame = pd.DataFrame(rows, columns=list(Difference._fields)).rename(columns={"number": "count"})
    text = dict.fromkeys(("what", "change", "source", "in_a", "in_b"), "string")
    return frame.astype({**text, "count": "int64", "codings": "int64"})


def _natural(row: Difference) -> tuple[tuple[int, str], ...]:
    """Return what a row is sorted by: source-10 after source-9."""
    return tuple((len(text) if "-" in text else 0, text) for text in row[2:5])
