"""[interviews.themes] in; in how many interviews each theme is raised, by what is known, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cpsurvey.claims import Claim
from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError, listed, unknown
from cpsurvey.synthetic.counts import REST, agreed, find_claim
from cpsurvey.synthetic.margin_given import OR
from cpsurvey.synthetic.margin_model import ANY, ODDS_TOLD, is_odds

KEYS = ("count", "claim", "within", "by", "given", "odds", "assumed", "source")
TEXTS = ("claim", "within", "given", "assumed", "source")
Levels = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Raised:
    """In how many interviews of a group a theme is raised.

    Attributes
    ----------
    group, code, count
        Who raises which theme, and in how many interviews.
    claim
        The published claim that the count comes from.
    within
        A theme that all of them raise too.
    given
        What is known of the interviewed that this theme goes with, such as ``join_mode``.
    cells
        Its level → in how many of those interviews; no others raise it.
    odds
        Its level → how much likelier than otherwise the theme is raised.
    assumed, source
        Why its numbers are what they are, if for another reason than those of all themes; or
        where they were published. Without a source all but a claim's count is assumed.
    """

    group: str
    code: str
    count: int
    claim: str = ""
    within: str = ""
    given: str = ""
    cells: Mapping[str, int] = field(default_factory=dict)
    odds: Mapping[str, float] = field(default_factory=dict)
    assumed: str = ""
    source: str = ""

    def odds_of(self, level: str) -> float:
        """Return how much likelier than otherwise it is raised at this level."""
        return float(self.odds.get(level, self.odds.get(ANY, 1)))

    def may(self, level: str) -> bool:
        """Tell whether an interview at this level may raise it."""
        return bool(self.cells[level] > 0 if level in self.cells else not self.cells) and (
            self.odds_of(level) > 0
        )


def codes_raised(codebook: Codebook) -> list[str]:
    """Return the themes that an interview can raise: all but those that only stand above others."""
    above = {theme.parent for theme in codebook.themes}
    return [theme.code for theme in codebook.themes if theme.code not in above]


def read_raised(
    group: str,
    records: Mapping[str, Any],
    size: int,
    known: Levels,
    claims: Mapping[str, Claim],
    codebook: Codebook,
) -> list[Raised]:
    """Read the themes that a group raises.

    Parameters
    ----------
    group
        Its code.
    records
        Theme → a count, or a table with a ``count``, a ``claim`` or counts ``by`` what is known.
    size
        How many of the group were interviewed.
    known
        What is known of them → its level → number of people.
    claims
        Claim by id.
    codebook
        Its themes are the coding frame.

    Returns
    -------
    list of Raised
        In the order of the file.

    Raises
    ------
    CodebookError
        If a theme, claim, level or key is not known, counts do not add up, or themes go by
        different things; the message names group and theme.
    """
    themes = codes_raised(codebook)
    done: dict[str, Raised] = {}
    for code, value in records.items():
        if code not in themes:
            raise CodebookError(unknown(f"{group}: theme", code, themes))
        here = f"{group}: {code}"
        one = _one(group, code, _table(here, value), size, claims)
        if one.within and one.within not in done:
            raise CodebookError(
                f"{group}: {one.within}, within which {code} is, must come before it."
            )
        _check_levels(here, one, known)
        done[code] = one
    several = sorted({one.given for one in done.values() if one.given})
    if len(several) > 1:
        raise CodebookError(
            f"{group}: themes go by {listed(several)}; all of a group go by the same."
        )
    return list(done.values())


def least_of(raised: Sequence[Raised]) -> dict[str, dict[str, int]]:
    """Return for each theme of a group, by level, the fewest interviews that must raise it.

    They are its own counts by level, or the most that one of the themes within it has there.
    """
    least = {one.code: dict(one.cells) for one in raised}
    for one in reversed(raised):
        if one.within:
            above = least[one.within]
            above |= {level: max(n, above.get(level, 0)) for level, n in least[one.code].items()}
    return least


def _table(here: str, value: object) -> Mapping[str, Any]:
    """Return a theme's record as a table."""
    if _whole(value):
        return {"count": value}
    if not isinstance(value, Mapping):
        raise CodebookError(
            f"{here} is raised by {value!r}: give a whole number of interviews, or a table with a"
            " count, a claim, or counts by what is known of the interviewed."
        )
    for key, held in value.items():
        if key not in KEYS:
            raise CodebookError(unknown(f"{here}: key", key, KEYS))
        if key in TEXTS and not isinstance(held, str):
            raise CodebookError(f"{here}: {key} must be a text in quotation marks.")
        if key == "odds" and not isinstance(held, Mapping):
            raise CodebookError(f"{here}: odds must be a table, such as {{ phone = 2 }}.")
    return value


