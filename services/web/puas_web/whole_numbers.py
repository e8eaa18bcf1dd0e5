"""Whole numbers in addresses: digits only, and no more of them than any number of ours has."""

MOST_DIGITS = 18


def read_whole(text: str) -> int | None:
    """The number, None for anything else; thousands of digits too are no number, and not read as one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
