"""Feature: bearer tokens for a tenant's own programs."""
