"""Texts in the cells of sheets that are handed out: none that a spreadsheet program would calculate."""

import re

# At the beginning, and behind what separates cells: a program that separates by another sign than the file (semicolons where the
# country writes decimal commas) begins a cell there. A price such as "Rp10.000,-" is no formula.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r])|(?<=[;,\t\r\n])(?=[=+@]|-[\w(.+@-])")


def harmless(text: str) -> str:
    """The text with an apostrophe before each place where a formula could begin."""
    return _FORMULA.sub("'", text)