def _one(
    group: str, code: str, record: Mapping[str, Any], size: int, claims: Mapping[str, Claim]
) -> Raised:
    """Make one theme."""
    here = f"{group}: {code}"
    given, cells = _by(here, record)
    stated = _stated(here, code, record, size, claims)
    if stated is None and (REST in cells.values() or not cells):
        raise CodebookError(f"{here} has no count: give a count or a claim.")
    counts = {level: n for level, n in cells.items() if n != REST}
    left = (stated or 0) - sum(counts.values())
    counts |= {level: left for level, n in cells.items() if n == REST}
    count = sum(counts.values()) if stated is None else stated
    if min(counts.values(), default=0) < 0 or (counts and sum(counts.values()) != count):
        raise CodebookError(
            f"{here} is raised by {count} interviews, and its counts by {given} add up to"
            f" {sum(n for n in counts.values() if n > 0)}."
        )
    return Raised(
        group=group,
        code=code,
        count=count,
        claim=record.get("claim", ""),
        within=record.get("within", ""),
        given=given or record.get("given", ""),
        cells=counts,
        odds=_odds(here, record),
        assumed=record.get("assumed", ""),
        source=record.get("source", ""),
    )


def _stated(
    here: str, code: str, record: Mapping[str, Any], size: int, claims: Mapping[str, Claim]
) -> int | None:
    """Return the count that the record or its claim states, if one does."""
    if "claim" not in record:
        count = record.get("count")
        if count is not None and not _whole(count):
            raise CodebookError(f"{here}: count is {count!r}: give a whole number of interviews.")
        return count
    if "count" in record:
        raise CodebookError(f"{here} has a count and a claim: give one of them.")
    claim = find_claim(record["claim"], claims)
    if claim.asks is None or code not in claim.asks.codes:
        group = here.partition(":")[0]
        raise CodebookError(f"{group}: claim {claim.id} asks for no interviews that raise {code}.")
    return agreed(claim, [size])


def _by(here: str, record: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return what a theme's counts are given by, and the counts; some may be the rest."""
    if "by" not in record:
        return "", {}
    if {"given", "odds"} & set(record):
        raise CodebookError(f"{here} has counts by what is known, and odds: give one of them.")
    by = record["by"]
    if not isinstance(by, Mapping) or len(by) != 1 or not all(map(_levels_of, by.values())):
        raise CodebookError(
            f"{here}: give counts by one thing that is known of the interviewed, such as"
            " by.join_mode = { phone = 5 }."
        )
    ((given, cells),) = by.items()
    rests = [level for level, n in cells.items() if n == REST]
    if len(rests) > 1:
        raise CodebookError(f'{here}: only one of {listed(rests)} can be "{REST}".')
    for level, n in cells.items():
        if n != REST and not _whole(n):
            raise CodebookError(f"{here}: {given} {level} is {n!r}: give a whole number.")
    return given, dict(cells)


def _levels_of(cells: object) -> bool:
    """Tell whether counts by level are given, one at least."""
    return isinstance(cells, Mapping) and len(cells) > 0


def _odds(here: str, record: Mapping[str, Any]) -> dict[str, float]:
    """Return a theme's odds by single levels; ``a or b`` stands for both."""
    if ("given" in record) != ("odds" in record):
        raise CodebookError(f"{here}: `given` and `odds` belong together: give both or neither.")
    odds: dict[str, float] = {}
    for several, value in record.get("odds", {}).items():
        if not is_odds(value):
            raise CodebookError(f"{here}: odds of {several} are {value!r}: give {ODDS_TOLD}.")
        for level in several.split(OR):
            if level in odds:
                raise CodebookError(f"{here}: odds: {level} stands there twice.")
            odds[level] = float(value)
    return odds


def _check_levels(here: str, one: Raised, known: Levels) -> None:
    """Check that what a theme goes by is known of the interviewed."""
    if not one.given:
        return
    if one.given not in known:
        raise CodebookError(unknown(f"{here}: what is known of people", one.given, known))
    for level in _named(one):
        if level not in known[one.given]:
            raise CodebookError(unknown(f"{here}: {one.given}", level, known[one.given]))


def _named(one: Raised) -> Iterator[str]:
    """Yield the levels that a theme's counts and odds name."""
    yield from one.cells
    yield from (level for level in one.odds if level != ANY)


def _whole(value: object) -> bool:
    """Tell whether this is a whole number, and no yes or no."""
    return isinstance(value, int) and not isinstance(value, bool)
