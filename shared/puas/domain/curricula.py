"""Plans of a training: what comes when, and for how long. The rule prescribes none, so all of these are proposals.

Source: no rundown of an SKM training was found published. The order of subjects follows the training decks in use: legal basis,
benefits, preparing, collecting, computing, reporting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

TALK = "talk"
EXERCISE = "exercise"
TEST_BEFORE = "test-before"
TEST_AFTER = "test-after"
EVALUATION = "evaluation"
BREAK = "break"
KINDS = (TALK, EXERCISE, TEST_BEFORE, TEST_AFTER, EVALUATION, BREAK)

HALF_DAY, ONE_DAY, TWO_DAYS = "half-day", "one-day", "two-days"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One step of a training. `key` is its name within the agenda, `topic` the slide chapter or the exercise it is about."""

    key: str
    day: int
    title: str
    minutes: int
    kind: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A curriculum Puas proposes."""

    key: str
    title: str
    items: tuple[AgendaItem, ...]

    @property
    def days(self) -> int:
        return days_of(self.items)


MOST_ITEMS = 60
LONGEST_TITLE = 120
FEWEST_MINUTES, MOST_MINUTES = 5, 240
MOST_DAYS = 5
MOST_MINUTES_A_DAY = 12 * 60
LESSON_MINUTES = 45
"""A jam pelajaran (JP), the unit of hours on a certificate."""


class UnusableAgenda(ValueError):
    """`reason`: empty, too-many, unknown-kind, unknown-topic, doubled-key, no-title, long-title, wrong-minutes, wrong-day, long-day
    (more than anybody sits through); `item` counts from 1.
    """

    def __init__(self, reason: str, item: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.item = item


def check_agenda(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """The same items where they make an agenda; UnusableAgenda with the first that does not fit.

    Days begin with 1, do not go back and leave none out. A talk may be about nothing in particular: an opening, a prayer.
    """
    if not items:
        raise UnusableAgenda("empty")
    if len(items) > MOST_ITEMS:
        raise UnusableAgenda("too-many", MOST_ITEMS + 1)
    seen: set[str] = set()
    day = 0
    for number, item in enumerate(items, start=1):
        fault = _fault_of(item, seen, day)
        if fault:
            raise UnusableAgenda(fault, number)
        seen.add(item.key)
        day = item.day
    for number, item in enumerate(items, start=1):
        if minutes_of(items, item.day) > MOST_MINUTES_A_DAY:
            raise UnusableAgenda("long-day", number)
    return tuple(items)


def _fault_of(item: AgendaItem, seen: set[str], day_before: int) -> str:
    if not item.title.strip():
        return "no-title"
    if len(item.title) > LONGEST_TITLE:
        return "long-title"
    if item.kind not in KINDS:
        return "unknown-kind"
    if item.topic not in topics_of(item.kind):
        return "unknown-topic"
    if not FEWEST_MINUTES <= item.minutes <= MOST_MINUTES:
        return "wrong-minutes"
    if item.day not in ({1} if day_before == 0 else {day_before, day_before + 1}) or item.day > MOST_DAYS:
        return "wrong-day"
    return "doubled-key" if item.key in seen or not item.key else ""


def topics_of(kind: str) -> tuple[str, ...]:
    """What an item of this kind can be about; the empty text is nothing in particular."""
    if kind == TALK:
        return ("", *TOPICS)
    return EXERCISES if kind == EXERCISE else ("",)


def days_of(items: Sequence[AgendaItem]) -> int:
    """How many days an agenda takes."""
    return max((item.day for item in items), default=0)


def minutes_of(items: Sequence[AgendaItem], day: int | None = None) -> int:
    """Minutes of one day, or of all; breaks too."""
    return sum(item.minutes for item in items if day is None or item.day == day)


def lessons_of(items: Sequence[AgendaItem]) -> int:
    """Hours of instruction (JP of 45 minutes), breaks left out, rounded down; at least one."""
    taught = sum(item.minutes for item in items if item.kind != BREAK)
    return max(1, taught // LESSON_MINUTES)


def to_plain(items: Sequence[AgendaItem]) -> list[dict[str, Any]]:
    """As a tenant's table keeps them."""
    return [asdict(item) for item in items]


def from_plain(rows: Sequence[Mapping[str, Any]]) -> tuple[AgendaItem, ...]:
    """Read what `to_plain` wrote."""
    return tuple(AgendaItem(**row) for row in rows)


TOPICS = ("rule", "preparing", "collecting", "computing", "reading", "follow-up", "report")
"""Chapters of the slides and handbook, and topics of the question bank."""

EXERCISES = ("hand-index", "sample-size", "worksheet", "old-recap", "followup-plan", "report")
"""Keys of the exercises, in the order they build on one another."""


def _talk(key: str, day: int, minutes: int, title: str, topic: str) -> AgendaItem:
    return AgendaItem(key, day, title, minutes, TALK, topic)


def _practice(topic: str, day: int, minutes: int, title: str) -> AgendaItem:
    return AgendaItem(topic, day, title, minutes, EXERCISE, topic)


