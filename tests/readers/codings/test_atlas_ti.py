"""ATLAS.ti's quotations and codes, and the table of co-occurrences that is refused."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_coding_export

HEADER = (
    "Number;Reference;Name;Text Content;Document;Codes;Number of Codes;Comment;Initial Position;"
    "Final Position;Extensão;Creation Date ;Modification Date\n"
)
QUOTATIONS = HEADER + (
    '1:1;¶ 4;;"It was quiet.";INT 01;"Mood: Calm, T2. Law, trust & all: Access";2;;4;4;1;3/25/20;'
    "9/14/20\n"
    '1:2;¶ 6;own;"Yes.";INT 01;Mood: Calm;1;ask again;6;6;1;3/31/20;9/14/20\n'
    '2:1;¶ 1;;"No.";INT 01;;0;;1;1;1;4/1/20;9/14/20\n'
    '2:2;¶ 2;;"Ŵel, 😀";INT 01;"Mood: Sad, T2. Law, trust & all: Duty, Video";3;;2;2;1;4/1/20;'
    "9/14/20\n"
)
ENGLISH = [
    ["ID", "Reference", "Quotation Name", "Quotation Content", "Document", "Codes", "Comment",
     "Created by", "Created"],
    ["1:1", "1 - 20", "", "It was quiet.", "INT 01", "Calm\nWell, then", "", "ann", "2020-03-25"],
    ["1:1", "1 - 20", "", "It was quiet.", "INT 02", "Calm", "", "bob", "2020-03-26"],
]  # fmt: skip
MANAGER = (
    "Code;;Magnitude Degree;Density;Groups;Number of Groups;Comment;Creation Date;Date Modified\n"
    "● T1. Law, trust;;5;0;Themes;1;;4/7/25;5/12/25\n"
    ';● Access;2;1;"Own, or not, Themes";2;What one can open;4/5/25;5/12/25\n'
    ";● Duty;3;0;;0;;4/5/25;5/12/25\n"
    "● Calm;;4;0;Themes;1;;4/5/25;5/12/25\n"
)


@pytest.fixture
def read(make_file):
    return lambda text, name="atlas.csv": read_coding_export(make_file(text, name))


def test_quotations_saved_as_csv(read):
    export = read(QUOTATIONS)
    assert export.codes["path"].tolist() == [
        "Mood",
        "Mood > Calm",
        "T2. Law, trust & all",
        "T2. Law, trust & all > Access",
        "Mood > Sad",
        "T2. Law, trust & all > Duty",
        "Video",
    ]
    told = export.codings.merge(export.codes, on="code_id")
    assert told[["source_id", "name", "segment", "coded"]].to_numpy().tolist() == [
        ["source-1", "Calm", "s1", "2020-03-25"],
        ["source-1", "Access", "s1", "2020-03-25"],
        ["source-1", "Calm", "s2", "2020-03-31"],
        ["source-2", "Sad", "s4", "2020-04-01"],
        ["source-2", "Duty", "s4", "2020-04-01"],
        ["source-2", "Video", "s4", "2020-04-01"],
    ]
    assert export.passages == {"s1": "It was quiet.", "s2": "Yes.", "s3": "No.", "s4": "Ŵel, 😀"}
    assert export.memos.to_numpy().tolist() == [["memo-1", "segment", "s2", "", 9]]
    assert export.losses.to_numpy().tolist() == [
        ["date of the last change of a selection", 4, ""],
        ["length of a selection in paragraphs", 4, ""],
        ["name of a selection", 1, ""],
        ["position of a selection in paragraphs", 4, ""],
        ["selection without a code", 1, ""],
    ]


def test_documents_of_one_name_are_told_apart_by_their_number(read):
    assert read(QUOTATIONS).sources["name"].tolist() == ["INT 01", "INT 01"]


def test_codes_on_lines_of_their_own_and_coders(make_book, make_file):
    export = read_coding_export(make_file(make_book({"Quotations": ENGLISH}), "q.xlsx"))
    assert export.codes["name"].tolist() == ["Calm", "Well, then"]
    assert export.codings[["code_id", "coder", "segment"]].to_numpy().tolist() == [
        ["code-1", "coder-1", "s1"],
        ["code-2", "coder-1", "s1"],
        ["code-1", "coder-2", "s2"],
    ]
    assert len(export.sources) == 2


def test_codes_that_cannot_be_told_apart_are_counted(read):
    export = read(HEADER + "1:1;¶ 4;;Yes.;INT 01;a, b, c;2;;4;4;1;;\n1:2;;;No.;INT 01;d;1;;;;;;\n")
    assert export.codes["name"].tolist() == ["d"]
    assert export.losses.to_numpy().tolist()[0] == [
        "coding in a cell that can be parted into codes in several ways",
        2,
        "in 1 selections",
    ]


def test_a_count_that_is_no_number_is_named_by_its_cell(coding_error):
    text = QUOTATIONS.replace(";Mood: Calm;1;", ";Mood: Calm;one;")
    assert coding_error(text, "q.csv") == (
        "q.csv: cell G3 must hold a whole number up to 1000000 of codings, and does not: export it"
        " again as counts, without shares or words in the cells."
    )


def test_a_prefix_is_a_theme_only_where_codes_share_it(read):
    text = HEADER + "1:1;;;Yes.;A;note: it;1;;;;;;\n1:2;;;No.;A;Mood: a;1;;;;;;\n"
    assert read(text).codes["path"].tolist() == ["note: it", "Mood: a"]
    text += "1:3;;;No.;A;Mood: b: c;1;;;;;;\n"
    assert read(text).codes["path"].tolist() == ["note: it", "Mood", "Mood > a", "Mood > b: c"]


def test_the_code_manager_gives_codes_and_sets_but_no_codings(read):
    export = read(MANAGER, "codes.csv")
    assert export.codes[["path", "description"]].to_numpy().tolist() == [
        ["T1. Law, trust", ""],
        ["T1. Law, trust > Access", "What one can open"],
        ["T1. Law, trust > Duty", ""],
        ["Calm", ""],
    ]
    assert export.sets.to_numpy().tolist() == [
        ["Themes", "code", "code-1"],
        ["Own, or not", "code", "code-2"],
        ["Themes", "code", "code-2"],
        ["Themes", "code", "code-4"],
    ]
    assert export.codings.empty
    assert export.losses.to_numpy().tolist() == [
        ["coding that is only counted", 9, "interviews and selections are not told"],
        ["date of a code", 8, ""],
        ["link between codes", 1, ""],
    ]


def test_a_codebook_below_a_title_with_numbered_groups(read):
    text = (
        "Tabela 1\nCódigo;Comentário;Grupo de Códigos 1;Grupo de Códigos 2\n"
        "Mood: Calm;How;Themes;Own\nMood: Sad;;Themes;\n"
    )
    export = read(text, "codebook.csv")
    assert export.codes[["name", "description"]].to_numpy().tolist() == [
        ["Mood: Calm", "How"],
        ["Mood: Sad", ""],
    ]
    assert export.sets["name"].tolist() == ["Themes", "Own", "Themes"]


def test_co_occurrences_are_refused_with_advice(make_book, coding_error):
    rows = [["", "● Calm\nGr=110", "● Sad\nGr=3"], ["● Calm\nGr=110", 0, 2]]
    book = make_book({"Co-Occurrence": rows, "Information": [["Project", "x"]]})
    assert coding_error(book, "co.xlsx") == (
        'co.xlsx, sheet "Co-Occurrence" counts how often codes of ATLAS.ti go together; which'
        " interview that was in, it does not say: export the project as REFI-QDA (.qdpx), or the"
        " quotations from the Quotation Manager."
    )


def test_a_column_that_is_missing(coding_error):
    text = QUOTATIONS.replace(";Text Content;", ";Content of text;")
    assert coding_error(text, "q.csv") == (
        "q.csv, row 1, is the header of ATLAS.ti's quotations but lacks the columns \"Quotation"
        ' Content". Export it again with all its columns, and leave the header as it is: one row,'
        " no cells merged."
    )
