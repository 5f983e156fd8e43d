"""What the synthetic survey is made from: frozen values, as `load_margins` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ANY = "*"
MOST_PEOPLE = 1_000_000  # of a group; more would fill the memory of a computer
MOST_ODDS = 1_000_000
ODDS_TOLD = f"1 for no difference, 0 for never, or a number from 0.000001 to {MOST_ODDS:,}"
Counts = Mapping[str, int]
Odds = Mapping[str, float]


def is_odds(value: object) -> bool:
    """Tell whether this is a number that odds can be: 0, or neither tiny nor huge."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return value == 0 or 1 / MOST_ODDS <= value <= MOST_ODDS


@dataclass(frozen=True)
class Margin:
    """How many of a group gave each answer to one question.

    Attributes
    ----------
    group, question
        Who was asked, and the column the answers go to: a question, a row of a matrix, or
        something that is in no questionnaire and only ties questions together (then `latent`
        says what).
    counts
        Answer → number of people. A minus stands before the reason why there is no answer. For a
        number and a date the answers are ranges such as ``5-9``; for an authority, nations; for a
        text, ``written``; for a select-all question its options, each ticked by so many.
    shown
        Number of people the question is put to.
    claims
        Answer → the claim its count comes from.
    assumed, source
        Why all other counts are what they are, or where they were published.
    latent
        What the column stands for, if it is in no questionnaire.
    given
        The questions answered before that go with this one.
    odds
        Question of `given` → its answer → how much likelier than otherwise each answer is; those
        of several questions multiply.
    table
        Question answered before → its answer → answer → number of people: a cross-tabulation.
    fits
        Claims that give no count but that these counts agree with.
    includes
        Of a select-all question: the question whose answer is always ticked here as well.
    reached, among
        Of an authority: nation → number of different ones; or the group whose authorities these
        people's are among.
    """

    group: str
    question: str
    counts: Counts
    shown: int
    claims: Mapping[str, str] = field(default_factory=dict)
    assumed: str = ""
    source: str = ""
    latent: str = ""
    given: tuple[str, ...] = ()
    odds: Mapping[str, Mapping[str, Odds]] = field(default_factory=dict)
    table: Mapping[str, Mapping[str, Counts]] = field(default_factory=dict)
    fits: tuple[str, ...] = ()
    includes: str = ""
    reached: Counts = field(default_factory=dict)
    among: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.group}.{self.question}"

    def odds_of(self, given: tuple[str, ...], answer: str) -> float:
        """Return how much likelier than otherwise this answer is with those."""
        product = 1.0
        for question, earlier in zip(self.given, given, strict=True):
            product *= self.odds_with(question, earlier, answer)
        return product

    def odds_with(self, question: str, earlier: str, answer: str) -> float:
        """Return how much likelier than otherwise this answer is with one earlier answer."""
        row = self.odds.get(question, {}).get(earlier, {})
        return float(row.get(answer, row.get(ANY, 1)))


@dataclass(frozen=True)
class Margins:
    """Everything the synthetic survey is made from.

    Attributes
    ----------
    kept
        Group (or questionnaire, where a group has several) → number of people kept.
    left_out
        The same → kind of row that is left out → number of them.
    margins
        In the order in which answers are made.
    fieldwork
        ``survey``, and ``interviews`` where there are any → first and last day.
    assumed
        What is assumed of the rows left out, and of the days.
    """

    kept: Counts
    left_out: Mapping[str, Counts]
    margins: tuple[Margin, ...]
    fieldwork: Mapping[str, tuple[date, date]]
    assumed: Mapping[str, str]
