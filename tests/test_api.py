"""The public names, and what importing them costs."""

import inspect
import subprocess
import sys

import pytest

import cpsurvey

PUBLIC = [
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


def test_the_public_api_is_this_list():
    assert sorted(cpsurvey.__all__) == PUBLIC


def test_every_public_name_loads():
    assert all(getattr(cpsurvey, name) is not None for name in PUBLIC)


FUNCTIONS = [name for name in PUBLIC if inspect.isfunction(getattr(cpsurvey, name))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_shows_how_it_is_used_and_tells_of_its_arguments(name):
    function = getattr(cpsurvey, name)
    assert ">>> " in function.__doc__  # and pytest runs it
    assert [a for a in inspect.signature(function).parameters if a not in function.__doc__] == []


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError) as caught:
        getattr(cpsurvey, "nothing")  # noqa: B009
    assert str(caught.value) == "module 'cpsurvey' has no attribute 'nothing'"


def test_importing_loads_nothing_heavy():
    code = "import sys, cpsurvey; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    heavy = {"matplotlib", "seaborn", "statsmodels", "scipy", "pyarrow", "pandas", "nbclient"}
    assert heavy.isdisjoint(loaded.stdout.split())
