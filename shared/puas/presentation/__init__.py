"""Indonesian numbers, dates, letters and charts: one source for screen and paper, no I/O."""
