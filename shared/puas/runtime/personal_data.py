"""Takes personal data out of text that leaves the process: log lines and error reports.

Nothing of ours writes such data there on purpose; this is the net under messages of libraries and of the database.
"""

from __future__ import annotations

import re
from typing import Any

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=://)[^/@\s:]+:[^/@\s]+(?=@)"), "[log-in]"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    # NIK and family card numbers have 16 digits, also when they are written in groups; inside hexadecimal ids they are chance.
    (re.compile(r"(?<![0-9a-f-])\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}(?![0-9a-f-])"), "[NIK]"),
    (re.compile(r"(?<![\w-])(?:\+?62|0)8\d{1,2}[ .-]?\d{3,4}[ .-]?\d{3,5}(?!\d)"), "[phone]"),
    # What PostgreSQL adds to an error repeats the row: "Key (email)=(…)", "Failing row contains (…)".
    (re.compile(r"(?<=\)=\()[^)]*(?=\))"), "…"),
    # A row may hold what somebody wrote on several lines: everything up to the next part of the report, or to the end.
    (re.compile(r"(?<=Failing row contains \().*?(?=\)\.?\n(?:CONTEXT|\[SQL)|\Z)", re.DOTALL), "…"),
    # The statement's values that SQLAlchemy prints.
    (re.compile(r"(?<=\[parameters: )[^\n]*"), "…]"),
    # Keys of invitations and resets are long words of a path.
    (re.compile(r"(?<=/)[A-Za-z0-9_-]{22,}(?=/|\s|$|[?\"'])"), "[key]"),
)


def without_personal_data(text: str) -> str:
    """The text with log-ins, e-mail addresses, NIK, telephone numbers, row values and keys masked."""
    for pattern, mask in _PATTERNS:
        text = pattern.sub(mask, text)
    return text


def without_personal_data_inside(value: Any) -> Any:
    """The same for every text in a structure of dictionaries and lists."""
    if isinstance(value, str):
        return without_personal_data(value)
    if isinstance(value, dict):
        return {name: without_personal_data_inside(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_personal_data_inside(each) for each in value]
    return value
