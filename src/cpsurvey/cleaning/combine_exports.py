"""Several exports of one study's codings in; one export with all of them out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.cleaning.combine_checks import (
    check_attributes,
    check_codings,
    check_namesakes,
    check_texts,
)
from cpsurvey.cleaning.combine_identifiers import Renamed, join, mapped, rename
from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import LOSS_COLUMNS, CodingExport

FACTS = ("characters", "position_unit", "evidence", "selections", "agreeing")


def combine_coding_exports(exports: Sequence[CodingExport], *, name: str = "") -> CodingExport:
    r"""Join several exports of one study's codings, say a matrix an interview, or coder by coder.

    Parameters
    ----------
    exports
        What `read_coding_export` gave for each file.
    name
        What to call the whole; left out, it is called after the files.

    Returns
    -------
    CodingExport
        Sources of the same name are one, codes of the same path are one, coders of the same name
        are one; identifiers are made anew. Codings, attributes, sets, memos and losses are those
        of all exports.

    Raises
    ------
    ExportError
        If there is no export; if two of them hold codings of the same source with the same code by
        the same coder, or by one that is not named, which would count them twice; if they give a
        source two texts or an attribute two values; or if a source cannot be told from a namesake.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> for interview in ("INT 01", "INT 02"):
    ...     text = f'"",A : {interview}\n1 : Calm,2\n'
    ...     _ = (folder / f"{interview}.csv").write_text(text)
    >>> matrices = [cps.read_coding_export(path) for path in sorted(folder.iterdir())]
    >>> whole = cps.combine_coding_exports(matrices)
    >>> len(whole.sources), len(whole.codes), len(whole.codings)
    (2, 1, 4)
    """
    if not exports:
        raise ExportError("there are no coding exports to combine.")
    if len(exports) == 1:
        return exports[0]
    check_namesakes(exports)
    renamed = rename(exports)
    check_codings(renamed)
    check_texts(renamed)
    attributes = join((r, mapped(r.own.attributes, source_id=r.sources)) for r in renamed)
    check_attributes(attributes, exports)
    tools = dict.fromkeys(export.tool for export in exports if export.tool)
    return CodingExport(
        name=name or listed((export.name for export in exports), 3),
        tool=", ".join(tools),
        codes=_codes(renamed),
        sources=_sources(renamed),
        codings=join(
            (r, mapped(r.own.codings, source_id=r.sources, code_id=r.codes, coder=r.coders,
                        segment=r.segments))
            for r in renamed
        ).drop(columns="export"),
        coders=join((r, mapped(r.own.coders, coder=r.coders)) for r in renamed)
        .drop(columns="export")
        .drop_duplicates("coder", ignore_index=True),
        attributes=attributes.drop(columns="export").drop_duplicates(ignore_index=True),
        losses=_losses(exports),
        texts={r.sources[key]: text for r in renamed for key, text in r.own.texts.items()},
        sets=_sets(renamed),
        memos=_memos(renamed),
        passages={r.segments[key]: text for r in renamed for key, text in r.own.passages.items()},
        memo_texts={r.memos[key]: text for r in renamed for key, text in r.own.memo_texts.items()},
    )  # fmt: skip


def _codes(renamed: Sequence[Renamed]) -> pd.DataFrame:
    """Return every code once, described and codable where any export has it so."""
    frame = join(
        (r, mapped(r.own.codes, code_id=r.codes, parent_id={"": "", **r.codes})) for r in renamed
    )
    codes = _first_told(frame, "code_id", ("description", "colour"))
    codable = frame.groupby("code_id")["codable"].any()
    return codes.assign(codable=codable.reindex(codes["code_id"]).to_numpy())


def _sources(renamed: Sequence[Renamed]) -> pd.DataFrame:
    """Return every source once, with the positions' unit where any export tells it."""
    frame = join((r, mapped(r.own.sources, source_id=r.sources)) for r in renamed)
    told = frame.sort_values("selections", ascending=False, kind="stable", na_position="last")
    best = told.drop_duplicates("source_id").set_index("source_id")
    characters = frame.groupby("source_id")["characters"].max()
    first = frame.drop_duplicates("source_id", ignore_index=True).drop(columns="export")
    for fact in FACTS:
        values = characters if fact == "characters" else best[fact]
        first[fact] = values.reindex(first["source_id"]).array
    return first


def _first_told(frame: pd.DataFrame, key: str, facts: Sequence[str]) -> pd.DataFrame:
    """Return one row a key, each fact the first that is not blank."""
    rows = frame.drop_duplicates(key, ignore_index=True).drop(columns="export")
    for fact in facts:
        told = frame[frame[fact] != ""].drop_duplicates(key)
        first = dict(zip(told[key], told[fact], strict=True))
        rows[fact] = [first.get(own, "") for own in rows[key]]
    return rows


def _sets(renamed: Sequence[Renamed]) -> pd.DataFrame:
    """Return the members of every set, each once."""
    frames = []
    for r in renamed:
        ids = {"source": r.sources, "code": r.codes, "memo": r.memos}
        members = zip(r.own.sets["member"], r.own.sets["member_id"], strict=True)
        anew = [ids.get(member, {}).get(key, key) for member, key in members]
        frames.append((r, r.own.sets.assign(member_id=anew)))
    return join(frames).drop(columns="export").drop_duplicates(ignore_index=True)


def _memos(renamed: Sequence[Renamed]) -> pd.DataFrame:
    """Return the memos of all exports."""
    frames = []
    for number, r in enumerate(renamed, start=1):
        told = zip(r.own.memos["about"], r.own.memos["about_id"], strict=True)
        about = [_about(kind, key, r, number) for kind, key in told]
        memos = mapped(r.own.memos, memo_id=r.memos, coder=r.coders)
        frames.append((r, memos.assign(about_id=about)))
    return join(frames).drop(columns="export")


def _about(kind: str, key: str, renamed: Renamed, number: int) -> str:
    """Return what the thing that a memo is about is called in the whole; a case, by its export."""
    if kind == "coding":
        segment, _, code = key.partition(" ")
        return f"{renamed.segments[segment]} {renamed.codes.get(code, code)}"
    ids = {"source": renamed.sources, "code": renamed.codes, "segment": renamed.segments}
    if kind in ids:
        return ids[kind].get(key, key)
    return f"{number}-{key}" if key else ""


def _losses(exports: Sequence[CodingExport]) -> pd.DataFrame:
    """Return what all exports have lost, added up by kind."""
    frame = pd.concat([export.losses for export in exports], ignore_index=True)
    added = frame.groupby(["what", "detail"], sort=True)["count"].sum().reset_index()
    return added[list(LOSS_COLUMNS)]
