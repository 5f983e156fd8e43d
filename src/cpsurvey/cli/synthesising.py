"""A seed, a codebook and margins → made-up exports as files; a codebook → a first margins file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cpsurvey.codebook import load_codebook
from cpsurvey.errors import CpsurveyError
from cpsurvey.files import write_files


def write_synthetic(
    out: Path,
    seed: int,
    *,
    codebook: Path | None = None,
    margins: Path | None = None,
    claims: Path | None = None,
    name: str | None = None,
    report: bool = False,
) -> list[Path]:
    """Write the exports of a study that nobody was asked in, their sources.toml, and a report."""
    from cpsurvey.cli.synthetic_report import REPORT, synthetic_report
    from cpsurvey.synthetic import synthesise

    if out.is_file():
        raise CpsurveyError(f"{out} is a file: name a folder for the exports.")
    made = synthesise(
        seed,
        codebook=load_codebook(codebook) if codebook is not None else None,
        margins=margins,
        claims=claims,
        name=name,
    )
    if report:
        made |= {REPORT: synthetic_report(made, codebook, margins, claims)}
    write_files(out, made)
    return [out / file for file in made]


def write_margins(
    out: Path, codebook: Path | None, people: Sequence[str], interviewed: Sequence[str] = ()
) -> Path:
    """Write a first file of margins, to be edited; one that is there already is left alone."""
    from cpsurvey.synthetic import draft_margins

    if out.is_dir():
        raise CpsurveyError(
            f"{out} is a folder: name a file for the margins, such as margins.toml."
        )
    if out.exists():
        raise CpsurveyError(
            f"{out} is there already, and may have been edited: name another file, or delete it"
            " first."
        )
    text = draft_margins(
        load_codebook(codebook),
        _numbers("--people", people),
        interviewed=_numbers("--interviewed", interviewed),
    )
    write_files(out.parent, {out.name: text.encode("utf-8")})
    return out


def _numbers(option: str, given: Sequence[str]) -> Mapping[str, int]:
    """Return how many there are of each group."""
    found: dict[str, int] = {}
    for text in given:
        group, sign, count = text.partition("=")
        if not (sign and group and count.isdecimal()):
            raise CpsurveyError(
                f"{option} {text} is not understood: write a group and a number of people, as in"
                f" {option} professional=300."
            )
        if group in found:
            raise CpsurveyError(f"{option} is given more than once for {group}: give one number.")
        found[group] = int(count)
    return found
