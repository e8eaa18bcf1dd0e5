"""What every written document of a training has in common: letterhead, cover, marks, number."""

from __future__ import annotations

from puas_reporter.documents.blocks import Block, Cover, Document, Letterhead
from puas_reporter.documents.skm_report.front_matter import address_line
from puas_reporter.documents.training_lessons.material import SAMPLE, Material


def training_document(
    material: Material, *, title: str, subject: tuple[str, ...], front: tuple[Block, ...], body: tuple[Block, ...], emblem: bytes | None
) -> Document:
    """A document with cover and contents."""
    session = material.session
    head = session.letterhead
    return Document(
        title=f"{title}: {session.title}",
        author=session.owner,
        subject=f"{title} SKM, {material.rule.name}",
        keywords=("SKM", "IKM", "Pelatihan", session.owner),
        footer=f"{session.title} · {material.source.document_id}",
        letterhead=Letterhead(head.lines, address_line(head), emblem),
        cover=Cover((title.upper(), "SURVEI KEPUASAN MASYARAKAT"), subject, head.lines or (session.owner,), str(session.starts_on.year)),
        front=front,
        body=body,
        sample_mark=SAMPLE,
        accent=material.accent,
        verification=(material.source.document_id, material.source.verification_url),
        created=material.source.prepared_at,
    )
