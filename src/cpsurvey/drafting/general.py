"""What a draft says of a questionnaire as a whole → codebook.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cpsurvey.drafting.records import Guess, Head
from cpsurvey.drafting.toml_text import comment, text, texts

TRIALS = (
    "The same without the first, for a trial run: previews and tests are kept. Choose it with"
    " --rules with_tests."
)
UNFINISHED = (
    "The same without the rule on the unfinished, since nobody finished and it leaves out"
    " everybody. Choose it with --rules with_unfinished."
)
SETS = {"with_tests": TRIALS, "with_unfinished": UNFINISHED}


def codebook_toml(head: Head, left_out: Sequence[Guess]) -> str:
    """Return codebook.toml: who was asked, which columns are not kept, who is left out."""
    lines = [
        comment(
            f"A codebook drafted from {head.source}. Read all three files before you use them: what"
            " the draft guessed stands in the comments, and you know better. docs/codebook.md says"
            " what may stand here."
        ),
        f"\nname = {text(head.name)}\ntitle = {text(head.title)}\n",
        _routing(head.routing),
        f"\n[[group]]\ncode = {text(head.group)}\nlabel = {text(head.group_label)}\n",
        "\n"
        + comment("`ignore` names columns that are not kept; *, ? and [ ] are signs of a pattern."),
        f"[[instrument]]\ncode = {text(head.instrument)}\ngroup = {text(head.group)}\n",
        _ignore(left_out),
    ]
    if head.meta:
        lines.append("[instrument.meta]\n")
        for fact, (column, why) in head.meta.items():
            lines.append(comment(f"Guessed: {why}.") + f"{fact} = {text(column)}\n")
    lines.append(
        "\n"
        + comment(
            "Rules of exclusion, in the order in which they run; the first that applies is the"
            " reason given. Please review them: each leaves people out."
        )
    )
    for name, rules in head.rules.items():
        lines.append("\n" + comment(SETS[name]) if name in SETS else "")
        lines += [_rule(name, rule) for rule in rules]
    return "".join(lines)


def _routing(routing: str) -> str:
    """Return the line on routing, and what it means."""
    words = (
        "Who is shown which question is known: a question without shown_if is put to everyone."
        if routing == "declared"
        else "An export does not say who was shown which question, so a blank may be a question"
        " skipped or one not shown. Add shown_if to the questions that only some were put, then"
        ' change this to "declared".'
    )
    return "\n" + comment(words) + f"routing = {text(routing)}\n"


def _ignore(left_out: Sequence[Guess]) -> str:
    """Return the list of columns that are not kept, with the reason of each."""
    if not left_out:
        return "ignore = []\n"
    lines = [
        f"    {text(_escaped(column))},  # {_reason(guess)}\n"
        for guess in left_out
        for column in guess.columns
    ]
    return "ignore = [\n" + "".join(lines) + "]\n"


def _reason(guess: Guess) -> str:
    """Return why a column is not kept, for the end of a line."""
    kind = "personal" if guess.type == "personal" else "not an answer"
    return comment(f"{kind}: {guess.why}")[2:].replace("\n# ", " ").strip()


def _escaped(column: str) -> str:
    """Return a pattern that fits this column and no other."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in column)


def _rule(name: str, rule: Mapping[str, object]) -> str:
    """Return one rule of a set, with what it does."""
    lines = f"{comment(str(rule['why']))}[[rules.{name}]]\nrule = {text(str(rule['rule']))}\n"
    if "question" in rule:
        consented = [str(code) for code in rule["consented"]]  # type: ignore[attr-defined]
        lines += f"question = {text(str(rule['question']))}\nconsented = {texts(consented)}\n"
    if rule["rule"] == "unfinished":
        lines += "minimum_progress = 100\n"
    return "\n" + lines
