"""What was found of made-up data in; a page that says what in it is real and what is not, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.errors import CpsurveyError
from cpsurvey.report.html.markup import Html, Section, bullets, element, join, note, page, paragraph
from cpsurvey.report.synthetic.assumed import assumed_section
from cpsurvey.report.synthetic.bounds import bounds_section
from cpsurvey.report.synthetic.checks import checks_section
from cpsurvey.report.synthetic.claims import claims_lead, claims_section
from cpsurvey.report.synthetic.values import synthetic_values
from cpsurvey.report.wording.codes import MADE_UP
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import SYNTHETIC, is_synthetic

FOLDED = (
    "Long lists are folded: choose a title with a triangle to open one. On paper stands what is"
    " open."
)
STEPS = (
    "For each group and question a margin says how many people gave each answer. A count comes"
    " from a published claim, or is assumed, with a reason.",
    "Two answers that are said to go together are fitted to both margins by iterative proportional"
    " fitting, and rounded to whole people so that both margins still hold.",
    "Each person is then written as a survey platform would write them: misspelt, incomplete, with"
    " rows that do not count. Interviews are put together in the same way, in invented words.",
    "This page was made from the exports again, by cleaning them as real ones are cleaned.",
)
NEVER = (
    "that something published is true, because it comes back from here;",
    "that two answers go together, or that ways of joining differ: any such pattern was put in, or"
    " is chance;",
    "how sure a result is: intervals and p-values of made-up people are about nobody;",
    "anything about a person, a place or a profession.",
)
MAY = (
    "that code runs, that tables and figures read well, and that a known number survives the way"
    " from export to page;",
    "what a study of this size and shape could find, before it is made.",
)


def synthetic_page(
    tables: SurveyTables,
    *,
    checked: pd.DataFrame,
    published: pd.DataFrame,
    assumed: pd.DataFrame,
    bounds: pd.DataFrame,
    checks: pd.DataFrame,
    codebook: Codebook,
) -> str:
    """Say what in made-up data was published, what is assumed, and what nobody can know from it.

    Parameters
    ----------
    tables
        What cleaning makes of the exports; their name begins with SYNTHETIC.
    checked
        What `check_claims` finds in them.
    published, assumed
        What it was made from: `published_numbers` and `assumptions` of `cpsurvey.synthetic`.
    bounds
        What else the margins allow, from its `mode_bounds`.
    checks
        The four checks of such data, from its `four_checks`.
    codebook
        The questionnaire it was made with.

    Returns
    -------
    str
        A whole page of HTML that needs no other file: what does not come back, first; what does;
        what is assumed; the bounds; the checks. A part of which nothing is known says so.

    Raises
    ------
    CpsurveyError
        If the data is not synthetic.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import synthetic_page
    >>> none = pd.DataFrame()
    >>> page = synthetic_page(
    ...     cps.load_example(), checked=none, published=none, assumed=none, bounds=none,
    ...     checks=none, codebook=cps.load_codebook(),
    ... )
    >>> "There are no margins, so nothing is published and nothing assumed." in page
    True
    """
    name = tables.name
    if not is_synthetic(name):
        raise CpsurveyError(
            f'the data "{name}" does not say that it is made up, and this page is of made-up data:'
            f" give data whose name begins with {SYNTHETIC}."
        )
    sections = [
        claims_section(checked, codebook),
        assumed_section(published, assumed, codebook),
        bounds_section(synthetic_values(bounds, tables), codebook),
        checks_section(checks),
        Section("made", "How the data was made", element("ol", *_items(STEPS))),
        Section("never", "What may be concluded from it", _conclusions()),
    ]
    title = f"What is real in this data, and what is not: {name}"
    return page(title, join(_lead(name, checked, codebook)), sections)


def _lead(name: str, checked: pd.DataFrame, codebook: Codebook) -> Iterator[Html]:
    """Yield what stands first: that it is made up, and whether what was published comes back."""
    yield claims_lead(checked, codebook)
    yield note(SYNTHETIC, paragraph(f"Data: “{name}”. {MADE_UP}"))
    yield paragraph(FOLDED)


def _conclusions() -> Html:
    """Return what may be concluded from made-up data, and what may never be."""
    never = [paragraph("It can never show"), bullets(NEVER)]
    return join([*never, paragraph("It can show"), bullets(MAY)])


def _items(sentences: tuple[str, ...]) -> list[Html]:
    """Return items of a list."""
    return [element("li", sentence) for sentence in sentences]
