"""Sheets of assessments of performance: F-01 of the unit itself, F-02 of an evaluator, one aspect per step."""
