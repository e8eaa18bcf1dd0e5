"""One page about the whole province for whoever heads it."""
