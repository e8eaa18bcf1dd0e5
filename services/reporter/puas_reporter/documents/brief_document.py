"""A brief as a document to edit: the same words and figures on one page of Word, in tables that take long names."""

from __future__ import annotations

from collections.abc import Sequence

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
from puas_reporter.documents.brief import Brief, NamedValue
from puas_reporter.documents.skm_report.front_matter import print_accent

_TREND_WIDTH = 420
_DECISION_COLUMNS = (Column("No", 6, "center"), Column("Yang perlu diputuskan", 94))


def written_brief(brief: Brief, emblem: bytes | None = None) -> Document:
    """The page as blocks."""
    frame = brief.frame
    return Document(
        title=f"{brief.title} {frame.name} {frame.label}",
        author=frame.name,
        subject=f"Ringkasan SKM, {frame.label}, {frame.edition_name}",
        keywords=("SKM", "IKM", "Ringkasan", frame.name, str(frame.year)),
        footer=f"{frame.document_id} · {frame.verification_url}",
        letterhead=Letterhead(frame.letterhead.lines, frame.letterhead.address, emblem),
        cover=None,
        front=(),
        body=tuple(_blocks(brief)),
        sample_mark=brief.mark,
        accent=print_accent(frame.letterhead.accent_colour),
        verification=(frame.document_id, frame.verification_url),
    )


def _blocks(brief: Brief) -> list[Block]:
    frame = brief.frame
    index = KeyFigure("Indeks Kepuasan Masyarakat", brief.index, f"Mutu {brief.letter} ({brief.predikat})")
    facts = tuple(KeyFigure(fact.label, fact.value, fact.remark) for fact in brief.facts)
    title = f"{brief.title.upper()}: {frame.label.upper()}"
    trend = [Figure(frame.trend_title, frame.trend(_TREND_WIDTH), frame.trend_title, 0.36)] if frame.trend is not None else []
    decisions = tuple((str(number), words) for number, words in enumerate(brief.decisions, start=1))
    return [
        LetterheadBlock(),
        Paragraph(title, strong=True, align="center"),
        KeyFigures((index, *facts)),
        *trend,
        Table(
            "Yang terkuat dan yang terlemah",
            _unit_columns(frame.units),
            _rows(brief),
            note=f"{brief.other_mean}. {frame.units_short}".strip(),
            small=True,
            grouped=True,
        ),
        Table("Keputusan", _DECISION_COLUMNS, decisions, note=f"{brief.promises} {brief.gaps}", small=True),
    ]


def _unit_columns(units: str) -> tuple[Column, ...]:
    return (
        Column("", 12), Column(f"{units} / unsur", 52), Column("Nilai", 9, "right"), Column("Mutu", 16, "center"),
        Column("Perubahan", 11, "right"),
    )  # fmt: skip


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
