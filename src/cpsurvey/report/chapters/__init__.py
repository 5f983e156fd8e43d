"""The chapters of a report: each a function of the study, its words, pictures and tables out."""
