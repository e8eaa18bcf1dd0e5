"""The number of an official letter: a running number of the year, set into the pattern of the office.

Offices write their numbers differently (Permendagri 1/2023 leaves the codes to them), so the pattern is theirs; what it must
hold is the running number and the year, or two letters could carry the same number.
"""

import re
from datetime import date

NUMBER, MONTH, YEAR = "{nomor}", "{bulan}", "{tahun}"
DEFAULT_PATTERN = "{nomor}/SKM/{bulan}/{tahun}"
LONGEST_PATTERN = 80

_FIELD = re.compile(r"\{[^{}]*\}")
_KNOWN = frozenset({NUMBER, MONTH, YEAR})
_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def pattern_fault(pattern: str) -> str:
    """What is wrong with a pattern, empty where nothing is: too-long, several-lines, no-number, no-year, number-twice, unknown-field."""
    if len(pattern) > LONGEST_PATTERN:
        return "too-long"
    if any(letter < " " for letter in pattern):
        return "several-lines"
    fields = _FIELD.findall(pattern)
    if NUMBER not in fields:
        return "no-number"
    if fields.count(NUMBER) > 1:
        return "number-twice"
    if YEAR not in fields:
        return "no-year"
    # A brace that opens or closes nothing would be printed as it stands.
    rest = _FIELD.sub("", pattern)
    return "unknown-field" if set(fields) - _KNOWN or "{" in rest or "}" in rest else ""


def printed_number(pattern: str, number: int, dated_on: date) -> str:
    """`007/SKM/VII/2026`: three digits at least, the month in Roman numerals."""
    values = {NUMBER: f"{number:03d}", MONTH: _MONTHS[dated_on.month - 1], YEAR: str(dated_on.year)}
    return _FIELD.sub(lambda field: values.get(field[0], field[0]), pattern)
