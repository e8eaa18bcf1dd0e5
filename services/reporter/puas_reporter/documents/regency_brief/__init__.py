"""One page about the whole regency for whoever heads it."""
