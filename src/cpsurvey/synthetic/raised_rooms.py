"""Themes and who was interviewed in; nothing out, or which theme more raise than there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cpsurvey.errors import CodebookError, listed
from cpsurvey.synthetic.raised import Levels, Raised, least_of


def check_rooms(
    group: str, raised: Sequence[Raised], size: int, uncoded: int, known: Levels
) -> None:
    """Refuse themes that more interviews of a group raise than can.

    Parameters
    ----------
    group
        Its code.
    raised
        Its themes, from `read_raised`.
    size, uncoded
        How many of the group were interviewed, and how many interviews nobody coded: these count
        as raising nothing.
    known
        What is known of them → its level → number of people.

    Raises
    ------
    CodebookError
        Naming the group, the theme and the level. What passes can be met whatever the seed.
    """
    done: dict[str, Raised] = {}
    least = least_of(raised)
    given = goes_by(raised)
    levels = known[given] if given else {}
    for one in raised:
        above = done.get(one.within)
        room = above.count if above else size - uncoded
        if not 0 <= one.count <= room:
            raise CodebookError(
                f"{group}: {_interviews(one.count)} cannot raise {one.code}; {room} can."
            )
        needed = one.cells or least[one.code]
        for level, n in needed.items():
            _check_level(one, above, n, (given, level), levels[level])
        if sum(needed.values()) > one.count:
            parts = listed([f"{level} {n}" for level, n in needed.items() if n])
            raise CodebookError(
                f"{group}: {_interviews(one.count)} to raise {one.code}: too few for the themes"
                f" within it, {parts}."
            )
        done[one.code] = one
    spare = spare_levels(raised, levels)
    if levels and sum(spare.values()) < uncoded:
        raise CodebookError(
            f"{group}: {_interviews(uncoded)} nobody coded, and the counts by {given} leave"
            f" {sum(spare.values())} for that."
        )
    for one in raised:
        _check_zeros(one, done.get(one.within), levels, spare, uncoded)


def goes_by(raised: Sequence[Raised]) -> str:
    """Return what is known of people that the themes of a group go by; blank if nothing."""
    return next((one.given for one in raised if one.given), "")


def spare_levels(raised: Sequence[Raised], levels: Mapping[str, int]) -> dict[str, int]:
    """Return by level how many interviews nobody need have coded, for all counts by level."""
    every = least_of(raised).values()
    return {
        level: n - max((least.get(level, 0) for least in every), default=0)
        for level, n in levels.items()
    }


def _check_level(
    one: Raised, above: Raised | None, n: int, where: tuple[str, str], people: int
) -> None:
    """Check how many must raise a theme at a level against people, or the theme it is within."""
    given, level = where
    can = ""
    if above and above.cells and n > above.cells.get(level, 0):
        can = f"{above.cells.get(level, 0)} raise {above.code} there"
    elif above and n and not above.odds_of(level):
        can = f"the odds of {above.code}, within which it is, are 0 there"
    elif n > people:
        can = f"{people} can"
    if can:
        raise CodebookError(
            f"{one.group}: {_interviews(n)} cannot raise {one.code} where {given} is {level};"
            f" {can}."
        )


def _check_zeros(
    one: Raised,
    above: Raised | None,
    levels: Mapping[str, int],
    spare: Mapping[str, int],
    uncoded: int,
) -> None:
    """Check that enough interviews are left where a theme's odds are 0 elsewhere."""
    open_to = [level for level in levels if one.odds_of(level) > 0]
    if not one.odds or len(open_to) == len(levels):
        return
    if above and not above.cells:
        raise CodebookError(
            f"{one.group}: {one.code} has odds of 0 and is within {above.code}: give the counts of"
            f" {above.code} by {one.given}."
        )
    if above:
        room = sum(above.cells.get(level, 0) for level in open_to)
    else:
        nobody = min(uncoded, sum(spare[level] for level in open_to))
        room = sum(levels[level] for level in open_to) - nobody
    if one.count > room:
        raise CodebookError(
            f"{one.group}: {_interviews(one.count)} cannot raise {one.code}; {room} can where its"
            f" odds by {one.given} are above 0 ({listed(open_to) or 'nowhere'})."
        )


def _interviews(number: int) -> str:
    """Return so many interviews in words."""
    return f"{number} interview{'s' * (number != 1)}"
