"""The codes in a result's `method` column, and the bases from which a number is given."""

from __future__ import annotations

METHODS = {
    "count": "counts only, no share and no interval",
    "wilson": "share with Wilson's score interval",
    "difference": "difference of two shares, neither interval nor test",
    "newcombe; n-1 chi-squared": "Newcombe's interval; Campbell's N-1 chi-squared test",
    "newcombe; fisher-irwin": "Newcombe's interval; the Fisher-Irwin exact test",
    "newcombe; boschloo": "Newcombe's interval; Boschloo's exact test, ordered by Fisher's p",
}

SHARE_FROM = 5
TEST_FROM = 10
PLAIN_FROM = 30
