"""What each loss that a platform declares takes away, written once: frames in, less of them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import permutations

import pandas as pd

from cpsurvey.codebook import Question, normalise
from cpsurvey.platforms import Loss

from .drawn import FACTS, GROUP, Truth
from .found import Found

Erase = Callable[[Found, Truth, Loss], Found]
ERASE: dict[str, Erase] = {}
# Responses that are not there at all, then answers, for what is left tells more of what is lost.
FIRST = ("kinds_of_response", "duplicates", "unfinished", "order_of_dates", "finished",
         "joined_options")  # fmt: skip


def erase(found: Found, truth: Truth, losses: Iterable[Loss]) -> Found:
    """Return what is left once these are lost, first whole responses, last who they are of."""
    for loss in sorted(losses, key=_place):
        found = ERASE[loss.what](found, truth, loss)
    return found | {"facts": _in_order(found["facts"])}


def as_named(found: Found, left: Found, losses: Iterable[Loss]) -> Found:
    """Return what a file tells, people named as in what is left, and of the questionnaire no more.

    Nothing that people answered is taken away: what a file tells beyond what is left is a guess.
    """
    if "respondents" in {loss.what for loss in losses}:
        found = _known_by_answers(found)
    flags = found["flags"]
    unclear = flags["flag"] == "ambiguous_options"
    found = found | {"flags": flags.assign(detail=flags["detail"].mask(unclear, ""))}
    return _structure(found, left["structure"]["told"].isna())


def _place(loss: Loss) -> int:
    """Return when a loss is erased."""
    if loss.what in FIRST:
        return FIRST.index(loss.what)
    return len(FIRST) + (loss.what == "respondents")


def _loses(what: str) -> Callable[[Erase], Erase]:
    """Say which loss a function is."""

    def named(function: Erase) -> Erase:
        ERASE[what] = function
        return function

    return named


@_loses("not_shown")
def _not_shown(found: Found, truth: Truth, __: Loss) -> Found:
    """Blank is blank: who was not shown a question cannot be told from who skipped it."""
    frame = found["nonresponse"].copy()
    lost = (frame["reason"] == "not_shown") & (frame["told_by"] == "answer")
    told = "blank" if truth.book.routing == "declared" else "undeclared"
    frame.loc[lost, ["reason", "told_by"]] = ["skipped", told]
    return found | {"nonresponse": frame}


@_loses("kinds_of_response")
def _status(found: Found, truth: Truth, __: Loss) -> Found:
    """Previews are not exported, and no response is of any other kind."""
    found = _without(found, truth.meta["respondent"][truth.meta["status"] == "preview"])
    flags = found["flags"]
    known = flags[flags["flag"] != "status_not_known"].reset_index(drop=True)
    return _fact(found | {"flags": known}, "status", "normal")


@_loses("unfinished")
def _unfinished(found: Found, truth: Truth, __: Loss) -> Found:
    """Only complete responses are exported."""
    left = _without(found, truth.meta["respondent"][truth.meta["finished"] == "no"])
    return _fact(left, "finished", "")


@_loses("finished")
def _finished(found: Found, truth: Truth, __: Loss) -> Found:
    """Whether people reached the end is not told: who broke off seems to have skipped the rest."""
    out = found["excluded"]
    gone = out["rule"] == "unfinished"
    return _fact(
        found
        | {
            "excluded": out[~gone].reset_index(drop=True),
            "responses": _with_blank(found["responses"], out["respondent"][gone], truth),
            "nonresponse": _with_rows(
                found["nonresponse"],
                [row for person in out["respondent"][gone] for row in _skipping(person, truth)],
                ["respondent", "question"],
            ),
        },
        "finished",
        "",
    )


def _with_blank(responses: pd.DataFrame, people: pd.Series, truth: Truth) -> pd.DataFrame:
    """Return the responses with those of people who consented, where asked, and no more."""
    days = truth.meta.drop_duplicates("respondent").set_index("respondent")["recorded"].str[:10]
    more = responses.iloc[:0].reindex(range(len(people)))
    more["respondent"] = people.to_numpy()
    more["group"] = pd.Categorical([GROUP] * len(people), responses["group"].cat.categories)
    more["recorded"] = pd.to_datetime(people.map(days).to_numpy(dtype=object)).astype(
        responses["recorded"].dtype
    )
    for question in truth.book.questions:
        if question.type == "consent":
            more[question.name] = more[question.name].fillna("a1")
    whole = pd.concat([responses, more.astype(responses.dtypes)], ignore_index=True)
    return whole.sort_values("respondent", ignore_index=True)


def _skipping(person: str, truth: Truth) -> list[tuple[str, ...]]:
    """Return why there is no answer to each question of somebody who gave none but consent."""
    made = []
    for question in truth.book.questions:
        shown = question.shown_if
        if question.type in ("consent", "text"):
            continue
        consent = bool(shown) and truth.book.by_name[shown.question].type == "consent"
        hidden = shown is not None and not (consent and "a1" in shown.answers)
        blank = "blank" if shown or truth.book.routing == "declared" else "undeclared"
        why = ("not_shown", "routing") if hidden else ("skipped", blank)
        made += [(person, name, *why) for name in question.columns]
    return made


@_loses("duplicates")
def _duplicates(found: Found, truth: Truth, __: Loss) -> Found:
    """Further responses of a person are not there."""
    out = found["excluded"]
    gone = out["rule"] == "duplicate"
    there = out[~gone].reset_index(drop=True)
    first = truth.meta[~truth.meta["respondent"].duplicated()]
    known = set(found["facts"]["respondent"])
    facts = found["facts"].merge(first[["respondent", "recorded"]].astype("string"))
    assert set(facts["respondent"]) == known
    return found | {"excluded": there, "facts": facts[list(FACTS)]}


@_loses("moments")
def _moments(found: Found, _: Truth, __: Loss) -> Found:
    """When people answered is not told."""
    responses = found["responses"].copy()
    responses["recorded"] = pd.Series(pd.NaT, responses.index, dtype=responses["recorded"].dtype)
    return _fact(_fact(found | {"responses": responses}, "started", ""), "recorded", "")


@_loses("order_of_dates")
def _order_of_dates(found: Found, truth: Truth, __: Loss) -> Found:
    """Day and month cannot be told apart where no day is after the twelfth."""
    facts = found["facts"]
    days = pd.concat([facts["started"], facts["recorded"]]).str[8:10]
    return _moments(found, truth, __) if (days[days != ""] <= "12").all() else found


@_loses("progress")
def _progress(found: Found, _: Truth, __: Loss) -> Found:
    """How far people came is not told."""
    return _fact(found, "progress", "")


@_loses("duration")
def _duration(found: Found, _: Truth, __: Loss) -> Found:
    """How long people took is not told, nor who was hasty."""
    flags = found["flags"]
    others = flags[flags["flag"] != "speeder"].reset_index(drop=True)
    return _fact(found | {"flags": others}, "duration_seconds", "")


@_loses("started")
def _started(found: Found, _: Truth, __: Loss) -> Found:
    """When people began is not told."""
    return _fact(found, "started", "")


@_loses("language")
def _language(found: Found, _: Truth, __: Loss) -> Found:
    """In which language people answered is not told."""
    return _fact(found, "language", "")


@_loses("channel")
def _channel(found: Found, _: Truth, __: Loss) -> Found:
    """By which way people came is not told."""
    return _fact(found, "channel", "")


@_loses("wordings")
def _wordings(found: Found, _: Truth, __: Loss) -> Found:
    """Columns are named by codes: no question's wording is there."""
    return _structure(found, found["structure"]["what"] == "wording")


