"""A platform's definition and the columns of its export → questions as the definition has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cpsurvey.codebook import normalise
from cpsurvey.drafting.alone import Setting, guess_one
from cpsurvey.drafting.answers import (
    DraftLevel,
    DraftScale,
    best_label,
    reason_of,
    spellings,
    with_typed,
)
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.families import Family
from cpsurvey.drafting.joined import unread
from cpsurvey.drafting.order import in_order
from cpsurvey.drafting.personal import personal_kind
from cpsurvey.drafting.records import Guess
from cpsurvey.drafting.selecting import select_all
from cpsurvey.drafting.texts import clean_text
from cpsurvey.exports import DefinedQuestion, Definition

WHY = "the definition says so"
HELD = "it seems to hold {}"
PLAIN = ("number", "date", "text")
STRINGS = ("spss", "stata")  # whose texts may as well be answers that were chosen


def guess_defined(
    definition: Definition | None, columns: Sequence[Column], setting: Setting
) -> tuple[list[Guess], set[str]]:
    """Return the questions of a definition whose columns are there, and the columns they have.

    Answers that the definition lacks are put into the scale, with a note.
    """
    by_name = {column.name: column for column in columns}
    found: list[Guess] = []
    taken: set[str] = set()
    for question in definition.questions if definition else ():
        here = [by_name[name] for name in question.columns if name in by_name and name not in taken]
        guess = _guess(question, here, setting.platform) if here else None
        if guess and guess.type == "text":
            guess = _by_answers(guess, here[0], setting)
        if guess:
            found.append(guess)
            taken.update(guess.columns)
    return found, taken


def _guess(question: DefinedQuestion, columns: Sequence[Column], platform: str) -> Guess | None:
    """Return one question; nothing where its columns do not fit it."""
    text = clean_text(question.text)
    kept = [n for n, name in enumerate(question.columns) if name in {c.name for c in columns}]
    guess = Guess(question.type, tuple(c.name for c in columns), text, question.name, "sure", WHY,
                  shown_if=question.shown_if, routed=question.routed)  # fmt: skip
    if question.type == "personal":
        return replace(guess, why="the definition marks it as personal")
    if question.type in PLAIN:
        if len(columns) == 1 and (kind := personal_kind(columns[0], text)):
            return replace(guess, type="personal", confidence="likely", why=HELD.format(kind))
        return guess if len(columns) == 1 else None
    options = [
        (clean_text(code), clean_text(label) or clean_text(code))
        for code, label in question.options
    ]
    if question.type == "multi":
        return _multi(guess, columns, options, kept, platform)
    if not options or (question.type == "single" and len(columns) > 1):
        return None
    scale, notes = _scale(options, [column.all_answers for column in columns], platform)
    kind = "scale" if question.type == "single" and scale.ordered else question.type
    rows = tuple(clean_text(question.rows[n][1]) for n in kept) if question.type == "matrix" else ()
    return replace(guess, type=kind, scale=scale, rows=rows, notes=notes)


def _by_answers(guess: Guess, column: Column, setting: Setting) -> Guess:
    """Return a text without a type as what its answers are: numbers, or chosen from a few.

    A definition says where there is a box to type into; a statistics program does not.
    """
    boxed = setting.platform not in STRINGS
    found = guess_one(column, guess.text, Family((column,), guess.text, typed=boxed), setting)
    number = found.type == "number" and column.numbers is not None
    chosen = not boxed and found.type in ("single", "scale")
    if not number and not chosen:
        return guess
    sure = "likely" if found.confidence == "sure" else found.confidence
    why = f"the definition names no type; {found.why}"
    return replace(found, stem=guess.stem, confidence=sure, why=why, shown_if=guess.shown_if,
                   routed=guess.routed)  # fmt: skip


def _multi(
    guess: Guess,
    columns: Sequence[Column],
    options: Sequence[tuple[str, str]],
    kept: Sequence[int],
    platform: str,
) -> Guess | None:
    """Return a select-all, a column an option or all in one."""
    if len(kept) == len(columns) and len(columns) == len(options):
        labels = [label for _, label in options]
        return select_all(guess, columns, labels, platform, fixed=True)
    if len(columns) != 1 or not options:
        return None
    known = {normalise(text) for pair in options for text in pair if text}
    cells = columns[0].all_answers
    left = unread(cells, known)
    words = any(normalise(label) in {normalise(c) for c in cells} for _, label in options)
    scale, _ = _scale(options, [{} if words else {code: 1 for code, _ in options}], platform)
    scale = replace(scale, ordered=False, nonresponse={})
    scale = replace(with_typed(scale, len(left)), note="")
    notes = (_strange(len(left), scale.other),) if left else ()
    return replace(guess, scale=scale, notes=notes) if _apart(scale) else None


def _strange(cells: int, other: str) -> str:
    """Say that cells hold answers which the definition does not have."""
    hold = "1 different cell holds" if cells == 1 else f"{cells} different cells hold"
    return f"{hold} answers that are not in the definition, counted as {other}: what are they?"


def _apart(scale: DraftScale) -> bool:
    """Tell whether every text of a scale stands for one level."""
    texts = [{normalise(text) for text in (level.label, *level.variants)} for level in scale.levels]
    return sum(map(len, texts)) == len(set().union(*texts))


def _scale(
    options: Sequence[tuple[str, str]], cells: Iterable[Mapping[str, int]], platform: str
) -> tuple[DraftScale, tuple[str, ...]]:
    """Return the scale of a definition, with the answers that only the data have; and notes."""
    labels: dict[str, str] = {}
    codes: dict[str, str] = {}
    for code, label in options:
        shown = label if normalise(label) not in labels else f"{label} ({code})"
        if normalise(shown) not in labels:
            labels[normalise(shown)] = shown
            codes.setdefault(normalise(code), normalise(shown))
    spelt = spellings(cells)
    variants: dict[str, list[str]] = {}
    added: dict[str, str] = {}
    for key in sorted(spelt):
        home = "" if key in labels else codes.get(key, "")
        if home:
            variants.setdefault(home, []).append(best_label(spelt[key]))
        elif key not in labels:
            added[key] = best_label(spelt[key])
    kinds = {key: kind for key, text in labels.items() if (kind := reason_of(text, platform))}
    kinds = {} if len(kinds) == len(labels) else kinds
    levels = [
        DraftLevel(text, tuple(variants.get(key, ())))
        for key, text in labels.items()
        if key not in kinds
    ]
    nonresponse: dict[str, tuple[str, ...]] = {}
    for key, kind in kinds.items():
        nonresponse[kind] = (*nonresponse.get(kind, ()), labels[key], *variants.get(key, ()))
    strangers = []
    for text in added.values():
        if kind := reason_of(text, platform):
            nonresponse[kind] = (*nonresponse.get(kind, ()), text)
        else:
            strangers.append(text)
    order = in_order(level.label for level in levels)
    if order.ordered:
        place = {label: number for number, label in enumerate(order.answers)}
        levels.sort(key=lambda level: place[level.label])
    levels += [DraftLevel(text) for text in strangers]
    ordered = order.ordered and len(levels) > 1 and not strangers
    note = "The last {} of its answers are in the data and not in the definition: what are they?"
    notes = (note.format(len(strangers)),) if strangers else ()
    return DraftScale(tuple(levels), nonresponse, ordered, order.family, order.label), notes
