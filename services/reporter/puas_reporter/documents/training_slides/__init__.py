"""Slides of a training: exactly as long as its agenda, with notes for the speaker."""
