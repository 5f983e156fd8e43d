"""A question of Qualtrics in, the same as the codebook cuts it out: by its type and selector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cpsurvey.exports import DefinedQuestion
from cpsurvey.readers.surveys.table_header import without_tags

ONE = ("SAVR", "SAHR", "SACOL", "DL", "SB", "NPS")
NUMBERS = ("Slider", "RO", "CS")
TIMES = ("First Click", "Last Click", "Page Submit", "Click Count")
BROWSER = ("Browser", "Version", "Operating System", "Resolution", "Flash Version", "Java Support",
           "User Agent")  # fmt: skip
UPLOAD = ("Id", "Name", "Size", "Type")
CONTENT = {
    "ValidNumber": "number",
    "ValidDate": "date",
    "ValidEmail": "personal",
    "ValidPhone": "personal",
    "ValidUSPhone": "personal",
}
Question = Mapping[str, Any]


class Part(NamedTuple):
    """A choice, row or answer: its id, the value that the export writes, its label and more."""

    id: str
    code: str
    label: str
    typed: bool


def defined(key: str, question: Question) -> Iterator[DefinedQuestion]:
    """Yield the questions of ours in one of Qualtrics, by its type."""
    tag, kind, selector = tag_of(question), question["QuestionType"], question.get("Selector")
    text = without_tags(str(question.get("QuestionText") or ""))
    if kind == "MC":
        yield from _multiple_choice(key, tag, text, question)
    elif kind == "Matrix":
        yield from _matrix(key, tag, text, question)
    elif kind == "SBS":
        for number, extra in sorted(
            _table(question.get("AdditionalQuestions")).items(), key=lambda item: int(item[0])
        ):
            inner = {"Choices": question["Choices"], "ChoiceOrder": question.get("ChoiceOrder")}
            inner |= {"ChoiceDataExportTags": question.get("ChoiceDataExportTags")} | extra
            inner["ColumnTag"] = extra.get("AnswerDataExportTag") or number
            heading = without_tags(str(extra.get("QuestionText") or ""))
            yield from _matrix(
                f"{key}#{number}", f"{tag}#{number}", f"{text} - {heading}".strip(" -"), inner
            )
    elif kind == "TE" and selector != "FORM":
        yield DefinedQuestion(tag, text, _content(question), (tag,), also=((f"{key}_TEXT", key),))
    elif kind == "TE" or kind in NUMBERS:
        for part in choices(question):
            column = f"{tag}_{part.id}"
            typed = _content(question) if kind == "TE" else "number"
            label = f"{text} - {part.label}".strip(" -")
            ids = (f"{key}_{part.id}", f"{key}_{part.id}_TEXT")
            yield DefinedQuestion(column, label, typed, (column,), also=(ids,))
    elif kind in ("Timing", "Meta", "FileUpload"):
        kinds = {
            "Timing": (TIMES, "number"),
            "Meta": (BROWSER, "text"),
            "FileUpload": (UPLOAD, "text"),
        }
        for what in kinds[kind][0]:
            squeezed = what.replace(" ", "_").upper()
            also = (f"{key}_{squeezed}", f"{key}_{what}", f"{key}_{squeezed.replace('_', '')}")
            yield DefinedQuestion(
                f"{tag}_{what}",
                f"{text} - {what}",
                kinds[kind][1],
                (f"{tag}_{what}",),
                also=(also,),
            )


def _multiple_choice(
    key: str, tag: str, text: str, question: Question
) -> Iterator[DefinedQuestion]:
    """Yield a single answer or a select-all, and what was typed beside an option."""
    parts = choices(question)
    options = tuple((part.code, part.label) for part in parts)
    stems: dict[str, tuple[str, ...]]
    ids: dict[str, tuple[str, ...]]
    if question.get("Selector") in ONE:
        yield DefinedQuestion(tag, text, "single", (tag,), options, also=((key,),))
        stems = {part.id: (f"{tag}_{part.code}_TEXT", f"{tag}_TEXT") for part in parts}
        ids = {part.id: (f"{key}_{part.id}_TEXT", f"{key}_TEXT") for part in parts}
    else:
        columns = tuple(f"{tag}_{part.code}" for part in parts)
        also = tuple((f"{key}_{part.id}", f"{tag}_{part.id}") for part in parts)
        yield DefinedQuestion(tag, text, "multi", columns, options, also=also)
        stems = {part.id: (f"{tag}_{part.code}_TEXT", f"{tag}_{part.id}_TEXT") for part in parts}
        ids = {part.id: (f"{key}_{part.id}_TEXT",) for part in parts}
    yield from _typed(parts, text, stems, ids)


def _matrix(key: str, tag: str, text: str, question: Question) -> Iterator[DefinedQuestion]:
    """Yield a matrix of single answers, or one question a row, or one a cell."""
    rows, answers = choices(question, scale=False), _answers(question)
    tags = _table(question.get("ChoiceDataExportTags"))
    stems = {row.id: _row_names(tag, row, tags, question.get("ColumnTag")) for row in rows}
    selector, sub = question.get("Selector"), question.get("SubSelector")
    if sub == "MultipleAnswer":
        for row in rows:
            first, *others = stems[row.id]
            yield DefinedQuestion(
                first,
                f"{text} - {row.label}",
                "multi",
                tuple(f"{first}_{answer.code}" for answer in answers),
                tuple((answer.code, answer.label) for answer in answers),
                also=tuple(
                    (
                        f"{key}_{row.id}_{answer.id}",
                        *(
                            f"{other}_{code}"
                            for other in others
                            for code in (answer.id, answer.code)
                        ),
                        f"{first}_{answer.id}",
                    )
                    for answer in answers
                ),
            )
    elif selector in ("TE", "CS") or question.get("QuestionType") == "TE":
        for row in rows:
            for answer in answers:
                first, *others = (
                    name
                    for stem in stems[row.id]
                    for name in (f"{stem}_{answer.id}", f"{stem}_{answer.id}_TEXT")
                )
                ids = (f"{key}_{row.id}_{answer.id}", f"{key}_{row.id}_{answer.id}_TEXT")
                yield DefinedQuestion(
                    first,
                    f"{text} - {row.label} - {answer.label}",
                    "number" if selector == "CS" else "text",
                    (first,),
                    also=((*ids, *others),),
                )
    else:
        yield DefinedQuestion(
            tag,
            text,
            "matrix",
            tuple(stems[row.id][0] for row in rows),
            tuple((answer.code, answer.label) for answer in answers),
            tuple((row.id, row.label) for row in rows),
            also=tuple((f"{key}_{row.id}", *stems[row.id][1:]) for row in rows),
        )
    texts = {
        row.id: tuple(f"{stem}_TEXT" for stem in stems[row.id]) + _glued(tag, row, tags)
        for row in rows
    }
    yield from _typed(rows, text, texts, {row.id: (f"{key}_{row.id}_TEXT",) for row in rows})


def _row_names(tag: str, row: Part, tags: Mapping[str, Any], column: Any) -> tuple[str, ...]:
    """Return what exports of several years call a row: with its own name, or with its number."""
    own = str(tags.get(row.id) or "")
    if not own and column is None:
        return (f"{tag}_{row.id}",)
    if not own:
        return (f"{tag}_{row.id}", f"{tag.rpartition('#')[0]}_{row.id}: {column}")
    bare = (own, own.replace("-", "_"))
    if column is None:
        return (f"{tag}_{own}", *bare)
    return (f"{tag}_{own}_{column}", *(f"{name}: {column}" for name in bare))


def _glued(tag: str, row: Part, tags: Mapping[str, Any]) -> tuple[str, ...]:
    """Return how old exports name what was typed in a row that has a name of its own."""
    own = tags.get(row.id)
    return (f"{tag}{own}_TEXT",) if own else ()


def _typed(
    parts: Sequence[Part],
    text: str,
    columns: Mapping[str, Sequence[str]],
    ids: Mapping[str, Sequence[str]],
) -> Iterator[DefinedQuestion]:
    """Yield one text question for each part beside which something could be typed."""
    for part in parts:
        if part.typed:
            first, *others = columns[part.id]
            yield DefinedQuestion(
                first,
                f"{text} - {part.label}".strip(" -"),
                "text",
                (first,),
                also=((*ids[part.id], *others),),
            )


def _content(question: Question) -> str:
    """Return the type of a text box, by what it accepts."""
    settings = _table(_table(question.get("Validation")).get("Settings"))
    return CONTENT.get(str(settings.get("ContentType") or ""), "text")


def choices(question: Question, *, scale: bool = True) -> list[Part]:
    """Return the choices in their order; the rows of a matrix are not recoded."""
    codes = _table(question.get("RecodeValues")) if scale else {}
    return _ordered(question.get("Choices"), question.get("ChoiceOrder"), codes)


def _answers(question: Question) -> list[Part]:
    """Return the answers of a matrix in their order."""
    codes = _table(question.get("RecodeValues"))
    return _ordered(question.get("Answers"), question.get("AnswerOrder"), codes)


def _table(value: Any) -> dict[str, Any]:
    """Return what should be a table; Qualtrics writes an empty one as a list, or as false."""
    return value if isinstance(value, dict) else {}


def _ordered(parts: Any, order: Any, codes: Mapping[str, Any]) -> list[Part]:
    """Return parts with their codes and labels; those that no order names go last."""
    held = parts if isinstance(parts, dict) else dict(enumerate(parts or [], start=1))
    held = {str(key): part for key, part in held.items()}
    places = [str(key) for key in (order or []) if str(key) in held]
    return [
        Part(
            key,
            str(codes.get(key, key)),
            without_tags(str(held[key].get("Display", ""))),
            str(held[key].get("TextEntry", "false")).casefold() in ("true", "on"),
        )
        for key in dict.fromkeys([*places, *held])
    ]


def tag_of(question: Question) -> str:
    """Return the stem of a question's columns."""
    return str(question.get("DataExportTag") or question.get("QuestionID") or "")
