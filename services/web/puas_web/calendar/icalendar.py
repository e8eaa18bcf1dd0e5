"""The agenda as an iCalendar file (RFC 5545), written by hand: whole days only, so no time zones are needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from puas_web.calendar.agenda import Entry

MIME_TYPE = "text/calendar"
_LONGEST_LINE = 75


def calendar_file(entries: Iterable[Entry], *, name: str, slug: str, base_url: str, now: datetime) -> str:
    """Every entry as an event of its day. The same entry keeps its UID, so that a second import moves it instead of doubling it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Puas//Kalender SKM//ID", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(name)}"]
    for each in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(f'{slug}-{each.key}@puas'.replace(' ', '-').lower())}",
            f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{_day(each.day)}",
            f"DTEND;VALUE=DATE:{_day(each.day + timedelta(days=1))}",
            f"SUMMARY:{escaped(each.title)}",
            f"DESCRIPTION:{escaped(' '.join(part for part in (each.text, each.note) if part))}",
            *([f"URL:{base_url.rstrip('/')}{each.url}"] if each.url else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line break are written with a backslash, other control characters are dropped."""
    kept = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(letter for letter in kept if letter >= " ")


def folded(line: str) -> str:
    """Lines of at most 75 bytes, never breaking a letter; what follows begins with a space."""
    parts, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > _LONGEST_LINE:
            parts.append(current)
            current = " "
        current += letter
    return "\r\n".join([*parts, current])


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
