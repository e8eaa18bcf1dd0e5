"""A province over all its regencies, as document and as workbook."""
