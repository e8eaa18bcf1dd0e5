"""Words of trainings: states of a session, kinds of agenda items, chapters and exercises, stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.curricula import BREAK, EVALUATION, EXERCISE, EXERCISES, TALK, TEST_AFTER, TEST_BEFORE, TOPICS, AgendaItem, days_of
from puas.domain.training_plan import CLOSED, OPEN, PLANNED
from puas.domain.training_tests import KINDS, STEP_OF

UNPRINTABLE_NAME = _l("Tulis dengan huruf Latin, seperti pada KTP. Gambar dan aksara lain tidak dapat dicetak pada sertifikat.")

STATE_TAGS: dict[str, tuple[str, str]] = {
    PLANNED: (_l("direncanakan"), "plain"),
    OPEN: (_l("dibuka"), "good"),
    CLOSED: (_l("ditutup"), ""),
}

KIND_WORDS: dict[str, str] = {
    TALK: _l("Paparan"),
    EXERCISE: _l("Latihan soal"),
    TEST_BEFORE: _l("Tes awal"),
    TEST_AFTER: _l("Tes akhir"),
    EVALUATION: _l("Evaluasi"),
    BREAK: _l("Istirahat"),
}

EXAM_WORDS: dict[str, str] = {kind: KIND_WORDS[STEP_OF[kind]] for kind in KINDS}
"""The test before and the one after, by the name in their addresses."""

TOPIC_WORDS: dict[str, str] = {
    "rule": _l("Dasar dan manfaat"),
    "preparing": _l("Persiapan"),
    "collecting": _l("Pengumpulan"),
    "computing": _l("Pengolahan"),
    "reading": _l("Membaca hasil"),
    "follow-up": _l("Tindak lanjut"),
    "report": _l("Laporan"),
}

EXERCISE_WORDS: dict[str, str] = {
    "hand-index": _l("Menghitung indeks dengan tangan"),
    "sample-size": _l("Menentukan jumlah responden"),
    "worksheet": _l("Membaca kertas kerja"),
    "old-recap": _l("Menemukan kesalahan dalam rekap lama"),
    "followup-plan": _l("Menyusun rencana tindak lanjut"),
    "report": _l("Menyusun, memeriksa, dan mengirim laporan"),
}

PROPOSAL_MARK = _l("usulan – peraturan tidak menetapkan susunan pelatihan")


@dataclass(frozen=True)
class TopicGroup:
    """What an agenda item can be about: chapters for a talk, exercises for practice. Values tell the two apart."""

    label: str
    choices: tuple[tuple[str, str], ...]


TOPIC_CHOICES = (
    TopicGroup(_l("Bab paparan"), tuple((f"{TALK}:{key}", TOPIC_WORDS[key]) for key in TOPICS)),
    TopicGroup(_l("Latihan soal"), tuple((f"{EXERCISE}:{key}", EXERCISE_WORDS[key]) for key in EXERCISES)),
)


def topic_in_words(kind: str, topic: str) -> str:
    """The chapter or the exercise an agenda item is about; empty where it is about none."""
    words = EXERCISE_WORDS if kind == EXERCISE else TOPIC_WORDS
    return str(words.get(topic, ""))


def kind_in_words(kind: str) -> str:
    return str(KIND_WORDS.get(kind, kind))


def step_in_words(item: AgendaItem) -> str:
    """`Paparan · 30 menit`; a kind the title says already is not said twice."""
    kind, minutes = kind_in_words(item.kind), minutes_in_words(item.minutes)
    return minutes if item.title.startswith(kind) else f"{kind} · {minutes}"


def agenda_by_day(items: Sequence[AgendaItem]) -> list[tuple[int, list[AgendaItem]]]:
    """The items of each day, in order."""
    return [(day, [item for item in items if item.day == day]) for day in range(1, days_of(items) + 1)]


def minutes_in_words(minutes: int) -> str:
    """`3 jam 55 menit`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(number)s menit", number=rest)
    return _("%(hours)s jam %(rest)s menit", hours=hours, rest=rest) if rest else _("%(hours)s jam", hours=hours)
