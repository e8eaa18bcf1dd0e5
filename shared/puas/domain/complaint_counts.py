"""How many complaints came in through each channel in a quarter, how many were settled, and how many of those in time.

Only counts: who complained and about what stays in SP4N-LAPOR! or in the office's own book.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CHANNELS: Mapping[str, str] = {
    "lapor": "SP4N-LAPOR!",
    "counter": "Datang langsung",
    "phone": "Telepon atau pesan",
    "letter": "Surat",
    "web": "Laman atau surel",
    "social": "Media sosial",
    "box": "Kotak pengaduan",
    "other": "Lainnya",
}
"""Name by slug, in the order of forms and tables."""

QUARTERS = (1, 2, 3, 4)
FIRST_YEAR = 2000
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Until when a complaint is to be settled, as somebody published it. None of the texts of the rules was read here."""

    limit: str
    source: str
    is_verified: bool = False


TIME_LIMITS = (
    TimeLimit("60 hari sejak berkas lengkap", "Perpres 76/2013, dikutip meridianhukum.com"),
    TimeLimit(
        "2 hari kerja (ringan), 5 (normatif), 14 (tidak berkadar pengawasan), 60 (berkadar pengawasan)",
        "contoh standar pelayanan terbitan sippn.menpan.go.id nomor 8304801",
    ),
    TimeLimit("10 hari kerja, lalu 7 hari kerja", "contoh standar pelayanan Malinau dan Tulungagung"),
)
"""What is in time is decided by the limit the office itself published; these are the published ones known here."""


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """One channel in one quarter."""

    received: int = 0
    settled: int = 0
    in_time: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.received or self.settled or self.in_time)


def count_fault(count: ChannelCount) -> tuple[str, str] | None:
    """What cannot be, as field and reason; None where it can."""
    for field, number in (("received", count.received), ("settled", count.settled), ("in_time", count.in_time)):
        if not 0 <= number <= MOST:
            return field, "out-of-range"
    if count.settled > count.received:
        return "settled", "more-settled"
    return ("in_time", "more-in-time") if count.in_time > count.settled else None


def quarter_fault(year: int, quarter: int, today_year: int, today_quarter: int) -> str:
    """Why there are no counts of this quarter; empty where there may be."""
    if quarter not in QUARTERS or year < FIRST_YEAR:
        return "out-of-range"
    return "in-the-future" if (year, quarter) > (today_year, today_quarter) else ""


def quarter_of(month: int) -> int:
    """The quarter of a month from 1 to 12."""
    return (month + 2) // 3


def total(counts: Iterable[ChannelCount]) -> ChannelCount:
    """All of them together."""
    found = list(counts)
    return ChannelCount(sum(each.received for each in found), sum(each.settled for each in found), sum(each.in_time for each in found))
