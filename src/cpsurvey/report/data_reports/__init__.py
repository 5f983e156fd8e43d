"""The data report and its summary: what came in, what became of it, and what is kept."""
