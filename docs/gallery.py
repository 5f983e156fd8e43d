"""Every chart of `cpsurvey.figures`, drawn from the synthetic study → docs/figures.md and pictures.

Run it in the project's folder, after a change of any chart::

    python docs/gallery.py
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from PIL import Image

import cpsurvey as cps
from cpsurvey import analysis, claims, figures, report
from cpsurvey.figures import record
from cpsurvey.synthetic import mode_bounds, truth

DOCS = Path(__file__).parent
DOTS = 120  # an inch
COLOURS = 48
OF_NO_ANSWERS = ("bounds_bars", "feasible_bases")  # of published numbers alone: nothing to protect


class Entry(NamedTuple):
    """A chart: what it is for, how its result is made, and what else it is told."""

    chart: str
    purpose: str
    result: str
    title: str
    options: str = ""


HEAD = """\
# The charts, and what each is for

<!-- Made by docs/gallery.py: change it there, and run it again. -->

All are drawn from the SYNTHETIC study, which is made up: they show charts, and nothing that
anybody answered. Each takes a finished result, a row a bar or a dot, and counts nothing itself.
What it shows is in its text alternative, which is here too for those who do not see the picture,
and is computed from the same rows.

```python
import pandas as pd

import cpsurvey as cps
from cpsurvey import analysis, claims, figures, report
from cpsurvey.synthetic import mode_bounds, truth

tables = cps.load_example()
code = "PAR.contribution_harmed"
```

Between a result and its chart stand two steps, left out below because they are always the same:
disclosure control, and words in place of codes. `caption=` takes the sentences that belong under a
figure; the pictures here are without.

```python
result = cps.protect(result, profile="none")  # your own data: "publication"
result = report.labels.apply(result, tables.questions, themes=tables.interviews.themes)
caption = report.captions.caption(result, tables=tables)
```

`figures.save(chart, "figures/name", sources="data/processed")` writes `.svg`, `.png` and `.pdf`
with title and description in them; `.csv`, the numbers; `.txt`, the text alternative; and `.json`,
where it comes from: the hashes of what it was made from, versions, claims, disclosure control. The
notebooks save all that `notebooks/figures.txt` lists (`make figures`). A chart that cannot show a
result well refuses it, and says why.

These pictures and this page are made by

    python docs/gallery.py
"""

TAIL = """\
## A chart of your own

A result is a plain frame, which any library can draw; seaborn comes with the package. Draw what
`protect` gave, and say whose data it is. Save it with matplotlib's `savefig`: `figures.save` takes
the charts above alone, whose numbers and words it knows.

