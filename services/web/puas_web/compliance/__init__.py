"""Kepatuhan Ombudsman: what was published of the regency and its sampled agencies, and how it prepares for the next visit."""
