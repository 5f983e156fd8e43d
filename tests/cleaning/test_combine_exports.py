"""Several exports become one: joined by name, nothing twice, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning import combine_coding_exports
from cpsurvey.errors import ExportError
from cpsurvey.exports import (
    ATTRIBUTE_COLUMNS,
    CODE_COLUMNS,
    CODING_COLUMNS,
    LOSS_COLUMNS,
    MEMO_COLUMNS,
    SET_COLUMNS,
    SOURCE_COLUMNS,
    CodingExport,
)


def frame(columns, rows, **kinds):
    return pd.DataFrame(rows, columns=list(columns)).astype(kinds)


def export(name="a.qdpx", source="INT 01", codes=("Mode", "Mode > Phone"), coder="ann", **parts):
    """An export of one source, its codes as paths, each coded once by one coder."""
    ids = {path: f"{name}-{number}" for number, path in enumerate(codes)}
    rows = [
        (
            ids[path],
            path.split(" > ")[-1],
            ids.get(path.rpartition(" > ")[0], ""),
            path,
            True,
            "",
            "",
        )
        for path in codes
    ]
    numbers = dict.fromkeys(("characters", "selections", "agreeing"), "Int64")
    whole = CodingExport(
        name=name,
        tool="Tool",
        codes=frame(CODE_COLUMNS, rows, codable=bool),
        sources=frame(
            SOURCE_COLUMNS, [("S", source, "text", 9, "code points", "own words", 2, 2)], **numbers
        ),
        codings=frame(
            CODING_COLUMNS,
            [("S", ids[path], "coder-1" if coder else "", 0, 4, f"s{n}", "")
             for n, path in enumerate(codes, start=1)],
            start="Int64", end="Int64",
        ),
        coders=frame(("coder", "name"), [("coder-1", coder)] if coder else []),
        attributes=frame(ATTRIBUTE_COLUMNS, [("S", "group", "parent")]),
        losses=frame(LOSS_COLUMNS, [("link", 2, "")], count="int64"),
        texts={"S": "Was calm."},
        sets=frame(SET_COLUMNS, [("Themes", "code", ids[codes[0]]), ("All", "source", "S")]),
        memos=frame(MEMO_COLUMNS, [("M", "segment", "s1", "coder-1" if coder else "", 4)],
                    characters="Int64"),
        passages={f"s{n}": f"{name} {n}" for n in range(1, len(codes) + 1)},
        memo_texts={"M": name},
    )  # fmt: skip
    return replace(whole, **parts)


def refused(*exports):
    with pytest.raises(ExportError) as caught:
        combine_coding_exports(exports)
    return str(caught.value)


def test_two_coders_of_one_interview():
    whole = combine_coding_exports(
        [export(), export("b.qdpx", codes=("Mood", "Mode"), coder="bob")]
    )
    assert whole.name == "a.qdpx and b.qdpx"
    assert whole.codes[["code_id", "path", "parent_id"]].to_numpy().tolist() == [
        ["code-1", "Mode", ""],
        ["code-2", "Mode > Phone", "code-1"],
        ["code-3", "Mood", ""],
    ]
    assert whole.sources["name"].tolist() == ["INT 01"]
    assert whole.codings[["source_id", "code_id", "coder", "segment"]].to_numpy().tolist() == [
        ["source-1", "code-1", "coder-1", "s1"],
        ["source-1", "code-2", "coder-1", "s2"],
        ["source-1", "code-3", "coder-2", "s3"],
        ["source-1", "code-1", "coder-2", "s4"],
    ]
    assert whole.coders.to_numpy().tolist() == [["coder-1", "ann"], ["coder-2", "bob"]]
    assert whole.texts == {"source-1": "Was calm."}
    assert whole.passages["s4"] == "b.qdpx 2"
    assert whole.losses.to_numpy().tolist() == [["link", 4, ""]]
    assert len(whole.attributes) == 1


def test_sets_and_memos_keep_what_they_are_about():
    whole = combine_coding_exports([export(), export("b.qdpx", "INT 02", ("Mood",))])
    assert whole.sets.to_numpy().tolist() == [
        ["Themes", "code", "code-1"],
        ["All", "source", "source-1"],
        ["Themes", "code", "code-3"],
        ["All", "source", "source-2"],
    ]
    assert whole.memos[["memo_id", "about_id", "coder"]].to_numpy().tolist() == [
        ["memo-1", "s1", "coder-1"],
        ["memo-2", "s3", "coder-1"],
    ]
    assert whole.memo_texts == {"memo-1": "a.qdpx", "memo-2": "b.qdpx"}


def test_a_memo_on_a_coding_stays_with_it():
    other = export("b.qdpx", "INT 02", ("Mood",))
    about = f"s1 {other.codings['code_id'].iloc[0]}"
    memo = frame(MEMO_COLUMNS, [("M", "coding", about, "", 4)], characters="Int64")
    whole = combine_coding_exports([export(), replace(other, memos=memo)])
    assert whole.memos["about_id"].tolist() == ["s1", "s3 code-3"]
    codings = whole.codings["segment"] + " " + whole.codings["code_id"]
    assert "s3 code-3" in set(codings)


def test_a_code_that_is_used_in_one_export_is_codable():
    first, second = export(), export("b.qdpx", "INT 02")
    categories = replace(first, codes=first.codes.assign(codable=False))
    assert combine_coding_exports([categories, second]).codes["codable"].tolist() == [True, True]


def test_positions_in_words_that_another_export_holds_are_refused():
    assert refused(export(), export("b.qdpx", codes=("Mood",), texts={})) == (
        "b.qdpx has positions in a source whose words it does not hold and a.qdpx does: that they"
        " are positions in these words cannot be told; export both projects with their texts."
    )


def test_a_list_of_codes_describes_those_that_are_used():
    described = export("codes.csv", codes=("Mode > Phone", "Rare"))
    empty = {name: getattr(described, name).iloc[:0] for name in ("codings", "sources", "sets",
             "attributes", "memos", "coders")}  # fmt: skip
    codes = described.codes.assign(description=["By telephone", "Seldom"], parent_id="")
    listed = replace(described, codes=codes, texts={}, passages={}, memo_texts={}, **empty)
    whole = combine_coding_exports([export(), listed])
    assert whole.codes.set_index("path")["description"].to_dict() == {
        "Mode": "",
        "Mode > Phone": "By telephone",
        "Rare": "Seldom",
    }
    assert len(whole.codings) == 2


def test_one_export_is_itself_and_none_is_refused():
    only = export()
    assert combine_coding_exports([only]) is only
    assert refused() == "there are no coding exports to combine."


@pytest.mark.parametrize("coders", [("ann", "ann"), ("", ""), ("ann", "")])
def test_codings_given_twice_are_refused(coders):
    pair = [export(name, coder=coder) for name, coder in zip(("a", "b"), coders, strict=True)]
    assert refused(*pair) == (
        "a and b both hold codings of the same source with the same code, by the same coder or by"
        " one that is not named: give each coding once."
    )


def test_the_same_coder_with_other_codes_is_no_clash():
    whole = combine_coding_exports([export(coder=""), export("b", codes=("Mood",), coder="")])
    assert len(whole.codings) == 3


def test_other_words_under_one_name_are_refused():
    other = export("b.qdpx", coder="bob", texts={"S": "Was loud."})
    assert refused(export(), other) == (
        "a.qdpx and b.qdpx have a source of one name with different words: positions in one are not"
        " those in the other; export both from projects with the same texts, or give the sources"
        " names of their own."
    )


def test_an_attribute_with_two_values_is_refused():
    told = frame(ATTRIBUTE_COLUMNS, [("S", "group", "professional")])
    assert refused(export(), export("b.qdpx", coder="bob", attributes=told)) == (
        "a.qdpx and b.qdpx give a source different values of group: make them the same."
    )


def test_a_namesake_that_cannot_be_told_is_refused():
    two = pd.concat([export().sources, export().sources.assign(source_id="T")], ignore_index=True)
    assert refused(export(sources=two), export("b.qdpx", coder="bob")) == (
        "a.qdpx has two sources of one name, and b.qdpx has it too: which of them it is cannot be"
        " told; rename them in the coding program and export again."
    )
