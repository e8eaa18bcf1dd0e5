"""Exercises of a training: a participant's task with its own numbers, hints and solution, and the trainer's view of each."""
