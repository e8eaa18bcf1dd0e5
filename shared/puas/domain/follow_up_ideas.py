"""Sensible first proposals for a follow-up plan (RTL), per unsur and by how bad it is.

The rule asks for a plan for the weakest unsur and leaves its content to the unit. These are proposals of this product,
made to be edited: a person decides what is promised.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from puas.domain.result_snapshot import ResultSnapshot, UnsurFigures

PLANS: Mapping[str, tuple[str, str, str]] = {
    "persyaratan": (
        ("Meninjau ulang seluruh persyaratan, menghapus yang tidak diwajibkan peraturan, dan menetapkannya kembali dalam "
        "Standar Pelayanan"),
        "Menyusun daftar periksa persyaratan per jenis layanan dan memasangnya di loket, laman, dan media sosial",
        "Menjaga kemutakhiran informasi persyaratan di semua kanal",
    ),
    "prosedur": (
        "Menyederhanakan alur pelayanan dan memangkas tahap yang berulang melalui perubahan SOP bersama pengguna layanan",
        "Memasang bagan alur pelayanan yang mudah dibaca dan menugaskan pemandu pada jam ramai",
        "Menjaga kejelasan alur pelayanan dan mengujinya bersama pengguna baru secara berkala",
    ),
    "waktu": (
        ("Menetapkan batas waktu penyelesaian tiap tahap, memantau antrean setiap hari, dan menambah petugas atau loket pada "
        "jam sibuk"),
        "Menyampaikan perkiraan waktu selesai kepada pemohon sejak berkas diterima dan memantau keterlambatannya",
        "Mempertahankan ketepatan waktu dan mengumumkan capaiannya",
    ),
    "biaya": (
        ("Memastikan tidak ada pungutan di luar tarif resmi, mengumumkan tarif di tempat layanan, dan membuka kanal "
        "pelaporan pungutan"),
        "Memperjelas informasi biaya, termasuk keterangan gratis, di loket dan kanal daring",
        "Menjaga keterbukaan informasi biaya/tarif",
    ),
    "produk": (
        ("Membandingkan hasil layanan dengan Standar Pelayanan, memperbaiki ketidaksesuaian, dan memeriksa mutu sebelum "
        "diserahkan"),
        "Mengumumkan spesifikasi hasil layanan dan menyediakan perbaikan segera bila terdapat kesalahan",
        "Menjaga kesesuaian hasil layanan dengan Standar Pelayanan",
    ),
    "kompetensi": (
        "Menyelenggarakan pelatihan teknis dan uji kompetensi bagi petugas, serta menempatkan petugas sesuai keahlian",
        "Melaksanakan pembinaan rutin dan berbagi pengetahuan antarpetugas setiap bulan",
        "Memelihara kompetensi petugas melalui pembelajaran berkelanjutan",
    ),
    "perilaku": (
        "Melaksanakan pelatihan pelayanan prima, menetapkan kode perilaku petugas, dan menerapkan penghargaan serta sanksi",
        "Menguatkan budaya senyum, sapa, dan santun melalui apel pagi serta pengamatan pelayanan",
        "Mempertahankan keramahan petugas dan memberi penghargaan kepada petugas teladan",
    ),
    "pengaduan": (
        ("Menetapkan petugas dan SOP pengaduan dengan batas waktu jawaban, menghubungkannya dengan SP4N-LAPOR!, dan "
        "mengumumkan tindak lanjutnya"),
        "Memperjelas kanal pengaduan di tempat layanan dan mengumumkan pengaduan yang telah diselesaikan",
        "Menjaga kecepatan tanggapan atas pengaduan dan saran",
    ),
    "sarpras": (
        "Memperbaiki ruang tunggu, toilet, parkir, dan sarana bagi kelompok rentan, serta mengusulkan anggarannya",
        "Menata ruang layanan dan memelihara sarana secara terjadwal, termasuk sarana bagi penyandang disabilitas",
        "Memelihara sarana dan prasarana agar tetap layak dan nyaman",
    ),
}
"""Per unsur: a plan for letter C or D, for B, and for A."""

_PLAN_BY_LETTER = {"D": 0, "C": 0, "B": 1, "A": 2}


@dataclass(frozen=True, slots=True)
class FollowUpIdea:
    """A proposal for one unsur, the figure it answers, and where in the plan it stands."""

    unsur: str
    name: str
    plan: str
    figures: UnsurFigures


def plan_for(slug: str, letter: str | None) -> str:
    """The proposal for an unsur with this letter."""
    return PLANS[slug][_PLAN_BY_LETTER.get(letter or "B", 1)]


def follow_up_ideas(result: ResultSnapshot, names: Mapping[str, str], number: int = 3) -> tuple[FollowUpIdea, ...]:
    """Proposals for the weakest unsur, and for every further one that is graded C or D."""
    ranked = result.ranked()
    weak = [each for position, each in enumerate(ranked) if position < number or each.mutu in ("C", "D")]
    return tuple(
        FollowUpIdea(each.slug, names[each.slug], plan_for(each.slug, each.mutu), each)
        for each in weak
        if each.slug in PLANS
    )
