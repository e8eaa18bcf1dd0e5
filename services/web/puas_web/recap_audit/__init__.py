"""Recaps of earlier years: uploaded, audited, explained, and brought into the trend."""
