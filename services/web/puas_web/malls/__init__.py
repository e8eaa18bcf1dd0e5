"""Mal pelayanan publik: places, who serves there, counters, and the index of each."""