@_loses("long_wordings")
def _long_wordings(found: Found, truth: Truth, __: Loss) -> Found:
    """A wording of more than a hundred letters is cut."""
    long = [q.name for q in truth.book.questions if len(" ".join(q.label.split())) > 100]
    structure = found["structure"]
    return _structure(found, (structure["what"] == "wording") & structure["question"].isin(long))


@_loses("matrix_parents")
def _matrix_parents(found: Found, truth: Truth, __: Loss) -> Found:
    """A matrix is columns named by its rows: the question above them is lost."""
    return _wordings_of(found, truth, "matrix")


@_loses("select_all_wordings")
def _select_all_wordings(found: Found, truth: Truth, __: Loss) -> Found:
    """A select-all is columns named by its options: the question above them is lost."""
    return _wordings_of(found, truth, "multi")


@_loses("row_labels")
def _row_labels(found: Found, _: Truth, __: Loss) -> Found:
    """The rows of a matrix are told by numbers only."""
    return _structure(found, found["structure"]["what"] == "row")


@_loses("unchosen_answers")
def _unchosen_answers(found: Found, truth: Truth, __: Loss) -> Found:
    """An answer that nobody gave is nowhere in the file, except for an option with a column."""
    structure = found["structure"]
    given = _given(truth, found)
    lost = [
        what == "answer" and (name, part) not in given
        for name, what, part in structure[["question", "what", "part"]].itertuples(index=False)
    ]
    return _structure(found, pd.Series(lost, structure.index, dtype=bool))


