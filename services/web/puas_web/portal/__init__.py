"""Feature: published results as everybody may read them, as pages, as records and as a badge for other sites."""
