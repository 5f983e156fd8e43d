"""A coding export and a codebook → interviews, codings, the frame in use, and what was lost."""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePath

import pandas as pd

from cpsurvey.cleaning import typed
from cpsurvey.cleaning.answers import read_answer
from cpsurvey.cleaning.cleaned import Reading, spread
from cpsurvey.cleaning.roles import match_roles
from cpsurvey.codebook import Codebook, Level, Scale, normalise
from cpsurvey.errors import ExportError, listed
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
ATTRIBUTES = (
    "group", "role", "nation", "join_mode", "professionals_joined", "interview_mode", "recorded",
)  # fmt: skip
THEME_COLUMNS = ["code", "label", "definition", "parent", "polarity"]


def clean_codings(export: CodingExport, codebook: Codebook, *, name: str = "") -> InterviewTables:
    """Turn a project of coded interviews into tables.

    Parameters
    ----------
    export
        What `read_coding_export` gave.
    codebook
        Its themes are the frame; a code of the project is a theme if its name is the theme's code
        or label. Codes that are no theme join the frame under their own names.
    name
        Name of the data; left out, the codebook's title.

    Returns
    -------
    InterviewTables
        Every text, sound or film is an interview, coded or not. Group, role, nation and modes come
        from the project's attributes of the same names; other attributes are counted as lost.

    Raises
    ------
    ExportError
        If two sources bear the same name, so that interviews cannot be told apart.

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
    >>> tables.interviews["group"].tolist(), tables.codings.values.tolist()
    (['parent'], [['01', 'coder-1', 'calm', 4, 9]])
    """
    kept = export.sources[export.sources["kind"].isin(INTERVIEW_KINDS)]
    names = kept["name"].map(lambda text: PurePath(str(text)).stem)
    doubled = sorted(set(names[names.duplicated()]))
    if doubled:
        raise ExportError(
            f"{export.name}: more than one source is called {listed(doubled)}; give each interview"
            " a name of its own in the coding program and export again."
        )
    interview_of = dict(zip(kept["source_id"], names, strict=True))
    codes, themes = _frame_in_use(export, codebook)
    interviews = _interviews(export, kept, names, codebook)
    return InterviewTables(
        name=name or codebook.title,
        interviews=interviews,
        codings=_codings(export, interview_of, codes),
        themes=themes,
        losses=_losses(export, kept, interviews),
    )


def _interviews(
    export: CodingExport, kept: pd.DataFrame, names: pd.Series, codebook: Codebook
) -> pd.DataFrame:
    """Return one row an interview, with what the project says of the person."""
    told = _attributes(export, kept)
    frame = pd.DataFrame({"interview": names.astype("string")})
    frame["group"] = _group(told["group"], codebook)
    frame["role"] = match_roles(told["role"], codebook).values[""]
    for variable in ("nation", "join_mode", "professionals_joined"):
        if variable in codebook.by_name and (scale := codebook.by_name[variable].scale):
            frame[variable] = _levels(told[variable], scale)
    frame["interview_mode"] = _levels(told["interview_mode"], MODES)
    recorded = pd.to_datetime(told["recorded"].str[:10], format="%Y-%m-%d", errors="coerce")
    frame["recorded"] = recorded.astype("datetime64[ms]")
    frame["characters"] = kept["characters"].astype("Int64")
    return frame.sort_values("interview", ignore_index=True)


def _attributes(export: CodingExport, kept: pd.DataFrame) -> pd.DataFrame:
    """Return what the project says of each interview, a column an attribute that is kept."""
    wide = (
        export.attributes.assign(variable=export.attributes["variable"].map(_variable))
        .drop_duplicates(["source_id", "variable"])
        .pivot(index="source_id", columns="variable", values="value")
    )
    told = wide.reindex(index=kept["source_id"], columns=list(ATTRIBUTES)).set_axis(kept.index)
    return told.astype(object).where(told.notna(), "")


def _variable(name: str) -> str:
    """Return an attribute's name as one of ours is spelt."""
    return typed.key(str(name)).replace(" ", "_")


def _group(text: pd.Series, codebook: Codebook) -> pd.Series:
    """Return the group each interview belongs to, by code or label."""
    levels = tuple(Level(code, label, (code,)) for code, label in codebook.groups.items())
    return _levels(text, Scale("group", "Group", levels))


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


def _frame_in_use(export: CodingExport, codebook: Codebook) -> tuple[dict[str, str], pd.DataFrame]:
    """Return code id → theme code, and the frame: the codebook's, then the project's own codes."""
    records = [
        {column: getattr(theme, column) for column in THEME_COLUMNS} for theme in codebook.themes
    ]
    codes: dict[str, str] = {}
    taken = {theme.code for theme in codebook.themes}
    for code in export.codes.itertuples():
        parent = codes.get(str(code.parent_id), "")
        theme = _theme(str(code.name), parent, codebook)
        if not theme:
            theme = _own_code(str(code.path), taken)
            own = {"label": code.name, "definition": code.description, "parent": parent}
            records.append({"code": theme, **own})
            taken.add(theme)
        codes[str(code.code_id)] = theme
    return codes, pd.DataFrame(records, columns=THEME_COLUMNS).fillna("").astype("string")


def _theme(name: str, parent: str, codebook: Codebook) -> str:
    """Return the theme that a code is, by code or label; of namesakes the one in its place."""
    key = normalise(name)
    found = [t for t in codebook.themes if key in (normalise(t.code), normalise(t.label))]
    if len(found) > 1:
        found = [theme for theme in found if theme.parent == parent]
    return found[0].code if len(found) == 1 else ""


def _own_code(path: str, taken: set[str]) -> str:
    """Return a code for a theme of the project's own, unlike any other."""
    stem = re.sub(r"\W+", "_", path.casefold()).strip("_") or "code"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code


def _codings(
    export: CodingExport, interview_of: dict[str, str], codes: dict[str, str]
) -> pd.DataFrame:
    """Return one row a coding of an interview, each once."""
    kept = export.codings[export.codings["source_id"].isin(list(interview_of))]
    frame = pd.DataFrame(
        {
            "interview": kept["source_id"].map(interview_of),
            "coder": kept["coder"],
            "code": kept["code_id"].map(codes),
        }
    ).astype("string")
    frame["start"] = kept["start"].astype("Int64")
    frame["end"] = kept["end"].astype("Int64")
    return frame.sort_values(frame.columns.tolist(), ignore_index=True)


def _losses(export: CodingExport, kept: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return what the project held that the tables do not."""
    variables = export.attributes["variable"]
    extra = variables[~variables.map(_variable).isin(ATTRIBUTES)].value_counts()
    others = export.sources.loc[~export.sources.index.isin(kept.index), "kind"].value_counts()
    told = (_attributes(export, kept) != "").sum()
    unread = {
        name: told[name] - interviews[name].notna().sum()
        for name in ATTRIBUTES
        if name in interviews
    }
    more = [
        *({"what": "attribute", "count": n, "detail": name} for name, n in extra.items()),
        *({"what": "source", "count": n, "detail": kind} for kind, n in others.items()),
        *(
            {"what": "attribute not read", "count": n, "detail": name}
            for name, n in unread.items()
            if n
        ),
    ]
    frame = pd.concat([export.losses, pd.DataFrame(more, columns=["what", "count", "detail"])])
    kinds = {"what": "string", "count": "Int64", "detail": "string"}
    return frame.astype(kinds).sort_values(["what", "detail"], ignore_index=True)
