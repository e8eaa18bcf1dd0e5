"""The report card as a document to edit: the same words and figures as on the page, with letterhead and signature."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.agency_owners import owner_of_head
from puas.domain.card_rules import CITED
from puas.domain.card_source import CardSource
from puas.domain.report_card import CardLine
from puas.presentation.card_texts import LEVEL_WORDS, LINE_NAMES, POLICY_WORDS, RULE_WORDS, figure_text, remarks
from puas.presentation.numbers import MISSING
from puas_reporter.documents.blocks import Block, Column, Document, Heading, Listing, Paragraph, Table
from puas_reporter.documents.filing import filing_document

NO_TOTAL = "Tiap ukuran dinilai menurut aturannya sendiri; tidak ada nilai gabungan. Yang belum ada tidak dihitung baik atau buruk."
_COLUMNS = (
    Column("Ukuran", 27), Column("Nilai", 17, "right"), Column("Mutu, kategori, zona", 18), Column("Menurut aturannya", 14),
    Column("Keterangan", 24),
)  # fmt: skip


def title_of(source: CardSource) -> str:
    """What the document is called."""
    return f"Rapor pelayanan tahun {source.card.year}"


def card_document(source: CardSource, emblem: bytes | None = None) -> Document:
    """The card as blocks."""
    facts = [("Unit", source.unit)]
    if source.unit != source.head.government and not owner_of_head(source.head.letterhead.lines[0]):
        facts.append(("Pemerintah daerah", source.head.government))
    facts += [("Tahun", str(source.card.year)), ("Ukuran dengan angka", f"{source.card.known} dari {len(source.card.lines)}")]
    return filing_document(
        source.head, emblem, title=title_of(source), facts=facts, body=tuple(_body(source)), keywords=("Rapor pelayanan", source.unit)
    )


def letter_text(line: CardLine) -> str:
    """Letter and label of the judged figure; counts have none, and words in the place of a figure stand there already."""
    if line.figure is None or line.is_missing or line.parts is not None or line.value is None:
        return MISSING
    figure = line.figure
    words = (figure.name, figure.letter, "" if figure.label == figure.letter else figure.label)
    return " ".join(each for each in words if each) or MISSING


def _body(source: CardSource) -> Iterator[Block]:
    rows = tuple(
        (LINE_NAMES[line.key], MISSING if line.is_missing else figure_text(line), letter_text(line), LEVEL_WORDS[line.level],
         "; ".join(remarks(line)) or MISSING)
        for line in source.card.lines
    )  # fmt: skip
    yield Table("Semua ukuran", _COLUMNS, rows, note=NO_TOTAL, small=True)
    yield Heading("Yang sudah baik", level=2)
    yield Listing(source.strengths) if source.strengths else Paragraph("Belum ada angka yang baik menurut aturannya.")
    yield Heading("Langkah berikutnya", level=2)
    yield Listing(source.steps, numbered=True) if source.steps else Paragraph("Tidak ada yang mendesak menurut aturan tiap ukuran.")
    yield Heading("Aturan penilaian", level=2)
    yield Listing(tuple(f"{LINE_NAMES[line.key]}: {RULE_WORDS[line.key]}{_ours(line.key)}" for line in source.card.lines))


def _ours(line: str) -> str:
    return "" if line in CITED else f" {POLICY_WORDS}"
