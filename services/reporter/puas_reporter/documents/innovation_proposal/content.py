"""A proposal as it is filed: the facts, every part with its words, the way so far, the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.innovation_proposal import count_words
from puas.domain.innovation_source import InnovationSource, PrintedPart
from puas.presentation.dates import long_date
from puas.presentation.numbers import whole_number
from puas_reporter.documents.blocks import Block, Column, Document, Heading, Listing, Paragraph, Table
from puas_reporter.documents.filing import filing_document, filing_maker

_NOTHING = "–"


def proposal_document(source: InnovationSource, emblem: bytes | None = None) -> Document:
    """The proposal as blocks: one content for PDF and Word."""
    return filing_document(
        source.head, emblem, title=f"Proposal Inovasi: {source.title}", facts=_facts(source), body=tuple(_body(source)),
        closing="Proposal ini disusun menurut keadaan sebenarnya.", keywords=("Inovasi", "KIPP", source.agency),
    )  # fmt: skip


def _facts(source: InnovationSource) -> list[tuple[str, str]]:
    since = long_date(source.started_on) if source.started_on else _NOTHING
    age = f"{since} ({source.age_months} bulan pada batas pendaftaran)" if source.age_months is not None else since
    return [
        ("Judul", source.title),
        ("Perangkat daerah", source.agency),
        ("Kelompok", source.group),
        ("Kompetisi", source.call or _NOTHING),
        ("Mulai diterapkan", age),
        ("Dasar penetapan", source.decree or _NOTHING),
        ("Tautan video", source.video_url or _NOTHING),
        ("Memperbaiki", "; ".join(source.improves) or _NOTHING),
    ]


def _body(source: InnovationSource) -> Iterator[Block]:
    for place, part in enumerate(source.parts, start=1):
        yield Heading(part.name, 2, f"{place}.")
        yield from _part(part)
    place = len(source.parts)
    if source.steps:
        place += 1
        yield Heading("Perjalanan", 2, f"{place}.")
        yield _way(source)
    if source.evidence:
        yield Heading("Bukti pendukung", 2, f"{place + 1}.")
        yield Listing(source.evidence, numbered=True)
    yield Paragraph(
        f"Bagian proposal mengikuti {source.rule} sebagaimana dipakai kompetisi provinsi; batas kata adalah batas kompetisinya.",
        align="left",
    )


def _part(part: PrintedPart) -> Iterator[Block]:
    if not count_words(part.text):
        yield Paragraph("Belum ditulis.", align="left")
        return
    for paragraph in (each.strip() for each in part.text.split("\n") if each.strip()):
        yield Paragraph(paragraph)
    yield Paragraph(f"({whole_number(part.words)} dari paling banyak {whole_number(part.most)} kata)", align="right")


def _way(source: InnovationSource) -> Table:
    columns = (Column("Tanggal", 20), Column("Tahap", 30), Column("Hasil", 20), Column("Catatan", 30))
    rows = tuple(
        (long_date(each.happened_on), each.stage, "Tidak lolos" if each.is_out else "Sampai", each.note or _NOTHING)
        for each in source.steps
    )
    return Table("Perjalanan inovasi", columns, rows, small=True)


def _name(source: InnovationSource) -> tuple[str, ...]:
    return ("proposal inovasi", source.title)


proposal_files = filing_maker(InnovationSource.from_json, lambda source: source.head, proposal_document, _name)
"""Its files."""
