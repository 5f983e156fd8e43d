"""The synthetic study: margins → whole people → messy exports, as a platform would write them."""

from __future__ import annotations

from cpsurvey.synthetic.assumed import assumptions
from cpsurvey.synthetic.study import synthesise

__all__ = ["assumptions", "synthesise"]
