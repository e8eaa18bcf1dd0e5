"""Stories that practice tenants are made of: a regency with a past, as plain data. Nobody and no place in them is real.

Days are told relative to the day a story is made for: the present window is the one that day lies in, the past lies before it.
Whatever is changed here needs a new `CONTENT_VERSION`, or rooms would go on with the templates made before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CONTENT_VERSION = "2"

START, COLLECTED, CLOSED, REPORTED = "awal", "terkumpul", "ditutup", "laporan"
CHECKPOINTS: Mapping[str, str] = {
    START: "Survei dibuka, belum ada jawaban",
    COLLECTED: "Jawaban sudah terkumpul dan dihitung",
    CLOSED: "Periode ditutup, indeks dibekukan",
    REPORTED: "Naskah laporan dan rencana tindak lanjut tersusun",
}
"""Places in a story a room can begin at or go back to, in their order, and what has happened there."""

DEFAULT_CHECKPOINT = COLLECTED
"""Where participants begin: everybody has answers of their own to read, close and report."""

# Offices of the stories have few users, so that few answers make a sample that suffices; one has many and asks too few.
KABUPATEN, PUSKESMAS = "kabupaten", "puskesmas"


@dataclass(frozen=True, slots=True)
class PracticeService:
    """A service: its users a year, how many of them answer in a window, and the index of the newest closed one."""

    name: str
    population: int
    respondents: int
    nik: Decimal
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class OldIndex:
    """An index published before the platform, so many years before the present one."""

    years_ago: int
    nik: Decimal


@dataclass(frozen=True, slots=True)
class PracticeAgency:
    """An agency and what is peculiar about it."""

    name: str
    short_name: str
    kind: str
    services: tuple[PracticeService, ...]
    # It answered in the newest closed window but its report was never begun, and in the present one nobody has answered yet.
    is_late: bool = False
    # Of what it promised nothing was done.
    breaks_promises: bool = False
    # It has an old recap full of errors, uploaded and not taken over.
    has_old_recap: bool = False
    old_indices: tuple[OldIndex, ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeStory:
    """A regency to practise in; `tenant_name` is what every practice tenant of it is called."""

    key: str
    title: str
    explanation: str
    tenant_name: str
    office_name: str
    address: str
    accent: str
    report_form: str
    rhythm: str
    # Windows that lie behind, all with published results but for what a late agency owes.
    closed_windows: int
    target_nik: Decimal
    agencies: tuple[PracticeAgency, ...]


def version_of(made_for: date) -> str:
    """The version of a story made for this day: its content and, because its days are relative, the day."""
    return f"{CONTENT_VERSION}/{made_for.isoformat()}"


_DUKCAPIL = PracticeAgency(
    "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "dinas",
    (
        PracticeService("Kartu Tanda Penduduk Elektronik", 95, 74, Decimal("86.4"), is_free=True),
        PracticeService("Akta Kelahiran", 55, 44, Decimal("88.1"), is_free=True),
    ),
    has_old_recap=True,
    old_indices=(OldIndex(3, Decimal("81.22")), OldIndex(4, Decimal("79.95"))),
)  # fmt: skip
_PTSP = PracticeAgency(
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "dinas",
    (
        PracticeService("Perizinan Berusaha", 80, 68, Decimal("84.7"), is_free=True),
        PracticeService("Persetujuan Bangunan Gedung", 40, 36, Decimal("79.3")),
    ),
    old_indices=(OldIndex(3, Decimal("80.40")),),
)  # fmt: skip
_PUSKESMAS = PracticeAgency(
    "Puskesmas Sumber Waras", "Puskesmas Sumber Waras", "puskesmas",
    (
        PracticeService("Pemeriksaan Umum", 110, 84, Decimal("77.9")),
        PracticeService("Imunisasi", 50, 41, Decimal("85.6"), is_free=True),
    ),
    breaks_promises=True,
    old_indices=(OldIndex(3, Decimal("78.10")), OldIndex(4, Decimal("78.42"))),
)  # fmt: skip
_SUBDISTRICT = PracticeAgency(
    "Kecamatan Rawa Indah", "Kec. Rawa Indah", "kecamatan",
    (PracticeService("Legalisasi Surat Keterangan", 640, 13, Decimal("82.5"), is_free=True),),
)  # fmt: skip
_LIBRARY = PracticeAgency(
    "Dinas Perpustakaan dan Kearsipan", "Dispusip", "dinas",
    (PracticeService("Keanggotaan Perpustakaan", 70, 62, Decimal("83.2"), is_free=True),),
    is_late=True,
)  # fmt: skip

STORIES: Mapping[str, PracticeStory] = {
    story.key: story
    for story in (
        PracticeStory(
            key=KABUPATEN,
            title="Kabupaten lengkap",
            explanation=(
                "Lima perangkat daerah dengan tiga semester di belakangnya: sampel yang kecil, layanan gratis, perangkat daerah yang "
                "terlambat, rekap lama yang banyak salah, dan rencana yang tidak pernah dijalankan."
            ),
            tenant_name="Kabupaten Latihan Tirta Rekaan",
            office_name="Bagian Organisasi Sekretariat Daerah",
            address="Jalan Latihan Nomor 1, Kota Rekaan",
            accent="#7a3e00",
            report_form="four-chapters",
            rhythm="semester",
            closed_windows=3,
            target_nik=Decimal("84.00"),
            agencies=(_DUKCAPIL, _PTSP, _PUSKESMAS, _SUBDISTRICT, _LIBRARY),
        ),
        PracticeStory(
            key=PUSKESMAS,
            title="Satu puskesmas",
            explanation="Satu puskesmas dengan dua layanan dan satu semester di belakangnya; cukup untuk menghitung dan menyusun laporan.",
            tenant_name="Kabupaten Latihan Bukit Rekaan",
            office_name="Dinas Kesehatan",
            address="Jalan Latihan Nomor 2, Kota Rekaan",
            accent="#0b6b50",
            report_form="four-chapters",
            rhythm="semester",
            closed_windows=1,
            target_nik=Decimal("82.00"),
            agencies=(_PUSKESMAS,),
        ),
    )
}

SIGNATORIES = (
    "Sari Teladani, S.Sos., M.Si.", "Wahyu Percontohan, S.T., M.T.", "dr. Rina Umpamawan", "Agus Misalnya, S.IP.",
    "Yuni Sampelia, S.S., M.Hum.",
)  # fmt: skip
"""Who signs, agency by agency. Made up."""

SUGGESTIONS: Mapping[str, tuple[str, ...]] = {
    "persyaratan": ("Mohon daftar persyaratan dipasang di depan loket.", "Syarat fotokopi sebaiknya cukup satu lembar."),
    "prosedur": ("Alurnya perlu papan petunjuk, saya sempat salah loket.", "Semoga bisa didaftarkan dari rumah lebih dulu."),
    "waktu": ("Menunggu terlalu lama pada hari Senin.", "Selesai lebih cepat dari yang dijanjikan, terima kasih."),
    "biaya": ("Gratis, sesuai yang diumumkan.", "Mohon tarif ditempel agar semua tahu."),
    "produk": ("Nama saya salah ketik, mohon lebih teliti.", "Hasilnya sesuai dengan yang saya ajukan."),
    "kompetensi": ("Petugas menjelaskan dengan sabar dan jelas.", "Petugas magang perlu didampingi."),
    "perilaku": ("Dilayani dengan sopan, semoga dipertahankan.", "Mohon petugas lebih murah senyum."),
    "pengaduan": ("Kotak saran ada tetapi tidak pernah dijawab.", "Nomor pengaduan sulit dihubungi."),
    "sarpras": ("Kursi tunggu kurang saat ramai.", "Toilet perlu lebih sering dibersihkan."),
}

_UNSUR = (
    "Persyaratan", "Sistem, Mekanisme dan Prosedur", "Waktu Penyelesaian", "Biaya/Tarif", "Produk Spesifikasi Jenis Pelayanan",
    "Kompetensi Pelaksana", "Perilaku Pelaksana", "Penanganan Pengaduan, Saran dan Masukan", "Sarana dan Prasarana",
)  # fmt: skip
_OLD_NRR = ("3,344", "3,266", "3,188", "3,797", "3,281", "3,312", "3,391", "3,094", "3,141")
_WEIGHTED = ("0,371", "0,363", "0,354", "0,412", "0,364", "0,368", "0,376", "0,343", "0,349")


def old_recap_sheet(agency_name: str, year: int) -> str:
    """A recap of an earlier year as a CSV file: a weight of 0,111, two digits swapped in one line, a letter that does not fit."""
    lines = [
        f"Rekapitulasi SKM {agency_name} Tahun {year};;;",
        f"Periode 1 Januari sampai dengan 31 Juni {year};;;",
        "No;Unsur Pelayanan;NRR;NRR Tertimbang",
        *(f"{number};{name};{nrr};{part}" for number, (name, nrr, part) in enumerate(zip(_UNSUR, _OLD_NRR, _WEIGHTED, strict=True), 1)),
        ";Jumlah NRR tertimbang;;3,309",
        ";IKM Unit Pelayanan;;82,73",
        ";Mutu Pelayanan;;A (Sangat Baik)",
        ";Jumlah Responden;;64",
    ]
    return "\r\n".join(lines) + "\r\n"
