"""The page of what exports cannot carry says what the platforms' facts say."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_page_is_made_of_the_facts_by_docs_losses():
    spec = importlib.util.spec_from_file_location("losses", ROOT / "docs" / "losses.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.PAGE.read_text(encoding="utf-8") == made.page()
