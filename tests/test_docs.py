"""What the README and the pages tell a newcomer to type works as it stands there."""

import importlib.util
import re
import shlex
import shutil
import textwrap
import tomllib
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey import figures, report
from cpsurvey.claims import load_claims
from cpsurvey.cli import main
from cpsurvey.codebook import load_codebook
from cpsurvey.platforms import CODES, SETTINGS, Loss, platform
from cpsurvey.readers.files.grid import open_grid
from cpsurvey.report import synthetic_page
from cpsurvey.writers import write_refi_qda

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{p.name}" for p in ROOT.glob("docs/*.md"))]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_readmes_ten_lines_make_its_figure(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("README.md", "python")
    exec(compile(code, "README.md", "exec"), {})
    assert "estimate" in capsys.readouterr().out
    assert sorted(path.suffix for path in (tmp_path / "figures").iterdir()) == [
        ".csv", ".json", ".pdf", ".png", ".svg", ".txt",
    ]  # fmt: skip


def test_the_codebook_pages_three_files_are_a_codebook(tmp_path):
    names = ("codebook.toml", "scales.toml", "questions.toml")
    for name, content in zip(names, blocks("docs/codebook.md", "toml"), strict=True):
        (tmp_path / name).write_text(content, encoding="utf-8")
    book = load_codebook(tmp_path)
    assert [question.name for question in book.questions] == ["consent", "satisfaction"]


VISITORS = """\
id,Satisfaction,How often do you come?,Anything else?
R_1x,Poor,Weekly,Lovely staff
R_2y,Good,Never,
R_3z,Fair,Weekly,More chairs
R_4a,Good,Monthly,
"""


def commands(page: str) -> list[list[str]]:
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = re.findall(r"^    cpsurvey (.*)$", text, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def decisions(page: str) -> str:
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" |") for line in text.splitlines() if line.startswith("| R_")]
    cells = [[cell.strip() for cell in row] for row in rows]
    assert len(cells) == 3
    return "respondent,question,action,value,reason,date\n" + "\n".join(
        ",".join(f'"{cell}"' for cell in row) for row in cells
    )


def test_the_own_questionnaire_page_runs_from_start_to_end(tmp_path, monkeypatch, capsys):
    page = "docs/own-questionnaire.md"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/sources.toml").write_text(blocks(page, "toml")[0], encoding="utf-8")
    for folder in ("", "raw/"):
        Path(f"{folder}visitors.csv").write_text(VISITORS, encoding="utf-8")
        Path(f"{folder}decisions.csv").write_text(decisions(page), encoding="utf-8")
        Path(f"{folder}to-settle.csv").write_text("question,typed,code\n", encoding="utf-8")
    ran = [words for words in commands(page) if "--definition" not in words]
    pd.read_csv("visitors.csv").to_excel("visitors.xlsx", sheet_name="Answers", index=False)
    assert len(ran) == 9
    for words in ran:
        assert main(words) == 0, words
    assert capsys.readouterr().err == ""
    exec("\n".join(blocks(page, "python")), (said := {}))
    for tables in (cps.read_tables("my-tables"), said["tables"]):
        assert tables.responses["respondent"].tolist() == ["R_1x", "R_4a"]
        assert tables.responses["satisfaction"].tolist() == ["good", "good"]


def test_the_readmes_other_questionnaire_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("visitors.csv").write_text(VISITORS, encoding="utf-8")
    ran = [words for words in commands("README.md") if "visitors.csv" in words]
    assert [words[0] for words in ran] == ["inspect", "draft-codebook", "build"]
    assert [main(words) for words in ran] == [0, 0, 0]
    assert Path("my-tables/data-report.html").exists()


def test_the_data_report_page_names_every_section_and_its_example_runs(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    page = "docs/data-report.md"
    (code,) = blocks(page, "python")
    exec(code, (made := {}))
    titles = re.findall(r"<h2>(.*?)</h2>", made["page"])
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE)[1:]
    assert [row for row in rows if row not in titles and row != "---"] == []


def test_the_comparing_page_runs(capsys):
    (code,) = blocks("docs/comparing.md", "python")
    exec(code, (made := {}))
    assert capsys.readouterr().out.startswith("probability_of_superiority: 0.2")
    assert set(made["by_mode"]["measure"]) == {"difference"}
    assert set(made["among_professionals"]["reference"]) == {"", "video"}


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_are_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|docs|notebooks|data/raw)/[\w./-]+)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_interviews_pages_commands_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    codes = pd.DataFrame({"code": ["t"], "name": ["Test code"], "parent": [""]})
    columns = ["source", "code", "coder", "start", "end"]
    codings = pd.DataFrame([("Ann", "t", "A", 4, 9)], columns=columns)
    project = write_refi_qda("Talks", ["A"], codes, [("Ann", "Was quiet.", {})], codings)
    for name in ("interviews.qdpx", "interviews-later.qdpx"):
        Path(name).write_bytes(project)
    Path("people.csv").write_text("source,interview\nAnn,Heron\n", encoding="utf-8")
    Path("frame.csv").write_text(
        "action,project_code,code,reason\ndrop,Test code,,we tried it\n", encoding="utf-8"
    )
    assert [main(words) for words in commands("docs/interviews.md")] == [0] * 5
    assert "Heron" in set(cps.read_tables("my-interviews").interviews["interview"])
    assert capsys.readouterr().err == ""


def test_the_interviews_pages_tour_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "data/raw/SYNTHETIC-interviews.qdpx", "interviews.qdpx")
    (code,) = blocks("docs/interviews.md", "python")
    exec(code, (made := {}))
    assert made["display"]["verdict"].tolist() == ["contradicts"]
    assert made["written"]["status"].unique().tolist() == ["to_write", "nothing_coded"]
    assert len(made["own"]) == 0
    assert set(made["agreed"]["measure"]) == {"gwet_ac1"}


def test_the_interviews_pages_own_files_are_ones(tmp_path):
    text = (ROOT / "docs/interviews.md").read_text(encoding="utf-8")
    for start, read in (("source,", cps.read_attributes), ("action,", cps.read_frame)):
        lines = text[text.index(f"    {start}") :].split("\n\n")[0]
        path = tmp_path / "team.csv"
        path.write_text(lines.replace("    ", ""), encoding="utf-8")
        assert len(read(path)) > 5


LEAFLET = {
    "Satisfaction": ["Good"] * 19 + ["Fair"] * 12 + ["Poor"] * 8 + ["Don't know"] * 2 + [""],
    "How often do you come?": ["Weekly"] * 15 + ["Monthly"] * 16 + ["Never"] * 11,
}


def test_the_claims_pages_own_study_is_checked_as_written(tmp_path, monkeypatch, capsys):
    page = "docs/claims.md"
    monkeypatch.chdir(tmp_path)
    pd.DataFrame(LEAFLET).rename_axis("id").to_csv("visitors.csv")
    for name, content in zip(("claims", "words", "related"), blocks(page, "toml"), strict=True):
        Path(f"my-{name}.toml").write_text(content, encoding="utf-8")
    made_first = {"draft-codebook": 0, "build": 1}
    ordered = sorted(commands(page), key=lambda words: made_first.get(words[0], 2))
    assert [main(words) for words in ordered] == [0, 0, 0, 0]
    said = capsys.readouterr()
    assert said.err == ""
    assert "3 claims: 1 reproduced, 1 base ambiguous, 1 not decidable." in said.out
    exec("\n".join(blocks(page, "python")), (made := {}))
    assert made["checked"]["count"].dropna().tolist() == [19, 15]
    assert made["readings"]["agrees"].dropna().tolist() == [True, False, True]
    assert made["summary"]["turns_on"].tolist() == ["reading", ""]
    assert made["bases"].groupby("base")["all_fit"].first()[42]
    assert set(made["of_sets"]["exclusions"]) == set(made["sets"])
    assert made["beside"]["published"].tolist() == ["nearly half", "45%"]
    assert made["beside"]["count"].tolist() == [19, 54]


def test_the_claims_pages_tables_hold_what_is_computed():
    from cpsurvey import claims
    from cpsurvey.vocabulary import CLAIM_VERDICTS, MULTIVERSE_COLUMNS

    text = (ROOT / "docs/claims.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()
            if line.startswith("| ")]  # fmt: skip
    assert {row[0] for row in rows} >= set(CLAIM_VERDICTS)
    choices = [row[0].strip("`") for row in rows if row[0].startswith("`")]
    assert [name for name in choices if name not in MULTIVERSE_COLUMNS] == []
    registry = claims.load_claims()
    sources = {source.name for claim in registry for source in claim.sources}
    assert f"{len(registry)} of them, read in {len(sources)} documents" in " ".join(text.split())
    four = [
        "parents-contribution-harmed", "parents-could-express", "parents-no-reports",
        "children-views-shared",
    ]  # fmt: skip
    found = claims.find_bases(four, [24, 14, 38])
    for base in (24, 14, 38):
        row = next(row for row in rows if row[0].startswith(f"{base},"))
        fits = found[found["base"] == base]
        assert row[1:] == [*map(span, fits["fits_low"], fits["fits_high"]),
                           "all fit" if fits["all_fit"].all() else "not all"]  # fmt: skip


def span(low, high) -> str:
    if pd.isna(low):
        return "none"
    return f"{low}" if low == high else f"{low}–{high}"


def test_the_rehearsing_page_runs_from_drafted_margins_to_power(tmp_path, monkeypatch, capsys):
    page = "docs/rehearsing.md"
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "tests/library", "my-codebook")
    draft, *others = commands(page)
    assert main(draft) == 0
    text = Path("margins.toml").read_text(encoding="utf-8")
    (edited,) = blocks(page, "toml")
    for margin in edited.strip().split("\n\n"):
        name = margin.partition("\n")[0]
        drafted = text[text.index(name) :].partition("\n\n")[0]
        text = text.replace(drafted, margin)
    Path("margins.toml").write_text(text, encoding="utf-8")
    assert [main(words) for words in others] == [0, 0]
    assert capsys.readouterr().err == ""
    (code,) = blocks(page, "python")
    exec(code, (made := {}))
    assert made["tables"].name == "SYNTHETIC library users"
    (gap,) = made["gap"].itertuples()
    by_gap = made["power"].set_index("gap")["estimate"]
    said = (ROOT / page).read_text(encoding="utf-8")
    assert f"{gap.base} staff and\n{gap.base_reference} visitors" in said
    assert f"{100 * gap.detectable_gap:.1f} points" in said
    assert f"{by_gap[0.2]:.0%} of the time for one of 20 points" in said


def test_the_synthetic_page_names_every_section_and_its_tables_are_made():
    page = "docs/synthetic.md"
    (code,) = blocks(page, "python")
    exec(code, (made := {}))
    phone = made["harmed"].query("answer == 'harmed' and level == 'phone'").iloc[0]
    assert phone[["base", "assumed_low", "assumed_high"]].tolist() == [16, 10, 16]
    assert phone[["published_share_low", "published_share_high"]].tolist() == [0, 1]
    assert set(made["published"]["claim"]) <= {claim.id for claim in load_claims()}
    none = pd.DataFrame()
    shown = synthetic_page(
        cps.load_example(), checked=none, published=none, assumed=none, bounds=none, checks=none,
        codebook=cps.load_codebook(),
    )  # fmt: skip
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z][^|]+?) \|", text, re.MULTILINE)
    assert rows == re.findall(r"<h2>(.*?)</h2>", shown)


@pytest.mark.slow
def test_the_synthetic_pages_command_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (words,) = [words for words in commands("docs/synthetic.md") if words[0] == "synthesise"]
    assert main(words) == 0
    assert Path("made-up/SYNTHETIC-report.html").exists()


def gallery():
    """Return the script that makes the page of the charts."""
    name, path = "gallery", ROOT / "docs" / "gallery.py"
    spec = importlib.util.spec_from_file_location(name, path)
    spec.loader.exec_module(made := importlib.util.module_from_spec(spec))
    return made


def test_the_page_of_the_charts_has_them_all_with_pictures_and_words():
    text = (ROOT / "docs/figures.md").read_text(encoding="utf-8")
    charts = re.findall(r"^## `(\w+)`$", text, re.MULTILINE)
    assert sorted([*charts, "save", "style"]) == sorted(figures.__all__)
    pictures = re.findall(r"^!\[(.+)\]\(figures/(\w+)\.png\)$", text, re.MULTILINE)
    assert [name for _, name in pictures] == charts
    assert {path.stem for path in (ROOT / "docs/figures").iterdir()} == set(charts)
    assert sum(path.stat().st_size for path in (ROOT / "docs/figures").iterdir()) < 1_000_000


@pytest.mark.slow
def test_the_page_of_the_charts_is_what_its_script_makes():
    made = gallery()
    parts = [made.HEAD]
    for entry in made.ENTRIES:
        parts.append(made.part(entry, made.draw(entry)))
        plt.close("all")
    page = "\n".join([*parts, made.TAIL])
    assert page == (ROOT / "docs/figures.md").read_text(encoding="utf-8")


def test_the_chart_of_ones_own_shows_the_results_shares():
    text = (ROOT / "docs/figures.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\nimport seaborn.*?\n(.*?)```", text, re.DOTALL)
    known = {"cps": cps, "figures": figures, "report": report, "tables": cps.load_example()}
    exec(f"import seaborn as sns\n{code}", known)
    shares = known["judged"].sort_values(["group", "answer"])["share"]
    drawn = [bar.get_width() for bars in known["axes"].containers for bar in bars]
    assert drawn == pytest.approx(shares.tolist())
    assert known["axes"].get_title().startswith("SYNTHETIC")


@pytest.mark.slow
def test_the_report_pages_commands_and_example_run(tmp_path, monkeypatch):
    page = "docs/report.md"
    monkeypatch.chdir(tmp_path)
    exec("\n".join(blocks(page, "python")), (made := {}))
    assert [path.name for path in made["files"]] == ["SYNTHETIC-report.html"]
    assert "Compared with the same room" in made["shown"].as_raw_html()
    assert made["sentences"]


def test_the_report_page_names_the_commands_options(capsys):
    with pytest.raises(SystemExit):
        main(["report", "--help"])
    text = (ROOT / "docs/report.md").read_text(encoding="utf-8")
    told = re.findall(r"--\w+", "".join(re.findall(r"^\| `--.*$", text, re.MULTILINE)))
    assert set(told) == set(re.findall(r"--\w+", capsys.readouterr().out)) - {"--help"}


def test_the_exports_page_has_todays_menus():
    path = ROOT / "docs/menus.py"
    spec = importlib.util.spec_from_file_location("menus", path)
    spec.loader.exec_module(made := importlib.util.module_from_spec(spec))
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    listed = text.partition(made.START)[2].partition(made.END)[0]
    assert listed == made.menus(), "the menus have changed: run python docs/menus.py"


def test_the_format_that_contributing_adds_is_told_and_read():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (module,) = re.findall(r'   ```python\n(   """A table of Quill.*?)   ```', text, re.DOTALL)
    exec(textwrap.dedent(module), (quill := {}))
    content = b"Quill ID,Sent at,Sender,Which rooms?\nq7,2020-10-01 09:30:00,Ann Lee,Attic; Hall\n"
    grid = open_grid(content, "text", "answers.csv")
    export = quill["read"](grid)
    assert quill["fits"](grid) == "the columns Quill ID and Sent at"
    assert quill["fits"](open_grid(b"Sender,Which rooms?\na,b\n", "text", "b.csv")) == ""
    assert export.rows["Which rooms?"].tolist() == ["Attic; Hall"]
    assert export.meta[["respondent", "recorded"]].iloc[0].tolist() == ["q7", "2020-10-01 09:30:00"]
    assert (export.platform, export.dropped) == ("quill", ("Sender",))
    assert set(export.settings) <= set(SETTINGS)
    (facts,) = re.findall(r'   ```toml\n(   label = "Quill".*?)   ```', text, re.DOTALL)
    known = tomllib.loads(textwrap.dedent(facts))
    assert Loss(**known["loss"][0]).what in {
        loss.what for code in CODES for loss in platform(code).losses
    }
