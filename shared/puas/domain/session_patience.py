"""How long somebody stays signed in."""

from datetime import timedelta

SESSION_LIFETIME = timedelta(hours=12)
"""A working day with its evening; counted from signing in, whatever is done in between."""
