"""margins.toml, a codebook and the claims → checked margins: how many gave each answer, and why."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cpsurvey.claims import Claim
from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import CodebookError, unknown
from cpsurvey.synthetic.counts import WHY, check_assumed, count_of, find_claim, whole_counts

MARGINS = Path(__file__).with_name("margins.toml")
ANY = "*"
ROW = "{row}"
WRITTEN = "written"
KEYS = (
    "answers", "rows", "assumed", "latent", "given", "odds", "fits", "includes", "reached", "among",
)  # fmt: skip
TYPED_REASONS = (
    "skipped", "dont_know", "prefer_not", "not_applicable", "ambiguous", "unmatched",
)  # fmt: skip
REASONS_BY_TYPE = {
    "number": ("skipped", "dont_know", "prefer_not", "not_applicable", "unreadable"),
    "text": ("skipped",),
    "multi": ("skipped",),
    "authority": TYPED_REASONS,
    "role": TYPED_REASONS,
}


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
        number the answers are ranges such as ``5-9``; for an authority, nations; for a text,
        ``written``; for a select-all question its options, each ticked by so many.
    shown
        Number of people the question is put to.
    claims
        Answer → the claim its count comes from; all other counts are assumed.
    assumed
        Why they are what they are.
    latent
        What the column stands for, if it is in no questionnaire.
    given, odds
        The question answered before that goes with this one; for its answers, how much likelier
        than otherwise each answer is.
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
    counts: Mapping[str, int]
    shown: int
    claims: Mapping[str, str] = field(default_factory=dict)
    assumed: str = ""
    latent: str = ""
    given: str = ""
    odds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    fits: tuple[str, ...] = ()
    includes: str = ""
    reached: Mapping[str, int] = field(default_factory=dict)
    among: str = ""

    def odds_of(self, given: str, answer: str) -> float:
        """Return how much likelier than otherwise this answer is with that one."""
        row = self.odds.get(given, {})
        return float(row.get(answer, row.get(ANY, 1)))


@dataclass(frozen=True)
class Margins:
    """Everything the synthetic survey is made from.

    Attributes
    ----------
    kept
        Group → number of people kept.
    left_out
        Group → kind of row that is left out → number of them.
    margins
        In the order in which answers are made.
    fieldwork
        ``survey`` and ``interviews`` → first and last day.
    assumed
        What is assumed of the rows left out, and of the days.
    """

    kept: Mapping[str, int]
    left_out: Mapping[str, Mapping[str, int]]
    margins: tuple[Margin, ...]
    fieldwork: Mapping[str, tuple[date, date]]
    assumed: Mapping[str, str]


def load_margins(
    codebook: Codebook,
    claims: Sequence[Claim],
    path: str | os.PathLike[str] | None = None,
) -> Margins:
    """Load the margins of the survey and check them against the codebook and the claims.

    Parameters
    ----------
    codebook
        The questionnaire.
    claims
        The published claims, from which counts come.
    path
        A file of margins in TOML; left out, that of the 2020 study.

    Returns
    -------
    Margins
        With every count a whole number, the rest worked out, and every count that a claim gives
        in the middle of those that fit all readings of the claim.

    Raises
    ------
    CodebookError
        If the file is not readable, or a margin names what is not there, gives no reason for
        what is assumed, does not add up to the people it is put to, or cannot agree with its
        claim; the message names the file and the margin.
    """
    home = Path(path) if path is not None else MARGINS
    content = read_toml(home)
    known = {claim.id: claim for claim in claims}
    with told_of(str(home)):
        kept = {
            group: count_of(find_claim(record["claim"], known))
            for group, record in content["kept"].items()
        }
        left_out, fieldwork = content["left_out"], content["fieldwork"]
        _check_groups([*kept, *content["margins"], *left_out["rows"]], codebook)
        done: list[Margin] = []
        for group, records in content["margins"].items():
            if group not in kept:
                raise CodebookError(f"[kept] does not say how many of group {group} there are.")
            done += read_margins(group, records, kept, known, codebook)
        return Margins(
            kept=kept,
            left_out=left_out["rows"],
            margins=tuple(done),
            fieldwork={
                name: (fieldwork[name]["first"], fieldwork[name]["last"])
                for name in ("survey", "interviews")
            },
            assumed={"left_out": left_out["assumed"], "fieldwork": fieldwork["assumed"]},
        )


def read_margins(
    group: str,
    records: Mapping[str, Any],
    kept: Mapping[str, int],
    claims: Mapping[str, Claim],
    codebook: Codebook,
    *,
    asked: bool = True,
) -> list[Margin]:
    """Make a group's margins; `asked` is false for what is known of people without asking."""
    done: list[Margin] = []
    for name, record in _expanded(records):
        with told_of(f"margin {group}.{name}"):
            _check_keys(record)
            question = _question(name, record, group, codebook, asked)
            done.append(_margin(group, name, record, question, done, kept, claims, codebook))
    return done


