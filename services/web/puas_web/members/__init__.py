"""Feature: who belongs to a workspace, with which role and agencies."""
