"""Papan: who of a regency's agencies stands where, how surely, what they owe, and who has earned a letter."""
