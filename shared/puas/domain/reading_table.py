"""Readings of all yardsticks as one table: for a CSV, and for the workbook a province files. Empty is not known, and never zero."""

from dataclasses import dataclass

from puas.domain.yardsticks import COUNTS, Reading


@dataclass(frozen=True, slots=True)
class ReadingColumn:
    """A column by its name in the CSV, what it means, and what kind of value it holds: text, count or index."""

    name: str
    meaning: str
    kind: str = "text"


_COUNT_MEANINGS = {
    "indicators": "Kinerja: indikator yang dinilai",
    "weak": "Kinerja: indikator bernilai rendah",
    "promises": "Kinerja: rencana perbaikan",
    "promises_done": "Kinerja: rencana perbaikan yang selesai",
    "items": "Ombudsman: hal pada daftar periksa",
    "items_there": "Ombudsman: hal yang sudah ada",
    "rank": "Ombudsman: peringkat",
    "rank_of": "Ombudsman: dari berapa yang diperingkat",
    "services": "Standar: layanan aktif",
    "complete": "Standar: layanan dengan standar lengkap yang berlaku",
    "shown": "Standar: yang ditampilkan kepada masyarakat",
    "overdue": "Standar: yang lewat waktu peninjauan",
    "pledges": "Standar: maklumat pelayanan yang berlaku",
    "procedures": "SOP: yang aktif",
    "evaluated": "SOP: yang dievaluasi pada tahun itu",
    "to_revise": "SOP: yang perlu direvisi",
    "fields": "SPM: bidang yang diampu",
    "fields_reported": "SPM: bidang yang dilaporkan",
    "received": "Pengaduan: diterima",
    "settled": "Pengaduan: selesai",
    "in_time": "Pengaduan: selesai tepat waktu",
    "agencies": "MPP: perangkat daerah dan instansi",
    "counters": "MPP: gerai",
    "respondents": "MPP: responden",
    "innovations": "Inovasi: jumlah",
    "eligible": "Inovasi: cukup umur untuk dilombakan",
    "handed_in": "Inovasi: diajukan ke kompetisi",
    "furthest": "Inovasi: urutan tahap terjauh",
}

COUNT_NAMES = tuple(dict.fromkeys(name for names in COUNTS.values() for name in names))
"""Every whole number a reading may have, once."""

COLUMNS = (
    ReadingColumn("kode_kabupaten", "Kode wilayah kabupaten/kota"),
    ReadingColumn("kabupaten", "Nama kabupaten/kota"),
    ReadingColumn("ukuran", "Ukuran: performance, compliance, standards, procedures, minimum_services, complaints, malls, innovations"),
    ReadingColumn("tahun", "Tahun", "count"),
    ReadingColumn("tingkat", "regency = kabupaten/kota, agency = perangkat daerah, mall = mal pelayanan publik"),
    ReadingColumn("unit", "Nama unit"),
    ReadingColumn("jenis", "Jenis perangkat daerah"),
    ReadingColumn("aturan", "Yang membedakan angka satu unit dalam satu tahun: peraturan dan formulirnya"),
    ReadingColumn("nilai", "Angka tercetak dalam satuan ukuran itu: indeks, nilai, atau persen", "index"),
    ReadingColumn("huruf", "Kategori, mutu, atau zona menurut aturan tahun itu"),
    ReadingColumn("keterangan", "Arti huruf itu, atau opini"),
    *(ReadingColumn(name, _COUNT_MEANINGS[name], "count") for name in COUNT_NAMES),
)
"""The columns in their order."""


def reading_line(code: str, regency: str, reading: Reading) -> list[object]:
    """A reading as a line of the table, of the regency of this code and name."""
    return [
        code, regency, reading.yardstick, reading.year, reading.level, reading.name or regency, reading.kind, reading.variant,
        reading.value, reading.letter, reading.label, *(reading.counts.get(name) for name in COUNT_NAMES),
    ]  # fmt: skip
