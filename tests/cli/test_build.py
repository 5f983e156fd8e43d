"""From a folder of exports to tables at the command line; and exports that people spoilt."""

import contextlib
import io
import re
import shutil

import pytest

import cpsurvey as cps
from cpsurvey.cli import main

from .conftest import RAW

PROFESSIONALS = "SYNTHETIC-professionals.csv"
PARENTS = "SYNTHETIC-parents.csv"
INTERVIEWS = "SYNTHETIC-interviews.qdpx"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The tables of the synthetic exports, not to be touched, and what building them said."""
    out = tmp_path_factory.mktemp("built") / "out"
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert main(["build", str(RAW), str(out)]) == 0
    return out, said.getvalue()


def test_the_summary_counts_what_came_in_and_what_became_of_it(built):
    out, said = built
    tables = cps.read_tables(out)
    for group, count in (("professional", 492), ("parent", 24)):
        left_out = (tables.excluded["group"] == group).sum()
        assert f"rows in    {count + left_out:>6}" in said
        assert f"kept       {count:>6}" in said
    assert "identifying, not kept: IPAddress, RecipientLastName" in said
    assert "read for identifier, date and rules only: StartDate, EndDate, Status" in said
    assert f"interviews {66:>6}" in said


def test_nothing_typed_or_identifying_reaches_the_tables(built):
    export = cps.read_survey_export(RAW / PROFESSIONALS, group="professional")
    book = cps.load_codebook()
    apart = [
        q
        for q in book.questions
        if q.type in ("text", "role", "authority") and "professional" in q.raw
    ]
    official = {a.name for a in book.authorities}
    official |= {name for role in book.roles for name in (role.label, role.code)}
    typed = {text for q in apart for text in export.rows[q.raw["professional"][0]]}
    typed = {text for text in typed if len(text) > 8} - official
    assert len(typed) > 200
    tables = cps.read_tables(built[0])
    kept = set()
    for name in ("responses", "nonresponse", "excluded", "changes", "flags"):
        frame = getattr(tables, name)
        kept |= {str(value) for column in frame for value in frame[column].dropna().unique()}
    assert typed & kept == set()
    assert not any(re.match(r"192\.0\.2\.|198\.51\.|203\.0\.113\.", value) for value in kept)


def test_building_again_gives_the_same_bytes(built, tmp_path):
    main(["build", str(RAW), str(tmp_path / "again")])
    for path in built[0].iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_one_export_can_be_built_alone(raw, tmp_path):
    assert main(["build", str(raw / PARENTS), str(tmp_path / "out"), "--group", "parent"]) == 0
    assert len(cps.read_tables(tmp_path / "out").responses) == 24


def test_interviews_can_be_built_alone(raw, tmp_path):
    assert main(["build", str(raw / INTERVIEWS), str(tmp_path / "out")]) == 0
    assert len(cps.read_tables(tmp_path / "out").interviews) == 66


def edit(path, old, new):
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def without_column(path, name):
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(name)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[:place] + row[place + 1 :] for row in rows])


def half_of(path):
    content = path.read_bytes()
    return content[: len(content) // 2]


SPOILT = {
    "an empty file": (
        lambda raw: (raw / PROFESSIONALS).write_bytes(b""),
        rf"{PROFESSIONALS} is empty",
    ),
    "a file cut off": (
        lambda raw: (raw / PROFESSIONALS).write_bytes(half_of(raw / PROFESSIONALS)),
        PROFESSIONALS,
    ),
    "an archive cut off": (
        lambda raw: (raw / INTERVIEWS).write_bytes((raw / INTERVIEWS).read_bytes()[:9_000]),
        INTERVIEWS,
    ),
    "interviews given as a survey": (
        lambda raw: shutil.copy(raw / INTERVIEWS, raw / PROFESSIONALS),
        PROFESSIONALS,
    ),
    "a survey given as interviews": (
        lambda raw: shutil.copy(raw / PROFESSIONALS, raw / INTERVIEWS),
        INTERVIEWS,
    ),
    "a column missing": (
        lambda raw: without_column(raw / PARENTS, "Q5"),
        r'column "Q5" of question \w+ is missing',
    ),
    "an unknown answer": (
        lambda raw: edit(raw / PARENTS, ",Phone,", ",Carrier pigeon,"),
        r'question \w+ \(column Q\w+\): "Carrier pigeon" \d+ times, first in row \d+',
    ),
    "another encoding": (
        lambda raw: (raw / PARENTS).write_bytes(b"\xff\xfe\x00" + (raw / PARENTS).read_bytes()),
        PARENTS,
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_export_is_refused_in_words(raw, tmp_path, capsys, case):
    spoil, message = SPOILT[case]
    spoil(raw)
    assert main(["build", str(raw), str(tmp_path / "out")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("cpsurvey: ")
    assert re.search(message, said.err)
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()


def test_a_doubled_column_is_refused(raw, tmp_path, capsys):
    path = raw / PARENTS
    lines = path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
    lines[0] = lines[0].replace(",Q5,", ",Q4,")
    path.write_bytes("".join(lines).encode())
    assert main(["build", str(raw), str(tmp_path / "out")]) == 2
    assert re.search(r'column "Q4" of question \w+ stands more than once', capsys.readouterr().err)


def test_an_unknown_rule_set_is_refused(raw, tmp_path, capsys):
    assert main(["build", str(raw), str(tmp_path / "out"), "--rules", "mine"]) == 2
    assert capsys.readouterr().err == (
        'cpsurvey: set of rules "mine" is not known. Known: default and most_of_it.\n'
    )


def test_a_codebook_that_is_not_there_is_refused(raw, tmp_path, capsys):
    assert main(["build", str(raw), str(tmp_path / "out"), "--codebook", str(tmp_path / "no")]) == 2
    assert capsys.readouterr().err == (
        f"cpsurvey: {tmp_path}/no/codebook.toml is missing; a codebook folder holds codebook.toml,"
        " scales.toml and questions.toml.\n"
    )


def test_a_name_that_the_console_cannot_show_stops_nothing(raw, tmp_path, monkeypatch):
    text = 'data = "T\u0177"\n[[source]]\nfile = "SYNTHETIC-parents.csv"\ngroup = "parent"\n'
    (raw / "sources.toml").write_text(text, encoding="utf-8")
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", console)
    assert main(["build", str(raw), str(tmp_path / "out")]) == 0
    console.seek(0)
    assert console.readline() == "T?\n"


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    assert main(["synthesise", str(tmp_path / "again"), "--seed", "2020"]) == 0
    for path in RAW.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_columns_that_the_codebook_ignores_are_named(export_of, library):
    from cpsurvey.cleaning import clean_survey
    from cpsurvey.report.data_reports.summary import build_summary

    answers = {"Q1": ["Yes"], "Timing_1": ["9"]}
    visitor = {f"Q{part}": [""] for part in ("2", "3", "4", "5_1", "5_2", "5_3", "6_1", "7")}
    export = export_of("visitor", **visitor, **answers)
    said = build_summary(clean_survey(export, library), [export], [], library)
    assert "    ignored, as the codebook says: Timing_1\n" in said
