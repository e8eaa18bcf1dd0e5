"""Feature: the application programming interface of a tenant."""
