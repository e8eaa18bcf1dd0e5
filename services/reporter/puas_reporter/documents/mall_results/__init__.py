"""The results of a mal pelayanan publik: its index, each agency in it, nine unsur, and its quarters."""
