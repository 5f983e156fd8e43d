"""What differs between two exports of one project: each change alone, and nothing where none is."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.cleaning import compare_exports
from cpsurvey.cleaning.comparing.same_text import same_scale, squeeze
from cpsurvey.exports import CodingExport

TEXTS = {
    "A": "The chair rang me first. I felt calm on the phone. The video froze and I was angry.",
    "B": "Nobody told us where it was. The phone was quiet. Ŵyr 😀 said it went well enough.",
    "C": "We met in a hall. She was angry with them all.",
}
CODES = [
    ("1", "Mode", "", False, "How they joined", ""),
    ("2", "Phone", "1", True, "", "#FF0000"),
    ("3", "Video", "1", True, "", ""),
    ("4", "Calm", "", True, "", ""),
    ("5", "Angry", "", True, "", ""),
    ("6", "Never used", "", True, "", ""),
]
WORDS = [
    ("A", "2", "coder-1", "on the phone"),
    ("A", "4", "coder-1", "I felt calm"),
    ("A", "4", "coder-2", "I felt calm"),
    ("A", "3", "coder-1", "The video froze"),
    ("A", "5", "coder-2", "I was angry"),
    ("B", "2", "coder-1", "The phone was quiet"),
    ("B", "2", "coder-2", "phone was quiet"),
    ("B", "4", "coder-2", "it went well"),
    ("C", "5", "coder-1", "She was angry"),
]
MIRROR = {
    "added": "removed", "removed": "added", "merged": "split", "split": "merged",
    "lengthened": "shortened", "shortened": "lengthened",
}  # fmt: skip


def paths(codes: pd.DataFrame) -> pd.DataFrame:
    """Return codes with paths that fit their names and parents."""
    named = codes.set_index("code_id")

    def path(code: str) -> str:
        parent = named.at[code, "parent_id"]
        return (f"{path(parent)} > " if parent else "") + named.at[code, "name"]

    return codes.assign(path=[path(code) for code in codes["code_id"]])


def codings(rows: list[tuple[str, str, str, str]], texts: dict[str, str]) -> pd.DataFrame:
    """Return codings of words in texts."""
    frame = pd.DataFrame(
        [
            (source, code, coder, at := texts[source].index(words), at + len(words), f"s{n}", "")
            for n, (source, code, coder, words) in enumerate(rows, start=1)
        ],
        columns=["source_id", "code_id", "coder", "start", "end", "segment", "coded"],
    )
    return frame.astype({"start": "Int64", "end": "Int64"})


def project(texts: dict[str, str] = TEXTS, rows: list = WORDS) -> CodingExport:
    """Return a small project, typed in by hand."""
    columns = ["code_id", "name", "parent_id", "codable", "description", "colour"]
    sources = pd.DataFrame(
        [(key, f"Interview {key}.docx", "text", len(text)) for key, text in texts.items()],
        columns=["source_id", "name", "kind", "characters"],
    )
    return CodingExport(
        name="study.qdpx",
        tool="NVivo",
        codes=paths(pd.DataFrame(CODES, columns=columns)),
        sources=sources,
        codings=codings(rows, texts),
        coders=pd.DataFrame({"coder": ["coder-1", "coder-2"], "name": ["Ann", "Bob"]}),
        attributes=pd.DataFrame(
            [(key, "role", "parent") for key in texts] + [("A", "age", "41"), ("B", "age", "52")],
            columns=["source_id", "variable", "value"],
        ),
        losses=pd.DataFrame(columns=["what", "count", "detail"]),
        texts=texts,
        sets=pd.DataFrame(
            [("Wales", "source", "A"), ("Wales", "source", "B"), ("Feelings", "code", "4")],
            columns=["name", "member", "member_id"],
        ),
        memos=pd.DataFrame(
            [
                ("m1", "source", "A", "coder-1", 9),
                ("m2", "code", "4", "coder-2", 12),
                ("m3", "segment", "s1", "", 5),
                ("m4", "coding", "s2 4", "coder-1", 5),
                ("m5", "project", "", "coder-1", 5),
            ],
            columns=["memo_id", "about", "about_id", "coder", "characters"],
        ),
        memo_texts={"m1": "Long one.", "m2": "What is calm?", "m3": "Hm...", "m4": "Sure?",
                    "m5": "Begin"},
    )  # fmt: skip


BASE = project()


def mended(frame: pd.DataFrame, key: str, held: str, /, **change: object) -> pd.DataFrame:
    """Return a table with cells changed in the rows that have a value."""
    frame = frame.copy()
    for column, new in change.items():
        frame.loc[frame[key] == held, column] = new
    return frame


def with_codes(**change: object) -> Callable[..., CodingExport]:
    """Return what changes a code."""
    return lambda x, code: replace(x, codes=paths(mended(x.codes, "code_id", code, **change)))


def without(table: str, key: str, *values: str) -> CodingExport:
    """Return the project without the rows of a table that have a value."""
    frame = getattr(BASE, table)
    return replace(BASE, **{table: frame[~frame[key].isin(values)]})


def recoded(rows: dict[int, tuple[str, str, str, str] | None]) -> CodingExport:
    """Return the project with other words for some of its codings."""
    changed = [rows.get(n, row) for n, row in enumerate(WORDS)]
    memos = BASE.memos.replace({"about_id": {"s2 4": f"s2 {changed[1][1]}"}})
    return replace(BASE, codings=codings([row for row in changed if row], TEXTS), memos=memos)


def no_code(code: str) -> CodingExport:
    """Return the project without a code and its codings."""
    x = without("codes", "code_id", code)
    kept = x.codings[x.codings["code_id"] != code]
    sets = x.sets[x.sets["member_id"] != code]
    about = [code, *(f"s{n} {code}" for n in range(1, 10))]
    return replace(x, codings=kept, sets=sets, memos=x.memos[~x.memos["about_id"].isin(about)])


def no_source(source: str) -> CodingExport:
    """Return the project without a source and what is in it."""
    x = without("sources", "source_id", source)
    frames = {name: getattr(x, name) for name in ("codings", "attributes")}
    kept = {name: frame[frame["source_id"] != source] for name, frame in frames.items()}
    return replace(x, texts={k: t for k, t in TEXTS.items() if k != source}, **kept)


def no_coder(coder: str) -> CodingExport:
    """Return the project without a coder's codings; memos keep no name of theirs."""
    x = without("codings", "coder", coder)
    coders = x.coders[x.coders["coder"] != coder]
    return replace(x, coders=coders, memos=mended(x.memos, "coder", coder, coder=""))


