"""cpsurvey: surveys and coded interviews of professionals and parents, from export to figure."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpsurvey import analysis, claims, figures, report, stats, synthetic
    from cpsurvey.analysis import (
        co_occurrence,
        coder_agreement,
        coding_disagreements,
        compare_groups,
        compare_modes,
        compare_themes,
        framework_matrix,
        joint_display,
        merge_summaries,
        response_table,
        saturation,
        theme_table,
    )
    from cpsurvey.claims import check_claims
    from cpsurvey.cleaning import (
        build_tables,
        clean_codings,
        clean_survey,
        combine_coding_exports,
        comments,
        compare_exports,
        interview_names,
        interview_texts,
        passages,
        typed_answers,
    )
    from cpsurvey.codebook import load_codebook
    from cpsurvey.disclosure import protect, quotable
    from cpsurvey.drafting import draft_codebook
    from cpsurvey.errors import CpsurveyError
    from cpsurvey.example import load_example
    from cpsurvey.readers import (
        match_columns,
        read_attributes,
        read_coding_export,
        read_decisions,
        read_definition,
        read_frame,
        read_framework,
        read_links,
        read_settled,
        read_survey_export,
    )
    from cpsurvey.tables import InterviewTables, SurveyTables, read_tables, write_tables

_HOMES = {
    "CpsurveyError": "errors",
    "InterviewTables": "tables",
    "SurveyTables": "tables",
    "build_tables": "cleaning",
    "check_claims": "claims",
    "clean_codings": "cleaning",
    "clean_survey": "cleaning",
    "co_occurrence": "analysis",
    "coder_agreement": "analysis",
    "coding_disagreements": "analysis",
    "combine_coding_exports": "cleaning",
    "comments": "cleaning",
    "compare_exports": "cleaning",
    "compare_groups": "analysis",
    "compare_modes": "analysis",
    "compare_themes": "analysis",
    "draft_codebook": "drafting",
    "framework_matrix": "analysis",
    "interview_names": "cleaning",
    "interview_texts": "cleaning",
    "joint_display": "analysis",
    "load_codebook": "codebook",
    "load_example": "example",
    "match_columns": "readers",
    "merge_summaries": "analysis",
    "passages": "cleaning",
    "protect": "disclosure",
    "quotable": "disclosure",
    "read_attributes": "readers",
    "read_coding_export": "readers",
    "read_decisions": "readers",
    "read_definition": "readers",
    "read_frame": "readers",
    "read_framework": "readers",
    "read_links": "readers",
    "read_settled": "readers",
    "read_survey_export": "readers",
    "read_tables": "tables",
    "response_table": "analysis",
    "saturation": "analysis",
    "theme_table": "analysis",
    "typed_answers": "cleaning",
    "write_tables": "tables",
}
_PARTS = ("analysis", "claims", "figures", "report", "stats", "synthetic")

__version__ = "0.1.0"
__all__ = [
    "CpsurveyError",
    "InterviewTables",
    "SurveyTables",
    "analysis",
    "build_tables",
    "check_claims",
    "claims",
    "clean_codings",
    "clean_survey",
    "co_occurrence",
    "coder_agreement",
    "coding_disagreements",
    "combine_coding_exports",
    "comments",
    "compare_exports",
    "compare_groups",
    "compare_modes",
    "compare_themes",
    "draft_codebook",
    "figures",
    "framework_matrix",
    "interview_names",
    "interview_texts",
    "joint_display",
    "load_codebook",
    "load_example",
    "match_columns",
    "merge_summaries",
    "passages",
    "protect",
    "quotable",
    "read_attributes",
    "read_coding_export",
    "read_decisions",
    "read_definition",
    "read_frame",
    "read_framework",
    "read_links",
    "read_settled",
    "read_survey_export",
    "read_tables",
    "report",
    "response_table",
    "saturation",
    "stats",
    "synthetic",
    "theme_table",
    "typed_answers",
    "write_tables",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name in _PARTS:
        return import_module(f"cpsurvey.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'cpsurvey' has no attribute '{name}'")
    value = getattr(import_module(f"cpsurvey.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
