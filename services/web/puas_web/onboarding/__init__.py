"""Feature: a regency signs itself up."""
