"""Feature: how far the regencies of a province have come, from request to running."""
