"""A training session as its materials know it: half a day and two days, with the chapters and exercises there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from puas.domain.curricula import BREAK, EVALUATION, EXERCISE, TALK, TEST_AFTER, TEST_BEFORE, AgendaItem
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.report_snapshot import Letterhead
from puas.domain.training_numbers import EXAMPLE_SEAT, seat_numbers
from puas.domain.training_source import TrainedSession, TrainingSource

HALF_DAY_AGENDA = (
    AgendaItem("buka", 1, "Pembukaan", 10, TALK),
    AgendaItem("tes-awal", 1, "Tes awal", 15, TEST_BEFORE),
    AgendaItem("aturan", 1, "Dasar aturan", 25, TALK, "rule"),
    AgendaItem("siap", 1, "Menyiapkan survei", 20, TALK, "preparing"),
    AgendaItem("sampel", 1, "Latihan sampel", 15, EXERCISE, "sample-size"),
    AgendaItem("jeda", 1, "Istirahat", 15, BREAK),
    AgendaItem("hitung", 1, "Menghitung indeks", 25, TALK, "computing"),
    AgendaItem("tangan", 1, "Latihan hitung tangan", 30, EXERCISE, "hand-index"),
    AgendaItem("baca", 1, "Membaca hasil", 15, TALK, "reading"),
    AgendaItem("lanjut", 1, "Menindaklanjuti hasil", 15, TALK, "follow-up"),
    AgendaItem("rencana", 1, "Latihan rencana", 20, EXERCISE, "followup-plan"),
    AgendaItem("tes-akhir", 1, "Tes akhir", 15, TEST_AFTER),
    AgendaItem("evaluasi", 1, "Evaluasi dan penutup", 10, EVALUATION),
)

TWO_DAY_AGENDA = (
    AgendaItem("buka", 1, "Pembukaan", 15, TALK),
    AgendaItem("tes-awal", 1, "Tes awal", 20, TEST_BEFORE),
    AgendaItem("aturan", 1, "Dasar aturan", 60, TALK, "rule"),
    AgendaItem("jeda-1", 1, "Istirahat", 15, BREAK),
    AgendaItem("siap", 1, "Menyiapkan survei", 60, TALK, "preparing"),
    AgendaItem("sampel", 1, "Latihan sampel", 30, EXERCISE, "sample-size"),
    AgendaItem("makan-1", 1, "Istirahat siang", 60, BREAK),
    AgendaItem("jaring", 1, "Mengumpulkan jawaban", 60, TALK, "collecting"),
    AgendaItem("hitung", 1, "Menghitung indeks", 45, TALK, "computing"),
    AgendaItem("tangan", 1, "Latihan hitung tangan", 45, EXERCISE, "hand-index"),
    AgendaItem("ulang", 2, "Menghitung indeks, lanjutan", 30, TALK, "computing"),
    AgendaItem("kertas", 2, "Latihan kertas kerja", 40, EXERCISE, "worksheet"),
    AgendaItem("rekap", 2, "Latihan rekap lama", 40, EXERCISE, "old-recap"),
    AgendaItem("jeda-2", 2, "Istirahat", 15, BREAK),
    AgendaItem("baca", 2, "Membaca hasil", 50, TALK, "reading"),
    AgendaItem("makan-2", 2, "Istirahat siang", 60, BREAK),
    AgendaItem("lanjut", 2, "Menindaklanjuti hasil", 50, TALK, "follow-up"),
    AgendaItem("rencana", 2, "Latihan rencana", 40, EXERCISE, "followup-plan"),
    AgendaItem("lapor", 2, "Menyusun laporan", 50, TALK, "report"),
    AgendaItem("laporan", 2, "Latihan laporan", 45, EXERCISE, "report"),
    AgendaItem("tes-akhir", 2, "Tes akhir", 20, TEST_AFTER),
    AgendaItem("evaluasi", 2, "Evaluasi dan penutup", 15, EVALUATION),
)

SESSION = TrainedSession(
    title="Pelatihan Survei Kepuasan Masyarakat",
    owner="Provinsi Nusa Raya",
    region="Kabupaten Teluk Padi",
    starts_on=date(2026, 11, 25),
    ends_on=date(2026, 11, 25),
    place="Aula Bagian Organisasi",
    link="",
    agenda=HALF_DAY_AGENDA,
    story="triwulan",
    edition_id=DEFAULT_EDITION_ID,
    seed=20261125,
    seats=40,
    hours=5,
    code="K7MWQ2F",
    join_url="https://puas.contoh.go.id/ikut",
    letterhead=Letterhead(
        ("Pemerintah Provinsi Nusa Raya", "Biro Organisasi"), "Jalan Pahlawan 1, Kota Raya", "(0380) 555-0100",
        "organisasi@nusaraya.contoh", "nusaraya.contoh", None, None, "#1f4e79",
    ),
    is_sample=True,
    time_zone="Asia/Makassar",
)  # fmt: skip


def training_source(session: TrainedSession = SESSION, *, seats: int = 3, document_id: str = "QWE4RTY7U") -> TrainingSource:
    """What a material of this session is made from, for the first seats of the room."""
    rule = edition(session.edition_id)
    return TrainingSource(
        document_id=document_id,
        verification_url=f"https://puas.contoh.go.id/verifikasi/{document_id}",
        session=session,
        example=seat_numbers(rule, session.seed, EXAMPLE_SEAT),
        seats=tuple(seat_numbers(rule, session.seed, number) for number in range(1, seats + 1)),
        prepared_at=datetime(2026, 11, 20, 1, 0, tzinfo=UTC),
    )


def two_days() -> TrainedSession:
    """The same over two days, with every chapter and exercise."""
    return replace(SESSION, agenda=TWO_DAY_AGENDA, ends_on=date(2026, 11, 26), hours=20)