def merge(into: str, *codes: str) -> CodingExport:
    """Return the project with codes gone into another."""
    x = without("codes", "code_id", *codes)
    return replace(x, codings=x.codings.replace({"code_id": dict.fromkeys(codes, into)}))


def added_text(source: str, before: str, more: str) -> CodingExport:
    """Return the project with words put into a text, codings where they were."""
    texts = TEXTS | {source: TEXTS[source].replace(before, more + before)}
    rows = [
        (*row[:3], row[3] if row[3].startswith(before) else row[3].replace(before, more + before))
        for row in WORDS
    ]
    return replace(project(texts, rows), sources=BASE.sources)


S1, S2, S3 = "source-1", "source-2", "source-3"
CHANGES: dict[str, tuple[CodingExport, list[tuple]]] = {
    "a code renamed": (
        with_codes(name="Telephone")(BASE, "2"),
        [("code", "renamed", "", "Mode > Phone", "Mode > Telephone", 1, 3)],
    ),
    "a code renamed that is given to nothing": (
        with_codes(name="Never used.")(BASE, "6"),
        [("code", "renamed", "", "Never used", "Never used.", 1, 0)],
    ),
    "a code spelt with a capital": (
        with_codes(name="calm")(BASE, "4"),
        [("code", "renamed", "", "Calm", "calm", 1, 3)],
    ),
    "a code moved": (
        with_codes(parent_id="")(BASE, "2"),
        [("code", "moved", "", "Mode > Phone", "Phone", 1, 3)],
    ),
    "a code renamed and moved": (
        with_codes(parent_id="4", name="Ringing")(BASE, "2"),
        [
            ("code", "moved", "", "Mode > Phone", "Calm > Ringing", 1, 3),
            ("code", "renamed", "", "Mode > Phone", "Calm > Ringing", 1, 3),
        ],
    ),
    "a parent renamed": (
        with_codes(name="Way of joining")(BASE, "1"),
        [("code", "renamed", "", "Mode", "Way of joining", 1, 0)],
    ),
    "a code removed": (
        no_code("4"),
        [
            ("code", "removed", "", "Calm", "", 1, 3),
            ("set", "removed", "", "set-2", "", 1, 0),
            ("memo", "removed", "", "code", "", 1, 0),
            ("memo", "removed", "", "coding", "", 1, 0),
        ],
    ),
    "a code merged into another": (
        merge("3", "2"),
        [("code", "merged", "", "Mode > Phone", "Mode > Video", 1, 3)],
    ),
    "two codes merged into a new one": (
        replace(
            merge("4", "5"),
            codes=paths(mended(merge("4", "5").codes, "code_id", "4", name="Feeling", code_id="7")),
            codings=merge("4", "5").codings.replace({"code_id": {"4": "7"}}),
            sets=BASE.sets.replace({"member_id": {"4": "7"}}),
            memos=BASE.memos.replace({"about_id": {"4": "7", "s2 4": "s2 7"}}),
        ),
        [
            ("code", "merged", "", "Angry", "Feeling", 1, 2),
            ("code", "merged", "", "Calm", "Feeling", 1, 3),
        ],
    ),
    "a description lost": (
        with_codes(description="")(BASE, "1"),
        [("code", "description removed", "", "Mode", "Mode", 1, 0)],
    ),
    "a colour lost": (
        with_codes(colour="")(BASE, "2"),
        [("code", "colour removed", "", "Mode > Phone", "Mode > Phone", 1, 3)],
    ),
    "a heading that may be coded": (
        with_codes(codable=True)(BASE, "1"),
        [("code", "codable changed", "", "Mode", "Mode", 1, 0)],
    ),
    "a source lost": (no_source("C"), [("source", "removed", S3, S3, "", 1, 1)]),
    "a source renamed": (
        replace(BASE, sources=mended(BASE.sources, "source_id", "B", name="P02")),
        [("source", "renamed", S2, S2, S2, 1, 3)],
    ),
    "a source as a PDF": (
        replace(BASE, sources=mended(BASE.sources, "source_id", "B", kind="pdf")),
        [("source", "kind changed", S2, "text", "pdf", 1, 3)],
    ),
    "a text corrected": (
        added_text("A", "I felt", "[Pause.] "),
        [("source", "text changed", S1, S1, S1, 1, 5)],
    ),
    "a text corrected in a passage": (
        added_text("A", "calm", "so "),
        [("source", "text changed", S1, S1, S1, 1, 5)],
    ),
    "a text lost": (
        replace(BASE, texts={k: t for k, t in TEXTS.items() if k != "C"}),
        [("source", "text removed", S3, S3, S3, 1, 1)],
    ),
    "a coding lost": (recoded({3: None}), [("coding", "removed", S1, "Mode > Video", "", 1, 1)]),
    "a coding longer": (
        recoded({6: ("B", "2", "coder-2", "The phone was quiet")}),
        [("coding", "lengthened", S2, "Mode > Phone", "Mode > Phone", 1, 1)],
    ),
    "a coding shifted": (
        recoded({0: ("A", "2", "coder-1", "phone. The video")}),
        [("coding", "moved", S1, "Mode > Phone", "Mode > Phone", 1, 1)],
    ),
    "a coding recoded": (
        recoded({1: ("A", "5", "coder-1", "I felt calm")}),
        [("coding", "recoded", S1, "Calm", "Angry", 1, 1)],
    ),
    "a coding by another": (
        recoded({8: ("C", "5", "coder-2", "She was angry")}),
        [("coding", "coder changed", S3, "coder-1", "coder-2", 1, 1)],
    ),
    "dates lost": (
        replace(BASE, codings=BASE.codings.assign(coded="2020-10-01T09:00:00Z")),
        [
            ("coding", "date added", S1, "", "", 5, 5),
            ("coding", "date added", S2, "", "", 3, 3),
            ("coding", "date added", S3, "", "", 1, 1),
        ],
    ),
    "positions lost": (
        replace(
            BASE,
            codings=BASE.codings.assign(start=pd.NA, end=pd.NA),
            passages={f"s{n}": words for n, (*_, words) in enumerate(WORDS, start=1)},
        ),
        [("coding", "positions removed", s, "", "", n, n) for s, n in ((S1, 5), (S2, 3), (S3, 1))],
    ),
    "positions and words lost, as in a table of counts": (
        replace(BASE, codings=BASE.codings.assign(start=pd.NA, end=pd.NA)),
        [("coding", "positions removed", s, "", "", n, n) for s, n in ((S1, 5), (S2, 3), (S3, 1))],
    ),
    "a coder lost with their codings": (
        no_coder("coder-2"),
        [
            ("coder", "removed", "", "coder-2", "", 1, 4),
            ("memo", "coder changed", "", "code", "code", 1, 0),
        ],
    ),
    "coders not kept": (
        replace(
            BASE,
            coders=BASE.coders[:0],
            codings=BASE.codings.assign(coder=""),
            memos=BASE.memos.assign(coder=BASE.memos["coder"].where(BASE.memos["coder"] == "", "")),
        ),
        [
            ("coder", "removed", "", "coder-1", "", 1, 5),
            ("coder", "removed", "", "coder-2", "", 1, 4),
            ("memo", "coder changed", "", "code", "code", 1, 0),
            ("memo", "coder changed", "", "coding", "coding", 1, 0),
            ("memo", "coder changed", "", "project", "project", 1, 0),
            ("memo", "coder changed", "", "source", "source", 1, 0),
        ],
    ),
    "a coder under another name": (
        replace(BASE, coders=mended(BASE.coders, "name", "Bob", name="bob.jones")),
        [("coder", "renamed", "", "coder-2", "coder-2", 1, 4)],
    ),
    "a value changed": (
        replace(BASE, attributes=mended(BASE.attributes, "value", "52", value="53")),
        [("attribute", "changed", S2, "age", "age", 1, 0)],
    ),
    "a value lost": (
        without("attributes", "value", "52"),
        [("attribute", "removed", S2, "age", "", 1, 0)],
    ),
    "a variable lost": (
        without("attributes", "variable", "age"),
        [("variable", "removed", "", "age", "", 2, 0)],
    ),
    "a set lost": (
        without("sets", "name", "Feelings"),
        [("set", "removed", "", "set-2", "", 1, 0)],
    ),
    "a set renamed": (
        replace(BASE, sets=mended(BASE.sets, "name", "Feelings", name="How it felt")),
        [("set", "renamed", "", "set-2", "set-2", 1, 0)],
    ),
    "a member lost": (
        replace(BASE, sets=BASE.sets.drop(index=1)),
        [("set", "members removed", "", "set-1", "set-1", 1, 0)],
    ),
    "a memo lost": (
        without("memos", "memo_id", "m4"),
        [("memo", "removed", "", "coding", "", 1, 0)],
    ),
    "a memo rewritten": (
        replace(BASE, memo_texts=BASE.memo_texts | {"m1": "Short"}),
        [("memo", "text changed", "", "source", "source", 1, 0)],
    ),
    "a memo put elsewhere": (
        replace(BASE, memos=mended(BASE.memos, "memo_id", "m3", about="project", about_id="")),
        [("memo", "moved", "", "segment", "project", 1, 0)],
    ),
}


