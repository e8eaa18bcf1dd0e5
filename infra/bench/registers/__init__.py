"""The registers of the other yardsticks in the benchmark's province: one subject per module, all of them full."""
