"""What the pages say of codes: reasons, rules, flags and settings, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cpsurvey.codebook import Codebook, Rule
from cpsurvey.errors import listed
from cpsurvey.platforms import CODES, SETTINGS, label_of

HIDDEN = "[c]"
MADE_UP = (
    "This data is made up. It shows what the method does; it is no evidence of what anybody"
    " answered or of what happened to real answers."
)
CANNOT_TELL = "skipped_or_not_shown"
REASON_LABELS = {
    "not_shown": "Not shown",
    "skipped": "Skipped",
    CANNOT_TELL: "Skipped or not shown",
    "dont_know": "Don't know",
    "prefer_not": "Would rather not say",
    "not_applicable": "Does not apply",
    "ambiguous": "Ambiguous",
    "unmatched": "Not matched",
    "unreadable": "Not readable",
}
CHANGES = {
    "spelling": "only capitals, spaces or signs differed from the answer",
    "variant": "another wording that the codebook lists for the answer",
    "number": "a number was taken out of what was typed, such as “90 minutes”",
    "date": "a date written in another order was read year first",
    "time_of_day": "the time of day beside a date was left out",
    "alias": "another name that is known for the authority or the role",
    "district": "a district or a town, read as the authority that it lies in",
    "close": "letters were wrong, and it can only be this authority or role",
    "settled": "the team settled by hand what this typed text means",
    "other": "typed beside “Other”, and counted as that",
    "decision": "the team corrected this answer by hand",
}
SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs"}


def counted(count: int, what: str) -> str:
    """Return a number of things in words: 1 row, 2 rows."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def level_of(result: pd.DataFrame) -> str:
    """Return the level of the intervals with a space after it, if it is known."""
    levels = list(result["confidence"].dropna().unique()) if "confidence" in result else []
    return f"{listed(f'{100 * level:g}%' for level in levels)} " if levels else ""


def loss_in_words(what: str, detail: str) -> str:
    """Return in words what a coding export held and its tables do not."""
    return f"{what}: {detail}" if detail else what


def nobody_kept(came: int, kept: int) -> str:
    """Return what to say where nobody of a group was kept, or nothing."""
    if kept:
        return ""
    return "Nobody is kept: every row was left out." if came else "Nobody is kept: no rows came in."


def in_words(code: str, words: Mapping[str, str]) -> str:
    """Return what a code means; one without words with its underscores as spaces."""
    return words.get(code, code.replace("_", " "))


def platform_in_words(code: str) -> str:
    """Return what a platform is called."""
    return label_of(code) if code in CODES else in_words(code, {})


def settings_in_words(settings: Mapping[str, str]) -> list[str]:
    """Return what a file says of how it was exported, a line a setting, in one order for all."""
    return [
        f"{in_words(name, SETTINGS)}: {SIGNS.get(settings[name], settings[name])}"
        for name in dict.fromkeys([*SETTINGS, *settings])
        if settings.get(name)
    ]


def rule_in_words(rule: Rule, codebook: Codebook) -> str:
    """Return who is left out by a rule of exclusion, thresholds and answers included."""
    if rule.rule == "no_consent":
        return f"no consent: did not answer {_answers(rule.question, rule.consented, codebook)}"
    if rule.rule == "screened_out":
        return f"screened out: answered {_answers(rule.question, rule.screened, codebook)}"
    if rule.rule == "unfinished":
        return (
            f"unfinished: not marked as finished, and not {rule.minimum_progress:g}% of the way"
            " through; a row of which the platform says neither is kept"
        )
    if rule.rule == "duplicate":
        return (
            "duplicate: of the rows with one identifier a finished one is kept, among those the"
            " latest, then the fullest"
        )
    return "preview or test: previews, tests and spam"


def _answers(question: str, codes: tuple[str, ...], codebook: Codebook) -> str:
    """Return some answers, any of which will do, and their question in words."""
    asked = codebook.by_name[question]
    labels = {level.code: level.label for level in asked.answers.levels}
    answers = " or ".join(f"“{labels[code]}”" for code in codes)
    return f"{answers} to “{asked.label}”"
