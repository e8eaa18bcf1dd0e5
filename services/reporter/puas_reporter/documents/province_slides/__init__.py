"""Slides for the meeting in which a province evaluates its regencies."""
