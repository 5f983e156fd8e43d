"""The columns of every result and what each means; the words tables and results share."""

from __future__ import annotations

SYNTHETIC = "SYNTHETIC"
NO_ANSWER = "no_answer"
UNNAMED = "unnamed data"

GROUP_LABELS = {"professional": "Professionals", "parent": "Parents"}

NONRESPONSE = {
    "not_shown": "the question was not put to this person",
    "skipped": "shown and left blank, or answered not known or not stated",
    "dont_know": "answered that they did not know",
    "prefer_not": "answered that they would rather not say",
    "not_applicable": "answered that it did not apply",
    "ambiguous": "typed or ticked something that fits more than one answer",
    "unmatched": "typed an authority or a role that is not known",
    "unreadable": "typed something that is not a number or a date",
}

TOLD_BY = {
    "answer": "the person's own answer says so",
    "group": "not put to this group, or this questionnaire has no column for it",
    "routing": "the codebook says who is shown the question, and this person was not",
    "blank": "blank, and the codebook says that this person was shown the question",
    "undeclared": "blank, and nothing says who is shown the question: skipped or not shown",
    "typed": "what was typed fits several answers, or none, or cannot be read",
    "decision": "the team said so by hand",
}

EXCLUSIONS = {
    "withdrawn": "asked for their answers to be withdrawn",
    "by_hand": "left out by hand",
    "preview_or_test": "a preview, a test or spam, not an answer",
    "no_consent": "did not consent",
    "screened_out": "screened out by an answer of their own",
    "unfinished": "did not reach the end of the questionnaire",
    "duplicate": "another row of the same respondent is kept",
}

FLAGS = {
    "speeder": "took a small share of the time that most took",
    "straight_line": "gave every row of a matrix the same answer",
    "identical_answers": "gave the same answers as others throughout",
    "ambiguous_authority": "typed an authority that fits several; their codes are the detail",
    "ambiguous_role": "typed a role that fits several; their codes are the detail",
    "unusually_large": "a number above the limit that the codebook gives for a doubt",
    "nonresponse_and_other": "ticked that there is no answer, and an answer",
    "exclusive_and_other": "ticked an option that excludes the others, and another",
    "answered_though_not_shown": "answered what the routing did not show them",
    "mode_contradicts_format": "joined by a mode that their conference did not have",
    "status_not_known": "of a kind that the platform names and we do not know",
    "another_row_without_consent": "did not consent in another row of theirs",
}

RESULT_COLUMNS = {
    "data": "name of the data the row comes from",
    "question": "question name",
    "answer": "code of the answer; several taken together are joined by +",
    "group": "group the row is about",
    "reference": "group it is compared with",
    "join_mode": "how these people joined; any other `by` column keeps its own name",
    "count": "number of people who gave the answer",
    "base": "number of people used: those shown the question who gave a substantive answer",
    "share": "count over base",
    "ci_low": "lower end of the interval of the estimate, or of the share where there is none",
    "ci_high": "upper end of that interval",
    "count_reference": "count in the reference group",
    "base_reference": "base in the reference group",
    "share_reference": "share in the reference group",
    "estimate": "share minus share_reference, as a proportion",
    "statistic": "test statistic, where the method has one",
    "p_value": "two-sided p-value",
    "p_adjusted": "p_value adjusted for the rows tested in the same call",
    "family_size": "number of rows it was adjusted for",
    "exact_size": "greatest true size of the test at these bases, nominal 0.05",
    "grade": "whether the groups' answers compare: A same, B same construct, C not comparable",
    "method": "code of the interval and test used",
    "why": "why this method, or why there is no number",
    "mark": "u low reliability, c confidential, empty for neither",
    "protection": "what disclosure control was applied, and what it does not cover",
}

FLOW_COLUMNS = {
    "group": RESULT_COLUMNS["group"],
    "step": "place in the flow, from the rows that came in (0) to those kept",
    "rule": "what left rows out at this step; rows_in and kept at the ends",
    "reason": "the rule in words",
    "left_out": "number of rows it left out",
    "remaining": "number of rows left after it",
}


def is_synthetic(name: str) -> bool:
    """Tell whether data of this name is made up."""
    return name.startswith(SYNTHETIC)
