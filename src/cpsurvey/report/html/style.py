"""The look of every page: colours for light and dark, and one style sheet without anything else."""

from __future__ import annotations

LIGHT = {
    "paper": "#ffffff", "ink": "#1a1a1a", "quiet": "#4a4a4a", "link": "#12436d",
    "rule": "#b9b9b9", "shade": "#f2f4f6",
}  # fmt: skip
DARK = {
    "paper": "#15181b", "ink": "#eceff1", "quiet": "#b9c0c6", "link": "#9ecbf2",
    "rule": "#5b646c", "shade": "#22272c",
}  # fmt: skip

_RULES = """
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0; font: 1rem/1.55 "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; overflow-wrap: break-word; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: .5rem 0 1rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.75rem 0 .5rem; padding-top: .75rem;
  border-top: 2px solid var(--ink); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .25rem; }
p, ul, ol, dl { max-width: 44rem; margin: .5rem 0 .9rem; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--paper); }
.skip:focus { left: .5rem; top: .5rem; }
.note { border: 2px solid var(--ink); padding: .75rem 1rem; max-width: 44rem; margin: 1rem 0; }
.note > :first-child { margin-top: 0; } .note > :last-child { margin-bottom: 0; }
details { margin: .3rem 0; } details[open] { margin-bottom: 1.5rem; }
summary { cursor: pointer; color: var(--link); }
summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
nav ol { columns: 17rem; column-gap: 2rem; max-width: none; padding-left: 1.75rem; }
nav li { break-inside: avoid; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0 1.5rem; min-width: min(100%, 24rem); }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
caption span { display: inline-block; max-width: calc(100vw - 2.5rem); }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0;
  border-bottom: 1px solid var(--rule); }
th:last-child, td:last-child { padding-right: .25rem; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--ink); }
tbody th { font-weight: 400; min-width: 9rem; }
.w { min-width: 16rem; }
@media (max-width: 40rem) {
  :not(.scroll) > table :is(th, td) { min-width: 0; overflow-wrap: anywhere; }
}
@media (min-width: 52rem), print {
  .even table { table-layout: fixed; width: 100%; } .even th, .even td { min-width: 0; }
  .even thead th:first-child { width: 31%; }
}
.n { text-align: right; font-variant-numeric: tabular-nums; }
code { font: .9em ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
dt { font-weight: 600; margin-top: .6rem; } dd { margin: 0; }
@media (min-width: 40rem), print {
  dl { display: grid; grid-template-columns: 13rem 1fr; gap: .35rem 1rem; } dt { margin: 0; }
}
figure { margin: 1rem 0 1.5rem; }
figcaption { font-weight: 600; padding-bottom: .5rem; }
svg { display: block; width: 100%; height: auto; }
figure > svg { max-width: 27rem; }
figure > svg text { font: 15px "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  fill: var(--ink); }
figure > svg .strong { font-weight: 600; }
figure > svg rect { fill: var(--shade); stroke: var(--ink); }
figure > svg path { fill: none; stroke: var(--ink); }
figure > svg .head { fill: var(--ink); stroke: none; }
.quiet { color: var(--quiet); }
.strip { position: relative; display: inline-block; width: 9rem; height: 1rem;
  border: 0 solid var(--rule); border-width: 0 1px; }
.strip span { position: absolute; }
.wide { top: .1rem; height: .8rem; border: 1px solid var(--quiet); background: var(--shade); }
.narrow { top: .35rem; border-top: .3rem solid var(--quiet); min-width: 1px; }
.stroke { top: 0; height: 1rem; border-left: 4px solid var(--link); margin-left: -2px; }
"""
_PRINT = """
@page { margin: 16mm; }
@media print {
  body { font-size: 10pt; } main { max-width: none; padding: 0; }
  .skip { display: none; } .scroll { overflow: visible; } a { color: inherit; }
  h2, h3, caption { break-after: avoid; } tr, figure, .note { break-inside: avoid; }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  table { font-size: 8.5pt; } caption { font-size: 10pt; }
  th, td { padding-right: .5rem; }
  summary { color: inherit; } details:not([open]) { display: none; }
}
"""


def style_sheet(more: str = "") -> str:
    """Return the style sheet: light, dark where the reader's system is dark, and for paper."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {_colours(DARK)} }}"
    rules = [":root { color-scheme: light dark; }", _colours(LIGHT), dark, _RULES, _PRINT, more]
    return "\n".join(filter(None, rules))


def _colours(colours: dict[str, str]) -> str:
    """Return colours as variables of the style sheet."""
    return f":root {{ {' '.join(f'--{name}: {value};' for name, value in colours.items())} }}"
