"""The disclosure profiles: which counts each hides, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """Counts and bases above 0 and below `threshold` are hidden."""

    threshold: int
    sentence: str


PROFILES = {
    "none": Profile(
        threshold=0,
        sentence="profile none: nothing is hidden, because the data is synthetic",
    ),
    "publication": Profile(
        threshold=5,
        sentence=(
            "profile publication: counts and bases from 1 to 4 are hidden, with what is computed"
            " from them; not protected against subtraction"
        ),
    ),
    "tre": Profile(
        threshold=10,
        sentence=(
            "profile tre: counts and bases from 1 to 9 are hidden, with percentages and all else"
            " computed from them; not protected against subtraction"
        ),
    ),
}
