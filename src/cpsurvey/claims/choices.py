"""choices.toml → other ways to read the answers behind a claim, each with its reason."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from cpsurvey.claims.asks import Asks, Where
from cpsurvey.claims.model import Claim
from cpsurvey.claims.records import make_record, need_table, read_toml
from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError, unknown
from cpsurvey.vocabulary import FLAGS

CHOICES = Path(__file__).with_name("choices.toml")
AS_ANSWERED = "as_answered"
OF_ANSWERS = ("share", "any_row", "difference")
OF_QUESTIONS = (*OF_ANSWERS, "represented", "top_rows", "rank")


@dataclass(frozen=True)
class Choice:
    """Another way to read the answers behind some claims.

    Attributes
    ----------
    name, reason
        What it is called, and why one might.
    questions, claims
        It touches claims that ask one of the questions; with `claims`, only those of them.
    without_flag
        The doubt whose bearers are left out.
    leaving_out, without_answers
        Answers whose givers are left out of the base; answers that are not counted.
    """

    name: str
    reason: str
    questions: tuple[str, ...]
    claims: tuple[str, ...] = ()
    without_flag: str = ""
    leaving_out: tuple[str, ...] = ()
    without_answers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.name in ("", AS_ANSWERED) or "+" in self.name:
            raise CodebookError(f'a choice has a name of its own, without "+": not {AS_ANSWERED}.')
        if not (self.questions and self.reason):
            raise CodebookError("name the questions, and give the reason.")
        if bool(self.without_flag) + bool(self.leaving_out) + bool(self.without_answers) != 1:
            raise CodebookError("give one of without_flag, leaving_out and without_answers.")

    def touches(self, claim: Claim, asks: Asks) -> bool:
        """Tell whether it makes another question of what a claim asks, or puts it to others."""
        if asks.kind not in OF_QUESTIONS or (self.claims and claim.id not in self.claims):
            return False
        named = {asks.question, asks.where.question if asks.where else ""}
        return bool(named & set(self.questions)) and (
            bool(self.without_flag) or self.applied(asks) != asks
        )

    def applied(self, asks: Asks) -> Asks:
        """Return what is asked when answers are read so: the same, where that changes nothing."""
        if asks.kind not in OF_ANSWERS:
            return asks
        where = asks.where
        if where and where.question in self.questions:
            where = Where(where.question, self._counted(where.answers))
        less = asks.less and self.applied(asks.less)
        if asks.question not in self.questions:
            return replace(asks, where=where, less=less)
        return replace(
            asks,
            answers=self._counted(asks.answers),
            where=where,
            less=less,
            leaving_out=(*asks.leaving_out, *self._left_out(asks)),
        )

    def _counted(self, answers: tuple[str, ...]) -> tuple[str, ...]:
        """Return the answers that still count, or all where none would."""
        return tuple(one for one in answers if one not in self.without_answers) or answers

    def _left_out(self, asks: Asks) -> list[str]:
        """Return the answers that leave the base, of those that can be in it."""
        if asks.kind == "any_row":
            return []
        where = asks.where
        here = where.answers if where and where.question == asks.question else self.leaving_out
        return [one for one in self.leaving_out if one in here and one not in asks.leaving_out]


def load_choices(own: str | os.PathLike[str] | None, codebook: Codebook) -> tuple[Choice, ...]:
    """Load the choices; a reader's own file is held against the questionnaire.

    Raises
    ------
    CodebookError
        If the file cannot be read, or a choice has a key, a question, an answer or a doubt that is
        not known, no reason, or does nothing; the message names the file and the choice.
    """
    path = CHOICES if own is None else Path(own)
    choices = []
    for name, record in read_toml(path, "a file of choices").items():
        try:
            choice: Choice = make_record(Choice, {**need_table(record, name), "name": name})
            if own is not None:
                check_choice(choice, codebook)
        except CodebookError as error:
            raise CodebookError(f'{path}: choice "{name}": {error}') from error
        choices.append(choice)
    return tuple(choices)


def check_choice(choice: Choice, codebook: Codebook) -> None:
    """Check that a choice is about questions, answers and doubts that there are."""
    asked = {column: question for question in codebook.questions for column in question.columns}
    asked |= codebook.by_name
    for name in choice.questions:
        if name not in asked:
            raise CodebookError(unknown("question", name, asked))
        for answer in (*choice.leaving_out, *choice.without_answers):
            if asked[name].codes and answer not in asked[name].codes:
                raise CodebookError(f"{name}: {unknown('answer', answer, asked[name].codes)}")
    if choice.without_flag and choice.without_flag not in FLAGS:
        raise CodebookError(unknown("doubt", choice.without_flag, FLAGS))