```python
import seaborn as sns

judged = cps.protect(cps.response_table(tables, "overall_judgement", by="group"), profile="none")
judged = report.labels.apply(judged, tables.questions)
with figures.style():
    axes = sns.barplot(judged, x="share", y="answer_label", hue="group_label")
    axes.set(xlabel="Share of those who answered", ylabel="", title=judged["data"].iloc[0])
```
"""

ENTRIES = (
    Entry(
        "flow_bars",
        "Who was left out on the way from the rows that came in to those kept, and why.",
        "report.flow_table(tables)",
        "From rows that came in to rows kept",
    ),
    Entry(
        "count_bars",
        "How many there are of each kind, where a share would say less.",
        'cps.response_table(tables, "nation")',
        "Nation of those who answered",
    ),
    Entry(
        "authority_bars",
        "How many of all authorities answers came from, region by region.",
        "analysis.authority_coverage(tables, pd.DataFrame(cps.load_codebook().authorities))",
        "Authorities that answers came from",
    ),
    Entry(
        "stacked_bars",
        "All answers to a question without an order from bad to good, group by group.",
        'cps.response_table(tables, "join_mode", by="group")',
        "How people joined their most recent conference",
    ),
    Entry(
        "diverging_bars",
        "All answers to a question with an order, those against to the left and those for to the"
        " right; a small base is hatched, and a group with nobody is a row that says so. With"
        " `net=`, a result of `analysis.net_shares`, the difference of the two sides and its"
        " interval.",
        'cps.response_table(tables, "express_views", by=["group", "join_mode"])',
        "Able to express views and comment",
    ),
    Entry(
        "share_intervals",
        "Shares of which each has its own interval: of the options of a select-all question, say.",
        'cps.response_table(tables, "prior_contact")',
        "Whom parents spoke to before the conference",
    ),
    Entry(
        "option_intervals",
        "The options of a select-all question, groups side by side.",
        'cps.response_table(tables, "concerns", by="group")',
        "Concerns about remote conferences",
    ),
    Entry(
        "upset_plot",
        "Which options of a select-all question were ticked together.",
        'analysis.option_combinations(tables, "prior_contact")',
        "Whom parents spoke to before the conference, together",
    ),
    Entry(
        "difference_intervals",
        "How far groups differ, with the line of no difference; shaded is what these bases would"
        " miss one time in five or more.",
        'cps.compare_groups(tables, "express_views", answer="able", within="join_mode")',
        "Able to express views: parents compared with professionals",
    ),
    Entry(
        "mode_grid",
        "Two questions against each other as counts of people, where shares would be of a handful.",
        'cps.response_table(tables, "professionals_joined", by=["group", "join_mode"])'
        ".query(\"group == 'parent'\")",
        "How parents joined, by how most professionals joined",
        'down="The parent joined", across="Professionals joined"',
    ),
    Entry(
        "power_lines",
        "How often bases like these would find a true difference.",
        'analysis.power_by_gap([cps.compare_groups(tables, "express_views", answer="able")])',
        "Able to express views: what these bases could find",
    ),
    Entry(
        "coverage_lines",
        "How often a method's intervals hold the true value, at bases like these.",
        'analysis.coverage_by_share(cps.compare_groups(tables, "express_views", answer="able"))'
        ".query(\"measure == 'lowest_coverage'\")",
        "How often 95% intervals hold the true difference, at worst",
    ),
    Entry(
        "alternative_intervals",
        "What other defensible tests, intervals and rules of who is counted would have said.",
        'analysis.sensitivity(tables, "express_views", answer="able")',
        "Able to express views, compared in other ways",
    ),
    Entry(
        "heat_map",
        "What interviews raised, theme by theme and group by group.",
        'cps.theme_table(tables, by="group")'
        ".query(\"parent == '' and code in ['ENG', 'FUT', 'PAR', 'TEC']\")",
        "What the interviews raised",
    ),
    Entry(
        "pair_bars",
        "Which themes are found together, in the same interviews, segments or words.",
        'cps.co_occurrence(tables, by="interview", codes=["ENG", "FUT", "PAR", "TEC"])',
        "Topics that were raised in one interview",
    ),
    Entry(
        "agreement_intervals",
        "How far two coders agree on each topic, beyond chance.",
        "cps.coder_agreement(tables, roll_up=True)"
        ".query(\"measure == 'cohen_kappa' and interview == ''\").head(8)",
        "How far two coders agree",
    ),
    Entry(
        "saturation_lines",
        "How many themes further interviews brought out.",
        'cps.saturation(tables, order="recorded", by="group")',
        "How many themes further interviews brought out",
    ),
    Entry(
        "joint_display",
        "Survey and interviews side by side, with what a researcher concludes from both.",
        "cps.joint_display(\n"
        "    report.labels.apply(\n"
        '        cps.protect(cps.response_table(tables, "contribution_effect", by="group")),\n'
        "        tables.questions,\n"
        "    ),\n"
        "    report.labels.apply(\n"
        '        cps.protect(cps.theme_table(tables, by="group", codes=code)),\n'
        "        tables.questions, themes=tables.interviews.themes,\n"
        "    ),\n"
        "    pd.DataFrame(\n"
        '        {"question": ["contribution_effect"], "answer": ["harmed"], "group": ["parent"],\n'
        '         "code": [code], "segment": [""], "verdict": ["confirms"],\n'
        '         "inference": ["Most say that it harmed them; interviews tell how."]}\n'
        "    ),\n"
        ")",
        "Survey and interviews side by side",
    ),
    Entry(
        "bounds_bars",
        "What published totals leave open, what assumptions make of it, where made-up data lie.",
        "report.synthetic_values(\n"
        "    mode_bounds(truth(2020).margins, cps.load_codebook(), claims.load_claims()), tables\n"
        ").query(\"group == 'parent' and question == 'contribution_effect'\")",
        "Effect on ability to contribute: parents, by how they joined",
    ),
    Entry(
        "claim_bands",
        "Published words as bands of shares, and the share in the data.",
        "cps.check_claims(tables)"
        ".query(\"group == 'parent' and measure == 'share' and band != '(0, 1]'\")",
        "Published claims beside the data",
    ),
    Entry(
        "feasible_bases",
        "Of how many people published claims can be true at all, by whole numbers alone.",
        'claims.find_bases(["parents-contribution-harmed", "parents-no-reports"])',
        "Of how many parents two claims can be true",
    ),
    Entry(
        "turning_bars",
        "How fragile verdicts are: how few answers would turn each.",
        "cps.check_claims(tables).query(\"group == 'parent' and measure == 'share'\")",
        "How few answers would turn each verdict about parents",
    ),
    Entry(
        "specification_curve",
        "One claim under every defensible way to compute it.",
        'claims.claim_multiverse(tables, "better-professionals")',
        "Professionals who found remote better, every defensible way",
    ),
    Entry(
        "evidence_forest",
        "Claims beside what other studies published.",
        'claims.evidence(cps.protect(cps.check_claims(tables), profile="none"))'
        ".query(\"group == 'parent' and share.notna()\").head(8)",
        "Claims about parents beside other studies",
    ),
)


def draw(entry: Entry) -> Axes:
    """Draw a chart as its entry says."""
    known: dict[str, Any] = {
        "pd": pd, "cps": cps, "analysis": analysis, "claims": claims, "report": report,
        "tables": TABLES, "code": "PAR.contribution_harmed",
        "mode_bounds": mode_bounds, "truth": truth,
    }  # fmt: skip
    result = eval(entry.result, known)
    if entry.chart not in OF_NO_ANSWERS and "protection" not in result:
        result = cps.protect(result, profile="none")
    result = report.labels.apply(result, TABLES.questions, themes=THEMES)
    options = eval(f"dict({entry.options})", known)
    chart: Axes = getattr(figures, entry.chart)(result, title=entry.title, **options)
    return chart


def png(chart: Axes) -> bytes:
    """Return a picture with few colours, which is small."""
    drawn, small = io.BytesIO(), io.BytesIO()
    with figures.style():
        record.figure_of(chart).savefig(drawn, format="png", dpi=DOTS)
    picture = Image.open(drawn).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(small, format="png", optimize=True)
    return small.getvalue()


def part(entry: Entry, chart: Axes) -> str:
    """Return the page's part on a chart."""
    kept = record.recall(chart)
    if kept is None:
        raise SystemExit(f"{entry.chart} was not drawn by cpsurvey.figures.")
    alt = kept.alt.short.replace("[", "\\[").replace("]", "\\]")
    call = f'chart = figures.{entry.chart}(result, title="…", caption=caption'
    return "\n".join(
        [
            f"## `{entry.chart}`",
            "",
            entry.purpose,
            "",
            f"![{alt}](figures/{entry.chart}.png)",
            "",
            "```python",
            f"result = {entry.result}",
            f"{call}{', ' * bool(entry.options)}{entry.options})",
            "```",
            "",
        ]
    )


TABLES = cps.load_example()
THEMES = TABLES.interviews.themes if TABLES.interviews else None

if __name__ == "__main__":
    mpl.use("agg")
    parts = [HEAD]
    (DOCS / "figures").mkdir(exist_ok=True)
    for entry in ENTRIES:
        chart = draw(entry)
        (DOCS / "figures" / f"{entry.chart}.png").write_bytes(png(chart))
        parts.append(part(entry, chart))
        plt.close("all")
    (DOCS / "figures.md").write_text("\n".join([*parts, TAIL]), encoding="utf-8")
