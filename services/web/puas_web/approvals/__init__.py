"""Feature: a province decides which of its regencies come on board."""