@_loses("joined_options")
def _joined_options(found: Found, truth: Truth, loss: Loss) -> Found:
    """Options that hold the sign between options may have been ticked in several ways."""
    for question in truth.book.questions:
        if question.type == "multi" and len(question.codes) > 1:
            found = _ambiguous(found, truth, question, loss.sign)
    return found


def _ambiguous(found: Found, truth: Truth, question: Question, sign: str) -> Found:
    """Erase what was ticked where the same text may have been written for other ticks."""
    codes = question.codes
    labels = {level.code: level.label for level in question.answers.levels}
    meanings: dict[str, set[tuple[str, ...]]] = {}
    for bits in range(1, 1 << len(codes)):
        ticked = [code for place, code in enumerate(codes) if bits >> place & 1]
        for some in permutations(ticked):
            text = normalise(sign.join(labels[code] for code in some))
            meanings.setdefault(text, set()).add(tuple(ticked))
    responses, silent = found["responses"].copy(), found["nonresponse"]
    columns = [f"{question.name}__{code}" for code in codes]
    lost: list[str] = []
    for place, row in responses.iterrows():
        ticked = [code for code, column in zip(codes, columns, strict=True) if row[column] is True]
        if len(meanings.get(normalise(sign.join(labels[code] for code in ticked)), ())) > 1:
            lost.append(row["respondent"])
            responses.loc[place, columns] = pd.NA
    reasons = [(person, question.name, "ambiguous", "typed") for person in lost]
    flags = [(person, "ambiguous_options", question.name, "") for person in lost]
    known = found["flags"]
    known = known.assign(detail=known["detail"].mask(known["flag"] == "ambiguous_options", ""))
    routed = [q.name for q in truth.book.questions
              if q.shown_if and q.shown_if.question == question.name]  # fmt: skip
    unclear = silent["respondent"].isin(lost) & silent["question"].isin(
        [name for q in routed for name in truth.book.by_name[q].columns]
    )
    unclear &= silent["told_by"].isin(["blank", "routing"])
    silent = silent.copy()
    silent.loc[unclear, ["reason", "told_by"]] = ["skipped", "undeclared"]
    return found | {
        "responses": responses,
        "nonresponse": _with_rows(silent, reasons, ["respondent", "question"]),
        "flags": _with_rows(known, flags, list(known)),
    }


def _with_rows(frame: pd.DataFrame, rows: list[tuple[str, ...]], by: list[str]) -> pd.DataFrame:
    """Return a table with more rows, in order; those that are there already once."""
    more = pd.DataFrame(rows, columns=list(frame)).astype("string")
    whole = pd.concat([frame, more], ignore_index=True).drop_duplicates()
    return whole.sort_values(by, ignore_index=True)


@_loses("answer_words")
def _answer_words(found: Found, _: Truth, __: Loss) -> Found:
    """Answers are numbers: their words are not in the file."""
    return _structure(found, found["structure"]["what"] == "answer")


