"""The complaints of a year, for filing."""
