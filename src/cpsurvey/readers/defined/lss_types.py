"""A question of LimeSurvey in, the same as the codebook cuts it out: by the letter of its type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cpsurvey.exports import DefinedQuestion

OTHER = ("Other", "Sonstiges", "Autre", "Otro", "Otra", "Altro", "Anders", "Outro", "Arall")
COMMENT = ("Comment", "Kommentar", "Commentaire", "Comentario", "Commento", "Opmerking", "Sylw")
FIXED = {
    "A": tuple((str(point), str(point)) for point in range(1, 6)),
    "B": tuple((str(point), str(point)) for point in range(1, 11)),
    "C": (("Y", "Yes"), ("U", "Uncertain"), ("N", "No")),
    "E": (("I", "Increase"), ("S", "Same"), ("D", "Decrease")),
    "5": tuple((str(point), str(point)) for point in range(1, 6)),
    "G": (("F", "Female"), ("M", "Male")),
    "Y": (("Y", "Yes"), ("N", "No")),
}
SIMPLE = {
    "D": "date",
    "I": "single",
    "N": "number",
    "S": "text",
    "T": "text",
    "U": "text",
    "*": "text",
}  # fmt: skip


class Part(NamedTuple):
    """A sub-question or an answer: its code, its words, and which of two scales it is of."""

    code: str
    label: str
    scale: int


class Asked(NamedTuple):
    """A question as the file has it."""

    qid: str
    gid: str
    title: str
    type: str
    text: str
    other: bool
    relevance: str
    group_relevance: str
    place: tuple[float, float]
    parts: tuple[Part, ...]
    answers: tuple[Part, ...]
    attributes: frozenset[str]


def defined(asked: Asked) -> Iterator[DefinedQuestion]:
    """Yield the questions of ours in one of LimeSurvey; a text without answers has none."""
    kind, options = asked.type, _options(asked.answers)
    if kind in SIMPLE:
        yield _one(asked, SIMPLE[kind])
    elif kind in "5GY":
        yield _one(asked, "single", options=FIXED[kind])
    elif kind in ("L", "!", "O"):
        yield _one(asked, "single", options=options)
        if kind == "O":
            yield _beside(asked, "comment", COMMENT)
    elif kind in "MP" and asked.parts:
        yield DefinedQuestion(
            asked.title,
            asked.text,
            "multi",
            tuple(f"{asked.title}[{part.code}]" for part in asked.parts),
            tuple((part.code, part.label) for part in asked.parts),
            also=tuple(_texts(asked, part.label) for part in asked.parts),
        )
        for part in asked.parts if kind == "P" else ():
            yield _beside(
                asked, f"{part.code}comment", [f"{part.label}] [{word}" for word in COMMENT]
            )
    elif kind in "FHABCE" and asked.parts:
        yield _matrix(asked, "", FIXED.get(kind, options))
    elif kind == "1" and asked.parts:
        for scale in (0, 1):
            inner = _options([answer for answer in asked.answers if answer.scale == scale])
            yield _matrix(asked, f"[{scale + 1}]", inner)
    elif kind in (":", ";"):
        yield from _cells(asked)
    elif kind in "KQ":
        for part in asked.parts:
            yield _beside(asked, part.code, (part.label,), "number" if kind == "K" else "text")
    elif kind == "R":
        for rank in range(1, len(asked.answers) + 1):
            words = [f"{word} {rank}" for word in ("Rank", "Ranking", "Rang", "Reihung", "Rango")]
            yield _beside(asked, str(rank), words, "single")._replace(options=options)
    elif kind == "|":
        yield _one(asked, "text")
        yield _beside(asked, "filecount", ("filecount",), "number")
    if asked.other and kind in ("L", "!", "M", "P"):
        yield _beside(asked, "other", OTHER)
        if kind == "P":
            yield _beside(asked, "othercomment", [f"{w}] [{c}" for w in OTHER for c in COMMENT])


def _one(asked: Asked, kind: str, options: tuple[tuple[str, str], ...] = ()) -> DefinedQuestion:
    """Return a question with a single column."""
    return DefinedQuestion(
        asked.title, asked.text, kind, (asked.title,), options, also=((asked.text,),)
    )


def _beside(asked: Asked, code: str, words: Sequence[str], kind: str = "text") -> DefinedQuestion:
    """Return a column of its own beside or within a question."""
    column = f"{asked.title}[{code}]"
    label = f"{asked.text} - {words[0].replace('] [', ' - ')}"
    also = tuple(text for word in words for text in _texts(asked, word))
    return DefinedQuestion(column, label, kind, (column,), also=(also,))


def _matrix(asked: Asked, ending: str, options: tuple[tuple[str, str], ...]) -> DefinedQuestion:
    """Return a matrix; the two scales of one are told apart by an ending of its columns."""
    scale = f"][Scale {ending[1]}" if ending else ""
    return DefinedQuestion(
        f"{asked.title}{ending}",
        asked.text,
        "matrix",
        tuple(f"{asked.title}[{part.code}]{ending}" for part in asked.parts),
        options,
        tuple((part.code, part.label) for part in asked.parts),
        also=tuple(_texts(asked, f"{part.label}{scale}") for part in asked.parts),
    )


def _cells(asked: Asked) -> Iterator[DefinedQuestion]:
    """Yield the cells of an array of numbers, texts or ticks; ticks are a select-all a row."""
    rows = [part for part in asked.parts if part.scale == 0]
    heads = [part for part in asked.parts if part.scale == 1]
    ticked = "multiflexible_checkbox" in asked.attributes
    for row in rows:
        columns = [f"{asked.title}[{row.code}_{head.code}]" for head in heads]
        also = [_texts(asked, f"{row.label}][{head.label}") for head in heads]
        if ticked and heads:
            yield DefinedQuestion(
                f"{asked.title}[{row.code}]",
                f"{asked.text} - {row.label}",
                "multi",
                tuple(columns),
                tuple((head.code, head.label) for head in heads),
                also=tuple(also),
            )
            continue
        for head, column, texts in zip(heads, columns, also, strict=True):
            label = f"{asked.text} - {row.label} - {head.label}"
            kind = "number" if asked.type == ":" else "text"
            yield DefinedQuestion(column, label, kind, (column,), also=(texts,))


def _options(answers: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    """Return codes and labels."""
    return tuple((answer.code, answer.label) for answer in answers)


def _texts(asked: Asked, part: str) -> tuple[str, ...]:
    """Return what a column is called in an export with full texts."""
    return (f"{asked.text} [{part}]",)
