"""What is published is listed: each number once, here or among the assumptions."""

from dataclasses import replace

from cpsurvey.claims import load_claims
from cpsurvey.codebook import load_codebook
from cpsurvey.synthetic import assumptions, published_numbers
from cpsurvey.synthetic.interview_margins import load_interview_margins

ABOUT = ["what", "group", "question", "answer"]


def test_every_count_is_published_or_assumed_and_never_both(margins):
    interviews = load_interview_margins(load_codebook(), load_claims())
    published, assumed = published_numbers(margins, interviews), assumptions()
    known = set(published[ABOUT].itertuples(index=False, name=None))
    guessed = set(assumed[ABOUT].itertuples(index=False, name=None))
    assert len(known) == len(published)
    assert known & guessed == set()
    counts = {
        ("count", m.group, m.question, answer) for m in margins.margins for answer in m.counts
    }
    assert counts <= known | guessed


def test_each_published_number_names_its_claim(margins):
    published = published_numbers(margins)
    assert set(published["claim"]) <= {claim.id for claim in load_claims()}
    assert (published["claim"] != "").all()


def test_a_margin_with_a_source_is_published_and_so_is_its_table(margins):
    (one,) = (m for m in margins.margins if (m.group, m.question) == ("parent", "knew_who_present"))
    table = {"join_mode": {"phone": {"yes": 3}}}
    told = replace(one, source="the annex, page 3", assumed="", table=table)
    published = published_numbers(replace(margins, margins=(told,)))
    assert set(published["source"]) == {"the annex, page 3"}
    assert published.iloc[-1][["what", "given", "answer", "value"]].tolist() == [
        "table", "join_mode = phone", "yes", 3,
    ]  # fmt: skip
    assert published["answer"].tolist()[:-1] == list(one.counts)
