"""The ways reports of the demo took to the province: on time, late, sent back, corrected, or not begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from puas.domain import submission_workflow as way

DAYS_TO_SUBMIT = 20
DAYS_TO_HAND_OVER = 35
_CLOSED_AFTER = 4
# Of older windows everything was handed over long ago.
_TOLD_WINDOWS = 3

OFFICER = "officer"
ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step of the way, so many days after the window ended, and whose it was."""

    step: str
    after: int
    actor: str
    reason: str = ""
    changes: str = ""
    remarks: tuple[tuple[str, str, str], ...] = ()


_SENT_BACK = (
    ("four-chapters/2", "Uraian unsur terendah belum menyebut loket mana yang dimaksud.", "Sudah ditambahkan: loket pengambilan."),
    ("four-chapters/2", "Rencana tindak lanjut belum mencantumkan bulan pelaksanaan.", "Bulan pelaksanaan sudah dilengkapi."),
)


def _until_approved(submitted: int, officer: str = OFFICER) -> tuple[ToldStep, ...]:
    return (
        ToldStep(way.ANALYSE, submitted - 2, officer),
        ToldStep(way.SUBMIT, submitted, officer),
        ToldStep(way.APPROVE, submitted + 3, ADMIN),
    )


def _until_handed_over(approved: int) -> tuple[ToldStep, ...]:
    return (ToldStep(way.PUBLISH, approved + 1, ADMIN), ToldStep(way.HAND_OVER, approved + 4, ADMIN))


ON_TIME = (*_until_approved(14), *_until_handed_over(17))
LATE = (*_until_approved(31), *_until_handed_over(36))
SENT_BACK = (
    ToldStep(way.ANALYSE, 10, OFFICER),
    ToldStep(way.SUBMIT, 12, OFFICER),
    ToldStep(way.REQUEST_CHANGE, 15, ADMIN, reason="Ada dua hal yang perlu dilengkapi.", remarks=_SENT_BACK),
    *_until_approved(21),
    *_until_handed_over(24),
)
CORRECTED = (
    *ON_TIME,
    ToldStep(way.CORRECT, 40, ADMIN, reason="Nama pejabat penanda tangan pada laporan keliru."),
    ToldStep(way.ANALYSE, 42, OFFICER),
    ToldStep(way.SUBMIT, 43, OFFICER, changes="Nama pejabat penanda tangan diperbaiki; angka tidak berubah."),
    ToldStep(way.APPROVE, 45, ADMIN),
    *_until_handed_over(45),
)
WAITING = (ToldStep(way.ANALYSE, 16, OFFICER), ToldStep(way.SUBMIT, 18, OFFICER))
REJECTED = (
    *WAITING,
    ToldStep(
        way.REQUEST_CHANGE, 22, ADMIN, reason="Mohon analisis diperjelas sebelum disetujui.",
        remarks=tuple((chapter, body, "") for chapter, body, _answer in _SENT_BACK),
    ),
)  # fmt: skip
APPROVED = _until_approved(15)
PUBLISHED = (*_until_approved(15), ToldStep(way.PUBLISH, 19, ADMIN))
NOT_BEGUN: tuple[ToldStep, ...] = ()

# In turn over the agencies of a regency; the newest window is the one people still work on.
_BY_WINDOW = (
    (ON_TIME, PUBLISHED, ON_TIME, WAITING, LATE, REJECTED, ON_TIME, NOT_BEGUN, SENT_BACK, APPROVED),
    (ON_TIME, SENT_BACK, CORRECTED, ON_TIME, LATE, ON_TIME, NOT_BEGUN, LATE),
    (ON_TIME, LATE, ON_TIME, SENT_BACK, ON_TIME, ON_TIME),
)


def journey(agency: int, windows_back: int, ends_on: date, today: date) -> tuple[ToldStep, ...]:
    """The way the report of an agency took after a window; what lies in the future has not happened."""
    told = _BY_WINDOW[windows_back] if windows_back < _TOLD_WINDOWS else (ON_TIME,)
    return tuple(each for each in told[agency % len(told)] if ends_on + timedelta(days=each.after) < today)


def day_of(step: ToldStep, ends_on: date) -> date:
    """The day a step was taken, never before the window was closed."""
    return ends_on + timedelta(days=max(step.after, _CLOSED_AFTER))
