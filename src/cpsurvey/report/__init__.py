"""What surrounds results: labels in words, captions, and the summary of a build."""

from cpsurvey.report import captions, labels

__all__ = ["captions", "labels"]
