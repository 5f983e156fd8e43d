"""The questionnaire as data: loaded from TOML and CSV into values that check themselves."""

from cpsurvey.codebook.load import load_codebook
from cpsurvey.codebook.model import Codebook
from cpsurvey.codebook.normalise import normalise
from cpsurvey.codebook.question import Level, Question, Row, Scale, ShownIf
from cpsurvey.codebook.records import Authority, Instrument, Place, Role, Theme
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
