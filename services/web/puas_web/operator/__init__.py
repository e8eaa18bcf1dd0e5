"""Feature: the pages of those who run the installation."""