def answers_known(question: Question, codebook: Codebook) -> Sequence[str]:
    """Return the answers a margin of this question may give counts for; numbers have ranges."""
    if question.type == "role":
        return [role.code for role in codebook.roles if not role.nonresponse]
    if question.type == "authority":
        return sorted({authority.nation for authority in codebook.authorities})
    if question.type == "text":
        return [WRITTEN]
    return question.scale.codes if question.scale else []


def reasons_known(question: Question) -> Sequence[str]:
    """Return the reasons for which this question may have no answer."""
    if question.type in REASONS_BY_TYPE:
        return REASONS_BY_TYPE[question.type]
    return sorted({"skipped", *(question.scale.nonresponse if question.scale else ())})


def range_of(text: str) -> tuple[int, int]:
    """Return the ends of a range of whole numbers such as ``5-9``, or of a single one."""
    low, _, high = text.partition("-")
    if not (low.isdigit() and (high or low).isdigit() and int(low) <= int(high or low)):
        raise CodebookError(f'"{text}" is no range: write two whole numbers, as in 5-9, or one.')
    return int(low), int(high or low)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of margins, or say what is wrong with it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CodebookError(f"{path} is missing: name a file of margins in TOML.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path} is not readable as TOML: {error}.") from error


@contextmanager
def told_of(what: str) -> Iterator[None]:
    """Put where it stands before the message of anything wrong."""
    try:
        yield
    except CodebookError as error:
        raise CodebookError(f"{what}: {error}") from error
    except KeyError as error:
        raise CodebookError(f"{what}: {error} is missing.") from error


