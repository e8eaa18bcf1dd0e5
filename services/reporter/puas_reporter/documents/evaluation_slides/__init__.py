"""Slides for the meeting that evaluates the surveys of all agencies."""
