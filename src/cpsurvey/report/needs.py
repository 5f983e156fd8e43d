"""What some forms of a report need that is installed only on request."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cpsurvey.errors import CpsurveyError

LIBRARIES = {"docx": "python-docx", "great_tables": "great_tables", "typst": "typst"}


def needed(module: str, form: str) -> Any:
    """Return the library that a form of a report is made with, or say how it is installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        raise CpsurveyError(
            f"{form} is made with {LIBRARIES[module]}, which is not installed:"
            ' pip install "cpsurvey[report]"'
        ) from None
