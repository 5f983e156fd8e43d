"""A joint display in; the same as a table in words, to print or to put in a spreadsheet, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures.joint_words import (
    THEME,
    Link,
    found,
    links_of,
    quotes,
    survey_words,
    theme_words,
    verdict_words,
)

NEEDED = ("link", "data", "topic", "result", "theme_result", "code", "passages", "verdict",
          "inference", "protection")  # fmt: skip


def joint_display_table(display: pd.DataFrame) -> pd.DataFrame:
    """Return a joint display as a table in words, to print or to write to a spreadsheet.

    Parameters
    ----------
    display
        What `cpsurvey.joint_display` gives, of results with or without labels.

    Returns
    -------
    pandas.DataFrame
        A row a link, all text: Topic, Survey, Survey found, Interviews, Interviews found,
        Passages, Reasons against quoting (where they were given), Verdict, Together, and where
        each side comes from: Survey row, Theme row, Link.

    Raises
    ------
    QuestionError
        If the display lacks a column.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import joint_display_table
    >>> tables = cps.load_example()
    >>> links = pd.DataFrame({
    ...     "question": ["overall_judgement"], "answer": ["worse"], "group": ["parent"],
    ...     "code": [""], "segment": [""], "verdict": ["silent"], "inference": [""],
    ... })
    >>> display = cps.joint_display(
    ...     cps.response_table(tables, "overall_judgement", by="group"),
    ...     cps.theme_table(tables, codes="FUT.prefer_f2f"), links,
    ... )
    >>> joint_display_table(display)[["Survey found", "Interviews", "Verdict"]].values.tolist()
    [['61%, n = 23 [u]', 'No theme of this', '– Silent']]
    """
    check(display)
    records = []
    for link in links_of(display):
        record = {
            "Topic": link["topic"],
            "Survey": survey_words(link),
            "Survey found": found(link).text,
            "Interviews": theme_words(link),
            "Interviews found": found(link, THEME).text,
            "Passages": "\n".join(quotes(link)),
        }
        if "reasons" in link:
            record["Reasons against quoting"] = reasons(link)
        record |= {
            "Verdict": verdict_words(str(link["verdict"])),
            "Together": link["inference"],
            "Survey row": link["result"],
            "Theme row": link["theme_result"],
            "Link": str(link["link"]),
        }
        records.append(record)
    return pd.DataFrame(records).astype("string")


def check(display: pd.DataFrame) -> None:
    """Raise where a display is not whole."""
    lacking = [name for name in NEEDED if name not in display]
    if lacking or display.empty:
        raise QuestionError(
            f"the joint display has no {listed(lacking) or 'rows'}: give what joint_display"
            " returns, with all its columns."
        )


def reasons(link: Link) -> str:
    """Return the reasons against quoting a link's passages."""
    given = link.get("reasons")
    return "; ".join(dict.fromkeys(filter(None, given))) if isinstance(given, list) else ""
