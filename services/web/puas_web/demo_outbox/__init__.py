"""Feature: the outbox of the demo, which has no mail server."""
