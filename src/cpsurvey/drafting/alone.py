"""One column that stands alone, or apart from its neighbours → the question it is taken to be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from cpsurvey.codebook import normalise
from cpsurvey.drafting.answers import DraftScale, build_scale, with_typed
from cpsurvey.drafting.cues import says
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.families import Family
from cpsurvey.drafting.naming import stem_of
from cpsurvey.drafting.order import in_order, on_a_list
from cpsurvey.drafting.personal import looks_personal, personal_kind
from cpsurvey.drafting.records import Guess
from cpsurvey.drafting.selecting import exclusive_option
from cpsurvey.drafting.single import Kind, kind_of

RARE = (
    "Answers given by one person only: {}. If they were typed beside Other, take them"
    ' out and say other = "other" in the scale.'
)
# Here what is typed beside Other stands in the file like an option.
WRITTEN_DOWN = ("google_forms", "ms_forms", "typeform", "indico")


@dataclass(frozen=True)
class Setting:
    """What every guess needs to know of the export."""

    platform: str
    flavour: str
    rows: pd.DataFrame


def guess_one(
    column: Column, text: str, family: Family, setting: Setting, *, typed: bool = False
) -> Guess:
    """Return the question that one column is."""
    personal = personal_kind(column, text)
    if personal:
        return left_out(column, text, "personal", f"it seems to hold {personal}")
    if column.kind == "embedded" and column.tag.casefold().endswith(("_complete", "complete?")):
        return left_out(column, text, "ignored", "the state of a form")
    if setting.platform == "redcap" and set(column.keys) == {"[document]"}:
        return left_out(column, text, "ignored", "an uploaded file")
    closed = family.closed and not typed
    kind = kind_of(
        column, text, setting.platform, setting.flavour, typed=typed or family.typed, closed=closed
    )
    if column.kind == "embedded" and kind.type in ("text", "date"):
        return left_out(
            column, text, "ignored", "data that the survey carried along, not an answer"
        )
    scale, exclusive = None, ""
    if kind.joined:
        options = build_scale([dict.fromkeys(kind.joined.options, 1)], setting.platform)
        scale = with_typed(replace(options, ordered=False), kind.joined.typed, kind.joined.empty)
        exclusive = exclusive_option(scale)
    elif kind.type == "single":
        scale = _single_scale(column, setting.platform)
        if not _coded(column, setting) and any(map(looks_personal, scale.options)):
            why = "contact details stand in it"
            kind, scale = kind._replace(type="text", why=why, confidence="likely"), None
    guess = Guess(
        type=kind.type,
        columns=(column.name,),
        text=text,
        stem=stem_of([column.tag], text),
        confidence=kind.confidence,
        why=kind.why,
        scale=scale,
        exclusive=exclusive,
        notes=_notes(column, kind, setting.platform),
    )
    return _as_scale(guess)


def _coded(column: Column, setting: Setting) -> bool:
    """Tell whether an export of numbers has the same few again and again: codes, however long."""
    return (
        setting.flavour == "numbers"
        and column.repeated > 0.9
        and all(key.isdigit() for key in column.keys)
    )


def _typed_beside(column: Column, platform: str) -> frozenset[str]:
    """Return the answers that one person alone gives, where a form writes down what was typed.

    Only where they are so many that they cannot be options that hardly anybody chose.
    """
    people: Counter[str] = Counter()
    for text, count in column.all_answers.items():
        people[normalise(text)] += count
    rare = frozenset(text for text in column.all_answers if people[normalise(text)] == 1)
    many = len(rare) >= 3 and len(rare) >= 0.4 * column.distinct and column.answered >= 30
    known = on_a_list(column.all_answers) or in_order(column.all_answers).family
    return rare if many and platform in WRITTEN_DOWN and not known else frozenset()


def _single_scale(column: Column, platform: str) -> DraftScale:
    """Return the scale of a question with one answer, without what was typed beside Other."""
    typed = _typed_beside(column, platform)
    asked = {text: n for text, n in column.all_answers.items() if text not in typed}
    scale = build_scale([asked or column.all_answers], platform)
    return with_typed(replace(scale, ordered=False), len(typed)) if typed and asked else scale


def _notes(column: Column, kind: Kind, platform: str) -> tuple[str, ...]:
    """Return what to look at in the answers to a question."""
    rare = sum(count == 1 for count in column.keys.values())
    apart = len(_typed_beside(column, platform))
    doubtful = rare > apart if platform in WRITTEN_DOWN else rare > 2 and column.answered > 29
    if kind.type == "single" and doubtful:
        return (RARE.format(rare - apart),)
    return ()


def _as_scale(guess: Guess) -> Guess:
    """Return a question with one answer as a scale where its answers have an order."""
    if guess.type != "single" or guess.scale is None:
        return guess
    if guess.scale.bare and len(guess.scale.levels) > 2 and says(guess.text, "rating"):
        return replace(guess, type="scale", scale=replace(guess.scale, ordered=True))
    return replace(guess, type="scale") if guess.scale.ordered else guess


def left_out(column: Column, text: str, kind: str, why: str) -> Guess:
    """Return a column that is not kept."""
    return Guess(kind, (column.name,), text, stem_of([column.tag], text), "likely", why)
