"""The columns of a province's export, in one place: what the frozen tables hold and what the CSV's first line says.

The CSV is wide: one line per published unit, whatever its level, each measure in a column of its own. A long table (one line per
unit and measure) would have thirty times as many lines, and nobody who opens it in a spreadsheet program could read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

UNITS = "units"
REPORTS = "reports"
PLANS = "plans"

REGENCY_LEVEL = "regency"
AGENCY_LEVEL = "agency"
SERVICE_LEVEL = "service"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its name in the CSV, what it means, and what kind of value it holds.

    `kind` is text, count, index (two decimals), mean (three decimals), day or flag.
    """

    name: str
    meaning: str
    kind: str = "text"


_UNIT_COLUMNS = (
    TableColumn("kode_kabupaten", "Kode wilayah kabupaten/kota"),
    TableColumn("kabupaten", "Nama kabupaten/kota"),
    TableColumn("tingkat", "regency = kabupaten/kota, agency = perangkat daerah, service = jenis layanan"),
    TableColumn("perangkat_daerah", "Nama perangkat daerah; kosong pada baris kabupaten/kota"),
    TableColumn("layanan", "Nama jenis layanan; hanya pada baris layanan"),
    TableColumn("jenis", "Jenis perangkat daerah (dinas, puskesmas, rsud …)"),
    TableColumn("peraturan", "Peraturan yang dipakai menghitung"),
    TableColumn("mulai", "Hari pertama periode yang dijumlahkan", "day"),
    TableColumn("sampai", "Hari terakhir periode yang dijumlahkan", "day"),
    TableColumn("periode", "Jumlah periode yang dijumlahkan", "count"),
    TableColumn("anggota_berindeks", "Perangkat daerah (atau layanan) yang memiliki indeks", "count"),
    TableColumn("anggota", "Seluruh perangkat daerah (atau layanan)", "count"),
    TableColumn("responden", "Jumlah responden", "count"),
    TableColumn("sampel_minimum", "Jumlah responden yang harus dicapai", "count"),
    TableColumn("populasi", "Jumlah pengguna layanan; kosong bila tidak dicatat", "count"),
    TableColumn("ni", "Nilai indeks, skala 1 sampai 4", "mean"),
    TableColumn("ikm", "Indeks Kepuasan Masyarakat yang diterbitkan, skala 25 sampai 100", "index"),
    TableColumn("mutu", "Mutu pelayanan A, B, C, atau D"),
    TableColumn("ikm_rata_sederhana", "IKM bila setiap anggota dihitung sama", "index"),
    TableColumn("ikm_tertimbang", "IKM bila setiap jawaban dihitung sama", "index"),
    TableColumn("galat_95", "Setengah lebar selang kepercayaan 95 % dari IKM", "index"),
    TableColumn("mutu_pasti", "ya bila mutunya sama di seluruh selang kepercayaan", "flag"),
)


def unit_columns(slugs: Sequence[str]) -> tuple[TableColumn, ...]:
    """The columns of the table of units, with those of each unsur behind them."""
    means = (TableColumn(f"nrr_{slug}", f"Nilai rata-rata unsur {slug}, skala 1 sampai 4", "mean") for slug in slugs)
    indexes = (TableColumn(f"nilai_{slug}", f"Nilai unsur {slug}, skala 25 sampai 100", "index") for slug in slugs)
    return (*_UNIT_COLUMNS, *means, *indexes)


REPORT_COLUMNS = (
    TableColumn("kode_kabupaten", "Kode wilayah"), TableColumn("kabupaten", "Nama kabupaten/kota"),
    TableColumn("perangkat_daerah", "Nama perangkat daerah"), TableColumn("jenis", "Jenis perangkat daerah"),
    TableColumn("periode", "Nama periode survei"), TableColumn("mulai", "Hari pertama", "day"),
    TableColumn("sampai", "Hari terakhir", "day"),
    TableColumn("keadaan", "Keadaan laporan"), TableColumn("putaran", "1 = pertama, lebih = diperbaiki", "count"),
    TableColumn("responden", "Jumlah responden", "count"), TableColumn("sampel_minimum", "Sampel minimum", "count"),
    TableColumn("diajukan", "Hari diajukan ke kabupaten/kota", "day"), TableColumn("diterbitkan", "Hari diterbitkan", "day"),
    TableColumn("diserahkan", "Hari diserahkan ke provinsi", "day"), TableColumn("rencana", "Jumlah rencana tindak lanjut", "count"),
    TableColumn("rencana_selesai", "Yang selesai", "count"), TableColumn("rencana_terlambat", "Yang lewat waktu", "count"),
)  # fmt: skip

PLAN_COLUMNS = (
    TableColumn("kode_kabupaten", "Kode wilayah"), TableColumn("kabupaten", "Nama kabupaten/kota"),
    TableColumn("perangkat_daerah", "Nama perangkat daerah"), TableColumn("jenis", "Jenis perangkat daerah"),
    TableColumn("periode", "Nama periode survei"), TableColumn("unsur", "Unsur yang diperbaiki"),
    TableColumn("rencana", "Rencana tindak lanjut"), TableColumn("selesai_sebelum", "Hari terakhir", "day"),
    TableColumn("keadaan", "planned = belum, in_progress = berjalan, done = selesai"), TableColumn("uraian", "Yang sudah dikerjakan"),
)  # fmt: skip
