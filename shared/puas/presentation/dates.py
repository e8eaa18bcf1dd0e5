"""Dates and times as Indonesian offices write them: 21 November 2026, pukul 14.05 WIB."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from puas.domain.followup_plan import QUARTER, Due
from puas.presentation.numbers import Language

MONTHS: dict[Language, tuple[str, ...]] = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus",
           "September", "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December"),
}  # fmt: skip
DASH = "\N{EN DASH}"

_QUARTERS = ("I", "II", "III", "IV")
_ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def month_name(month: int, language: Language = "id") -> str:
    return MONTHS[language][month - 1]


def month_year(day: date, language: Language = "id") -> str:
    """``November 2026``."""
    return f"{month_name(day.month, language)} {day.year}"


def due_time(due: Due, language: Language = "id") -> str:
    """``Maret 2026``, or ``Triwulan I 2026`` in both languages."""
    if due.precision == QUARTER:
        return f"Triwulan {_QUARTERS[due.quarter - 1]} {due.first_day.year}"
    return month_year(due.first_day, language)


def long_date(day: date, language: Language = "id") -> str:
    """``21 November 2026``, the same in both languages but for the month."""
    return f"{day.day} {month_year(day, language)}"


def date_range(first: date, last: date, language: Language = "id") -> str:
    """The shortest unambiguous form: ``1–30 Juni 2026``, ``1 Juli – 30 September 2026``."""
    if first == last:
        return long_date(first, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{long_date(last, language)}"
    start = long_date(first, language)
    if first.year == last.year:
        start = f"{first.day} {month_name(first.month, language)}"
    return f"{start} {DASH} {long_date(last, language)}"


def zone_label(moment: datetime) -> str:
    """WIB, WITA or WIT; elsewhere the plain offset."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("A time without a zone cannot be shown.")
    return _ZONES.get(offset) or moment.strftime("UTC%z")


def clock_time(moment: datetime, zone: str, language: Language = "id") -> str:
    """``14.05 WIB`` in the zone named (``Asia/Jakarta``)."""
    local = _local(moment, zone)
    separator = "." if language == "id" else ":"
    return f"{local:%H}{separator}{local:%M} {zone_label(local)}"


def date_time(moment: datetime, zone: str, language: Language = "id") -> str:
    """``21 November 2026 pukul 14.05 WIB``."""
    joint = "pukul" if language == "id" else "at"
    return f"{long_date(_local(moment, zone).date(), language)} {joint} {clock_time(moment, zone, language)}"


def relative_time(moment: datetime, now: datetime, zone: str, language: Language = "id") -> str:
    """``baru saja``, ``5 menit yang lalu``, ``kemarin``; older than a week, the date."""
    past = now - moment
    if past < timedelta(0):
        return date_time(moment, zone, language)
    indonesian = language == "id"
    if past < timedelta(minutes=1):
        return "baru saja" if indonesian else "just now"
    if past < timedelta(hours=1):
        return _ago(int(past.total_seconds() // 60), "menit", "minute", language)
    days = (_local(now, zone).date() - _local(moment, zone).date()).days
    if days == 0:
        return _ago(int(past.total_seconds() // 3600), "jam", "hour", language)
    if days == 1:
        return "kemarin" if indonesian else "yesterday"
    if days < 7:
        return _ago(days, "hari", "day", language)
    return long_date(_local(moment, zone).date(), language)


def days_left(last: date, today: date, language: Language = "id") -> str:
    """``9 hari lagi``, ``hari ini``, ``lewat 2 hari``."""
    days = (last - today).days
    if days == 0:
        return "hari ini" if language == "id" else "today"
    if language == "id":
        return f"{days} hari lagi" if days > 0 else f"lewat {-days} hari"
    plural = "" if abs(days) == 1 else "s"
    return f"{days} day{plural} left" if days > 0 else f"{-days} day{plural} overdue"


def _ago(count: int, unit: str, english_unit: str, language: Language) -> str:
    if language == "id":
        return f"{count} {unit} yang lalu"
    return f"{count} {english_unit}{'' if count == 1 else 's'} ago"


def _local(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A time without a zone cannot be shown.")
    return moment.astimezone(ZoneInfo(zone))
