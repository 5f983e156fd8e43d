"""A coding export in; what it is and holds, as text with nothing personal in it, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.errors import listed
from cpsurvey.exports import CodingExport
from cpsurvey.report.wording.codes import counted, loss_in_words


def inspect_coding(export: CodingExport) -> str:
    r"""Say what a coding export is and holds, before anything is made of it.

    Parameters
    ----------
    export
        What `read_coding_export` gave.

    Returns
    -------
    str
        Tool, sources by kind, what positions are counted in and by what evidence, codes, codings
        by coder under pseudonyms, attributes, sets, memos, and what was not read. Names of sources,
        sets, coders and codes are not in it: they may be people's.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import inspect_coding
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "highlights.csv"
    >>> _ = path.write_text("id,document,tag,content\n7,P07,calm,It was quiet")
    >>> print(inspect_coding(cps.read_coding_export(path)))
    highlights.csv
      tool        Taguette
      sources     1
      ...
      not read
                       1 coding without a coder
    """
    lines = [export.name, f"  {'tool':<12}{export.tool or 'not named'}"]
    lines += [*_sources(export), *_codes(export), *_codings(export), *_besides(export)]
    lines += _losses(export)
    return "\n".join(lines) + "\n"


def _sources(export: CodingExport) -> Iterator[str]:
    """Yield the sources by kind, with their length, and what positions are counted in and why."""
    yield f"  {'sources':<12}{len(export.sources):,}"
    for kind, sources in export.sources.groupby("kind"):
        known = sources["characters"].dropna()
        letters = f"{int(known.sum()):,} characters" if len(known) else "length not known"
        yield f"{'':<14}{len(sources):>6,} {kind}, {letters}"
    counted_in = export.sources[~export.sources["position_unit"].isin(["", "not known"])]
    for unit, sources in counted_in.groupby("position_unit"):
        yield f"  {'positions':<12}in {unit}{_evidence(sources)}"
    without = int(export.codings["start"].isna().sum())
    if without:
        yield (
            f"  {'positions':<12}not told of {without:,} of"
            f" {counted(len(export.codings), 'coding')}: these count, and coders' agreement on"
            " passages cannot be had"
        )


def _evidence(sources: pd.DataFrame) -> str:
    """Return how many selections bear out what positions are counted in."""
    agreeing, selections = (int(sources[c].sum()) for c in ("agreeing", "selections"))
    kinds = sorted(set(sources["evidence"].fillna("")) - {""})
    if not selections or not kinds:
        return ""
    return f": {agreeing:,} of {counted(selections, 'selection')} agree by {listed(kinds)}"


def _codes(export: CodingExport) -> Iterator[str]:
    """Yield how many codes there are, and how deep they are nested."""
    codes = export.codes
    depth = int(codes["path"].str.count(" > ").max()) + 1 if len(codes) else 0
    top = int((codes["parent_id"] == "").sum())
    levels = counted(depth, "level")
    yield f"  {'codes':<12}{len(codes):,}, of which {top:,} at the top; {levels}"


def _codings(export: CodingExport) -> Iterator[str]:
    """Yield the codings, by coder."""
    coded = export.codings["source_id"].nunique()
    yield f"  {'codings':<12}{len(export.codings):,}, in {counted(coded, 'source')}"
    for coder, count in export.codings["coder"].value_counts().sort_index().items():
        yield f"{'':<14}{count:>6,} {f'by {coder}' if coder else 'by nobody that is named'}"


def _besides(export: CodingExport) -> Iterator[str]:
    """Yield attributes, sets and memos, where there are any."""
    variables = sorted(set(export.attributes["variable"].astype(str)))
    if variables:
        of = counted(export.attributes["source_id"].nunique(), "source")
        yield f"  {'attributes':<12}{counted(len(variables), 'variable')}, of {of}"
    sets = export.sets.drop_duplicates(["name", "member"])["member"].value_counts().sort_index()
    if len(sets):
        yield f"  {'sets':<12}{listed(f'{n:,} of {member}s' for member, n in sets.items())}"
    memos = export.memos["about"].value_counts().sort_index()
    if len(memos):
        yield f"  {'memos':<12}{listed(f'{n:,} about a {about}' for about, n in memos.items())}"


def _losses(export: CodingExport) -> Iterator[str]:
    """Yield what the file holds besides, and was not read."""
    yield "  " + ("not read" if len(export.losses) else "all that the file holds was read")
    for loss in export.losses.itertuples():
        yield f"{'':<14}{loss.count:>6,} {loss_in_words(str(loss.what), str(loss.detail))}"