def rows_of(a: CodingExport, b: CodingExport) -> list[tuple]:
    """Return the differences as tuples."""
    return list(compare_exports(a, b).itertuples(index=False, name=None))


def mirrored(row: tuple) -> tuple:
    """Return a row as the comparison the other way round has it."""
    what, change, source, in_a, in_b, *counts = row
    *start, last = change.split(" ")
    change = " ".join([*start, MIRROR.get(last, last)])
    return (what, change, in_b if what == "source" and "-" in in_b else source, in_b, in_a, *counts)


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_alone_is_found_and_nothing_else(name):
    changed, expected = CHANGES[name]
    assert sorted(rows_of(BASE, changed)) == sorted(expected)


@pytest.mark.parametrize("name", CHANGES)
def test_the_other_way_round_what_was_added_is_removed(name):
    changed, expected = CHANGES[name]
    found = [
        row if row[0] != "source" else (*row[:2], "", *row[3:]) for row in rows_of(changed, BASE)
    ]
    meant = [mirrored(row) for row in expected]
    meant = [row if row[0] != "source" else (*row[:2], "", *row[3:]) for row in meant]
    assert sorted(found) == sorted(meant)


@pytest.mark.parametrize("name", CHANGES)
def test_a_project_does_not_differ_from_itself(name):
    assert rows_of(CHANGES[name][0], CHANGES[name][0]) == []


