"""Feature: leaving the installation, and what is left for those who left."""
