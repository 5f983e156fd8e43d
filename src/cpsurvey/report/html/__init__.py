"""The markup and the look of every page."""
