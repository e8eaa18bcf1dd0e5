"""A long table as Word XML, written as text at once: one object per cell would take minutes for thousands of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from puas_reporter.documents.blocks import FootCell, LongTable
from puas_reporter.formats.word_fields import xml_text

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="9A9A9A"/>' for side in _SIDES)
_HALF_POINTS = 16
_ROWS_KEPT_WITH_TOTALS = 2
"""So that sums never stand alone on a page."""


def long_table(block: LongTable, *, width: int, style: str, accent: str) -> Any:
    """The table element; `width` in twentieths of a point, `style` the id of the paragraph style of its cells."""
    writer = _Writer(_widths(block, width), style)
    head = writer.row([FootCell(column.title, align="center") for column in block.columns], fill=accent.lstrip("#"), head=True)
    kept_from = len(block.rows) - _ROWS_KEPT_WITH_TOTALS
    rows = (writer.row(_cells(block, cells), keep=number >= kept_from) for number, cells in enumerate(block.rows))
    last = len(block.totals) - 1
    foot = (writer.row(cells, fill="EEF1F4", bold=True, keep=number < last) for number, cells in enumerate(block.totals))
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in writer.widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(writer.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{head}{''.join(rows)}{''.join(foot)}</w:tbl>"
    )


def _widths(block: LongTable, width: int) -> list[int]:
    whole = sum(column.share for column in block.columns)
    return [int(width * column.share / whole) for column in block.columns]


def _cells(block: LongTable, cells: Sequence[str]) -> Iterable[FootCell]:
    return (FootCell(text, align=column.align) for column, text in zip(block.columns, cells, strict=True))


class _Writer:
    def __init__(self, widths: list[int], style: str) -> None:
        self.widths = widths
        self._style = style

    def row(self, cells: Iterable[FootCell], *, fill: str = "", bold: bool = False, head: bool = False, keep: bool = False) -> str:
        written, column = [], 0
        for cell in cells:
            width = sum(self.widths[column : column + cell.span])
            written.append(self._cell(cell, width, fill, bold=bold or head, white=head, keep=keep or head))
            column += cell.span
        repeated = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(written)}</w:tr>"

    def _cell(self, cell: FootCell, width: int, fill: str, *, bold: bool, white: bool, keep: bool) -> str:
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        look = ("<w:b/>" if bold else "") + ('<w:color w:val="FFFFFF"/>' if white else "")
        text = escape(xml_text(cell.text))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{self._style}"/>'
            f'{"<w:keepNext/>" if keep else ""}<w:jc w:val="{cell.align}"/></w:pPr>'
            f'<w:r><w:rPr>{look}<w:sz w:val="{_HALF_POINTS}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
        )
