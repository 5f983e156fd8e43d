"""Random questionnaires and what people answered: the codebook, and the tables that must come back.

The tables are put together from what is drawn, not by cleaning anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import numpy as np
import pandas as pd

from cpsurvey.cleaning.question_table import question_table
from cpsurvey.codebook import Codebook, Instrument, Level, Question, Row, Rule, Scale, ShownIf
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import EXCLUSIONS

GROUP = "visitor"
LABELS = [
    "Yes", "No, never", "Not sure; it depends", 'The "new" room', "Tŷ bach", "Ŵyn ac ŷd", "Café",
    "A", "B", "A, B", "A,B", "B,A", "B;A", "A; B", "Books", "DVDs", "Books, DVDs", "By phone",
    "By phone, at home", "None of these", "a < b & c > d", "Other", "Less than 5", "5–10", "10",
    "2", "-1", "=SUM(A1)", "N/A", "NA", "None", "I don't mind.", "Line one",
]  # fmt: skip
WORDINGS = [
    "How was it?", "Which of these, if any, did you use?", 'What did you mean by "here"?',
    "First line\nSecond line", "Is 3 < 5 & 7 > 6?", "Sut oedd y tŷ yn ŵyl?", "How was it?",
    "Pick one; or several", "What <b>else</b> would help?", "Café, bar or tŷ bach?",
    "When you think back over the whole of the past year and everything that happened in it, how"
    " often, if at all, did you come to the library, and how long did you stay there?",
]  # fmt: skip
SAID = {
    "dont_know": "Cannot say",
    "prefer_not": "Rather not say",
    "skipped": "Not stated",
    "not_applicable": "N/A",
}
TYPED_WORDS = ("dont_know", "prefer_not", "not_applicable", "skipped", "unreadable")
TEXTS = [
    "",
    "Fine, thanks",
    'They said "no"',
    "Line one\nline two",
    "Diolch; ŵyl",
    "- a dash",
    "=1+1",
]
WORDS = ("skipped", "dont_know", "prefer_not", "not_applicable")
Silence = tuple[str, str]


@dataclass(frozen=True)
class Truth:
    """A questionnaire, what was answered, and the facts about every response in file order."""

    book: Codebook
    tables: SurveyTables
    meta: pd.DataFrame
    typed: pd.DataFrame


def make_truth(
    chance: Random, *, plain: bool = False, most: int = 12, labels: Sequence[str] = LABELS
) -> Truth:
    """Make a questionnaire and its answers by chance; plain ones can be written as Windows-1252."""
    book = make_book(chance, plain=plain, labels=labels)
    return make_answers(book, chance, chance.randint(0, most), plain=plain)


def make_book(chance: Random, *, plain: bool = False, labels: Sequence[str] = LABELS) -> Codebook:
    """Make a questionnaire."""
    questions: list[Question] = []
    rules = [Rule("preview_or_test")]
    kinds = [
        chance.choice(["single", "scale", "multi", "matrix", "number", "date", "text"])
        for _ in range(chance.randint(1, 6))
    ]
    if chance.random() < 0.4:
        kinds.insert(0, "consent")
        rules.append(Rule("no_consent", question="q1", consented=("a1",)))
    for place, kind in enumerate(kinds, start=1):
        questions.append(_question(place, kind, questions, chance, labels, plain=plain))
    if chance.random() < 0.6:
        rules.append(Rule("unfinished"))
    if chance.random() < 0.5:
        rules.append(Rule("duplicate"))
    return Codebook(
        name="drawn",
        title="Drawn",
        folder="drawn",
        groups={GROUP: "Visitors"},
        instruments=(Instrument(code="form", group=GROUP),),
        scales={q.scale.name: q.scale for q in questions if q.scale},
        questions=tuple(questions),
        rules={"default": tuple(rules)},
        routing=chance.choice(["declared", "unknown"]),
        flags={"identical_answers": 1000},
    )


def _writable(texts: Sequence[str]) -> list[str]:
    """Return the texts that can be written as Windows-1252."""
    return [text for text in texts if text == text.encode("cp1252", "ignore").decode("cp1252")]


def _question(
    place: int,
    kind: str,
    before: list[Question],
    chance: Random,
    labels: Sequence[str],
    *,
    plain: bool,
) -> Question:
    """Make a question."""
    name = f"q{place}"
    known = _writable(labels) if plain else labels
    scale = None
    rows: tuple[Row, ...] = ()
    if kind in ("consent", "single", "scale", "multi", "matrix"):
        count = chance.randint(2, 5) if kind == "consent" else chance.randint(1, 5)
        some = chance.sample(known, min(count, len(known)))
        levels = tuple(Level(f"a{n}", label) for n, label in enumerate(some, start=1))
        sayable = [reason for reason, words in SAID.items() if words not in some]
        said = [] if kind == "consent" else chance.sample(sayable, chance.randint(0, 2))
        scale = Scale(
            f"s{place}",
            "",
            levels,
            ordered=kind in ("scale", "matrix") and chance.random() < 0.8,
            nonresponse={reason: (SAID[reason],) for reason in said},
        )
    if kind == "matrix":
        some = chance.sample(known, min(chance.randint(2, 5), len(known)))
        rows = tuple(Row(f"r{n}", label, (GROUP,)) for n, label in enumerate(some, start=1))
    closed = [q for q in before if q.scale and q.type != "matrix"]
    shown_if = None
    if closed and chance.random() < 0.3:
        asked = chance.choice(closed)
        shown_if = ShownIf(asked.name, (chance.choice(asked.answers.codes),))
    wording = chance.choice(_writable(WORDINGS) if plain else WORDINGS)
    parts = len(rows) or (len(scale.levels) if scale and kind == "multi" else 1)
    return Question(
        name=name,
        label=wording,
        type=kind,
        groups=(GROUP,),
        wording={GROUP: wording},
        raw={"form": tuple(f"{name}_{n}" for n in range(parts))},
        scale=scale,
        rows=rows,
        shown_if=shown_if,
    )


def make_answers(book: Codebook, chance: Random, people: int, *, plain: bool = False) -> Truth:
    """Make what people answered, and what the tables hold of it."""
    meta = pd.DataFrame(
        [_facts(n, chance) for n in range(people)], columns=list(FACTS), dtype=object
    )
    asks = [rule.rule for rule in book.rules["default"]]
    rules = [_left_out(facts, asks, chance) for facts in meta.to_dict("records")]
    kept = [place for place, rule in enumerate(rules) if not rule]
    if "duplicate" in asks:
        again = [place for place in kept if chance.random() < 0.2]
        meta = pd.concat([meta, _earlier(meta.loc[again])], ignore_index=True)
        rules += ["duplicate"] * len(again)
    values: dict[str, list[object]] = {}
    silence: list[tuple[str, str, str, str]] = []
    typed: dict[str, list[str]] = {}
    for question in book.questions:
        if question.type == "text":
            typed[question.name] = [
                chance.choice(_writable(TEXTS) if plain else TEXTS) for _ in kept
            ]
            continue
        names = question.columns
        for name in names:
            values[name] = []
            for at, place in enumerate(kept):
                asked = question.shown_if is None or _gave(
                    values[question.shown_if.question][at], question.shown_if.answers
                )
                answer, why = _answer(question, chance, asked=asked, routing=book.routing)
                values[name].append(answer)
                if why != ("", ""):
                    silence.append((str(meta["respondent"][place]), name, *why))
    order = sorted(range(len(kept)), key=lambda at: str(meta["respondent"][kept[at]]))
    people_kept = [str(meta["respondent"][kept[at]]) for at in order]
    days = [meta["recorded"][kept[at]][:10] for at in order]
    columns: dict[str, object] = {
        "respondent": pd.array(people_kept, dtype="string"),
        "group": pd.Categorical([GROUP] * len(kept), categories=[GROUP]),
        "recorded": pd.Series(pd.to_datetime(pd.Series(days, dtype=object))).astype(
            "datetime64[ms]"
        ),
    }
    for question in book.questions:
        for name in question.columns if question.type != "text" else ():
            columns |= _columns(question, name, [values[name][at] for at in order])
    tables = SurveyTables(
        name="SYNTHETIC drawn",
        questions=question_table(book),
        responses=pd.DataFrame(columns),
        nonresponse=pd.DataFrame(
            sorted(silence), columns=["respondent", "question", "reason", "told_by"]
        ).astype("string"),
        excluded=_excluded(meta, rules, asks),
        changes=pd.DataFrame(
            columns=["respondent", "question", "rule", "before", "after"], dtype="string"
        ),
        flags=_flags(book, meta, kept, values),
    )
    texts = pd.DataFrame(
        typed, index=[str(meta["respondent"][place]) for place in kept], dtype=object
    )
    return Truth(book, tables, meta, texts)


FACTS = (
    "respondent", "status", "finished", "progress", "started", "recorded", "duration_seconds",
    "language", "channel",
)  # fmt: skip


def _facts(number: int, chance: Random) -> list[str]:
    """Make the facts about one response."""
    began = datetime.fromisoformat("2020-10-01") + timedelta(seconds=chance.randrange(30 * 86_400))
    took = chance.choice([20, 300, 400, 500])
    finished = chance.random() < 0.8
    return [
        f"R_{chance.randrange(1000):03d}{number}",
        chance.choice(["normal"] * 7 + ["preview", "other"]),
        "yes" if finished else "no",
        "100" if finished else str(chance.randrange(1, 100)),
        str(began),
        str(began + timedelta(seconds=took)),
        str(took),
        chance.choice(["EN", "CY"]),
        chance.choice(["anonymous", "email"]),
    ]


def _earlier(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts about responses of the same people a week before, which are not kept."""
    moments = {
        name: [str(datetime.fromisoformat(cell) - timedelta(days=7)) for cell in facts[name]]
        for name in ("started", "recorded")
    }
    return facts.assign(**moments)


