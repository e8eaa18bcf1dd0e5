"""Feature: a province over all its regencies, and the documents made of it."""
