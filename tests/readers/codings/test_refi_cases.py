"""What the cases and variables of REFI-QDA projects say of their sources, by program."""

from __future__ import annotations

import pytest

VARIABLES = (
    '<Variables><Variable guid="v1" name="role" typeOfVariable="Text"/>'
    '<Variable guid="v2" name="age" typeOfVariable="Integer"/></Variables>'
)
CODES = (
    '<CodeBook><Codes><Code guid="C1" name="calm"/><Code guid="C2" name="loud"/></Codes></CodeBook>'
)
TEXTS = {"a.txt": "Was quiet.", "b.txt": "Was loud."}


def value(variable: str, text: str, tag: str = "TextValue") -> str:
    reference = f'<VariableRef targetGUID="{variable}"/>'
    return f"<VariableValue>{reference}<{tag}>{text}</{tag}></VariableValue>"


def source(guid: str, name: str, path: str, inner: str = "") -> str:
    return f'<TextSource guid="{guid}" name="{name}" plainTextPath="{path}">{inner}</TextSource>'


def project(cases: str, in_a: str = "", in_b: str = "", first: str = "INT 01.docx") -> str:
    sources = source("A", first, "a.txt", in_a) + source("B", "INT 02.docx", "b.txt", in_b)
    return f"{CODES}{VARIABLES}<Cases>{cases}</Cases><Sources>{sources}</Sources>"


def marked(start: int, end: int, *codes: str, guid: str = "S") -> str:
    inner = "".join(f'<Coding guid="c"><CodeRef targetGUID="{code}"/></Coding>' for code in codes)
    places = f'startPosition="{start}" endPosition="{end}"'
    return f'<PlainTextSelection guid="{guid}" {places}>{inner}</PlainTextSelection>'


def lost(export) -> dict[str, tuple[int, str]]:
    rows = export.losses[~export.losses["what"].str.startswith("coding without a coder")]
    return {what: (number, detail) for what, number, detail in rows.values.tolist()}


def test_attributes_come_from_sources_and_from_cases(read_project):
    cases = (
        f"<Case guid='k1' name='Mary'>{value('V1', 'parent')}{value('v2', '41', 'IntegerValue')}"
        '<SourceRef targetGUID="a"/><SourceRef targetGUID="{b}"/></Case>'
        f"<Case guid='k2'>{value('v1', 'chair')}</Case>"
    )
    export = read_project(project(cases, in_a=value("v1", "parent")), TEXTS)
    assert export.attributes.values.tolist() == [
        ["A", "role", "parent"],
        ["A", "age", "41"],
        ["B", "role", "parent"],
        ["B", "age", "41"],
    ]
    assert lost(export) == {"case without a source": (1, "1 values"), "name of a case": (1, "")}


def test_maxqda_gives_each_document_a_nameless_case(read_project):
    cases = "".join(
        f'<Case guid="k{guid}">{value("v1", role)}<SourceRef targetGUID="{guid}"/></Case>'
        for guid, role in (("A", "parent"), ("B", "chair"))
    )
    export = read_project(project(cases), TEXTS)
    assert export.attributes.values.tolist() == [["A", "role", "parent"], ["B", "role", "chair"]]
    assert lost(export) == {"variable without a value": (1, "")}


def test_qualcoders_cases_find_the_source_of_their_name_if_there_is_only_one(read_project):
    cases = (
        f"<Case guid='k1' name='int 01'>{value('v1', 'parent')}</Case>"
        f"<Case guid='k2' name='INT 02'>{value('v1', 'chair')}</Case>"
        f"<Case guid='k3' name='INT 02'>{value('v2', '41')}</Case>"
    )
    export = read_project(project(cases), TEXTS)
    assert export.attributes.values.tolist() == [["A", "role", "parent"]]
    assert lost(export) == {
        "case given the source of its name": (1, "kept"),
        "case without a source": (2, "2 values"),
        "name of a case": (2, ""),
    }


def test_a_reference_goes_before_a_name(read_project):
    case = f"<Case guid='k1' name='INT 02'>{value('v1', 'x')}<SourceRef targetGUID='A'/></Case>"
    assert read_project(project(case), TEXTS).attributes.values.tolist() == [["A", "role", "x"]]


def test_a_name_that_two_sources_bear_is_no_tie(read_project):
    cases = f"<Case guid='k1' name='INT 02'>{value('v1', 'parent')}{value('v2', '4')}</Case>"
    export = read_project(project(cases, first="INT 02.txt"), TEXTS)
    assert export.attributes.empty
    assert lost(export) == {"case without a source": (1, "2 values"), "name of a case": (1, "")}


