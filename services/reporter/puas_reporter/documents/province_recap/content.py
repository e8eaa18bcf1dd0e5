"""A province's recap as a document: a frozen record in, blocks out. Nothing here computes an index."""

from __future__ import annotations

from puas.domain import province_words
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.presentation.dates import date_range
from puas.presentation.numbers import MISSING, whole_number
from puas_reporter.documents.blocks import (
    Block,
    Cover,
    Document,
    FactList,
    Heading,
    Letterhead,
    LetterheadBlock,
    Paragraph,
    Signature,
)
from puas_reporter.documents.province_recap import overview, regencies, wording
from puas_reporter.documents.regency_recap.wording import unnamed
from puas_reporter.documents.skm_report import front_matter

_BLANK_DATE = "…………………… 20…"


def province_document(snapshot: ProvinceSnapshot, emblem: bytes | None = None) -> Document:
    """The document of a snapshot."""
    result, head = snapshot.result, snapshot.letterhead
    name = result.province_name
    return Document(
        title=f"{snapshot.title} {result.label}",
        author=name,
        subject=f"Rekapitulasi SKM provinsi, {result.label}, {result.edition_name}",
        keywords=("SKM", "IKM", "Rekapitulasi", name, str(result.scope_year)),
        footer=f"Rekap SKM {name} · {result.label} · {snapshot.document_id}",
        letterhead=Letterhead(head.lines, front_matter.address_line(head), emblem),
        cover=Cover(
            ("REKAPITULASI", "SURVEI KEPUASAN MASYARAKAT"),
            ("KABUPATEN/KOTA", result.label, f"Berdasarkan {result.edition_name}"),
            (wording.government(snapshot),),
            str(result.scope_year),
        ),
        front=_approval(snapshot),
        body=(
            Heading("Ringkasan", 1, "I"), *overview.summary(snapshot),
            *regencies.all_regencies(snapshot, Heading("Kabupaten dan Kota", 1, "II")),
            Heading("Pelaporan", 1, "III"), *regencies.reporting(snapshot),
            Heading("Unsur Pelayanan", 1, "IV"), *overview.unsur(snapshot),
            Heading("Perangkat Daerah Sejenis", 1, "V"), *regencies.kinds(snapshot),
            Heading("Tren", 1, "VI"), *overview.trend(snapshot),
            Heading("Tindak Lanjut", 1, "VII"), *regencies.follow_up(snapshot),
        ),
        sample_mark=wording.marks(snapshot),
        accent=front_matter.print_accent(head.accent_colour),
        verification=(snapshot.document_id, snapshot.verification_url),
    )  # fmt: skip


def _approval(snapshot: ProvinceSnapshot) -> tuple[Block, ...]:
    return (
        LetterheadBlock(),
        Paragraph("LEMBAR PENGESAHAN", strong=True, align="center"),
        Paragraph("REKAPITULASI SURVEI KEPUASAN MASYARAKAT KABUPATEN/KOTA", strong=True, align="center"),
        _facts(snapshot),
        Paragraph(
            "Rekapitulasi ini disusun dari hasil Survei Kepuasan Masyarakat yang diterbitkan oleh kabupaten/kota dan disahkan sebagai "
            "bahan pembinaan dan evaluasi penyelenggaraan pelayanan publik."
        ),
        _signature(snapshot),
    )


def _facts(snapshot: ProvinceSnapshot) -> FactList:
    result = snapshot.result
    rows = (
        ("Pemerintah daerah", result.province_name),
        ("Cakupan", f"{result.label} ({date_range(result.starts_on, result.ends_on)})"),
        ("Peraturan", result.edition_name),
        ("Kabupaten/kota", province_words.units_sentence(result).rstrip(".")),
        ("Jumlah responden", f"{whole_number(result.respondents)} orang"),
        ("Indeks Kepuasan Masyarakat", province_words.index_words(result.index)),
        ("Cara hitung yang ditetapkan", province_words.declared_words(result)),
        ("Sumber angka", "Angka tercetak yang diterbitkan kabupaten/kota"),
        ("Nomor dokumen", f"{snapshot.document_id} (keaslian: {snapshot.verification_url})"),
    )
    return FactList(tuple((label, value or MISSING) for label, value in rows))


def _signature(snapshot: ProvinceSnapshot) -> Signature:
    """Who answers for it; name and date are written by hand where they are not known."""
    signatory = snapshot.signatory
    place = f"{signatory.place}, {_BLANK_DATE}" if signatory.place else _BLANK_DATE
    return Signature(
        place, signatory.position, unnamed(signatory.name), signatory.rank, signatory.nip, check_at=snapshot.verification_url
    )
