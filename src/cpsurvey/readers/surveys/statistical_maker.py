"""The variables of an SPSS or Stata file in, the platform that wrote it and its metadata out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cpsurvey.platforms import label_of
from cpsurvey.readers.files.statistical_file import Facts
from cpsurvey.readers.surveys import jisc, limesurvey, qualtrics_names, redcap
from cpsurvey.readers.surveys.names import NO_NAMES, Names, plain, roles_of

OF_JISC = "File created by user 'bos"  # "bos2" today


class Maker(NamedTuple):
    """The platform that wrote a file: what it is called, and what each variable is to it.

    ``names`` has its words for who finished; ``blank`` are values by which it says that a question
    was not answered.
    """

    label: str
    roles: list[str]
    names: Names = NO_NAMES
    blank: frozenset[float] = frozenset()


def made_by(variables: Sequence[str], facts: Facts) -> Maker:
    """Return the platform that wrote a file, as far as it can be told."""
    names = [plain(variable) for variable in variables]
    texts = [facts.column_names_to_labels.get(variable) or "" for variable in variables]
    if (facts.file_label or "").startswith(OF_JISC):
        roles = roles_of(variables, jisc.NAMES)
        return Maker(label_of("jisc"), roles, jisc.NAMES, frozenset((0.0,)))
    if set(names) >= limesurvey.LIME_START:
        roles = roles_of(variables, limesurvey.NAMES)
        return Maker(label_of("limesurvey"), roles, limesurvey.NAMES)
    if redcap.is_redcap(names):
        return Maker(label_of("redcap"), redcap.roles_in_redcap(variables), redcap.NAMES)
    if roles := qualtrics_names.roles_in_spss(variables, texts):
        return Maker(label_of("qualtrics"), roles, qualtrics_names.SAID)
    return Maker("", roles_of(variables))
