"""Chromium, the rules of accessibility, and pages to look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.report import labels, report_page
from cpsurvey.report.document import Chapter, Report, Table
from cpsurvey.report.drawing import picture

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CLAIMS = pd.DataFrame(
    {
        "Claim": [
            "Reports came late", "Parents were few", "Éva’s claim", "All were on the phone",
            "Minutes were kept", "Chairs agreed",
        ],
        "Count": [12, None, 1200, 3, 40, 7],
        "Share": [0.5, None, 0.283, 1.0, 0.75, 0.9],
        "Verdict": [
            "recovered", "confidential", "not decidable", "recovered", "not decidable",
            "confidential",
        ],
    }
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, without a window."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    paths = [path for path in map(shutil.which, CHROMIUM) if path]
    if not paths:
        pytest.skip(f"none of {', '.join(CHROMIUM)} is installed (Debian: apt install chromium)")
    with api.sync_playwright() as playwright:
        # Root, as in a container, may not start Chromium's sandbox; the pages are our own.
        browser = playwright.chromium.launch(executable_path=paths[0], args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page from a file; at the end it has asked for nothing and complained of nothing."""
    asked, complaints, contexts = [], [], []

    def open_page(page: bytes, **settings: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_bytes(page)
        contexts.append(chromium.new_context(**settings))
        tab = contexts[-1].new_page()
        tab.set_default_timeout(10_000)
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(path.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert {url for url in asked if not url.startswith("data:")} == {
        (tmp_path / "page.html").as_uri()
    }
    assert complaints == []


@pytest.fixture(scope="session")
def faults() -> Callable[..., list[str]]:
    """Hold an open page to axe's rules, and say which it breaks, where."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is missing"
    ).Axe()

    def check(tab: Any, leave_out: Sequence[str] = ()) -> list[str]:
        rules = {rule: {"enabled": False} for rule in leave_out}
        options = {"resultTypes": ["violations"], "rules": rules}
        found = axe.run(tab, options=options).response["violations"]
        return [
            f"{rule['impact']}: {rule['id']} at {node['target'][0]}: {node['html'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]

    return check


@pytest.fixture(scope="session")
def small() -> bytes:
    """A report by hand: three figures, a table, and one that can be sorted."""
    tables = cps.load_example()
    chapters = [Chapter("checked", "Claims", "Do they come back?", (claims(),), ("Some do.",))]
    for name in ("overall_judgement", "express_views", "return_likelihood"):
        judged = cps.protect(cps.response_table(tables, name, by="group"))
        judged = labels.apply(judged, tables.questions)
        frame = judged[["group_label", "answer_label", "share"]]
        frame = frame.set_axis(["Group", "Answer", "Share"], axis=1)
        numbers = Table(f"{name}-numbers", name, frame, {"Share": "share"})
        drawn = picture(name, lambda rows=judged: figures.diverging_bars(rows), numbers)
        chapters.append(
            Chapter(f"about-{name}", name, "What did they say?", ("Some words.", drawn))
        )
    whole = Report(
        "A report", tables.name, True, "Small counts are hidden.", tuple(chapters), (("a", "b"),)
    )
    return report_page(whole)


def claims() -> Table:
    """Claims that sort otherwise as text, as numbers and with nothing."""
    marks = pd.DataFrame("", index=CLAIMS.index, columns=CLAIMS.columns)
    marks.loc[1, ["Count", "Share"]] = "c"
    kinds = {"Count": "count", "Share": "share"}
    return Table("claims", "Claims, checked", CLAIMS, kinds, marks, "", ("Verdict",))
