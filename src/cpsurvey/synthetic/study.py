"""A seed, a codebook and margins in; made-up exports out: name and bytes of each file."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from cpsurvey.claims import Claim, load_claims
from cpsurvey.codebook import Codebook, Instrument, load_codebook
from cpsurvey.errors import CpsurveyError
from cpsurvey.synthetic.asked import people_of, platform_of
from cpsurvey.synthetic.exports import SYNTHETIC, write_survey
from cpsurvey.synthetic.interviews import write_interviews
from cpsurvey.synthetic.kept_truth import truth
from cpsurvey.synthetic.toml_words import quoted

STUDY = f"{SYNTHETIC} child protection conferences 2020"
INTERVIEWS = f"{SYNTHETIC}-interviews.qdpx"
Registry = Sequence[Claim] | str | os.PathLike[str]


def synthesise(
    seed: int,
    *,
    codebook: Codebook | None = None,
    margins: str | os.PathLike[str] | None = None,
    claims: Registry | None = None,
    name: str | None = None,
) -> dict[str, bytes]:
    """Make the exports that platforms might give of a study that nobody has been asked in.

    Use it to rehearse a study: from its questionnaire and from how many are expected to give each
    answer, all that follows can be run, and what a comparison could find is known, before anybody
    is asked. Left alone, it makes the 2020 study from its published figures.

    Parameters
    ----------
    seed
        Chance: the same seed gives the same bytes, and every seed gives the figures of the margins.
    codebook
        The questionnaire, from `load_codebook`; left out, that of the 2020 study.
    margins
        A file of margins in TOML, such as `draft_margins` drafts; left out, that of the 2020 study.
    claims
        Published claims that margins take counts from: a registry in TOML, or from `load_claims`.
        Left out, those of the 2020 study with its own margins, and none with others.
    name
        Name of the data; left out, the title of the codebook. It begins with SYNTHETIC.

    Returns
    -------
    dict
        File name → content: a Qualtrics CSV for each questionnaire, a REFI-QDA project of the
        interviews where the margins have some, and ``sources.toml``, which says which is what. No
        file is written.

    Raises
    ------
    CodebookError
        If the margins contradict the codebook, the claims or one another; the message names the
        file and the margins.
    CpsurveyError
        If the seed is negative, the name is empty, or a codebook is given without margins.

    Notes
    -----
    Nobody's answers are in them. What the margins state comes back from them exactly; everything
    else is made up, and `assumptions` lists it for the 2020 study. An association found in them is
    no finding.

    Examples
    --------
    >>> from cpsurvey.synthetic import synthesise
    >>> for name in synthesise(2020):
    ...     print(name)
    SYNTHETIC-professionals.csv
    SYNTHETIC-parents.csv
    SYNTHETIC-interviews.qdpx
    sources.toml
    """
    if seed < 0:
        raise CpsurveyError(f"seed is {seed}: give a whole number from 0 on.")
    if name is not None and not name.strip():
        raise CpsurveyError("the name of the data is empty: give one, or leave it out.")
    if codebook is not None and margins is None:
        raise CpsurveyError(
            "a codebook of your own needs its own margins, with --margins (margins=); have a first"
            " file of them drafted with cpsurvey draft-margins."
        )
    book = codebook if codebook is not None else load_codebook()
    registry = load_claims(claims) if isinstance(claims, str | os.PathLike) else claims
    people = people_of(book)
    made_up = truth(seed, codebook=book, margins=margins, claims=registry)
    surveys = _names(people, book)
    made = {
        file: write_survey(made_up.respondents[who], made_up.margins, book, who, seed)
        for file, who in surveys.items()
    }
    data = _name(name, codebook)
    if made_up.interviews is not None:
        made[INTERVIEWS] = write_interviews(made_up.interviews, book, data)
    listing = _sources([(file, people[who]) for file, who in surveys.items()], book, data)
    if INTERVIEWS in made:
        listing += _source(INTERVIEWS, "interviews", platform="refi-qda")
    return made | {"sources.toml": listing.encode("utf-8")}


def _names(people: Mapping[str, Instrument], codebook: Codebook) -> dict[str, str]:
    """Return the name of each questionnaire's file, and who answers it."""
    labels = {who: _plain(codebook.groups[one.group]) for who, one in people.items()}
    times = Counter(labels.values())
    return {
        f"{SYNTHETIC}-{label if label and times[label] == 1 else who}.csv": who
        for who, label in labels.items()
    }


def _plain(label: str) -> str:
    """Return a label as part of a file's name."""
    return re.sub(r"[^\w-]+", "-", label.casefold()).strip("-")


def _name(name: str | None, codebook: Codebook | None) -> str:
    """Return the name of the data, which says that it is made up."""
    if name is None:
        name = codebook.title if codebook is not None else STUDY
    plain = " ".join(name.split())
    return plain if plain.startswith(SYNTHETIC) else f"{SYNTHETIC} {plain}".strip()


def _sources(surveys: Sequence[tuple[str, Instrument]], codebook: Codebook, data: str) -> str:
    """Return sources.toml, as far as it tells of surveys."""
    listing = f"# What each file is. Made by: cpsurvey synthesise\n\ndata = {quoted(data)}\n"
    for file, one in surveys:
        platform = platform_of(codebook, one)
        listing += _source(file, "survey", platform=platform, group=one.group, instrument=one.code)
    return listing


def _source(file: str, kind: str, **facts: str) -> str:
    """Return what sources.toml says of one file."""
    told = {"file": file, "kind": kind, **facts}
    return "\n[[source]]\n" + "".join(f"{key} = {quoted(value)}\n" for key, value in told.items())
