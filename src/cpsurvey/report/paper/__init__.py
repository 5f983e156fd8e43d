"""The report on paper: as a Word document and as a PDF."""
