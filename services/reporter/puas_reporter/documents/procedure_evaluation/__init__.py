"""The report on a year's evaluation of standard operating procedures."""
