"""Everything a trainer takes along, in one archive."""
