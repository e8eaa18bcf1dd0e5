"""Feature: the people outsiders turn to, of a regency and of its province."""
