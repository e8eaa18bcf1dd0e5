"""Feature: the figures of surveys, from the regency's overview down to the answer counts behind one number."""
