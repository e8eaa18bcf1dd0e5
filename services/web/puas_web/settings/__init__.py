"""Feature: how a tenant shows itself, by which policies its figures are made, and what was done in it."""
