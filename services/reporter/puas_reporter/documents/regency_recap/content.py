"""The recap as a document: a frozen record in, blocks out. Nothing here computes an index."""

from __future__ import annotations

from puas.domain import recap_words
from puas.domain.recap_snapshot import RecapSnapshot
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
from puas_reporter.documents.regency_recap import agencies, overview, wording
from puas_reporter.documents.skm_report import front_matter

_BLANK_DATE = "…………………… 20…"


def recap_document(recap: RecapSnapshot, emblem: bytes | None = None) -> Document:
    """The document of a recap."""
    result, head = recap.result, recap.letterhead
    name = wording.regency_name(recap)
    return Document(
        title=f"{recap.title} {result.period.label}",
        author=name,
        subject=f"Rekapitulasi SKM, {result.period.label}, {result.edition_name}",
        keywords=("SKM", "IKM", "Rekapitulasi", name, str(recap.scope_year)),
        footer=f"Rekap SKM {name} · {result.period.label} · {recap.document_id}",
        letterhead=Letterhead(head.lines, front_matter.address_line(head), emblem),
        cover=Cover(
            ("REKAPITULASI", "SURVEI KEPUASAN MASYARAKAT"),
            (result.period.label, f"Berdasarkan {result.edition_name}"),
            (wording.government(recap),),
            str(recap.scope_year),
        ),
        front=_approval(recap),
        body=(
            Heading("Ringkasan", 1, "I"), *overview.summary(recap),
            *agencies.all_agencies(recap, Heading("Perangkat Daerah", 1, "II")),
            Heading("Unsur Pelayanan", 1, "III"), *overview.unsur(recap),
            Heading("Tren dan Target", 1, "IV"), *overview.trend(recap),
            Heading("Tindak Lanjut", 1, "V"), *agencies.follow_up(recap),
        ),
        sample_mark=wording.marks(recap),
        accent=front_matter.print_accent(head.accent_colour),
        verification=(recap.document_id, recap.verification_url),
    )  # fmt: skip


def _approval(recap: RecapSnapshot) -> tuple[Block, ...]:
    return (
        LetterheadBlock(),
        Paragraph("LEMBAR PENGESAHAN", strong=True, align="center"),
        Paragraph("REKAPITULASI SURVEI KEPUASAN MASYARAKAT", strong=True, align="center"),
        _facts(recap),
        Paragraph(
            "Rekapitulasi ini disusun dari hasil Survei Kepuasan Masyarakat seluruh perangkat daerah dan disahkan sebagai bahan "
            "evaluasi penyelenggaraan pelayanan publik."
        ),
        signature(recap),
    )


def _facts(recap: RecapSnapshot) -> FactList:
    result = recap.result
    target = recap.target
    rows = (
        ("Pemerintah daerah", wording.regency_name(recap)),
        ("Cakupan", result.period.label),
        ("Waktu pengumpulan data", date_range(result.period.starts_on, result.period.ends_on)),
        ("Peraturan", result.edition_name),
        ("Perangkat daerah", recap_words.units_sentence(recap).rstrip(".")),
        ("Jumlah responden", f"{whole_number(result.respondents)} orang"),
        ("Indeks Kepuasan Masyarakat", recap_words.index_words(result.index)),
        ("Cara hitung yang ditetapkan", recap_words.declared_words(recap)),
        ("Target", f"{recap_words.target_words(recap)}{f' ({target.source})' if target and target.source else ''}"),
        ("Nomor dokumen", f"{recap.document_id} (keaslian: {recap.verification_url})"),
    )
    return FactList(tuple((label, value or MISSING) for label, value in rows))


def signature(recap: RecapSnapshot) -> Signature:
    """Who answers for it; name and date are written by hand where they are not known."""
    signatory = recap.signatory
    place = f"{signatory.place}, {_BLANK_DATE}" if signatory.place else _BLANK_DATE
    return Signature(
        place, signatory.position, wording.unnamed(signatory.name), signatory.rank, signatory.nip, check_at=recap.verification_url
    )
