"""The scales of all questions → those that are the same made one, and given names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cpsurvey.codebook import normalise
from cpsurvey.drafting.answers import DraftLevel, DraftScale
from cpsurvey.drafting.naming import Names
from cpsurvey.drafting.records import Guess

ONE_ANSWER = ("single", "scale", "matrix")
Shared = Mapping[str, tuple[DraftScale, Sequence[str]]]


def share_scales(
    guesses: Sequence[Guess], names: Sequence[str]
) -> tuple[list[Guess], list[str], Shared]:
    """Return questions with the scale they share, its name for each, and the scales by name.

    Equal scales are one; answers that are some of those of a known scale in use are on that scale.
    The same bare codes mean the same only in questions that follow one another, if there.
    """
    guesses = _widened(guesses)
    homes: dict[object, list[int]] = {}
    run = 0
    for number, guess in enumerate(guesses):
        before = guesses[number - 1].scale if number else None
        if not (guess.scale and before and before.meaning == guess.scale.meaning):
            run = number
        if guess.scale:
            varied = any(level.variants for level in guess.scale.levels)
            apart = number if varied else run if guess.scale.bare else -1
            homes.setdefault((guess.scale.meaning, apart), []).append(number)
    given, known = Names(), dict[str, tuple[DraftScale, Sequence[str]]]()
    called = [""] * len(guesses)
    found = list(guesses)
    for users in homes.values():
        scale = _merged([guesses[n].scale for n in users])
        if scale is None:
            for number in users:
                called[number] = given.give(names[number], "scale")
                known[called[number]] = _of(guesses[number]), (names[number],)
            continue
        family = scale.family not in ("", "number", "rate", "range", "degree")
        name = given.give(scale.family if family and len(users) > 1 else names[users[0]], "scale")
        known[name] = scale, tuple(names[number] for number in users)
        for number in users:
            called[number] = name
            found[number] = replace(guesses[number], scale=scale)
    return found, called, known


def _widened(guesses: Sequence[Guess]) -> list[Guess]:
    """Return questions, each on the commonest known scale in use that has all of its answers."""
    closed = [g for g in guesses if g.scale and g.type in ONE_ANSWER]
    users: Counter[tuple[str, ...]] = Counter(
        _keys(_of(g))
        for g in closed
        if _of(g).family and not _of(g).bare and len(_of(g).levels) > 1
    )
    scales = {_keys(_of(g)): _of(g) for g in closed}
    wide: dict[tuple[str, ...], tuple[str, ...]] = {}
    for keys in {_keys(_of(g)) for g in closed if _of(g).family and not _of(g).bare}:
        larger = [other for other in users if set(keys) < set(other)]
        if larger:
            wide[keys] = min(larger, key=lambda other: (-users[other], len(other), other))
    return [_on(g, scales, wide) if g.scale and g.type in ONE_ANSWER else g for g in guesses]


def _on(
    guess: Guess,
    scales: Mapping[tuple[str, ...], DraftScale],
    wide: Mapping[tuple[str, ...], tuple[str, ...]],
) -> Guess:
    """Return a question on a wider scale, if one leaves every answer its meaning."""
    own = _of(guess)
    keys = _keys(own)
    if keys not in wide:
        return guess
    other = scales[wide[keys]]
    reasons = {normalise(text) for texts in own.nonresponse.values() for text in texts}
    if reasons & set(_keys(other)) or any(level.variants for level in (*own.levels, *other.levels)):
        return guess
    scale = replace(other, nonresponse=own.nonresponse)
    kind = "scale" if guess.type == "single" and scale.ordered else guess.type
    return replace(guess, type=kind, scale=scale)


def _merged(scales: Sequence[DraftScale | None]) -> DraftScale | None:
    """Return scales with the same levels as one, or nothing where an answer had two meanings."""
    held = [scale for scale in scales if scale]
    homes: dict[str, str] = {normalise(level.label): "level" for level in held[0].levels}
    nonresponse: dict[str, dict[str, str]] = {}
    for scale in held:
        for kind, texts in scale.nonresponse.items():
            for text in texts:
                if homes.setdefault(normalise(text), kind) != kind:
                    return None
                nonresponse.setdefault(kind, {}).setdefault(normalise(text), text)
    levels = tuple(
        DraftLevel(level.label, tuple(dict.fromkeys(v for s in held for v in s.levels[n].variants)))
        for n, level in enumerate(held[0].levels)
    )
    kinds = {kind: tuple(texts.values()) for kind, texts in nonresponse.items()}
    return replace(held[0], levels=levels, nonresponse=kinds)


def _keys(scale: DraftScale) -> tuple[str, ...]:
    """Return the levels of a scale as they are compared, in order."""
    return tuple(normalise(level.label) for level in scale.levels)


def _of(guess: Guess) -> DraftScale:
    """Return the scale of a question that has one."""
    return guess.scale or DraftScale(())
