"""Feature: where people arrive."""