def anew(x: CodingExport) -> CodingExport:
    """Return a project as another tool exports it: every identifier new, every table reversed."""
    codes = {code: f"K{code}" for code in x.codes["code_id"]} | {"": ""}
    sources = {source: f"Q{source}" for source in x.sources["source_id"]}
    segments = {f"s{n}": f"s{100 - n}" for n in range(1, 20)}
    coders = {"coder-1": "coder-2", "coder-2": "coder-1", "": ""}
    about = {**codes, **sources, **segments, "s2 4": "s98 K4"}
    marks = x.codings.assign(
        source_id=x.codings["source_id"].map(sources),
        code_id=x.codings["code_id"].map(codes),
        coder=x.codings["coder"].map(coders),
        segment=x.codings["segment"].map(segments),
    )
    return replace(
        x,
        codes=x.codes.assign(
            code_id=x.codes["code_id"].map(codes), parent_id=x.codes["parent_id"].map(codes)
        )[::-1],
        sources=x.sources.assign(source_id=x.sources["source_id"].map(sources))[::-1],
        codings=marks[::-1],
        coders=x.coders.assign(coder=x.coders["coder"].map(coders))[::-1],
        attributes=x.attributes.assign(source_id=x.attributes["source_id"].map(sources))[::-1],
        texts={sources[key]: text for key, text in x.texts.items()},
        sets=x.sets.assign(member_id=x.sets["member_id"].map({**codes, **sources}))[::-1],
        memos=x.memos.assign(
            about_id=x.memos["about_id"].map(about),
            coder=x.memos["coder"].map(coders),
            memo_id=x.memos["memo_id"] + "x",
        ),
        memo_texts={f"{key}x": text for key, text in x.memo_texts.items()},
    )


