"""The columns of every result and what each means; the words tables and results share."""

from __future__ import annotations

from collections.abc import Iterable

SYNTHETIC = "SYNTHETIC"
NO_ANSWER = "no_answer"
NOT_KNOWN = "not_known"
ALL_ANSWERS = "all_answers"
ALL_LEVELS = "all_levels"
ALL_CODES = "all_codes"
ANY_CODE = "any_code"
UNNAMED = "unnamed data"
# Of a select-all question: an option whatever else, these options and no others, and none.
AT_ALL, EXACTLY, NO_OPTION = "at_all", "exactly", "no_option"
TICKED_TOGETHER = "&"

# Bases from which a share is given, from which it is tested, and from which it goes unmarked;
# and the interviews from which coders' agreement has an interval.
SHARE_FROM = 5
TEST_FROM = 10
PLAIN_FROM = 30
AGREEMENT_FROM = 10

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

MAPPED = {
    "code": "its name is the theme's code",
    "label": "its name is the theme's label",
    "alias": "its name is an alias of the theme",
    "own": "no theme has its name: it joined the frame as it is",
    "theme": "the team took it into the frame as a theme of its own",
    "renamed": "the team said that it is this theme under another name",
    "merged": "the team put it together with others",
    "split": "the team put some of its codings here",
    "dropped": "the team left it out",
}

FLAGS = {
    "speeder": "took a small share of the time that most took",
    "straight_line": "gave every row of a matrix the same answer",
    "identical_answers": "gave the same answers as others throughout",
    "ambiguous_authority": "typed an authority that fits several; their codes are the detail",
    "ambiguous_role": "typed a role that fits several; their codes are the detail",
    "ambiguous_options": (
        "ticked options whose labels, joined in one cell, can be parted in several ways; these are"
        " the detail"
    ),
    "unclear_date": "a date that may be day first or month first, and nothing tells which",
    "unusually_large": "a number above the limit that the codebook gives for a doubt",
    "nonresponse_and_other": "ticked that there is no answer, and an answer",
    "exclusive_and_other": "ticked an option that excludes the others, and another",
    "answered_though_not_shown": "answered what the routing did not show them",
    "mode_contradicts_format": "joined by a mode that their conference did not have",
    "status_not_known": "of a kind that the platform names and we do not know",
    "another_row_without_consent": "did not consent in another row of theirs",
}

MEASURES = {
    "difference": "share of the group minus share of the reference",
    "net_share": "share of `answer` minus share of `against`, of the same people",
    "probability_of_superiority": (
        "probability that one of the group answered higher in the codebook's order than one of"
        " the reference, ties counted by half; 0.5 is no difference"
    ),
    "cramers_v": "Cramer's V, corrected for bias: 0 is no association, 1 a perfect one",
    "kendall_tau_b": "Kendall's tau-b of two orders, -1 to 1; 0 is no association",
    "goodman_kruskal_gamma": "Goodman and Kruskal's gamma: the same with ties left out",
    "kruskal_wallis": "whether an ordered answer differs between several groups; no estimate",
    "all_options": "whether any option of a select-all question differs; no estimate",
    "odds": "odds of the answer, or of one no higher than the cut, every term at its reference",
    "odds_ratio": "odds of the answer, or of a higher one, over those of the term's reference",
    "predicted_share": "share that a model predicts if everybody used had been at this level",
    "marginal_difference": "predicted share of the level minus that of the reference",
    "proportionality": "whether one odds ratio serves every cut of an ordered answer; no estimate",
    "within_cluster_correlation": "how alike answers are within a cluster, as a model has it",
    "rao_scott": "whether groups differ in any answer, people in clusters; no estimate",
    "share_reference": "share of the reference, as it is or weighted to the group's strata",
    "mantel_haenszel_difference": "difference of shares within strata, pooled over them",
    "power": "how often a true difference of `gap` would be found at these bases",
    "coverage": "how often an interval holds the true difference, mean over the reference's share",
    "lowest_coverage": "the same at the reference's share where it is lowest",
    "design_effect": "how much clustering would widen the variance for a difference to be unsure",
    "critical_correlation": "correlation within clusters that would make a difference unsure",
    "percent_agreement": "share of units on which coders agree, chance included",
    "cohen_kappa": "Cohen's kappa of two coders: 0 is agreement by chance, 1 full agreement",
    "gwet_ac1": "Gwet's AC1 of two coders: the same, steadier where nearly all is left uncoded",
    "krippendorff_alpha": "Krippendorff's alpha of any coders, nominal: the same scale",
    "fleiss_kappa": "Fleiss' kappa of as many coders a unit: the same scale; of two, Scott's pi",
    "jaccard": "of what either theme marks, the share that both mark, as `unit` counts it",
    "codes_so_far": "number of different themes raised in the interviews up to this place",
    "new_codes": "how many of them were not raised in any interview before",
    "new_information": "new themes of a run of interviews over all themes of the first ones",
    "saturation_point": "interviews before the first run with hardly any new themes",
}

