"""Taking over in a real regency what was prepared in practice."""
