"""Interview tables typed in by hand, or drawn at random, and what is true of them by sets."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from hypothesis import strategies as st

from cpsurvey.tables import InterviewTables

NO_LOSSES = pd.DataFrame({"what": [], "count": [], "detail": []})
Coding = tuple[str, str, str, int | None, int | None, str]


def made(
    interviews: dict[str, Sequence[object]],
    themes: dict[str, str],
    codings: Sequence[Coding] = (),
    name: str = "SYNTHETIC study",
) -> InterviewTables:
    """Make tables: interviews by column, theme → parent, and codings as rows."""
    frame = pd.DataFrame(interviews)
    if "interview" not in frame:
        frame.insert(0, "interview", [f"i{number}" for number in range(len(frame))])
    columns = ["interview", "coder", "code", "start", "end", "segment"]
    marks = pd.DataFrame(list(codings), columns=columns)
    text = ["interview", "coder", "code", "segment"]
    return InterviewTables(
        name=name,
        interviews=frame.assign(source=frame["interview"], characters=1000),
        codings=marks.astype(dict.fromkeys(text, "string") | {"start": "Int64", "end": "Int64"}),
        themes=pd.DataFrame(
            {"code": list(themes), "label": list(themes), "parent": list(themes.values())}
        ),
        losses=NO_LOSSES,
    )


def ancestors(themes: dict[str, str], code: str) -> set[str]:
    """A theme and all that it is under."""
    return {code} | (ancestors(themes, themes[code]) if themes[code] else set())


@st.composite
def studies(draw: st.DrawFn) -> tuple[InterviewTables, dict[str, str], list[Coding]]:
    """Some interviews in groups, a frame of any depth in any order, codings of two coders."""
    codes = [f"c{number}" for number in range(draw(st.integers(1, 6)))]
    themes = {code: draw(st.sampled_from(["", *codes[:place]])) for place, code in enumerate(codes)}
    themes = {code: themes[code] for code in draw(st.permutations(codes))}
    size = draw(st.integers(1, 8))
    groups = draw(
        st.lists(st.sampled_from(["parent", "professional", None]), min_size=size, max_size=size)
    )
    marks = st.tuples(
        st.sampled_from([f"i{number}" for number in range(size)]),
        st.sampled_from(["coder-1", "coder-2"]),
        st.sampled_from(codes),
        st.integers(0, 20),
        st.integers(1, 10),
    )
    drawn = draw(st.lists(marks, max_size=25))
    codings = [
        (interview, coder, code, start, start + length, f"s{interview}{coder}{start}-{length}")
        for interview, coder, code, start, length in drawn
    ]
    kind = pd.CategoricalDtype(["professional", "parent"])
    tables = made({"group": pd.Series(groups, dtype=object).astype(kind)}, themes, codings)
    return tables, themes, codings
