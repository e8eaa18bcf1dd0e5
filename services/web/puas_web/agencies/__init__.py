"""Agencies and their service types: lists, forms, import from a sheet."""