AGREEMENT = {
    "percent_agreement": "Share of agreement",
    "cohen_kappa": "Cohen's κ",
    "gwet_ac1": "Gwet's AC1",
    "krippendorff_alpha": "Krippendorff's \N{GREEK SMALL LETTER ALPHA}",
    "fleiss_kappa": "Fleiss' κ",
}

VARIES = {
    "main": "Main analysis",
    "test": "Another test",
    "interval": "Another interval",
    "dont_know": "Don't know as an answer",
    "base": "Another base",
    "bounds": "If those without an answer had given one",
    "cut": "The scale cut in two",
    "cluster": "People of one place answering alike",
    "join_mode": "How people joined",
}

ALTERNATIVES = {
    "main": "As it was compared",
    "n-1 chi-squared": "N-1 chi-squared",
    "pearson chi-squared": "Pearson's chi-squared",
    "fisher-irwin": "Fisher-Irwin exact",
    "fisher mid-p": "Fisher's mid-P",
    "boschloo": "Boschloo exact",
    "brunner-munzel t": "Brunner-Munzel, t distribution",
    "wilcoxon": "Wilcoxon",
    "miettinen-nurminen": "Miettinen-Nurminen",
    "in": "Counted in",
    "shown": "All who were shown the question",
    "kept": "Everybody kept",
    "known": "Of a known place, as if independent",
    "cr2": "The same, CR2 variance",
    "cluster bootstrap": "The same, places drawn anew",
    "best": "All of the group, none of the reference",
    "worst": "None of the group, all of the reference",
    "crude": "Each group spread as it is",
    "standardised": "Reference weighted to the group's mix",
    "stratified": "Pooled within levels",
    "newcombe": "Newcombe's interval",
    "wald": "Wald's interval",
    "agresti-caffo": "Agresti and Caffo's interval",
}

VERDICTS = {
    "confirms": "survey and interviews say the same",
    "expands": "one side adds to what the other says",
    "contradicts": "they disagree",
    "silent": "one of the two says nothing of it",
}

CLAIM_VERDICTS = {
    "reproduced": "the data give the published number, or a share that the words are read as",
    "recovered (synthetic)": (
        "the same in made-up data: the way from export to table works; no evidence for the claim"
    ),
    "within rounding": "they give it only if it was rounded by another rule than the usual one",
    "not reproduced": "they give another",
    "infeasible at this base": "no whole number of this many people makes what was published",
    "base ambiguous": "it depends on whose answers are meant, and the source does not say",
    "not decidable": "the tables cannot tell",
    "confidential [c]": "it turns on a count too small to be shown, and would give it away",
}

SUMMARY_STATUS = {
    "nothing_coded": "no passage is coded so, and nothing is written",
    "to_write": "passages are coded so, and nothing is written yet",
    "written": "a summary is written, and is as it was sent out",
    "new": "written since the matrix was sent out",
    "changed": "written otherwise since then; the text sent out is beside it",
    "conflict": "people wrote differently, or emptied the cell: one row a text, to be settled",
}

