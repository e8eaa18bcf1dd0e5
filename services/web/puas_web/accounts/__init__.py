"""Feature: accounts, sessions and invitations."""
