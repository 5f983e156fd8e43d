"""Single variables of an SPSS file that are one question are drafted as one, with its labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyreadstat

from cpsurvey.drafting import draft_codebook
from cpsurvey.readers import match_columns, read_definition, read_survey_export

YES_NO = {0.0: "No", 1.0: "Yes"}
LIKELY = {1.0: "Very unlikely", 2.0: "Unlikely", 3.0: "Likely", 4.0: "Very likely"}
SAID = {
    "Q1_1": "Why did you leave? - Too hard",
    "Q1_2": "Why did you leave? - No help",
    "Q1_3": "Why did you leave? - New job",
    "Q2_1_a": "How likely are you to - write",
    "Q2_2_a": "How likely are you to - paint",
    "Q2_3_a": "How likely are you to - sing",
    "sat1": "I like it here 1",
    "sat2": "I like it here 2",
    "sat3": "I like it here 3",
}


def test_grids_and_select_alls_stay_one_question_with_the_file_s_own_labels(tmp_path):
    drawn = np.random.default_rng(1)
    most = {"Q1": (0, 2), "Q2": (1, 4), "sa": (1, 6)}
    cells = pd.DataFrame({name: drawn.integers(*most[name[:2]], 40).astype(float) for name in SAID})
    labels = {name: YES_NO if name.startswith("Q1") else LIKELY for name in SAID if name[0] == "Q"}
    path = tmp_path / "answers.sav"
    pyreadstat.write_sav(cells, path, column_labels=SAID, variable_value_labels=labels)
    export = read_survey_export(path)
    definition = match_columns(read_definition(path), export)
    questions = draft_codebook(export, definition=definition).questions
    assert questions[["type", "columns"]].to_records(index=False).tolist() == [
        ("multi", ("Q1_1", "Q1_2", "Q1_3")),
        ("matrix", ("Q2_1_a", "Q2_2_a", "Q2_3_a")),
        ("matrix", ("sat1", "sat2", "sat3")),
    ]
    assert questions["options"].iloc[1] == tuple(LIKELY.values())  # nobody is very likely to