RESULT_COLUMNS = {
    "data": "name of the data the row comes from",
    "question": "question name",
    "answer": (
        "code of the answer; several taken together are joined by +; all_answers: the question as"
        " a whole"
    ),
    "ticked": (
        "of a select-all question: at_all, the option whatever else was ticked; exactly, these"
        " options, joined by &, and no others"
    ),
    "against": "of a net share, the answers on the other side: those that count_reference counts",
    "code": (
        "theme the row is about; of agreement also all_codes: every code's decisions together, and"
        " any_code: whether anything is coded at all"
    ),
    "other_code": "theme that it is found together with",
    "parent": "theme that `code` is under in the coding frame, if any",
    "group": "group the row is about",
    "reference": (
        "group or level that the one in the column before it is compared with; empty where that"
        " is all_levels: every level at once"
    ),
    "join_mode": "how these people joined; any other `by` column keeps its own name",
    "varies": "what differs from the usual analysis, in a result of `sensitivity`",
    "alternative": "the alternative that the row was computed with",
    "model": "the model that the row comes from",
    "term": "the model's term that the row is about",
    "level": "the term's level, or the cut between two answers, that the row is about",
    "so_far": "how many interviews there are up to this one, in the order taken",
    "coders": "coders compared, joined by +",
    "interview": "interview the row is about; empty for all of them",
    "measure": "what `estimate` measures: a code of `cpsurvey.vocabulary.MEASURES`",
    "unit": "what the measure counts, and coders decide on: character, segment or interview",
    "count": (
        "number of people who gave the answer, or of interviews that raised the theme, or of places"
        " that answers came from"
    ),
    "base": (
        "number of people used: those shown the question who gave a substantive answer; of"
        " interviews all of them, coded or not; of agreement the units decided on; of places all"
        " there are"
    ),
    "share": "count over base",
    "count_reference": "count in the reference group",
    "base_reference": "base in the reference group",
    "share_reference": "share in the reference group",
    "estimate": (
        "what is estimated, as `measure` says: a difference is share minus share_reference, as a"
        " proportion"
    ),
    "ci_low": "lower end of the interval of the estimate, or of the share where there is none",
    "ci_high": "upper end of that interval",
    "confidence": "level of the interval, such as 0.95",
    "codings": "number of coded passages, each coder's own",
    "uncoded": "number of interviews that nobody coded: in the base, or left out, as `why` says",
    "interviews": "number of interviews that the row was computed from",
    "prevalence": "how uneven giving a code and not giving it are, an index from 0 to 1",
    "bias": "how much two coders differ in how often they give it, an index from 0 to 1",
    "shown": (
        "number of people shown the question, whether they answered or not; missing where the data"
        " does not tell"
    ),
    "share_of_shown": "count over shown: the share on the other base",
    "dont_know": "how many of those shown said that they did not know",
    "share_dont_know": "dont_know over shown, outside the 100% of the shares",
    "statistic": "test statistic, where the method has one",
    "df": "its degrees of freedom, where it has them",
    "p_value": "two-sided p-value",
    "p_standard_error": "standard error of a p-value from random draws; 0 where none were made",
    "p_adjusted": "p_value adjusted for the family of tests it belongs to",
    "family": "name of that family",
    "family_size": "number of tests it was adjusted for",
    "exact_size": (
        "greatest true size at these bases, nominal 0.05: of the usual test, which Boschloo's"
        " replaces above 0.055; of Fisher's for an option of several; 0.05 for exact and"
        " permutation tests of a whole question, a bound that holds where people are exchangeable"
    ),
    "planned_share": "share of the reference for which detectable_gap was computed",
    "gap": "true difference, as a proportion, that power is computed for",
    "detectable_gap": (
        "smallest true gap that these bases find with 80% power at 0.05: of a difference, from"
        " planned_share to the side with more room; of superiority, from 0.5; of V, from 0,"
        " uncorrected"
    ),
    "respondents": "number of people who named one of the places",
    "smallest_cell": (
        "smallest count above 0 of the cells that an all_answers row or a model is made from; of"
        " agreement, the number of interviews in which one of the coders gave the code"
    ),
    "grade": "whether the groups' answers compare: A same, B same construct, C not comparable",
    "method": "code of the interval and test used",
    "why": "why this method, or why there is no number",
    "mark": "u low reliability, c confidential, empty for neither",
    "protection": "what disclosure control was applied, and what it does not cover",
}

