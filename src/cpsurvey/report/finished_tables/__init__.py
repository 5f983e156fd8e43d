"""Results in; tables for publication out."""
