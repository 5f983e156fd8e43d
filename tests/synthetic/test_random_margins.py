"""A hundred sets of margins that some people meet: each is met exactly, by every seed."""

import numpy as np
import pytest

from cpsurvey.synthetic.margins import load_margins
from cpsurvey.synthetic.respondents import make_answers

from .rehearsed import counted, counted_in, rehearse

SETS = 100
BUILT = (0, 17, 58)
SATISFACTION = ["poor", "fair", "good", "-prefer_not", "-skipped"]
BORROWED = ["yes", "no", "-dont_know"]
LOANS = ["0-9", "10-99", "100", "-skipped"]
OPTIONS = ["books", "quiet"]


def some_people(rng):
    """Visitors of a library, their answers by question; one may go with another."""
    size = int(rng.integers(5, 60))
    pulled = rng.random() < 0.5
    people = {"satisfaction": rng.choice(SATISFACTION, size)}
    for name, answers in (("borrowed", BORROWED), ("rooms__hall", SATISFACTION)):
        own = rng.choice(answers, size)
        tied = np.array(answers)[
            [SATISFACTION.index(s) % len(answers) for s in people["satisfaction"]]
        ]
        people[name] = np.where(rng.random(size) < 0.7, tied, own) if pulled else own
    shown = people["borrowed"] == "yes"
    people["loans"] = np.where(shown, rng.choice(LOANS, size), "")
    ticks = rng.random((size, 2)) < 0.5
    people["uses"] = [
        tuple(option for option, hit in zip(OPTIONS, row, strict=True) if hit)
        or [("none",), "-skipped"][int(rng.random() < 0.3)]
        for row in ticks
    ]
    return people, size


def counts_of(cells):
    """A table of TOML with how often each answer stands there."""
    several = [a for cell in cells for a in ([cell] if isinstance(cell, str) else cell) if a]
    counts = {str(answer): several.count(answer) for answer in dict.fromkeys(several)}
    return "{ " + ", ".join(f"{a} = {n}" for a, n in counts.items()) + " }"


def table_of(people, earlier, later):
    """A cross-tabulation of those who were shown both."""
    rows = [
        f"{answer} = {counts_of(people[later][people[earlier] == answer])}"
        for answer in dict.fromkeys(people[earlier].tolist())
        if answer
    ]
    return "{ " + ", ".join(rows) + " }"


def margins_of(people, size, rng):
    """The margins that these people have, with odds and cross-tabulations of theirs."""
    lines = ["[kept]", f"visitor = {size}", "staff = 4"]
    for name in ("satisfaction", "borrowed", "loans", "uses"):
        if name == "loans" and not (people["loans"] != "").any():
            continue
        lines += [f"[margins.visitor.{name}]", 'assumed = "a test"']
        lines += [f"answers = {counts_of(people[name])}"]
        if name == "borrowed" and rng.random() < 0.5:
            lines += [f"table.satisfaction = {table_of(people, 'satisfaction', 'borrowed')}"]
        if name == "loans" and rng.random() < 0.5:
            lines += [f"table.satisfaction = {table_of(people, 'satisfaction', 'loans')}"]
        if name == "uses" and "poor" in people["satisfaction"] and "books" in lines[-1]:
            lines += ['given = ["satisfaction", "borrowed"]', "odds.satisfaction.poor.books = 4"]
    lines += ["[margins.visitor.rooms]", 'assumed = "a test"', "[margins.visitor.rooms.rows]"]
    lines += [f"hall = {counts_of(people['rooms__hall'])}"]
    return lines


def hall_alone(people, lines, rng):
    """The same, the row of the matrix as a table of its own that names others."""
    at = lines.index("[margins.visitor.rooms]")
    hall = ["[margins.visitor.rooms__hall]", 'assumed = "a test"', f"answers = {lines[-1][7:]}"]
    tied = [name for name in ("satisfaction", "borrowed") if rng.random() < 0.7]
    tables = [f"table.{name} = {table_of(people, name, 'rooms__hall')}" for name in tied]
    return [*lines[:at], *hall, *tables]


@pytest.fixture(scope="module")
def sets(library, tmp_path_factory):
    """The margins of a hundred sets of people, read."""
    staff = """
[margins.staff.satisfaction]
assumed = "a test"
answers = { good = 4 }
[margins.staff.rooms]
assumed = "a test"
rows = { hall = { fair = 4 }, attic = { good = "rest", poor = 1 } }
[margins.visitor.remarks]
assumed = "a test"
answers = { written = 1, -skipped = "rest" }
"""
    folder = tmp_path_factory.mktemp("margins")
    made = []
    for number in range(SETS):
        rng = np.random.default_rng(number)
        people, size = some_people(rng)
        lines = hall_alone(people, margins_of(people, size, rng), rng)
        text = "\n".join(lines) + staff
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
        made.append((people, text, load_margins(library, [], folder / f"{number}.toml")))
    return made


@pytest.mark.slow
def test_every_margin_of_a_hundred_sets_is_met_exactly(sets, library):
    tied = 0
    for number, (_, _, margins) in enumerate(sets):
        made = make_answers(margins, library, number)
        for margin in margins.margins:
            people = made[margin.group]
            assert counted(people, margin, library) == margin.counts, (number, margin.question)
            for earlier, rows in margin.table.items():
                tied += 1
                _check_table(people, earlier, margin, rows, library)
    assert tied > SETS


def _check_table(people, earlier, margin, rows, library):
    for answer, cells in rows.items():
        those = people[people[earlier] == answer]
        found = counted(those, margin, library)
        assert {a: n for a, n in found.items() if n} == {a: n for a, n in cells.items() if n}


def test_other_seeds_give_other_people_and_the_same_counts(sets, library):
    _, _, margins = sets[BUILT[0]]
    one, other = (make_answers(margins, library, seed)["visitor"] for seed in (1, 2))
    assert not one.equals(other)
    for margin in margins.margins:
        if margin.group == "visitor":
            assert counted(one, margin, library) == counted(other, margin, library)


@pytest.mark.parametrize("number", BUILT)
def test_every_margin_comes_back_from_the_cleaned_tables(sets, library, number, tmp_path):
    _, text, margins = sets[number]
    tables = rehearse(library, text, tmp_path, seed=number)
    for margin in margins.margins:
        if margin.question != "remarks":
            assert counted_in(tables, margin, library) == margin.counts, margin.question
