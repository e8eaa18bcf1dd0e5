"""What the recap of a regency and that of a province have in common: cover, approval, signature and furniture of the pages."""

from __future__ import annotations

from dataclasses import dataclass

from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.recap_snapshot import RecapSnapshot
from puas.presentation.numbers import MISSING
from puas_reporter.documents.blocks import (
    Block,
    Cover,
    Document,
    FactList,
    Letterhead,
    LetterheadBlock,
    Paragraph,
    Signature,
)
from puas_reporter.documents.skm_report.front_matter import BLANK_DATE, UNTIL_SIGNED, address_line, print_accent


@dataclass(frozen=True, slots=True)
class RecapFrame:
    """Who is recapped, over what scope and by which rule. `over` says of which units, where that does not go without saying."""

    name: str
    label: str
    year: int
    edition_name: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    approval: str
    mark: str
    over: str = ""


def framed(recap: RecapSnapshot | ProvinceSnapshot, frame: RecapFrame, body: tuple[Block, ...], emblem: bytes | None) -> Document:
    """The whole document around its body."""
    head, name, label = recap.letterhead, frame.name, frame.label
    # Whatever the tenant's name begins with.
    government = f"PEMERINTAH {name.upper().removeprefix('PEMERINTAH ')}"
    return Document(
        title=f"{recap.title} {label}",
        author=name,
        subject=f"{frame.subject}, {label}, {frame.edition_name}",
        keywords=("SKM", "IKM", "Rekapitulasi", name, str(frame.year)),
        footer=f"Rekap SKM {name} · {label} · {recap.document_id}",
        letterhead=Letterhead(head.lines, address_line(head), emblem),
        cover=Cover(
            ("REKAPITULASI", "SURVEI KEPUASAN MASYARAKAT"),
            tuple(line for line in (frame.over, label, f"Berdasarkan {frame.edition_name}") if line),
            (government,),
            str(frame.year),
        ),
        front=(
            LetterheadBlock(),
            Paragraph("LEMBAR PENGESAHAN", strong=True, align="center"),
            Paragraph(f"REKAPITULASI SURVEI KEPUASAN MASYARAKAT {frame.over}".rstrip(), strong=True, align="center"),
            _facts(recap, frame),
            Paragraph(frame.approval),
            _signature(recap),
        ),
        body=body,
        sample_mark=frame.mark,
        accent=print_accent(head.accent_colour),
        verification=(recap.document_id, recap.verification_url),
    )


def _facts(recap: RecapSnapshot | ProvinceSnapshot, frame: RecapFrame) -> FactList:
    number = ("Nomor dokumen", f"{recap.document_id} (keaslian: {recap.verification_url})")
    return FactList(tuple((label, value or MISSING) for label, value in (*frame.facts, number)))


def _signature(recap: RecapSnapshot | ProvinceSnapshot) -> Signature:
    """Who answers for it; name and date are written by hand where they are not known."""
    signatory = recap.signatory
    place = f"{signatory.place}, {BLANK_DATE}" if signatory.place else BLANK_DATE
    return Signature(
        place, signatory.position, signatory.name or UNTIL_SIGNED, signatory.rank, signatory.nip, check_at=recap.verification_url
    )
