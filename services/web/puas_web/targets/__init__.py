"""Target: the index to reach in a year, of the regency (RPJMD) and of each agency (Renstra), and how far it has come."""