def test_identifiers_and_order_make_no_difference():
    assert rows_of(BASE, anew(BASE)) == []


@pytest.mark.parametrize(
    "name",
    [n for n in CHANGES if CHANGES[n][1][0][0] in ("coding", "code") and n != "positions lost"],
)
def test_changes_are_found_where_every_identifier_is_new(name):
    changed, expected = CHANGES[name]
    found = [row for row in rows_of(BASE, anew(changed)) if row[0] in ("code", "coding")]
    swapped = {"coder-1": "coder-2", "coder-2": "coder-1"}
    expected = [
        (*row[:4], swapped.get(row[4], row[4]), *row[5:])
        for row in expected
        if row[0] in ("code", "coding")
    ]
    assert sorted(found) == sorted(expected)


def test_line_ends_byte_order_marks_blanks_and_endings_of_names_make_no_difference():
    def spaced(text: str) -> str:
        return "\ufeff" + text.replace(". ", ".  \r\n\u00a0").replace("Ŵ", "W\u0302") + " \n"

    other = project({key: spaced(text) for key, text in TEXTS.items()})
    other = replace(
        other,
        sources=other.sources.assign(name=["interview a", " Interview  B.TXT", "Interview C"]),
    )
    assert rows_of(BASE, other) == []


def test_a_number_is_the_same_with_decimals_and_a_blank_value_is_none():
    more = pd.DataFrame([("C", "age", " ")], columns=["source_id", "variable", "value"])
    told = pd.concat([BASE.attributes.replace({"value": {"41": "41.0"}}), more])
    assert rows_of(BASE, replace(BASE, attributes=told)) == []