def _left_out(facts: dict[str, str], asks: list[str], chance: Random) -> str:
    """Return the rule that leaves a response out, or nothing."""
    if facts["status"] == "preview":
        return "preview_or_test"
    if "no_consent" in asks and chance.random() < 0.15:
        return "no_consent"
    return "unfinished" if "unfinished" in asks and facts["finished"] == "no" else ""


def _gave(answer: object, codes: tuple[str, ...]) -> bool:
    """Tell whether an answer is one of these."""
    several = answer if isinstance(answer, tuple) else (answer,)
    return any(code in codes for code in several)


def _answer(
    question: Question, chance: Random, *, asked: bool, routing: str
) -> tuple[object, Silence]:
    """Make an answer, or the reason why there is none and what told it."""
    if not asked:
        return None, ("not_shown", "routing")
    if question.type == "consent":
        return "a1", ("", "")
    told = "blank" if question.shown_if or routing == "declared" else "undeclared"
    luck = chance.random()
    if luck < 0.15:
        return None, ("skipped", told)
    if luck < 0.25 and question.shown_if is None:
        return None, ("not_shown", "answer")
    if question.scale is None:
        if luck < 0.4:
            reason = chance.choice(TYPED_WORDS)
            return None, (reason, "typed" if reason == "unreadable" else "answer")
        if question.type == "date":
            return date(2020, 1, 1) + timedelta(days=chance.randrange(366)), ("", "")
        return chance.choice([0.0, 3.0, 12.5, -4.0, 1e12, 0.1, 123456789.0]), ("", "")
    if luck < 0.4 and question.scale.nonresponse:
        return None, (chance.choice(list(question.scale.nonresponse)), "answer")
    codes = question.scale.codes
    if question.type != "multi":
        return chance.choice(codes), ("", "")
    ticked = tuple(code for code in codes if chance.random() < 0.5)
    return ticked or codes[:1], ("", "")


