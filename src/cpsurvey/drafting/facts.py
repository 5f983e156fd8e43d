"""A survey export → what is known of each of its columns, every distinct answer counted once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from zlib import crc32

import pandas as pd

from cpsurvey.codebook import normalise
from cpsurvey.codebook.decimals import decimal_sign
from cpsurvey.drafting.texts import HEADER, clean_text, same_start
from cpsurvey.exports import SurveyExport

MOST = 20_000  # distinct answers up to which each of them is looked at
SAMPLE = 2_000
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?")


@dataclass(frozen=True)
class Column:
    """One raw column: what its header says, and how often each answer stands in it.

    ``tag`` is the name in the file, ``text`` its question text without HTML. ``all_answers`` counts
    each distinct cell as it stands there; cells of nothing but white space are no answers.
    """

    name: str
    tag: str
    text: str
    import_id: str
    kind: str
    all_answers: Mapping[str, int] = field(repr=False)

    @cached_property
    def answered(self) -> int:
        """How many people answered."""
        return sum(self.all_answers.values())

    @property
    def distinct(self) -> int:
        """How many different cells there are."""
        return len(self.all_answers)

    @cached_property
    def answers(self) -> Mapping[str, int]:
        """Distinct answers with their counts: all, or of very many the same sample in any order."""
        if self.distinct <= MOST:
            return self.all_answers
        step = self.distinct // SAMPLE
        return {
            text: count
            for text, count in self.all_answers.items()
            if crc32(text[:200].encode("utf-8", "replace")) % step == 0
        }

    @cached_property
    def keys(self) -> Mapping[str, int]:
        """Answers as they are compared, with their counts; of very many, those of a sample."""
        counts: dict[str, int] = {}
        for text, count in self.answers.items():
            key = normalise(text[:HEADER])
            counts[key] = counts.get(key, 0) + count
        return counts

    @cached_property
    def numbers(self) -> tuple[float, ...] | None:
        """The distinct answers as numbers, or nothing where not all of them are."""
        return as_numbers(self.answers)

    @cached_property
    def length(self) -> float:
        """How many characters a distinct answer has on average."""
        return sum(map(len, self.answers)) / max(1, len(self.answers))

    @cached_property
    def repeated(self) -> float:
        """The share of the answers that somebody else gives, too."""
        twice = sum(count for count in self.keys.values() if count > 1)
        return twice / max(1, sum(self.keys.values()))


def read_columns(export: SurveyExport) -> tuple[Column, ...]:
    """Return what is known of each column of answers, in the order of the file."""
    known = export.columns
    facts: dict[str, Mapping[str, object]] = {
        str(record["column"]): {str(key): value for key, value in record.items()}
        for record in known.to_dict("records")
    }
    columns = [
        _column(str(name), facts.get(str(name), {}), export.rows[name]) for name in export.rows
    ]
    title = _title([column.text for column in columns])
    return (
        tuple(replace(c, text=c.text[len(title) :]) for c in columns) if title else tuple(columns)
    )


def _title(texts: Sequence[str]) -> str:
    """Return the name of the survey that stands before every question, as Indico writes it."""
    shared = same_start(texts) if len(texts) > 2 else ""
    title = shared[: shared.rfind(": ") + 2] if ": " in shared else ""
    return title if all(len(text) > len(title) for text in texts) else ""


def as_numbers(answers: Iterable[str]) -> tuple[float, ...] | None:
    """Return different answers as numbers in order, or nothing where not all of them are."""
    texts = [text.strip() for text in answers]
    if decimal_sign(texts) == ",":
        texts = [text.replace(",", ".") for text in texts]
    if not texts or not all(map(_NUMBER.fullmatch, texts)):
        return None
    return tuple(sorted(set(map(float, texts))))


def _column(name: str, facts: Mapping[str, object], cells: pd.Series) -> Column:
    """Return the facts of one column."""
    tag = clean_text(facts.get("name", name)) or clean_text(name)
    return Column(
        name=name,
        tag=tag,
        text=clean_text(facts.get("text", "")) or tag,
        import_id=clean_text(facts.get("import_id", "")),
        kind=str(facts.get("kind", "question")),
        all_answers=_count(cells),
    )


def _count(cells: pd.Series) -> Mapping[str, int]:
    """Return how often each answer stands in a column; the order of the rows shows nowhere."""
    counts = cells.value_counts(sort=False)
    found = {
        text: count
        for text, count in zip(map(str, counts.index.tolist()), counts.tolist(), strict=True)
        if text and not text.isspace()
    }
    return dict(sorted(found.items())) if len(found) <= MOST else found
