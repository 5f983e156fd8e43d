"""The tables of the report as an accessible workbook, for Excel or as OpenDocument."""
