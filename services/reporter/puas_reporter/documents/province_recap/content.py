"""A province's recap as a document: a frozen record in, blocks out. Nothing here computes an index."""

from __future__ import annotations

from puas.domain import province_words
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.presentation.dates import date_range
from puas.presentation.numbers import whole_number
from puas_reporter.documents.blocks import Document, Heading
from puas_reporter.documents.province_recap import overview, regencies, wording
from puas_reporter.documents.recap_frame import RecapFrame, framed


def province_document(snapshot: ProvinceSnapshot, emblem: bytes | None = None) -> Document:
    """The document of a snapshot."""
    body = (
        Heading("Ringkasan", 1, "I"), *overview.summary(snapshot),
        *regencies.all_regencies(snapshot, Heading("Kabupaten dan Kota", 1, "II")),
        Heading("Pelaporan", 1, "III"), *regencies.reporting(snapshot),
        Heading("Unsur Pelayanan", 1, "IV"), *overview.unsur(snapshot),
        Heading("Perangkat Daerah Sejenis", 1, "V"), *regencies.kinds(snapshot),
        Heading("Tren", 1, "VI"), *overview.trend(snapshot),
        Heading("Tindak Lanjut", 1, "VII"), *regencies.follow_up(snapshot),
    )  # fmt: skip
    return framed(snapshot, _frame(snapshot), body, emblem)


def _frame(snapshot: ProvinceSnapshot) -> RecapFrame:
    result = snapshot.result
    return RecapFrame(
        name=result.province_name,
        label=result.label,
        year=result.scope_year,
        edition_name=result.edition_name,
        subject="Rekapitulasi SKM provinsi",
        over="KABUPATEN/KOTA",
        facts=(
            ("Pemerintah daerah", result.province_name),
            ("Cakupan", f"{result.label} ({date_range(result.starts_on, result.ends_on)})"),
            ("Peraturan", result.edition_name),
            ("Kabupaten/kota", province_words.units_sentence(result).rstrip(".")),
            ("Jumlah responden", f"{whole_number(result.respondents)} orang"),
            ("Indeks Kepuasan Masyarakat", province_words.index_words(result.index)),
            ("Cara hitung yang ditetapkan", province_words.declared_words(result)),
            ("Sumber angka", "Angka tercetak yang diterbitkan kabupaten/kota"),
        ),
        approval=(
            "Rekapitulasi ini disusun dari hasil Survei Kepuasan Masyarakat yang diterbitkan oleh kabupaten/kota dan disahkan sebagai "
            "bahan pembinaan dan evaluasi penyelenggaraan pelayanan publik."
        ),
        mark=wording.marks(snapshot),
    )
