"""The province's oversight: every regency on a map and in a table, and the way down to what is published or submitted."""
