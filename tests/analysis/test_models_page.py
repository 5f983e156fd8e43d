"""The page on models: its example runs and its numbers are those of the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import cpsurvey.analysis

PAGE = Path(__file__).parents[2] / "docs/models.md"


def test_the_example_runs_and_gives_the_numbers_told():
    text = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(code, "models.md", "exec"), (made := {}))
    assert made["odds"]["level"].tolist() == ["", "parent", "phone"]
    assert len(made["points"]) == 6
    (row,) = made["clustered"].to_dict("records")
    told = re.search(
        r"(\d+) parents in (\d+) authorities\s+leave (\d+), though there are (\d+)", text
    )
    parents, authorities, df, all_authorities = map(int, told.groups())
    assert row["base"] == parents
    assert int(row["df"]) == df
    assert row["why"].startswith(
        f"{authorities} clusters by authority in parent, {all_authorities} in professional; "
    )


def test_statsmodels_is_loaded_only_when_used():
    home = Path(cpsurvey.analysis.__file__).parents[1]
    at_once = [
        path.name
        for path in home.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom) and "statsmodels" in ast.unparse(node)
    ]
    assert at_once == []
