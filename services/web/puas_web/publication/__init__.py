"""Feature: documents somebody holds in hand, checked by everybody without an account."""
