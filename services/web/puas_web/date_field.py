"""A form field for a date that understands how people write dates: 2026-06-30, 30-06-2026, 30/6/2026, 30 Juni 2026."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField

from puas.presentation.dates import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_IN_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,})\.?\s+(\d{4})")


def read_date(text: str) -> date:
    """The date meant; ValueError where there is none, also for 31 June."""
    written = text.strip()
    if found := _ISO.fullmatch(written):
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := _DAY_FIRST.fullmatch(written):
        day, month, year = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := _IN_WORDS.fullmatch(written):
        return date(int(found[3]), _month_called(found[2]), int(found[1]))
    raise ValueError(f"{text!r} is no date")


def _month_called(word: str) -> int:
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            if name.lower() == word.lower() or name.lower()[:3] == word.lower():
                return number
    raise ValueError(f"{word!r} is no month")


class WrittenDateField(DateField):
    """A date field; what cannot be read is shown again as it was typed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not str(valuelist[0]).strip():
            return
        try:
            self.data = read_date(str(valuelist[0]))
        except ValueError as error:
            raise ValueError(_("Tulis tanggal yang ada di kalender, misalnya 30 Juni 2026.")) from error
