"""Facts, tables and notes of a register as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.register_table import PrintedTable, RegisterTableSource
from puas_reporter.documents.blocks import Block, Column, Document, Heading, Paragraph, Table
from puas_reporter.documents.filing import filing_document, filing_maker


def table_document(source: RegisterTableSource, emblem: bytes | None = None) -> Document:
    """One content for PDF and Word."""
    return filing_document(
        source.head, emblem, title=source.title, facts=source.facts, body=tuple(_body(source)),
        closing="Data ini disalin dari register menurut keadaan pada tanggal di bawah ini.", keywords=(source.title,),
    )  # fmt: skip


def _body(source: RegisterTableSource) -> Iterator[Block]:
    for place, table in enumerate(source.tables, start=1):
        yield Heading(table.heading, 2, f"{place}.")
        yield _table(table) if table.rows else Paragraph("Belum ada isian.", align="left")
    for note in source.notes:
        yield Paragraph(note, align="left")


def _table(table: PrintedTable) -> Table:
    columns = tuple(Column(each.title, each.share, "right" if each.is_figure else "left") for each in table.columns)
    return Table(table.caption, columns, table.rows, small=True, grouped=not table.columns[0].is_figure)


register_table_files = filing_maker(
    RegisterTableSource.from_json, lambda source: source.head, table_document, lambda source: (source.title,)
)
"""Its files."""
