"""What a platform's writer hands over, and how the codebook is fitted to its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from cpsurvey.codebook import Codebook, Instrument, Scale
from cpsurvey.exports import unique_names
from cpsurvey.vocabulary import NONRESPONSE

Texts = Mapping[str, Mapping[str, Sequence[str]]]
NOTHING: Mapping[str, str] = MappingProxyType({})


class Made(NamedTuple):
    """A file as a platform writes it, and what its reader will call things.

    ``ending`` is that of its name; ``raw`` gives the columns of each question as they are called
    when read, ``meta`` the columns that the codebook must name for facts about a response, and
    ``ignore`` those that belong to nothing. ``texts`` has for each scale and each of its levels
    and reasons what the file writes in the place of its words.
    """

    ending: str
    content: bytes
    raw: Mapping[str, tuple[str, ...]]
    meta: Mapping[str, str] = NOTHING
    ignore: tuple[str, ...] = ()
    texts: Texts = MappingProxyType({})
    definition: bytes | None = None


def fitted(codebook: Codebook, instrument: Instrument, made: Made) -> Codebook:
    """Return the codebook with this file's columns, facts and texts for one questionnaire."""
    ours = replace(instrument, meta=dict(made.meta), ignore=made.ignore)
    scales = {
        name: _with_texts(scale, made.texts.get(name, {}))
        for name, scale in codebook.scales.items()
    }
    questions = tuple(
        replace(
            question,
            raw={k: v for k, v in question.raw.items() if k != instrument.code}
            | ({instrument.code: made.raw[question.name]} if question.name in made.raw else {}),
            scale=scales[question.scale.name] if question.scale else None,
        )
        for question in codebook.questions
    )
    instruments = tuple(ours if i.code == ours.code else i for i in codebook.instruments)
    return replace(codebook, instruments=instruments, scales=scales, questions=questions)


def called(names: Sequence[str]) -> list[str]:
    """Return what columns with these headers are called when read: the second is Name~2."""
    return unique_names([" ".join(name.split()) for name in names])


def _with_texts(scale: Scale, texts: Mapping[str, Sequence[str]]) -> Scale:
    """Return a scale whose levels and reasons are also written so."""
    levels = tuple(
        replace(level, variants=(*level.variants, *texts.get(level.code, ())))
        for level in scale.levels
    )
    known = scale.nonresponse
    named = [*known, *(name for name in texts if name in NONRESPONSE and name not in known)]
    reasons = {name: (*known.get(name, ()), *texts.get(name, ())) for name in named}
    return replace(scale, levels=levels, nonresponse=reasons)
