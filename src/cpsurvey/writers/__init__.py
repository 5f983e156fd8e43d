"""Tables in, the bytes out that a platform or a coding program would write of them."""

from __future__ import annotations

from cpsurvey.writers.qualtrics import write_qualtrics
from cpsurvey.writers.refi_qda import write_refi_qda

__all__ = ["write_qualtrics", "write_refi_qda"]