_HALF_DAY = (
    AgendaItem("test-before", 1, "Tes awal", 10, TEST_BEFORE),
    _talk("rule", 1, 30, "Mengapa dan atas dasar apa survei dilakukan", "rule"),
    _talk("preparing", 1, 20, "Menyiapkan survei: unsur, sasaran, jumlah responden", "preparing"),
    _practice("sample-size", 1, 20, "Menentukan jumlah responden"),
    AgendaItem("break", 1, "Istirahat", 15, BREAK),
    _talk("computing", 1, 25, "Menghitung NRR, NI, dan NIK", "computing"),
    _practice("hand-index", 1, 40, "Menghitung indeks dengan tangan dari sepuluh formulir"),
    _practice("worksheet", 1, 20, "Membaca kertas kerja"),
    _talk("follow-up", 1, 15, "Dari unsur terendah ke rencana tindak lanjut", "follow-up"),
    _practice("followup-plan", 1, 25, "Menyusun rencana tindak lanjut"),
    AgendaItem("test-after", 1, "Tes akhir", 10, TEST_AFTER),
    AgendaItem("evaluation", 1, "Evaluasi pelatihan", 5, EVALUATION),
)

_ONE_DAY = (
    AgendaItem("test-before", 1, "Tes awal", 15, TEST_BEFORE),
    _talk("rule", 1, 30, "Mengapa dan atas dasar apa survei dilakukan", "rule"),
    _talk("preparing", 1, 25, "Menyiapkan survei: unsur, sasaran, jumlah responden", "preparing"),
    _practice("sample-size", 1, 25, "Menentukan jumlah responden"),
    AgendaItem("break-1", 1, "Istirahat", 15, BREAK),
    _talk("collecting", 1, 20, "Mengumpulkan jawaban: stiker, tautan, formulir kertas", "collecting"),
    _talk("computing", 1, 25, "Menghitung NRR, NI, dan NIK", "computing"),
    _practice("hand-index", 1, 40, "Menghitung indeks dengan tangan dari sepuluh formulir"),
    AgendaItem("lunch", 1, "Istirahat, salat, dan makan siang", 60, BREAK),
    _talk("reading", 1, 15, "Membaca hasil: unsur terendah, tren, dan target", "reading"),
    _practice("worksheet", 1, 25, "Membaca kertas kerja"),
    _practice("old-recap", 1, 30, "Menemukan kesalahan dalam rekap lama"),
    _talk("follow-up", 1, 15, "Dari unsur terendah ke rencana tindak lanjut", "follow-up"),
    _practice("followup-plan", 1, 30, "Menyusun rencana tindak lanjut"),
    AgendaItem("break-2", 1, "Istirahat", 15, BREAK),
    _talk("report-talk", 1, 15, "Isi laporan SKM dan pemeriksaannya", "report"),
    _practice("report", 1, 45, "Menyusun, memeriksa, dan mengirim laporan"),
    AgendaItem("test-after", 1, "Tes akhir", 15, TEST_AFTER),
    AgendaItem("evaluation", 1, "Evaluasi pelatihan", 10, EVALUATION),
)

_TWO_DAYS = (
    _talk("opening", 1, 15, "Pembukaan dan perkenalan", ""),
    AgendaItem("test-before", 1, "Tes awal", 20, TEST_BEFORE),
    _talk("rule", 1, 60, "Mengapa dan atas dasar apa survei dilakukan", "rule"),
    AgendaItem("break-1", 1, "Istirahat", 15, BREAK),
    _talk("preparing", 1, 45, "Menyiapkan survei: unsur, sasaran, jumlah responden", "preparing"),
    _practice("sample-size", 1, 40, "Menentukan jumlah responden"),
    AgendaItem("lunch-1", 1, "Istirahat, salat, dan makan siang", 60, BREAK),
    _talk("collecting", 1, 45, "Mengumpulkan jawaban: stiker, tautan, formulir kertas", "collecting"),
    _talk("computing", 1, 45, "Menghitung NRR, NI, dan NIK", "computing"),
    AgendaItem("break-2", 1, "Istirahat", 15, BREAK),
    _practice("hand-index", 1, 60, "Menghitung indeks dengan tangan dari sepuluh formulir"),
    _talk("reading", 2, 30, "Membaca hasil: unsur terendah, tren, dan target", "reading"),
    _practice("worksheet", 2, 45, "Membaca kertas kerja"),
    _practice("old-recap", 2, 60, "Menemukan kesalahan dalam rekap lama"),
    AgendaItem("break-3", 2, "Istirahat", 15, BREAK),
    _talk("follow-up", 2, 30, "Dari unsur terendah ke rencana tindak lanjut", "follow-up"),
    _practice("followup-plan", 2, 60, "Menyusun rencana tindak lanjut"),
    AgendaItem("lunch-2", 2, "Istirahat, salat, dan makan siang", 60, BREAK),
    _talk("report-talk", 2, 30, "Isi laporan SKM dan pemeriksaannya", "report"),
    _practice("report", 2, 75, "Menyusun, memeriksa, dan mengirim laporan"),
    AgendaItem("break-4", 2, "Istirahat", 15, BREAK),
    AgendaItem("test-after", 2, "Tes akhir", 20, TEST_AFTER),
    AgendaItem("evaluation", 2, "Evaluasi dan penutupan", 10, EVALUATION),
)

PROPOSALS: tuple[Proposal, ...] = (
    Proposal(HALF_DAY, "Setengah hari: menghitung dan membaca", _HALF_DAY),
    Proposal(ONE_DAY, "Satu hari: dari survei sampai laporan", _ONE_DAY),
    Proposal(TWO_DAYS, "Dua hari: dari survei sampai laporan, dengan waktu berlatih", _TWO_DAYS),
)
"""What Puas proposes; no rule says how such a training is made up, and every screen that shows one says so."""


def find_proposal(key: str) -> Proposal | None:
    """One of the proposals."""
    return next((each for each in PROPOSALS if each.key == key), None)
