"""An official letter of a regency or a province, and its charter for the wall."""
