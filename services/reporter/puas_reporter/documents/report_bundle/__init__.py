"""The archive of many reports: their files by agency, a list of what became of each, and a page to read first."""
