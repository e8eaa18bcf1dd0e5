"""Quick cards for every role, four on a sheet."""
