"""The province's overview of all yardsticks: regencies side by side, one yardstick over the years, offices of one kind, one card."""
