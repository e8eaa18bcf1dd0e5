"""The league of a province: its regencies ranked with their uncertainty, by unsur, over the years, and offices of one kind compared."""