def _expanded(records: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield one record a question; the rows of a matrix share everything but their answers."""
    for question, record in records.items():
        if "rows" not in record:
            yield question, record
            continue
        shared = {key: value for key, value in record.items() if key != "rows"}
        every = {answer for answers in record["rows"].values() for answer in answers}
        for row, answers in record["rows"].items():
            odds = {
                given.replace(ROW, row): {
                    answer: value
                    for answer, value in those.items()
                    if answer not in every - set(answers)
                }
                for given, those in record.get("odds", {}).items()
            }
            yield f"{question}__{row}", {**shared, "answers": answers, "odds": odds}


def _margin(
    group: str,
    name: str,
    record: Mapping[str, Any],
    question: Question | None,
    done: Sequence[Margin],
    kept: Mapping[str, int],
    claims: Mapping[str, Claim],
    codebook: Codebook,
) -> Margin:
    """Make one margin, and check it."""
    answers = record.get("answers", {})
    if question is not None:
        _check_answers(answers, question, codebook)
    for claim in record.get("fits", ()):
        find_claim(claim, claims)
    shown = _shown_to(question, done, kept[group])
    ticks = question is not None and question.type == "multi"
    margin = Margin(
        group=group,
        question=name,
        counts=whole_counts(answers, name, shown, claims, kept, ticks=ticks),
        shown=shown,
        claims={a: value["claim"] for a, value in answers.items() if isinstance(value, dict)},
        odds=_odds(record.get("odds", {})),
        fits=tuple(record.get("fits", ())),
        reached={
            nation: count_of(find_claim(claim, claims))
            for nation, claim in record.get("reached", {}).items()
        },
        **{
            key: record[key]
            for key in ("assumed", "latent", "given", "includes", "among")
            if key in record
        },
    )
    check_assumed(margin.claims, answers, margin.assumed)
    _check_given(margin, done)
    return margin


def _shown_to(question: Question | None, done: Sequence[Margin], kept: int) -> int:
    """Return how many people a question is put to, from the margin of its routing question."""
    if question is None or question.shown_if is None:
        return kept
    for margin in done:
        if margin.question == question.shown_if.question:
            return sum(margin.counts.get(answer, 0) for answer in question.shown_if.answers)
    raise CodebookError(
        f"it is put to those with some answers to {question.shown_if.question}, whose margin does"
        " not stand before it."
    )


def _question(
    name: str, record: Mapping[str, Any], group: str, codebook: Codebook, asked: bool
) -> Question | None:
    """Return the question, the matrix of a row, or nothing for what is in no questionnaire."""
    if "latent" in record:
        return None
    matrix, _, row = name.partition("__")
    if matrix not in codebook.by_name:
        raise CodebookError(unknown("question", matrix, codebook.by_name))
    question = codebook.by_name[matrix]
    if not asked:
        return question
    if question.rows:
        rows = [one.code for one in question.rows_for(group)]
        if row not in rows:
            raise CodebookError(unknown("row", row, rows))
    elif row or group not in question.groups or question.type == "derived":
        raise CodebookError(f"{name} is no question that is put to this group.")
    return question


def _odds(record: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return odds by single answers; ``a or b`` stands for both."""
    return {
        given: {answer: float(value) for answer, value in odds.items()}
        for several, odds in record.items()
        for given in several.split(" or ")
    }


def _check_groups(groups: Iterable[str], codebook: Codebook) -> None:
    """Check that the groups are the codebook's."""
    for group in groups:
        if group not in codebook.groups:
            raise CodebookError(unknown("group", group, codebook.groups))


def _check_keys(record: Mapping[str, Any]) -> None:
    """Check that a margin's table holds nothing but what is read from it."""
    for key in record:
        if key not in KEYS:
            raise CodebookError(unknown("key", key, KEYS))


def _check_answers(answers: Mapping[str, Any], question: Question, codebook: Codebook) -> None:
    """Check that each answer is the question's own, or a reason it may have."""
    known = answers_known(question, codebook)
    for answer in answers:
        if answer.startswith(WHY):
            if answer[1:] not in reasons_known(question):
                raise CodebookError(unknown("reason", answer[1:], reasons_known(question)))
        elif question.type == "number":
            range_of(answer)
        elif answer not in known:
            raise CodebookError(unknown("answer", answer, known))


def _check_given(margin: Margin, done: Sequence[Margin]) -> None:
    """Check that the question it goes with comes before, and that the answers named are there."""
    if not margin.given:
        return
    before = {earlier.question: earlier for earlier in done}
    asked, _, option = margin.given.partition("__")
    if margin.given in before:
        answers = list(before[margin.given].counts)
    elif asked in before and option in before[asked].counts:
        answers = ["ticked", "unticked", *(a for a in before[asked].counts if a.startswith(WHY))]
    else:
        raise CodebookError(unknown("question before it", margin.given, before))
    for given, odds in margin.odds.items():
        if given not in (*answers, margin.question.partition("__")[2]):
            raise CodebookError(unknown(f"answer to {margin.given}", given, answers))
        for answer in odds:
            if answer not in (ANY, *margin.counts):
                raise CodebookError(unknown("answer", answer, margin.counts))
