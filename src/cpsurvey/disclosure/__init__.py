"""Results in, results that may be shown out."""

from cpsurvey.disclosure.profiles import PROFILES, Profile
from cpsurvey.disclosure.protect import protect
from cpsurvey.disclosure.quotable import quotable

__all__ = ["PROFILES", "Profile", "protect", "quotable"]
