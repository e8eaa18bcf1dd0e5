"""The proposal of an innovation, in the fields of its competition."""
