"""Improvement items: promises that come from the other yardsticks, beside the plans after a survey."""
