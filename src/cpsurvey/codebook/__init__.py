"""The questionnaire as data: loaded from TOML and CSV into values that check themselves."""

from cpsurvey.codebook.load import load_codebook
from cpsurvey.codebook.model import (
    Authority,
    Codebook,
    Instrument,
    Level,
    Place,
    Question,
    Role,
    Row,
    Scale,
    ShownIf,
    Theme,
)
from cpsurvey.codebook.normalise import normalise
from cpsurvey.codebook.rules import Rule, rule_names

__all__ = [
    "Authority",
    "Codebook",
    "Instrument",
    "Level",
    "Place",
    "Question",
    "Role",
    "Row",
    "Rule",
    "Scale",
    "ShownIf",
    "Theme",
    "load_codebook",
    "normalise",
    "rule_names",
]
