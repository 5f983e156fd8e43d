"""A coding export in; what it is and holds, as text with nothing personal in it, out."""

from __future__ import annotations

from collections.abc import Iterator

from cpsurvey.errors import listed
from cpsurvey.exports import CodingExport
from cpsurvey.report.words import counted


def inspect_coding(export: CodingExport) -> str:
    """Say what a coding export is and holds, before anything is made of it.

    Parameters
    ----------
    export
        What `read_coding_export` gave.

    Returns
    -------
    str
        Tool, sources by kind, codes, coders under pseudonyms, codings, and what the tables will
        not hold. Names of sources, of coders and of codes are not in it: they may be people's.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import inspect_coding
    >>> from cpsurvey.writers import write_refi_qda
    >>> codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    >>> codings = pd.DataFrame(
    ...     {"source": ["01"], "code": ["calm"], "coder": ["A"], "start": [4], "end": [9]}
    ... )
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "demo.qdpx"
    >>> texts = [("01", "Was quiet.", {})]
    >>> _ = path.write_bytes(write_refi_qda("Demo", ["A"], codes, texts, codings))
    >>> print(inspect_coding(cps.read_coding_export(path)))
    demo.qdpx
      tool        cpsurvey
      ...
      all of it will be in the tables
    """
    codes = export.codes
    lines = [export.name, f"  {'tool':<12}{export.tool or 'not named'}"]
    lines += _sources(export)
    depth = int(codes["path"].str.count(" > ").max()) + 1 if len(codes) else 0
    top = int((codes["parent_id"] == "").sum())
    lines.append(
        f"  {'codes':<12}{len(codes):,}, of which {top:,} at the top; {counted(depth, 'level')}"
    )
    lines += _codings(export)
    lines += _losses(export)
    return "\n".join(lines) + "\n"


def _sources(export: CodingExport) -> Iterator[str]:
    """Yield the sources by kind, with their length and what positions are counted in."""
    yield f"  {'sources':<12}{len(export.sources):,}"
    for kind, sources in export.sources.groupby("kind"):
        letters = int(sources["characters"].sum())
        units = sorted(set(sources["position_unit"]) - {"", "not known"})
        counting = f"; positions in {listed(units)}" if units else ""
        yield f"{'':<14}{len(sources):>6,} {kind}, {letters:,} characters{counting}"


def _codings(export: CodingExport) -> Iterator[str]:
    """Yield the codings, by coder."""
    coded = export.codings["source_id"].nunique()
    yield f"  {'codings':<12}{len(export.codings):,}, in {counted(coded, 'source')}"
    for coder, count in export.codings["coder"].value_counts().sort_index().items():
        yield f"{'':<14}{count:>6,} by {coder}"


def _losses(export: CodingExport) -> Iterator[str]:
    """Yield what the export holds besides, and no table will."""
    yield "  " + ("not in the tables" if len(export.losses) else "all of it will be in the tables")
    for loss in export.losses.itertuples():
        yield f"{'':<14}{loss.count:>6,} {loss.what} {loss.detail}".rstrip()
