"""What the README and the pages tell a newcomer to type works as it stands there."""

import re
from pathlib import Path

import pytest

from cpsurvey.codebook import load_codebook

ROOT = Path(__file__).parents[1]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_readmes_ten_lines_make_its_figure(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("README.md", "python")
    exec(compile(code, "README.md", "exec"), {})
    assert "estimate" in capsys.readouterr().out
    assert sorted(path.suffix for path in (tmp_path / "figures").iterdir()) == [
        ".csv", ".pdf", ".png", ".svg", ".txt",
    ]  # fmt: skip


def test_the_codebook_pages_three_files_are_a_codebook(tmp_path):
    names = ("codebook.toml", "scales.toml", "questions.toml")
    for name, content in zip(names, blocks("docs/codebook.md", "toml"), strict=True):
        (tmp_path / name).write_text(content, encoding="utf-8")
    book = load_codebook(tmp_path)
    assert [question.name for question in book.questions] == ["consent", "satisfaction"]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/codebook.md"])
def test_files_that_a_page_names_are_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|docs|notebooks|data/raw)/[\w./-]+)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []
