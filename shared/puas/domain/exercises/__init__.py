"""Exercises of a training that check themselves with the calculations of the product.

Three are made of a seed, so that everybody in a room has other numbers and whoever knows the seed can make them again
(`generated_task`); three look at what the participant's practice tenant really holds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from puas.domain.curricula import EXERCISE, AgendaItem
from puas.domain.exercises import hand_index, own_worksheet, plan_for_weakest, recap_with_errors, service_samples, whole_report
from puas.domain.exercises.task import Task
from puas.domain.regulation.edition import Edition

ENOUGH_ATTEMPTS = 3
"""After so many attempts the solution may be looked at."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """What there is to say of an exercise before anybody does it. `points` is the most it gives."""

    key: str
    title: str
    learned: str
    minutes: int
    points: int = 100

    @property
    def is_generated(self) -> bool:
        """Whether its numbers come from a seed alone, so that it can be done again with others."""
        return self.key in _GENERATORS


EXERCISES: Mapping[str, Exercise] = {
    each.key: each
    for each in (
        Exercise("hand-index", "Menghitung indeks dengan tangan", "Dari sepuluh formulir ke NRR, NI, NIK, dan mutu.", 40),
        Exercise("sample-size", "Menentukan jumlah responden", "Membaca tabel Krejcie dan Morgan untuk setiap jenis layanan.", 20),
        Exercise("worksheet", "Membaca kertas kerja", "Menemukan unsur terendah dan jarak ke mutu berikutnya pada hasil sendiri.", 20),
        Exercise("old-recap", "Menemukan kesalahan dalam rekap lama", "Memeriksa rekap seperti pemeriksa yang teliti.", 30),
        Exercise("followup-plan", "Menyusun rencana tindak lanjut", "Menulis rencana yang dapat diperiksa untuk unsur terendah.", 25),
        Exercise("report", "Menyusun, memeriksa, dan mengirim laporan", "Dari survei yang ditutup sampai laporan yang dikirim.", 45),
    )
}
"""In the order of `domain.curricula.EXERCISES`."""

_GENERATORS: Mapping[str, Callable[[str, Edition], Task]] = {
    hand_index.KEY: hand_index.pose, service_samples.KEY: service_samples.pose, recap_with_errors.KEY: recap_with_errors.pose,
}  # fmt: skip


def seed_text(session_seed: int, number: int, exercise: str, again: int = 0) -> str:
    """What the numbers of a participant are made of; `again` counts further rounds without points."""
    base = f"{session_seed}:{number}:{exercise}"
    return f"{base}:{again}" if again else base


def generated_task(exercise: str, seed: str, rule: Edition) -> Task:
    """The task of a seed; KeyError where the exercise is not made of one.

    Printed worksheets, with and without answers, are made of the same call as the participant's screen.
    """
    return _GENERATORS[exercise](seed, rule)


def example_task(exercise: str, rule: Edition, today: date) -> Task:
    """Any exercise with example numbers, for whoever leads a training; nobody in a room has these."""
    seed = seed_text(0, 0, exercise)
    if exercise in _GENERATORS:
        return generated_task(exercise, seed, rule)
    if exercise == own_worksheet.KEY:
        return own_worksheet.example(seed, rule)
    return plan_for_weakest.example(rule, today) if exercise == plan_for_weakest.KEY else whole_report.WholeReport(whole_report.EXAMPLE)


def steps_with(exercise: str, agenda: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """The steps of an agenda in which an exercise is done."""
    return tuple(item for item in agenda if item.kind == EXERCISE and item.topic == exercise)
