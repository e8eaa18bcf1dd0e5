"""Feature: the whole regency over all its agencies, the documents made of it, and the target it is measured by."""
