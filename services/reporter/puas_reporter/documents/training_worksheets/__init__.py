"""Exercises on paper: one sheet per exercise, everybody's own numbers; for participants empty, for trainers with every answer."""
