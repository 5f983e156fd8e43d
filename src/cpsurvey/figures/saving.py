"""A figure in; its pictures, numbers, text alternative and provenance out, all of them or none."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cpsurvey.errors import CpsurveyError, listed
from cpsurvey.figures import record
from cpsurvey.figures.provenance import Sources, provenance
from cpsurvey.figures.style import style
from cpsurvey.vocabulary import is_synthetic

FORMATS = ("svg", "png", "pdf")


def save(
    drawn: Axes | Figure,
    path: str | os.PathLike[str],
    *,
    formats: Iterable[str] = FORMATS,
    sources: Sources = (),
    claims: Iterable[str] = (),
) -> None:
    """Write a figure as pictures, with its numbers, its text alternative and where it comes from.

    The numbers are a .csv, the text alternative a .txt; the .json beside them holds data,
    questions, claims, disclosure rules, versions, and the hashes of what the figure was made from
    and of the files. The same figure gives the same bytes each time, with the same versions of
    the libraries. The pictures carry their title and description.

    Parameters
    ----------
    drawn
        A figure of this package, or its Axes.
    path
        Where to, without an ending: ``figures/03-overall-judgement``.
    formats
        Which pictures to write.
    sources
        The files it was made from, or the folder of tables: their hashes are written down.
    claims
        Ids of published claims that it bears on, besides those in its rows.

    Raises
    ------
    CpsurveyError
        If the figure was drawn elsewhere, so that its numbers are not known; if its data is not
        synthetic and no disclosure rule was applied; if a format is not known, the path ends like
        a file, or a source is not there.

    Examples
    --------
    >>> import os, tempfile
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> axes = figures.count_bars(cps.response_table(cps.load_example(), "nation"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     figures.save(axes, folder + "/nations", formats=["svg"])
    ...     sorted(os.listdir(folder))
    ['nations.csv', 'nations.json', 'nations.svg', 'nations.txt']
    """
    target, formats = Path(path), list(formats)
    _check_target(target, formats)
    kept = _record_to_save(drawn)
    files = {f".{ending}": _picture(drawn, kept, ending, target.name) for ending in formats}
    files[".csv"] = kept.result.to_csv(index=False, lineterminator="\n").encode()
    files[".txt"] = text_alternative(kept).encode()
    files[".json"] = provenance(kept, target.name, files, sources, claims)
    _write_all(target, files)


def text_alternative(kept: record.Record) -> str:
    """Return the text that stands for a figure: what it is, what it shows, its small print."""
    about, alt = kept.about, kept.alt
    parts = [about.title, f"Data: {about.data}", alt.short, alt.long, about.caption]
    return "\n\n".join(part for part in parts if part) + "\n"


def _check_target(target: Path, formats: list[str]) -> None:
    """Raise where a format is not known or the path already ends in one."""
    strange = sorted(set(formats) - set(FORMATS))
    if strange:
        raise CpsurveyError(f"save writes {listed(FORMATS)}, not {listed(strange)}.")
    if target.suffix in {f".{ending}" for ending in (*FORMATS, "csv", "txt", "json")}:
        raise CpsurveyError(
            f"save adds the endings itself: give {target.with_suffix('')} instead of {target}."
        )


def _record_to_save(drawn: Axes | Figure) -> record.Record:
    """Return what a figure was drawn from, or raise where it must not be saved."""
    kept = record.recall(drawn)
    if kept is None:
        raise CpsurveyError(
            "This figure was not drawn by cpsurvey.figures, so its data has no name and the"
            " numbers behind it are not known. Draw it with one of the package's charts, or save"
            " it with matplotlib's savefig."
        )
    rules = kept.result["protection"] if "protection" in kept.result else pd.Series([""])
    if not is_synthetic(kept.about.data) and rules.isin(["", None]).any():
        raise CpsurveyError(
            f'The data "{kept.about.data}" is not synthetic, and no disclosure rule was applied to'
            " this result. Draw cpsurvey.protect(result), and save that."
        )
    return kept


def _picture(drawn: Axes | Figure, kept: record.Record, ending: str, name: str) -> bytes:
    """Return a figure as the bytes of a picture, with title and description but no date."""
    title, description = kept.about.title, kept.alt.short
    metadata: dict[str, dict[str, str | None]] = {
        "svg": {"Date": None, "Creator": None, "Title": title, "Description": description},
        "png": {"Software": None, "Title": title, "Description": description},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None}
        | {"Title": title, "Subject": description},
    }
    buffer = io.BytesIO()
    with style():
        record.figure_of(drawn).savefig(buffer, format=ending, metadata=metadata[ending])
    picture = buffer.getvalue()
    return _described(picture, description, name) if ending == "svg" else picture


def _described(svg: bytes, description: str, name: str) -> bytes:
    """Return an SVG that tells a screen reader its title and description."""
    ident = re.sub(r"\W+", "-", name)
    text = svg.decode()
    text = text.replace("<svg ", f'<svg role="img" aria-labelledby="{ident}-t {ident}-d" ', 1)
    text = text.replace("<title>", f'<title id="{ident}-t">', 1)
    described = f'</title>\n <desc id="{ident}-d">{escape(description)}</desc>'
    return text.replace("</title>", described, 1).encode()


def _write_all(target: Path, files: dict[str, bytes]) -> None:
    """Write files beside their places first, and rename them once all are whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as workshop:
        for ending, content in files.items():
            (Path(workshop) / f"made{ending}").write_bytes(content)
        for ending in files:
            (Path(workshop) / f"made{ending}").replace(f"{target}{ending}")
