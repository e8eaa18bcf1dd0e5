"""Notices: what a person was told in this workspace, and whether it comes by mail too."""