@_loses("scale_ends")
def _scale_ends(found: Found, truth: Truth, __: Loss) -> Found:
    """A linear scale is numbers: the words at its ends are not in the file."""
    scales = [q.name for q in truth.book.questions if q.type == "scale" and q.answers.ordered]
    structure = found["structure"]
    return _structure(found, (structure["what"] == "answer") & structure["question"].isin(scales))


@_loses("answer_order")
def _answer_order(found: Found, _: Truth, __: Loss) -> Found:
    """The order of the answers is not in the file."""
    return _structure(found, found["structure"]["what"] == "order")


@_loses("respondents")
def _respondents(found: Found, _: Truth, __: Loss) -> Found:
    """Responses have no names of their own: people are known by what they answered."""
    return _known_by_answers(found)


def _known_by_answers(found: Found) -> Found:
    """Return everything with people named by their answers in order."""
    tables = ("responses", "nonresponse", "flags", "texts")
    people = found["responses"]["respondent"].tolist()
    said = dict.fromkeys(people, "")
    for table in tables:
        frame = found[table]
        for person, row in zip(frame["respondent"], _rows(frame), strict=True):
            said[person] += f"{table}: {row}\n"
    order = sorted(people, key=lambda person: said[person])
    names = {person: f"person-{place:03d}" for place, person in enumerate(order)}
    made = {}
    for table in tables:
        frame = found[table].assign(respondent=found[table]["respondent"].map(names))
        frame = frame.astype({"respondent": "string"})
        by = ["respondent", *(["question"] if table == "nonresponse" else [])]
        by = list(frame) if table in ("flags", "texts") else by
        made[table] = frame.sort_values(by, ignore_index=True)
    out = found["excluded"]
    made["excluded"] = out.assign(respondent="").astype({"respondent": "string"})
    made["excluded"] = made["excluded"].sort_values(["rule", "reason"], ignore_index=True)
    made["facts"] = _in_order(found["facts"].assign(respondent="").astype("string"))
    return found | made


def _rows(frame: pd.DataFrame) -> list[str]:
    """Return each row as text, without whose it is."""
    return [repr(row) for row in frame.drop(columns="respondent").to_numpy(dtype=object).tolist()]


def _given(truth: Truth, found: Found) -> set[tuple[str, str]]:
    """Return the answers that somebody gave whose response is there."""
    given: set[tuple[str, str]] = set()
    for question in truth.book.questions:
        if question.scale is None:
            continue
        if question.type == "consent":
            out = set(found["excluded"]["rule"])
            given |= {(question.name, "a2")} if "no_consent" in out else set()
            given |= {(question.name, "a1")} if out & {"unfinished", "duplicate"} else set()
        if question.type == "multi":
            ticked = [
                (code, found["responses"][f"{question.name}__{code}"]) for code in question.codes
            ]
            given |= {(question.name, code) for code, column in ticked if column.any()}
        else:
            for name in question.columns:
                answers = found["responses"][name].dropna()
                given |= {(question.name, str(code)) for code in answers}
    return given


def _wordings_of(found: Found, truth: Truth, kind: str) -> Found:
    """Erase the wordings of questions of a kind."""
    names = [question.name for question in truth.book.questions if question.type == kind]
    structure = found["structure"]
    return _structure(found, (structure["what"] == "wording") & structure["question"].isin(names))


def _structure(found: Found, lost: pd.Series) -> Found:
    """Erase what is told of the questionnaire."""
    frame = found["structure"]
    return found | {"structure": frame.assign(told=frame["told"].mask(lost))}


def _fact(found: Found, name: str, instead: str) -> Found:
    """Erase a fact about every response."""
    facts = found["facts"].copy()
    facts[name] = pd.array([instead] * len(facts), dtype="string")
    return found | {"facts": facts}


def _in_order(facts: pd.DataFrame) -> pd.DataFrame:
    """Return facts in the order that they are compared in."""
    return facts.sort_values(list(FACTS), ignore_index=True)


def _without(found: Found, people: pd.Series) -> Found:
    """Return everything about everybody else."""
    gone = set(people)
    made = {}
    for name, frame in found.items():
        if "respondent" in frame:
            made[name] = frame[~frame["respondent"].isin(gone)].reset_index(drop=True)
    return found | made