CLAIM_COLUMNS = {
    "data": RESULT_COLUMNS["data"],
    "id": "the claim's name in the registry",
    "topic": "what it is about",
    "group": "group it is about, or both",
    "claim": "what was said, in our words",
    "published": "the number or the words that were published; empty where there are none",
    "certainty": "of the claim: high, medium or low",
    "measure": "what was measured: a kind of `asks` in the registry",
    "count": "number of people, interviews or authorities that it is true of",
    "base": "number of them that it could be true of",
    "share": "count over base, where what was measured is a share",
    "count_reference": "count of the share that is taken away, of a difference",
    "base_reference": "base of that share",
    "estimate": "what is compared with the claim: a count, a share, a difference or a place",
    "ci_low": "lower end of the interval of a share or difference",
    "ci_high": "upper end of that interval",
    "confidence": RESULT_COLUMNS["confidence"],
    "band": "the values that agree with the claim",
    "read_as": "why these",
    "fits_low": "smallest whole count that would agree at this base; missing where none does",
    "fits_high": "largest such count",
    "stated_base": "number of people that the source names, if any",
    "verdict": "a key of CLAIM_VERDICTS",
    "readings": "number of readings of whose answers are meant that could be measured",
    "changes": (
        "fewest answers that would have to be others to bring the estimate out of the band, or into"
        " it; of people or interviews kept, how many more or fewer"
    ),
    "smallest_cell": (
        "smallest count of people above 0 that the row is made from, rests and other readings"
        " included"
    ),
    "method": RESULT_COLUMNS["method"],
    "why": "what was measured and on whom, or why nothing was",
    "mark": RESULT_COLUMNS["mark"],
}

BASES_COLUMNS = {
    "base": "number of people tried",
    "id": CLAIM_COLUMNS["id"],
    "band": CLAIM_COLUMNS["band"],
    "fits_low": CLAIM_COLUMNS["fits_low"],
    "fits_high": CLAIM_COLUMNS["fits_high"],
    "counts": "how many whole counts would agree",
    "all_fit": "whether each of the claims has a count at this base, taken by itself",
    "together": "whether people can have answered so that all of the claims are true at once",
    "in_registry": "whether one of the claims is stated, or can be read, to be of this many",
    "why": "which claims no count fits, or which fit alone and not together",
}

READING_COLUMNS = {
    "data": RESULT_COLUMNS["data"],
    "id": CLAIM_COLUMNS["id"],
    "reading": "its place in the registry: 1 is the registry's own",
    "group": "whose answers are meant",
    "instrument": "what they answered",
    "n": "number of people meant; missing where the source names none",
    "why": "why it can be read so",
    "published": CLAIM_COLUMNS["published"],
    "band": CLAIM_COLUMNS["band"],
    "fits_low": "smallest whole count that would agree, of n or else of the base found",
    "fits_high": "largest such count",
    "counts": "how many such counts there are",
    "count": CLAIM_COLUMNS["count"],
    "base": CLAIM_COLUMNS["base"],
    "share": CLAIM_COLUMNS["share"],
    "agrees": "whether what the tables give agrees with the claim; missing where they cannot tell",
    "measured": CLAIM_COLUMNS["why"],
}

