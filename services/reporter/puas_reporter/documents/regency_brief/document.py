"""The brief as a document to edit: the same words and figures on one page of Word, in tables that take long names."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain.recap_snapshot import RecapSnapshot
from puas_reporter.documents.blocks import (
    Block,
    Column,
    Document,
    Figure,
    KeyFigure,
    KeyFigures,
    Letterhead,
    LetterheadBlock,
    Paragraph,
    Table,
)
from puas_reporter.documents.regency_brief.content import Brief, NamedValue, brief_of
from puas_reporter.documents.regency_recap import wording
from puas_reporter.documents.regency_recap.drawings import trend_drawing
from puas_reporter.documents.skm_report.front_matter import print_accent

_TREND_WIDTH = 420
_AGENCY_COLUMNS = (
    Column("", 12),
    Column("Perangkat daerah / unsur", 52),
    Column("Nilai", 9, "right"),
    Column("Mutu", 16, "center"),
    Column("Perubahan", 11, "right"),
)
_DECISION_COLUMNS = (Column("No", 6, "center"), Column("Yang perlu diputuskan", 94))


def brief_document(recap: RecapSnapshot, emblem: bytes | None = None) -> Document:
    """The page of a recap as blocks."""
    brief = brief_of(recap)
    name = wording.regency_name(recap)
    return Document(
        title=f"{brief.title} {name} {recap.result.period.label}",
        author=name,
        subject=f"Ringkasan SKM, {recap.result.period.label}, {recap.result.edition_name}",
        keywords=("SKM", "IKM", "Ringkasan", name, str(recap.scope_year)),
        footer=f"{recap.document_id} · {recap.verification_url}",
        letterhead=Letterhead(recap.letterhead.lines, recap.letterhead.address, emblem),
        cover=None,
        front=(),
        body=tuple(_blocks(recap, brief)),
        sample_mark=brief.mark,
        accent=print_accent(recap.letterhead.accent_colour),
        verification=(recap.document_id, recap.verification_url),
    )


def _blocks(recap: RecapSnapshot, brief: Brief) -> list[Block]:
    index = KeyFigure("Indeks Kepuasan Masyarakat", brief.index, f"Mutu {brief.letter} ({brief.predikat})")
    facts = tuple(KeyFigure(fact.label, fact.value, fact.remark) for fact in brief.facts)
    title = f"{brief.title.upper()}: {recap.result.period.label.upper()}"
    trend = (
        [Figure("Tren indeks dan target", trend_drawing(recap, _TREND_WIDTH), "Tren indeks dan target", 0.36)]
        if len(recap.trend) > 1
        else []
    )
    decisions = tuple((str(number), words) for number, words in enumerate(brief.decisions, start=1))
    return [
        LetterheadBlock(),
        Paragraph(title, strong=True, align="center"),
        KeyFigures((index, *facts)),
        *trend,
        Table(
            "Yang terkuat dan yang terlemah",
            _AGENCY_COLUMNS,
            _rows(brief),
            note=f"{brief.other_mean}. PD: perangkat daerah.",
            small=True,
            grouped=True,
        ),
        Table("Keputusan", _DECISION_COLUMNS, decisions, note=f"{brief.promises} {brief.gaps}", small=True),
    ]


def _rows(brief: Brief) -> tuple[tuple[str, ...], ...]:
    groups: tuple[tuple[str, Sequence[NamedValue]], ...] = (
        ("Terkuat", brief.strongest),
        ("Terlemah", brief.weakest),
        ("Unsur", brief.unsur),
    )
    return tuple(
        (label if number == 0 else "", each.name, each.value, each.letter, each.note)
        for label, group in groups
        for number, each in enumerate(group)
    )