def _columns(question: Question, name: str, answers: list[object]) -> dict[str, object]:
    """Return the columns of responses that hold one question's answers."""
    if question.type == "multi":
        return {
            f"{name}__{code}": pd.array(
                [None if a is None else code in a for a in answers],  # type: ignore[operator]
                dtype="boolean",
            )
            for code in question.answers.codes
        }
    if question.type == "number":
        return {name: pd.array([pd.NA if a is None else a for a in answers], dtype="Float64")}
    if question.type == "date":
        days = pd.to_datetime(pd.Series(answers, dtype=object))
        return {name: days.astype("datetime64[ms]")}
    scale = question.answers
    return {name: pd.Categorical(answers, categories=list(scale.codes), ordered=scale.ordered)}


def _excluded(meta: pd.DataFrame, rules: list[str], asks: list[str]) -> pd.DataFrame:
    """Return the table of those left out."""
    out = [(str(person), GROUP, rule, EXCLUSIONS[rule])
           for person, rule in zip(meta["respondent"], rules, strict=True) if rule]  # fmt: skip
    frame = pd.DataFrame(out, columns=["respondent", "group", "rule", "reason"])
    frame = frame.astype({"respondent": "string", "group": "string", "reason": "string"})
    frame["rule"] = pd.Categorical(frame["rule"], categories=asks, ordered=True)
    return frame.sort_values(["group", "respondent", "rule", "reason"], ignore_index=True)


def _flags(
    book: Codebook, meta: pd.DataFrame, kept: list[int], values: dict[str, list[object]]
) -> pd.DataFrame:
    """Return the table of doubts."""
    people = [str(meta["respondent"][place]) for place in kept]
    found: list[tuple[str, str, str, str]] = []
    seconds = [float(meta["duration_seconds"][place]) for place in kept]
    if len(kept) >= 10:
        limit = 0.33 * float(np.median(seconds))
        found += [
            (person, "speeder", "", "less than 0.33 of the median duration")
            for person, took in zip(people, seconds, strict=True)
            if took < limit
        ]
    found += [
        (person, "status_not_known", "", "")
        for person, place in zip(people, kept, strict=True)
        if meta["status"][place] == "other"
    ]
    for question in book.questions:
        if question.type == "matrix":
            for at, person in enumerate(people):
                row = [values[name][at] for name in question.columns]
                given = [answer for answer in row if answer is not None]
                if len(given) >= 4 and len(set(given)) == 1:
                    detail = f"{len(given)} rows"
                    found.append((person, "straight_line", question.name, detail))
    frame = pd.DataFrame(sorted(found), columns=["respondent", "flag", "question", "detail"])
    return frame.astype("string")