MULTIVERSE_COLUMNS = {
    "data": RESULT_COLUMNS["data"],
    "id": CLAIM_COLUMNS["id"],
    "reading": "whose answers are meant, where not as the registry's own reading has it",
    "base_rule": "who is in the base: answered, asked or kept; empty where there is no choice",
    "dont_know": "whether don't-knows are in it: in or out; empty where nobody could say so",
    "exclusions": "name of the set of rules by which people were left out",
    "mode_rule": "how answers are read: as_answered, or names of choices, joined by +",
    "band": CLAIM_COLUMNS["band"],
    "measure": CLAIM_COLUMNS["measure"],
    "count": CLAIM_COLUMNS["count"],
    "base": CLAIM_COLUMNS["base"],
    "share": CLAIM_COLUMNS["share"],
    "count_reference": CLAIM_COLUMNS["count_reference"],
    "base_reference": CLAIM_COLUMNS["base_reference"],
    "smallest_cell": "smallest count of people above 0 that the row is made from, rests included",
    "estimate": CLAIM_COLUMNS["estimate"],
    "ci_low": CLAIM_COLUMNS["ci_low"],
    "ci_high": CLAIM_COLUMNS["ci_high"],
    "confidence": RESULT_COLUMNS["confidence"],
    "agrees": READING_COLUMNS["agrees"],
    "verdict": "a key of CLAIM_VERDICTS, this reading taken as the one meant",
    "main": "whether it is the specification of check_claims",
    "method": RESULT_COLUMNS["method"],
    "mark": RESULT_COLUMNS["mark"],
    "why": CLAIM_COLUMNS["why"],
}

MULTIVERSE_SUMMARY_COLUMNS = {
    "data": RESULT_COLUMNS["data"],
    "id": CLAIM_COLUMNS["id"],
    "verdict": "of the main specification",
    "specifications": "number of defensible ways to compute it",
    "told": "how many of them could be told whether they agree, and are not hidden",
    "agreeing": "how many of these agree with the claim",
    "estimate_low": "smallest of their estimates",
    "estimate_high": "largest of their estimates",
    "turns_on": "the choice that matters most, a column of the multiverse; empty where none does",
    "turned": "of the pairs that differ in it alone, the share of which only one agrees",
    "moved": "the most by which the estimates of such a pair differ",
}

FLOW_COLUMNS = {
    "data": RESULT_COLUMNS["data"],
    "group": RESULT_COLUMNS["group"],
    "step": "place in the flow, from the rows that came in (0) to those kept",
    "rule": "what left rows out at this step; rows_in and kept at the ends",
    "reason": "the rule in words",
    "left_out": "number of rows it left out",
    "remaining": "number of rows left after it",
}

DISAGREEMENT_COLUMNS = {
    "data": RESULT_COLUMNS["data"],
    "interview": "interview that it is in",
    "code": "theme that some coders gave it and others did not",
    "start": "first character, from 0",
    "end": "the character after the last",
    "characters": "how many there are",
    "coders": "who gave the theme, joined by +",
    "without": "who read the interview and did not give it",
    "kind": "edge: touches what all gave the theme; missed: stands alone",
    "words": "what was said, where texts were given: confidential",
}

PASSAGE_COLUMNS = ("segment", "interview", "start", "end", "words")

QUOTABLE_COLUMNS = {
    "data": RESULT_COLUMNS["data"],
    "segment": "the marked passage",
    "interview": "interview that it is in",
    "start": "first character in the interview, from 0",
    "end": "the character after the last",
    "verdict": "look first where there is a reason; none found, which is no promise",
    "reasons": "why it might point at somebody, in words, none of the passage's own",
    "alike": "how many interviews are like this one in what others may know of the speaker",
    "passages_of_speaker": "how many of the passages chosen are of this interview",
    "rare_words": "how many of its longer words no other interview has",
    "found": "what was found and where, by the passage's own characters: confidential",
}


def compared_column(columns: Iterable[str]) -> str:
    """Return the column of a result whose levels are compared: the one before `reference`."""
    names = list(columns)
    before = names[names.index("reference") - 1] if "reference" in names[1:] else "group"
    divides = before not in RESULT_COLUMNS or before in ("group", "join_mode")
    return before if divides else "group"


def is_synthetic(name: str) -> bool:
    """Tell whether data of this name is made up."""
    return name.startswith(SYNTHETIC)
