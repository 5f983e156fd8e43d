"""Checked claims as a page and as text."""