def test_codes_on_one_selection_or_on_two_make_no_difference():
    split = BASE.codings.assign(segment=[f"s{n}" for n in range(11, 20)])
    other = replace(BASE, codings=split, memos=BASE.memos[:2])
    assert rows_of(replace(BASE, memos=BASE.memos[:2]), other) == []


def test_sources_are_known_by_their_text_where_names_were_swapped():
    names = ["Interview B", "Interview A", "Interview C"]
    found = rows_of(BASE, replace(BASE, sources=BASE.sources.assign(name=names)))
    assert found == [
        ("source", "renamed", S1, S1, S1, 1, 5),
        ("source", "renamed", S2, S2, S2, 1, 3),
    ]


def test_a_source_with_another_name_and_a_corrected_text_is_still_the_same():
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghij", k=5)) for _ in range(300)]
    long = {"A": TEXTS["A"] + " ".join(words)}
    mended_text = {"A": "Corrected. " + long["A"].replace(words[200], "xyz", 1)}
    rows = [row for row in WORDS if row[0] == "A"]
    after = project(mended_text, rows)
    after = replace(
        after,
        sources=after.sources.assign(name="P01", source_id="Z"),
        texts={"Z": mended_text["A"]},
        codings=after.codings.assign(source_id="Z"),
        attributes=after.attributes.replace({"source_id": {"A": "Z"}}),
        sets=after.sets.replace({"member_id": {"A": "Z"}}),
        memos=after.memos.replace({"about_id": {"A": "Z"}}),
    )
    assert rows_of(project(long, rows), after) == [
        ("source", "renamed", S1, S1, S1, 1, 5),
        ("source", "text changed", S1, S1, S1, 1, 5),
    ]


def test_changes_made_in_one_tool_and_not_imported_by_another_are_named():
    """The case of QualCoder 1403: a code renamed, a passage recoded, and the import has neither."""
    meant = with_codes(name="Telephone")(recoded({1: ("A", "5", "coder-1", "I felt calm")}), "2")
    imported = replace(
        anew(BASE),
        coders=pd.DataFrame({"coder": ["coder-1"], "name": ["default"]}),
        codings=anew(BASE).codings.assign(coder="coder-1"),
        memos=BASE.memos[:0],
        sets=BASE.sets[:0],
    )
    assert sorted(rows_of(meant, imported)) == sorted(
        [
            ("code", "renamed", "", "Mode > Telephone", "Mode > Phone", 1, 3),
            ("coder", "removed", "", "coder-1", "", 1, 5),
            ("coder", "removed", "", "coder-2", "", 1, 4),
            ("coder", "added", "", "", "coder-1", 1, 9),
            ("coding", "coder changed", S1, "coder-1", "coder-1", 2, 2),
            ("coding", "coder changed", S1, "coder-2", "coder-1", 2, 2),
            ("coding", "coder changed", S2, "coder-1", "coder-1", 1, 1),
            ("coding", "coder changed", S2, "coder-2", "coder-1", 2, 2),
            ("coding", "coder changed", S3, "coder-1", "coder-1", 1, 1),
            ("coding", "recoded", S1, "Angry", "Calm", 1, 1),
            ("set", "removed", "", "set-1", "", 1, 0),
            ("set", "removed", "", "set-2", "", 1, 0),
            ("memo", "removed", "", "code", "", 1, 0),
            ("memo", "removed", "", "coding", "", 1, 0),
            ("memo", "removed", "", "project", "", 1, 0),
            ("memo", "removed", "", "segment", "", 1, 0),
            ("memo", "removed", "", "source", "", 1, 0),
        ]
    )


def test_no_name_of_a_source_or_coder_no_word_and_no_value_is_in_the_table():
    told = str([rows for _, rows in CHANGES.values()])  # each is compared with what is found
    secrets = ["Interview", "P02", "Ann", "Bob", "bob", "parent", "41", "52", "Wales", "chair"]
    assert [word for word in secrets if word in told] == []


