"""A coding export and a codebook → interviews, codings, the frame in use, and what was lost."""

from __future__ import annotations

from functools import partial

import pandas as pd

from cpsurvey.cleaning import typed
from cpsurvey.cleaning.answers import read_answer
from cpsurvey.cleaning.cleaned import Reading, spread
from cpsurvey.cleaning.frame_rules import read_rules, stop_for
from cpsurvey.cleaning.interview_attributes import group_scale, read_attributes_of
from cpsurvey.cleaning.interview_losses import losses_table
from cpsurvey.cleaning.mapping import map_codings, themes_in_use, whole_routes
from cpsurvey.cleaning.pseudonyms import name_interviews
from cpsurvey.cleaning.roles import match_roles
from cpsurvey.cleaning.theme_names import match_themes
from cpsurvey.codebook import Codebook, Level, Scale
from cpsurvey.exports import CodingExport
from cpsurvey.tables import InterviewTables

INTERVIEW_KINDS = ("text", "pdf", "audio", "video")
MODES = Scale(
    "interview_mode",
    "How the interview was held",
    (
        Level("telephone", "Telephone", ("phone", "by phone", "by telephone")),
        Level("video", "Video", ("online", "Teams", "Zoom")),
        Level("face_to_face", "Face to face", ("in person", "f2f")),
    ),
)


def clean_codings(
    export: CodingExport,
    codebook: Codebook,
    *,
    name: str = "",
    attributes: pd.DataFrame | None = None,
    frame: pd.DataFrame | None = None,
) -> InterviewTables:
    """Turn a project of coded interviews into tables.

    Parameters
    ----------
    export
        What `read_coding_export` gave.
    codebook
        Its themes are the frame; a code of the project is a theme if its name is the theme's code,
        label or one of its aliases. Codes that are no theme join the frame under their own names.
    name
        Name of the data; left out, the codebook's title.
    attributes
        What the team knows of each interview, from `read_attributes`: source, variable and value.
        They go before what the project says; `interview` is what the team calls the interview.
    frame
        What the team says of the project's codes, from `read_frame`: which are renamed, merged,
        split, taken into the frame or dropped. It goes before the codes' names.

    Returns
    -------
    InterviewTables
        Every text, sound or film is an interview, coded or not. It is called what the team calls
        it; else what its source is called, where that is plainly a code such as P07; else
        interview-01, interview-02 … in the order of the file (`interview_names` has the key).
        Group, role, nation and modes come from attributes of the same names, and from sets of
        sources named like a group. What is left out is counted in ``losses``, and what became of
        each of the project's codes stands in ``mapped``.

    Raises
    ------
    ExportError
        If the attributes fit several sources or contradict each other.
    DecisionsError
        If the frame cannot be carried out as it stands; every wrong cell is named.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import write_refi_qda
    >>> codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    >>> codings = pd.DataFrame(
    ...     {"source": ["01"], "code": ["calm"], "coder": ["A"], "start": [4], "end": [9]}
    ... )
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "demo.qdpx"
    >>> texts = [("01", "Was quiet.", {"group": "parent"})]
    >>> _ = path.write_bytes(write_refi_qda("Demo", ["A"], codes, texts, codings))
    >>> tables = cps.clean_codings(cps.read_coding_export(path), cps.load_codebook())
    >>> tables.interviews["group"].tolist(), tables.codings.iloc[:, :5].values.tolist()
    (['parent'], [['01', 'coder-1', 'calm', 4, 9]])
    >>> tables.mapped[["project_code", "code", "rule", "codings"]].values.tolist()
    [['Calm', 'calm', 'own', 1]]
    """
    kept = export.sources[export.sources["kind"].isin(INTERVIEW_KINDS)]
    told = read_attributes_of(export, kept, codebook, attributes)
    names = name_interviews(kept["name"], told.names, _group_words(codebook))
    interviews = _interviews(kept, names, told.values, codebook)

    codes, codings = export.codes, _codings_of(export, kept, names)
    rules = read_rules(frame, codes, [theme.code for theme in codebook.themes])
    matches = match_themes(codes, codebook.themes)
    routes = whole_routes(codes, matches, rules, {theme.code for theme in codebook.themes})
    mine, mapped, problems = map_codings(codings, codes, routes, rules)
    stop_for(problems, frame)
    return InterviewTables(
        name=name or codebook.title,
        interviews=interviews.sort_values("interview", ignore_index=True),
        codings=mine,
        themes=themes_in_use(codes, routes, codebook.themes),
        losses=losses_table(export, kept, names, told, interviews),
        mapped=mapped,
    )


def _interviews(
    kept: pd.DataFrame, names: pd.Series, told: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Return one row an interview, with what is told of the person."""
    frame = pd.DataFrame(
        {"interview": names.astype("string"), "source": kept["source_id"].astype("string")}
    )
    frame["group"] = _levels(told["group"], group_scale(codebook))
    frame["role"] = match_roles(told["role"], codebook).values[""]
    for variable in ("nation", "join_mode", "professionals_joined"):
        if variable in codebook.by_name and (scale := codebook.by_name[variable].scale):
            frame[variable] = _levels(told[variable], scale)
    frame["interview_mode"] = _levels(told["interview_mode"], MODES)
    recorded = pd.to_datetime(told["recorded"].str[:10], format="%Y-%m-%d", errors="coerce")
    frame["recorded"] = recorded.astype("datetime64[ms]")
    frame["characters"] = kept["characters"].astype("Int64")
    return frame


def _levels(text: pd.Series, scale: Scale) -> pd.Series:
    """Return an attribute as levels; a code counts as its label, the unknown stays blank."""
    values, _ = spread(text, partial(_level, scale=scale))
    return pd.Series(
        pd.Categorical(values, categories=list(scale.codes), ordered=scale.ordered),
        index=text.index,
    )


def _level(text: str, scale: Scale) -> Reading:
    """Return the level an attribute stands for."""
    return Reading(text) if text in scale.codes else read_answer(text, scale)


def _group_words(codebook: Codebook) -> set[str]:
    """Return the words of the groups' names: they may stand in a code that names nobody."""
    names = [name for pair in codebook.groups.items() for name in pair]
    return {word for name in names for word in typed.key(name).split()}


def _codings_of(export: CodingExport, kept: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return the codings of interviews, under the interviews' names."""
    called = dict(zip(kept["source_id"], names, strict=True))
    codings = export.codings[export.codings["source_id"].isin(list(called))]
    frame = pd.DataFrame(
        {
            "interview": codings["source_id"].map(called),
            "coder": codings["coder"],
            "code_id": codings["code_id"],
            "segment": codings["segment"].fillna(""),
        }
    ).astype("string")
    frame["start"] = codings["start"].astype("Int64")
    frame["end"] = codings["end"].astype("Int64")
    return frame.reset_index(drop=True)
