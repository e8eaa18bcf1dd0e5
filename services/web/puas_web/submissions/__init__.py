"""Pelaporan: the way of each report to the regency and the province."""
