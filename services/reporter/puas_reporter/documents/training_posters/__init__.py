"""Posters for the counter, in the identity of whoever holds the training."""
