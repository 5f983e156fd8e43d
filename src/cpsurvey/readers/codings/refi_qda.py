"""A REFI-QDA project file and its texts in; codes, sources, codings, sets and memos out."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import ATTRIBUTE_COLUMNS, CodingExport
from cpsurvey.readers.codings.losses import SELECTION_NAME, Loss, to_table
from cpsurvey.readers.codings.position_units import find_unit
from cpsurvey.readers.codings.refi_attributes import attribute_losses, read_attributes
from cpsurvey.readers.codings.refi_cases import (
    case_codings,
    case_ids,
    case_losses,
    read_cases,
    without_cases,
)
from cpsurvey.readers.codings.refi_codes import read_codes
from cpsurvey.readers.codings.refi_losses import count_losses, losses_of_marks, version_loss
from cpsurvey.readers.codings.refi_memos import read_memos
from cpsurvey.readers.codings.refi_selections import read_selections
from cpsurvey.readers.codings.refi_sets import read_sets, set_attributes
from cpsurvey.readers.codings.refi_sources import (
    TextOf,
    parts_of,
    read_sources,
    source_losses,
    source_table,
    texts_of,
    texts_within,
)
from cpsurvey.readers.codings.selections import (
    Selection,
    find_places,
    passages_of,
    read_codings,
    spans_of,
)
from cpsurvey.readers.files.elements import guid, parse_with_namespace


def read_refi_qda(project: bytes, text_of: TextOf, name: str) -> CodingExport:
    """Read a project; `text_of` gives the bytes of a text by its path in it, or nothing."""
    root, namespace = parse_with_namespace(project, name)
    if root.tag != "Project":
        raise ExportError(f"{name} is not a REFI-QDA project: export the whole project again.")
    tool = root.get("origin", "")
    text_in = texts_within(text_of, name)
    codes, lost_codes = read_codes(root.find("CodeBook"), name)
    sources = read_sources(root, text_in, name)
    texts = texts_of(sources)
    marked = read_selections(sources)
    spans = spans_of(marked)
    found = find_unit(texts, spans, tool)
    selections, given_to = without_cases(marked, case_ids(root) - set(codes["code_id"]))
    places = find_places(marked, texts, found.unit)
    cases = read_cases(root, sources, marked, given_to, places)
    selections += case_codings(cases, selections, len(marked))
    places |= find_places([s for s in selections if s.whole], texts, found.unit)
    codings = read_codings(selections, places, set(codes["code_id"]), _users(root))
    words = {source: text.text for source, text in texts.items()}
    passages = passages_of(marked, places, words)
    memos = read_memos(
        root, sources, selections, _coded(codings.codings), codings.coder_of, text_in
    )
    ids = {
        "code": {code: code for code in codes["code_id"]},
        "source": {source.source_id: source.source_id for source in sources},
        "memo": memos.memo_of,
    }
    sets, lost_sets = read_sets(root.findall("CodeBook/Sets/Set") + root.findall("Sets/Set"), ids)
    told = [*read_attributes(root, sources, cases), *set_attributes(sets, tool)]
    attributes = pd.DataFrame(told, columns=list(ATTRIBUTE_COLUMNS))
    losses = [
        *lost_codes,
        *source_losses(sources, found),
        *codings.losses,
        *case_losses(root, sources, marked, cases),
        *attribute_losses(root, sources),
        *memos.losses,
        *lost_sets,
        *count_losses(root, {selection.guid for selection in marked}),
        *losses_of_marks(root, [part for s in sources for part in parts_of(s)]),
        Loss(SELECTION_NAME, _named(marked) - len(passages)),
        Loss("link", len(root.findall("Links/Link")) - memos.linked),
        version_loss(namespace),
    ]
    return CodingExport(
        name=name,
        tool=tool,
        codes=codes,
        sources=source_table(sources, spans, found),
        codings=codings.codings,
        coders=codings.coders,
        attributes=attributes.drop_duplicates(ignore_index=True),
        losses=to_table(losses),
        texts=words,
        sets=sets,
        memos=memos.table,
        passages=passages,
        memo_texts=memos.texts,
    )


def _users(root: Element) -> dict[str, str]:
    """Return the users with their names."""
    users = reversed(root.findall("Users/User"))
    return {guid(user): user.get("name", "") for user in users}


def _coded(codings: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the codings as memos name them."""
    pairs = zip(codings["segment"], codings["code_id"], strict=True)
    return {("coding", f"{segment} {code}") for segment, code in pairs}


def _named(selections: Sequence[Selection]) -> int:
    """Count the selections that have a name."""
    return sum(bool(found.words.strip()) and not found.whole for found in selections)
