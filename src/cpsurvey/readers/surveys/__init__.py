"""Survey exports, one module a format: text in cells in, answers and metadata out."""
