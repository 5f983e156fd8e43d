"""Platforms' definition files in, the questions that they define out."""
