"""Who may import whom: the package's direction of dependence, held by walking the imports."""

import ast
from functools import cache
from pathlib import Path

import pytest

import cpsurvey

HOME = Path(cpsurvey.__file__).parent
MAY_IMPORT = {
    "errors": set(),
    "vocabulary": set(),
    "files": set(),
    "exports": set(),
    "framework_layout": set(),
    "masking": set(),
    "moments": set(),
    "stats": {"errors"},
    "codebook": {"errors", "vocabulary"},
    "tables": {"errors", "vocabulary", "files"},
    "example": {"errors", "tables"},
    "platforms": set(),
    "readers": {"codebook", "errors", "exports", "framework_layout", "moments", "platforms"},
    "drafting": {"codebook", "errors", "exports", "moments"},
    "writers": {
        "codebook", "tables", "errors", "exports", "framework_layout", "platforms", "vocabulary",
    },
    "cleaning": {
        "codebook", "tables", "errors", "exports", "masking", "moments", "platforms", "vocabulary",
    },
    "analysis": {"stats", "tables", "vocabulary", "errors"},
    "claims": {"analysis", "codebook", "tables", "stats", "vocabulary", "errors"},
    # Quotations name places, which the codebook lists, and hold what masking finds.
    "disclosure": {"codebook", "masking", "vocabulary", "tables", "errors"},
    "figures": {"vocabulary", "errors", "files"},
    "report": {
        "figures", "disclosure", "claims", "analysis", "tables", "codebook", "exports", "writers",
        "files", "platforms", "vocabulary", "errors",
    },
    "synthetic": {"codebook", "claims", "writers", "tables", "errors"},
}  # fmt: skip


@cache
def parts() -> dict[str, set[str]]:
    """Each part of the package with the parts it imports."""
    found: dict[str, set[str]] = {}
    for path in HOME.rglob("*.py"):
        part = path.relative_to(HOME).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            imported = {n.split(".")[1] for n in names if n.startswith("cpsurvey.")}
            found.setdefault(part, set()).update(imported - {part})
    return found


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_a_part_imports_only_what_it_may(part):
    assert parts()[part] <= MAY_IMPORT[part]


def test_every_part_has_a_place_in_the_table():
    assert set(parts()) - {"__init__", "__main__", "cli"} == set(MAY_IMPORT)


def test_nothing_imports_the_command_line():
    assert [part for part, imported in parts().items() if "cli" in imported] == ["__main__"]
