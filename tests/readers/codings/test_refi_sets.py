"""Sets of codes, sources and notes, and the document groups that say something of people."""

from __future__ import annotations

import pytest

CODES = '<Codes><Code guid="C1" name="calm"/></Codes>'
SOURCES = (
    '<Sources><TextSource guid="A"><PlainTextContent>a</PlainTextContent></TextSource>'
    '<TextSource guid="B"><PlainTextContent>b</PlainTextContent></TextSource></Sources>'
)
NOTES = '<Notes><Note guid="N"><PlainTextContent>n</PlainTextContent></Note></Notes>'


def one_set(name: str, *members: tuple[str, str], inner: str = "") -> str:
    listed = "".join(f'<Member{kind} targetGUID="{guid}"/>' for kind, guid in members)
    return f'<Set guid="s" name="{name}">{listed}{inner}</Set>'


def project(*sets: str, in_codebook: str = "") -> str:
    codebook = f"<CodeBook>{CODES}<Sets>{in_codebook}</Sets></CodeBook>"
    return f"{codebook}{SOURCES}{NOTES}<Sets>{''.join(sets)}</Sets>"


def test_sets_of_codes_sources_and_notes(read_project):
    mixed = one_set("mixed", ("Code", "c1"), ("Source", "{B}"), ("Note", "n"), ("Note", "N"))
    export = read_project(project(mixed, in_codebook=one_set("group", ("Code", "C1"))))
    assert export.sets.values.tolist() == [
        ["group", "code", "C1"],
        ["mixed", "code", "C1"],
        ["mixed", "source", "B"],
        ["mixed", "memo", "memo-1"],
    ]
    assert export.losses.empty


def test_a_set_within_a_set_has_both_their_names(read_project):
    inner = one_set("inner", ("Source", "B"))
    export = read_project(project(one_set("outer", ("Source", "A"), inner=inner)))
    assert export.sets.values.tolist() == [
        ["outer", "source", "A"],
        ["outer > inner", "source", "B"],
    ]


def test_sets_without_end_are_read(read_project):
    nested = '<Set guid="s" name="x">' * 3_000 + "</Set>" * 3_000
    assert read_project(project(nested)).losses["what"].tolist()[-1] == "set without members"


def test_members_that_are_not_there_empty_sets_and_sets_of_one_name_are_counted(read_project):
    export = read_project(
        project(
            one_set("one", ("Source", "A"), ("Source", "Z"), ("Code", "A"), ("Note", "A")),
            one_set("one", ("Source", "B")),
            one_set("none"),
        )
    )
    assert export.sets["member_id"].tolist() == ["A", "B"]
    assert export.losses.values.tolist() == [
        ["member of a set that is not in the project", 3, ""],
        ["set with the name of another", 1, "taken together"],
        ["set without members", 1, ""],
    ]


GROUPS = [
    one_set("gender: male", ("Source", "A")),
    one_set("Coke::diet: zero", ("Source", "A")),
    one_set("gender: female", ("Code", "C1")),
    one_set("interview mode :  by phone: mobile ", ("Source", "B")),
    one_set("gender:", ("Source", "B")),
]


@pytest.mark.parametrize(
    ("tool", "told"),
    [
        (
            "ATLAS.ti 8.4.0",
            [["A", "gender", "male"], ["B", "interview mode", "by phone: mobile"]],
        ),
        ("MAXQDA 24", []),
    ],
)
def test_document_groups_of_atlas_ti_say_a_variable_and_a_value(read_project, tool, told):
    export = read_project(project(*GROUPS), origin=tool)
    assert export.attributes.values.tolist() == told
    assert len(export.sets) == 5
