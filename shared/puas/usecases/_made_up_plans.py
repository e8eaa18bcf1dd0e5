"""What agencies of a made-up past promised after a period, and what became of it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import Result
from puas.domain.result_snapshot import ResultSnapshot

# Of each unsur who answers for it, and what is promised one window after the other: nobody promises the same twice running.
_PROMISES = {
    "persyaratan": ("Kepala Subbagian Umum", (
        "Memasang daftar persyaratan di loket dan media sosial",
        "Menghapus dua persyaratan yang sudah dapat diperiksa sendiri oleh petugas",
        "Menyediakan contoh berkas yang lengkap di meja informasi",
    )),
    "prosedur": ("Kepala Seksi Pelayanan", (
        "Menyusun papan alur pelayanan dan memasangnya di ruang tunggu",
        "Memangkas satu tahap pemeriksaan berkas yang berulang",
        "Menerbitkan lembar kendali agar pemohon mengetahui tahap berkasnya",
    )),
    "waktu": ("Kepala Seksi Pelayanan", (
        "Menambah satu loket pada hari Senin dan mengatur jam istirahat bergantian",
        "Memisahkan antrean pengambilan dari antrean pendaftaran",
        "Mengirim pemberitahuan saat berkas selesai sehingga pemohon tidak menunggu",
    )),
    "biaya": ("Bendahara Penerimaan", (
        "Menempelkan tarif resmi di setiap loket",
        "Menyediakan pembayaran nontunai di loket",
        "Mencetak bukti bayar untuk setiap layanan bertarif",
    )),
    "produk": ("Kepala Seksi Pelayanan", (
        "Menerapkan pemeriksaan ulang sebelum dokumen diserahkan",
        "Membetulkan salah cetak pada hari yang sama tanpa pengajuan baru",
        "Menunjukkan konsep dokumen kepada pemohon sebelum dicetak",
    )),
    "kompetensi": ("Kepala Subbagian Kepegawaian", (
        "Mengadakan pelatihan pelayanan prima bagi petugas loket",
        "Menyusun buku saku jawaban atas pertanyaan yang sering diajukan",
        "Menugaskan petugas senior mendampingi petugas baru selama sebulan",
    )),
    "perilaku": ("Kepala Subbagian Umum", (
        "Menetapkan petugas penyambut tamu setiap hari",
        "Membahas satu masukan warga pada setiap apel pagi",
        "Memasang nama petugas di setiap loket",
    )),
    "pengaduan": ("Sekretaris", (
        "Menunjuk pejabat pengelola pengaduan dan menjawab setiap aduan dalam lima hari kerja",
        "Mengumumkan jawaban atas aduan bulan lalu di ruang tunggu",
        "Membuka nomor aduan yang dijawab pada jam pelayanan",
    )),
    "sarpras": ("Kepala Subbagian Umum", (
        "Menambah kursi tunggu dan memperbaiki toilet pengunjung",
        "Memasang penyejuk udara dan dispenser air di ruang tunggu",
        "Menyediakan jalur kursi roda dan loket prioritas",
    )),
}  # fmt: skip
_DONE = ("done", "Telah dilaksanakan dan didokumentasikan.")
_BEGUN = ("in_progress", "Sedang berjalan, selesai sebagian.")
_STILL_TO_DO = ("planned", "")
_A_GOOD_WHILE = timedelta(days=200)


def add_plan(
    session: Session,
    *,
    tenant_id: int,
    period_id: UUID,
    after: date,
    today: date,
    turn: int,
    rng: random.Random,
    is_followed: bool = True,
) -> None:
    """A follow-up plan on the three weakest unsur of the period's frozen result; `turn` counts the windows.

    Of a plan that is not followed nothing has been begun, however late it is.
    """
    statement = select(Result.snapshot).where(Result.tenant_id == tenant_id, Result.period_id == period_id)
    snapshot = session.scalars(statement).first()
    if snapshot is None:
        return
    for position, weak in enumerate(ResultSnapshot.from_json(snapshot).lowest()):
        person, actions = _PROMISES[weak.slug]
        due_on = _first_of_month(after, 2 + position)
        state, description = _became(due_on, today, rng) if is_followed else _STILL_TO_DO
        session.add(
            FollowupItem(
                tenant_id=tenant_id,
                id=new_id(),
                period_id=period_id,
                unsur=weak.slug,
                action=actions[turn % len(actions)],
                due_on=due_on,
                person_in_charge=person,
                state=state,
                description=description,
                position=position,
            )
        )


def _became(due_on: date, today: date, rng: random.Random) -> tuple[str, str]:
    if due_on <= today - _A_GOOD_WHILE:
        return rng.choices((_DONE, _BEGUN, _STILL_TO_DO), (17, 1, 1))[0]
    if due_on <= today:
        return rng.choices((_DONE, _BEGUN, _STILL_TO_DO), (6, 3, 2))[0]
    return rng.choices((_BEGUN, _STILL_TO_DO), (1, 3))[0]


def _first_of_month(day: date, months_later: int) -> date:
    months = day.year * 12 + day.month - 1 + months_later
    return date(months // 12, months % 12 + 1, 1)
