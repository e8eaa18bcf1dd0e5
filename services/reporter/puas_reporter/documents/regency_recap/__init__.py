"""A regency's recap over all its agencies, as document and as workbook."""
