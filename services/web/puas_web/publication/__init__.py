"""Feature: what everybody may see without an account."""
