"""Innovations of the agencies: their proposals, the competitions they take part in, and how far they came."""
