"""A joint display as a page and as a table in words."""
