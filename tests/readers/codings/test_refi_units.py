"""Projects of any text, counted in any unit: the unit is found or does not matter."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.exports import CodingExport
from cpsurvey.readers import read_coding_export
from cpsurvey.readers.codings.positions import UNITS

from .test_positions import WIDTHS

WORDS = ["Was", "dawel", "tŷ", "ŵyr", "😀", "👩‍👧", "e\u0301t", "שלום", "بخير", "naïve", "ok."]
ENDS = [" ", "\r\n", "\n", "\r\n\r\n"]


@st.composite
def interviews(draw: st.DrawFn, ends: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """A text and passages of whole pieces of it."""
    piece = st.tuples(st.sampled_from(WORDS), st.sampled_from(ends))
    pieces = draw(st.lists(piece, min_size=1, max_size=25))
    places = [0]
    for word, end in pieces:
        places += [places[-1] + len(word), places[-1] + len(word) + len(end)]
    number = st.integers(0, len(pieces) - 1)
    pairs = draw(st.lists(st.tuples(number, number), min_size=1, max_size=6))
    passages = [(places[2 * min(pair)], places[2 * max(pair) + 1]) for pair in pairs]
    return "".join(word + end for word, end in pieces), passages


def written(
    texts: list[tuple[str, list[tuple[int, int]]]],
    unit: str,
    *,
    kept: bool,
    mark: bool,
    tool: str = "",
) -> bytes:
    """A project of texts with their passages marked in a unit, with or without their words."""
    width = WIDTHS[unit]
    sources, files = [], {}
    for number, (raw, passages) in enumerate(texts):
        marks = "".join(
            '<PlainTextSelection guid="s{}-{}" {} startPosition="{}" endPosition="{}">'
            '<Coding guid="c"><CodeRef targetGUID="C"/></Coding></PlainTextSelection>'.format(
                number, place, f'name="{raw[start:end]}"' if kept else "",
                width(raw[:start]), width(raw[:end]),
            )
            for place, (start, end) in enumerate(passages)
        )  # fmt: skip
        path = f'plainTextPath="internal://{number}.txt"'
        sources.append(f'<TextSource guid="T{number}" {path}>{marks}</TextSource>')
        files[f"sources/{number}.txt"] = ("\ufeff" if mark else "") + raw
    codes = '<CodeBook><Codes><Code guid="C" name="calm"/></Codes></CodeBook>'
    inner = codes + "<Sources>" + "".join(sources) + "</Sources>"
    project = f'<Project origin="{tool}">{inner}</Project>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, text in ({"project.qde": project} | files).items():
            archive.writestr(path, text)
    return content.getvalue()


def read(content: bytes) -> CodingExport:
    """Read a project from its bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "study.qdpx"
        path.write_bytes(content)
        return read_coding_export(path)


def passages_read(export: CodingExport) -> list[str]:
    """The words that the positions found give."""
    return [export.texts[c.source_id][c.start : c.end] for c in export.codings.itertuples()]


def passages_marked(texts: list[tuple[str, list[tuple[int, int]]]]) -> list[str]:
    """The words that were marked."""
    return [
        raw[start:end].replace("\r\n", "\n") for raw, passages in texts for start, end in passages
    ]


ANY_TEXTS = st.lists(interviews(["", *ENDS]), min_size=1, max_size=3)
TEXTS_OF_WORDS = st.lists(interviews(ENDS), min_size=1, max_size=3)
TOOLS = st.sampled_from(["", "NVivo for Windows 12.6", "QualCoder 3.6"])


@given(ANY_TEXTS, st.sampled_from(UNITS), st.booleans())
def test_with_its_own_words_a_projects_passages_are_right_in_every_unit(texts, unit, mark):
    export = read(written(texts, unit, kept=True, mark=mark))
    assert passages_read(export) == passages_marked(texts)
    assert (export.sources["agreeing"] == export.sources["selections"]).all()
    assert sorted(export.passages) == sorted(export.codings["segment"])


@given(TEXTS_OF_WORDS, st.sampled_from(UNITS), TOOLS)
def test_without_its_words_the_passages_are_right_or_said_to_be_in_doubt(texts, unit, tool):
    export = read(written(texts, unit, kept=False, mark=False, tool=tool))
    lost = dict(zip(export.losses["what"], export.losses["count"], strict=True))
    wrong = passages_read(export) != passages_marked(texts)
    assert not wrong or "selection whose position unit is in doubt" in lost


@given(st.sampled_from(UNITS), st.lists(st.sampled_from(WORDS[:4]), min_size=12, max_size=30))
def test_a_dozen_words_without_copies_find_the_unit(unit, words):
    raw = "😀 ŷ\r\n"
    passages = []
    for number, word in enumerate(words):
        passages.append((len(raw), len(raw) + len(word)))
        raw += word + (" 😀\r\n", " tŷ\r\n", "\r\n")[number % 3]
    texts = [(raw, passages)]
    export = read(written(texts, unit, kept=False, mark=False))
    assert passages_read(export) == passages_marked(texts)
    assert export.sources.loc[0, "position_unit"] == unit
