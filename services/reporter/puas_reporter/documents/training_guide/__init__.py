"""The guide of those who hold a training."""
