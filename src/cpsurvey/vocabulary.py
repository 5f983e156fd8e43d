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


def is_synthetic(name: str) -> bool:
    """Tell whether data of this name is made up."""
    return name.startswith(SYNTHETIC)
