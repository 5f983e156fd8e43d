"""The banner of a report in; what its page needs of style besides that of every page, out."""

from __future__ import annotations

import re

_RULES = """
h1, h2, h3, p, li, th, td, caption span { unicode-bidi: plaintext; }
.banner { position: sticky; top: 0; z-index: 1; background: var(--ink); color: var(--paper); }
.banner p { max-width: 60rem; margin: 0 auto; padding: .3rem 1.25rem; font-weight: 600;
  font-size: .9rem; line-height: 1.3; }
.skip:focus { z-index: 2; }
html { scroll-padding-top: 4.5rem; }
.question { font-size: 1.15rem; }
.found { border-left: .4rem solid var(--link); padding: .1rem 1rem; max-width: 44rem;
  margin: 1rem 0; }
.found h3 { margin-top: .5rem; }
figcaption h3 { margin: 2rem 0 0; max-width: 44rem; }
.chart { max-width: 44rem; background: #ffffff; forced-color-adjust: none; }
.chart svg { min-width: 34rem; }
dd { min-width: 0; overflow-wrap: anywhere; }
.caption { font-size: .875rem; color: var(--quiet); }
.many table { font-size: .875rem; } .many tbody th { min-width: 8rem; }
.many .w { min-width: 12rem; }
.n + :is(th, td):not(.n) { padding-left: 1rem; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end;
  margin: 1.5rem 0 .5rem; }
.tools > div { max-width: 100%; }
.tools label { display: block; font-size: .875rem; }
button, input, select { font: inherit; color: var(--ink); background: var(--paper);
  border: 1px solid var(--ink); border-radius: .2rem; padding: .3rem .6rem; min-height: 2.25rem;
  max-width: 100%; }
button { cursor: pointer; color: var(--link); }
:is(button, input, select):focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.folding button { margin: 0 .5rem .5rem 0; }
th button { border: 0; padding: 0; font-weight: 600; text-align: inherit; min-height: 1.6rem; }
.arrow::after { content: "\\2195"; padding-left: .3em; color: var(--quiet); }
[aria-sort="ascending"] .arrow::after { content: "\\25B2"; color: inherit; }
[aria-sort="descending"] .arrow::after { content: "\\25BC"; color: inherit; }
@media screen and (min-width: 48rem) {
  .many { margin-inline: min(0px, (100% - min(100vw - 3rem, 84rem)) / 2); }
  .scroll { scroll-padding-left: 14rem; }
  .scroll caption span { position: sticky; left: 0; }
  .scroll :is(tbody th, thead th:first-child) { position: sticky; left: 0;
    background: var(--paper); }
}
@page sideways { size: A4 landscape; }
@media print {
  .banner, .tools, .folding, .back, .arrow, #lists:not(:has(details[open])) { display: none; }
  .all { display: none; } [role="status"] { break-after: avoid; }
  th button { display: contents; color: inherit; }
  .many { page: sideways; } .many table { font-size: 7.5pt; width: 100%; }
  .many tbody th { min-width: 30mm; } .many .w { min-width: 36mm; }
  .caption { font-size: 8.5pt; }
  .chart { break-inside: avoid; }
  .chart svg { min-width: 0; max-height: 225mm; }
  figure:has(details[open]) { break-inside: auto; }
  figcaption, summary, .question { break-after: avoid; }
}
"""


def report_rules(banner: str) -> str:
    """Return the rules of a report's page; a banner stands at the top of each sheet of paper too.

    Browsers that cannot print it there print it on the first sheet.
    """
    if not banner:
        return _RULES
    said = re.sub(r"[^\w :;,.]", lambda sign: f"\\{ord(sign[0]):x} ", banner)
    return _RULES + (
        f'@page {{ margin-top: 20mm; @top-left {{ content: "{said}"; width: 100%;'
        " font: bold 9pt Arial, sans-serif; } }\n"
    )
