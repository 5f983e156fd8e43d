"""Exports of coding programs, one module a format: codes, sources and codings out."""
