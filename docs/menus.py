"""What is known of each platform's menus in, the part of docs/exports.md that lists them out.

python docs/menus.py     # writes it into the page
"""

from __future__ import annotations

import re
from pathlib import Path

from cpsurvey.platforms import CODES, SETTINGS, platform

IN = re.compile(r"^in [^:]+: ")
PAGE = Path(__file__).with_name("exports.md")
START, END = "<!-- menus: docs/menus.py -->\n", "<!-- end of menus -->\n"
WORDS = {
    "export": "the export itself",
    "numbers": "codes in place of words",
    "selected": "select-alls, a column an option",
    "joined": "select-alls, all in one cell",
    "single": "each question in one column",
    "packed": "in one file, with or without packing",
    "status": "also who did not finish",
    "events": "one row a person, where there are events",
    "repeats": "one row a person, where instruments repeat",
    "identifier": "an identifier",
    "missing": "which values are no answers",
    "unanswered": "blanks as blanks",
    "finished": "also who did not finish",
    "answers": "words in place of codes",
}


def menus() -> str:
    """Return the menus of all platforms, in Markdown."""
    lines = []
    for code in CODES:
        known = platform(code)
        if known.menus:
            lines.append(f"\n**{known.label}**\n\n")
            lines += [
                f"- {_what(setting)}: {IN.sub('', menu)}\n" for setting, menu in known.menus.items()
            ]
    return "".join(lines) + "\n"


def _what(setting: str) -> str:
    """Return what a menu is for."""
    return WORDS.get(setting) or SETTINGS.get(setting, setting)


def main() -> None:
    """Write them into the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + START + menus() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
