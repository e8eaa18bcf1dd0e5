"""Photographs: the documentation of a report, and the evidence of a promise. Shown only to members who may see the agency."""