def test_the_columns_are_the_same_with_and_without_differences():
    empty, full = compare_exports(BASE, BASE), compare_exports(BASE, no_code("4"))
    assert list(empty) == ["what", "change", "source", "in_a", "in_b", "count", "codings"]
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


@given(st.text("ab \n\r\ufeffŵé😀", max_size=30), st.text("ab \nŵe\u0301😀", max_size=30))
def test_one_scale_for_two_texts_keeps_order_and_does_not_depend_on_which_is_first(first, second):
    one, other = same_scale(squeeze(first), squeeze(second))
    again, before = same_scale(squeeze(second), squeeze(first))
    for text, scale, twin in ((first, one, before), (second, other, again)):
        assert len(scale.start) == len(scale.end) == len(text) + 1
        assert (scale.start[1:] >= scale.start[:-1]).all()
        assert (scale.start == twin.start).all()
        assert (scale.end == twin.end).all()
    assert one.start[-1] == other.start[-1]


@pytest.mark.slow
def test_twenty_thousand_codings_are_compared_in_seconds():
    rng = random.Random(5)
    words = ["".join(rng.choices("abcdefghij", k=5)) for _ in range(2_000)]
    texts = {f"S{n}": " ".join(rng.choices(words, k=1_000)) for n in range(20)}
    rows = []
    for n in range(20_000):
        source = f"S{rng.randrange(20)}"
        start = rng.randrange(5_000)
        rows.append((source, str(rng.randint(2, 6)), f"coder-{n % 2 + 1}", start, start + 40))
    columns = ["source_id", "code_id", "coder", "start", "end"]
    marks = pd.DataFrame(rows, columns=columns).assign(segment="", coded="")
    base = replace(project(texts, []), codings=marks, sets=BASE.sets[:0], memos=BASE.memos[:0],
                   attributes=BASE.attributes[:0])  # fmt: skip
    shifted = marks.assign(start=marks["start"] + 3, end=marks["end"] + 3)
    started = time.perf_counter()
    assert rows_of(base, base) == []
    assert {row[1] for row in rows_of(base, replace(base, codings=shifted))} >= {"moved"}
    assert time.perf_counter() - started < 30


@st.composite
def edited(draw) -> CodingExport:
    """Draw the project with codings taken out, put in, given to others and cut elsewhere."""
    marks = BASE.codings[[draw(st.booleans()) for _ in WORDS]].copy()
    for row in draw(st.lists(st.sampled_from(list(marks.index) or [0]), max_size=3, unique=True)):
        if row in marks.index:
            length = len(TEXTS[marks.at[row, "source_id"]])
            start, end = sorted(draw(st.tuples(*[st.integers(0, length)] * 2)))
            marks.loc[row, ["start", "end"]] = (start, end)
            marks.loc[row, "code_id"] = draw(st.sampled_from(["2", "3", "4", "5", "6"]))
            marks.loc[row, "coder"] = draw(st.sampled_from(["coder-1", "coder-2", ""]))
    more = recoded({0: None, 4: None}).codings.assign(code_id="6")
    marks = pd.concat([marks, more[[draw(st.booleans()) for _ in range(len(more))]]])
    return replace(BASE, codings=marks.reset_index(drop=True), memos=BASE.memos[:2])


@settings(max_examples=12)
@given(edited(), edited())
def test_whatever_was_done_the_other_way_round_is_the_mirror_image(first, second):
    there, back = compare_exports(first, second), compare_exports(second, first)
    assert sorted(mirrored(row) for row in back.itertuples(index=False, name=None)) == sorted(
        there.itertuples(index=False, name=None)
    )
    marks = there[there["what"].eq("coding") & ~there["change"].str.startswith("date")]
    one_sided = {"removed": 1, "added": -1}
    balance = sum(marks["count"] * marks["change"].map(one_sided).fillna(0).astype(int))
    went = there[there["what"].eq("code")]
    balance += sum(went["codings"] * went["change"].map(one_sided).fillna(0).astype(int))
    assert balance == len(first.codings) - len(second.codings)
