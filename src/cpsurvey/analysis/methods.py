"""The codes in a result's `method` column, and the bases from which a number is given."""

from __future__ import annotations

from cpsurvey.vocabulary import PLAIN_FROM, SHARE_FROM, TEST_FROM

__all__ = ["METHODS", "PLAIN_FROM", "SHARE_FROM", "TEST_FROM"]

_SUPERIORITY = {
    "logit": "logit interval of superiority with the permutation quantile",
    "newcombe 5": "Newcombe's (2006) interval of superiority, method 5",
}
_V = {
    "noncentral chi-squared": "interval of Cramer's V by inverting the noncentral chi-squared",
    "cramers v": "Cramer's V without interval",
}
_HOW = {"exact": "every table enumerated", "monte carlo": "Monte Carlo"}

METHODS = {
    "count": "counts only, no share and no interval",
    "wilson": "share with Wilson's score interval",
    "share": "share without interval: known of all, or of people who may be in it twice",
    "order": "place among others, no interval",
    "difference": "difference of two shares, neither interval nor test",
    "newcombe": "Newcombe's interval, no test",
    "tango": "Tango's score interval of one share less another of the same people, no test",
    "newcombe paired": "Newcombe's (1998) interval for two shares of the same people, no test",
    "newcombe; n-1 chi-squared": "Newcombe's interval; Campbell's N-1 chi-squared test",
    "newcombe; fisher-irwin": "Newcombe's interval; the Fisher-Irwin exact test",
    "newcombe; boschloo": "Newcombe's interval; Boschloo's exact test, ordered by Fisher's p",
    "newcombe; min-p": (
        "Newcombe's interval; Fisher's conditional exact test, adjusted by step-down min-P"
    ),
    "superiority": "probability of superiority, neither interval nor test",
    **{
        f"{interval}; brunner-munzel {how}": f"{words}; Brunner and Munzel's test, {said}"
        for interval, words in _SUPERIORITY.items()
        for how, said in _HOW.items()
    },
    "cramers v": "Cramer's V, neither interval nor test",
    **{
        f"{interval}; freeman-halton {how}": f"{words}; the Fisher-Freeman-Halton test, {said}"
        for interval, words in _V.items()
        for how, said in _HOW.items()
    },
    **{
        f"kruskal-wallis {how}": f"the Kruskal-Wallis test by permutation, {said}; no estimate"
        for how, said in _HOW.items()
    },
    **{
        f"tau-b; linear-by-linear {how}": (
            f"interval of Kendall's tau-b; the linear-by-linear test by permutation, {said}"
        )
        for how, said in _HOW.items()
    },
    "gamma": "interval of Goodman and Kruskal's gamma, no test",
    "permutation": "sum of the options' chi-squared, people's groups permuted; no estimate",
    "firth": "Firth's penalised logit: profile interval and likelihood-ratio test",
    "flic": "share predicted by Firth's logit, its intercept set right; no interval",
    "flic; bootstrap": "the same, with the bootstrap's percentile interval",
    "proportional odds": "proportional odds model: Wald interval and test",
    "proportional odds; delta": "share predicted by it, interval by the delta method on the logit",
    "score test": "score test of proportional odds",
    "gee": "generalised estimating equations, exchangeable: robust Wald interval and test",
    "cr2": "difference of two shares, CR2 variance with Satterthwaite's degrees of freedom",
    "rao-scott": "second-order Rao-Scott test, as F",
    "tipping point": "design effect at which Newcombe's interval first touches 0",
    "newcombe; pearson chi-squared": "Newcombe's interval; Pearson's chi-squared test",
    "newcombe; fisher mid-p": "Newcombe's interval; Fisher's exact test, mid-P",
    "miettinen-nurminen; n-1 chi-squared": (
        "Miettinen and Nurminen's interval; Campbell's N-1 chi-squared test, which it inverts"
    ),
    "brunner-munzel t": "interval and test of superiority by Brunner and Munzel's t approximation",
    "wilcoxon": "the Wilcoxon-Mann-Whitney test of equal distributions, exact where feasible",
    "cluster bootstrap": "percentile interval of whole clusters drawn anew, no test",
    "bootstrap": "percentile interval of the bootstrap, no test",
    "newcombe with bootstrap": (
        "Newcombe's interval from Wilson's of one share and the bootstrap's of the other, no test"
    ),
    "mantel-haenszel; cmh": (
        "interval from Sato's variance; the Cochran-Mantel-Haenszel test, large-sample"
    ),
    "mantel-haenszel; cmh exact": (
        "interval from Sato's variance; the exact conditional test of the strata together"
    ),
    "agreement": "coefficient of agreement, no interval",
    "agreement; bca by interview": (
        "coefficient of agreement; BCa interval from interviews drawn anew, its tail widened as"
        " Student's t"
    ),
    "enumeration": "every table at these bases enumerated",
    "jaccard": "Jaccard's coefficient, no interval",
    "in order": "counted in the order given",
    "random orders": "mean over all orders, percentiles of random ones",
}