@pytest.mark.parametrize(("end", "told"), [(6, [["A", "role", "parent"]]), (5, [])])
def test_nvivos_cases_have_the_source_of_which_they_have_more_than_half(read_project, end, told):
    case = f"<Case guid='k1'>{value('v1', 'parent')}<SelectionRef targetGUID='{{s}}'/></Case>"
    export = read_project(project(case, in_a=marked(0, end)), TEXTS)
    assert export.attributes.values.tolist() == told
    tied = "case given the source of its selections"
    assert lost(export)["selection given to a case"] == (1, "")
    assert lost(export).get(tied) == ((1, "kept") if told else None)


def test_passages_of_two_sources_tie_a_case_to_neither(read_project):
    case = f"<Case guid='k1'>{value('v1', 'parent')}</Case>"
    export = read_project(
        project(case, in_a=marked(0, 10, "K1", "C1"), in_b=marked(0, 9, "K1")), TEXTS
    )
    assert export.attributes.empty
    assert export.codings["code_id"].tolist() == ["C1"]
    assert lost(export) == {
        "case without a source": (1, "1 values"),
        "selection given to a case": (2, ""),
        "selection without a code": (1, ""),
        "variable without a value": (1, ""),
    }


def test_a_whole_source_given_to_a_case_is_its_source_and_no_coding(read_project):
    case = f"<Case guid='k1'>{value('v1', 'parent')}{value('v2', '4')}</Case>"
    whole = '<Coding guid="c"><CodeRef targetGUID="k1"/></Coding>'
    export = read_project(project(case, in_a=whole), TEXTS)
    assert export.attributes["source_id"].tolist() == ["A", "A"]
    assert export.codings.empty
    assert lost(export) == {
        "case given the source of its selections": (1, "kept"),
        "selection given to a case": (1, ""),
    }


def test_codes_of_a_case_are_codes_of_all_of_its_sources(read_project):
    cases = (
        '<Case guid="k1"><CodeRef targetGUID="C1"/><CodeRef targetGUID="C9"/>'
        '<SourceRef targetGUID="A"/><SourceRef targetGUID="B"/></Case>'
        '<Case guid="k2"><CodeRef targetGUID="C1"/></Case>'
    )
    whole = '<Coding guid="c"><CodeRef targetGUID="C2"/></Coding>'
    export = read_project(project(cases, in_a=marked(0, 3, "C1") + whole), TEXTS)
    assert export.codings[["source_id", "code_id", "start", "end", "segment"]].values.tolist() == [
        ["A", "C1", 0, 3, "s1"],
        ["A", "C2", 0, 10, "s2"],
        ["A", "C1", 0, 10, "s2"],
        ["B", "C1", 0, 9, "s3"],
    ]
    assert lost(export) == {
        "case without a source": (1, ""),
        "code given to a case": (1, ""),
        "coding of a code that is not in the codebook": (2, ""),
        "variable without a value": (2, ""),
    }


def test_a_mark_in_a_recording_may_be_given_to_a_case_too(read_project):
    tape = '<AudioSource guid="T"><AudioSelection guid="M"/></AudioSource>'
    case = '<Case guid="k1"><SelectionRef targetGUID="m"/></Case>'
    body = project(case).replace("</Sources>", tape + "</Sources>")
    assert lost(read_project(body, TEXTS)) == {
        "case without a source": (1, ""),
        "selection given to a case": (1, ""),
        "selection in a sound": (1, ""),
        "variable without a value": (2, ""),
    }


def test_references_and_values_that_lead_nowhere_are_counted(read_project):
    cases = (
        f"<Case guid='k1'>{value('v9', 'x')}{value('v1', 'y')}{value('v2', '1')}"
        '<SourceRef targetGUID="A"/><SourceRef targetGUID="Z"/>'
        '<SelectionRef targetGUID="Z"/></Case>'
    )
    export = read_project(project(cases), TEXTS)
    assert len(export.attributes) == 2
    assert lost(export) == {
        "reference of a case to what is not in the project": (2, ""),
        "value of a variable that is not in the project": (1, ""),
    }


@pytest.mark.parametrize(
    ("tag", "written", "read"),
    [
        ("TextValue", " as it is ", " as it is "),
        ("TextValue", "3.0", "3.0"),
        ("BooleanValue", "1", "true"),
        ("BooleanValue", " False ", "false"),
        ("IntegerValue", " 41 ", "41"),
        ("FloatValue", "3.0", "3"),
        ("FloatValue", "-3.", "-3"),
        ("FloatValue", "3.50", "3.50"),
        ("FloatValue", "many", "many"),
        ("DateValue", "2020-10-01", "2020-10-01"),
        ("DateTimeValue", "2020-10-01T09:05:00Z", "2020-10-01 09:05:00"),
        ("DateTimeValue", "soon", "soon"),
        ("TextValue", "", ""),
    ],
)
def test_values_are_written_as_people_do(read_project, tag, written, read):
    case = f"<Case guid='k'>{value('v1', written, tag)}<SourceRef targetGUID='A'/></Case>"
    assert read_project(project(case), TEXTS).attributes.values.tolist() == [["A", "role", read]]
