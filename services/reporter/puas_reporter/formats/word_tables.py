"""Captioned tables as Word XML, written as text at once: an object per cell takes more time than all the rest of a report.

How a table looks is said once, by the table style `Tabel Laporan` and the paragraph styles of its cells, so that an office
changes the style and not a thousand cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from puas_reporter.documents.blocks import Column, Table
from puas_reporter.formats.word_fields import xml_text

TABLE_STYLE = "Tabel Laporan"
_BORDER_COLOUR, _TOTAL_FILL = "9A9A9A", "EEF1F4"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING, _SMALL_PADDING = 90, 40
_MOST_ROWS_KEPT_TOGETHER = 14


def table_style(accent: str) -> Any:
    """The style element: borders, room inside the cells, the head on the accent colour, totals on grey."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_BORDER_COLOUR}"/>' for side in _SIDES)
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{style_id()}"><w:name w:val="{TABLE_STYLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="{_PADDING}" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
        f'<w:right w:w="{_PADDING}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr>{_shade(accent)}</w:tcPr></w:tblStylePr>'
        f'<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr>{_shade(_TOTAL_FILL)}</w:tcPr></w:tblStylePr></w:style>'
    )


def style_id() -> str:
    """The table style's id."""
    return TABLE_STYLE.replace(" ", "")


def _shade(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour.lstrip("#")}"/>'


def table(block: Table, *, width: int, styles: Mapping[str, str], accent: str) -> Any:
    """The table element; `width` in twentieths of a point, `styles` the ids of the paragraph styles by name."""
    return _Writer(block, width, styles, accent).element()


class _Writer:
    def __init__(self, block: Table, width: int, styles: Mapping[str, str], accent: str) -> None:
        self._block = block
        self._accent = accent
        size = " Kecil" if block.small else ""
        self._head_style, self._body_style = styles[f"Kepala Tabel{size}"], styles[f"Isi Tabel{size}"]
        whole = sum(column.share for column in block.columns)
        self._widths = [int(width * column.share / whole) for column in block.columns]
        self._kept_together = len(block.rows) <= _MOST_ROWS_KEPT_TOGETHER

    def element(self) -> Any:
        block = self._block
        body = [*block.rows, *block.totals]
        rows = [self._row(cells, total=number >= len(block.rows), last=number == len(body) - 1) for number, cells in enumerate(body)]
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in self._widths)
        return parse_xml(f'<w:tbl {nsdecls("w")}>{self._properties()}<w:tblGrid>{grid}</w:tblGrid>{self._head()}{"".join(rows)}</w:tbl>')

    def _properties(self) -> str:
        margins = ""
        if self._block.small:
            margins = (
                f'<w:tblCellMar><w:left w:w="{_SMALL_PADDING}" w:type="dxa"/><w:right w:w="{_SMALL_PADDING}" w:type="dxa"/></w:tblCellMar>'
            )
        totals = int(bool(self._block.totals))
        return (
            f'<w:tblPr><w:tblStyle w:val="{style_id()}"/><w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="06{6 if totals else 2}0" w:firstRow="1"'
            f' w:lastRow="{totals}" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(xml_text(self._block.caption))}/></w:tblPr>"
        )

    def _head(self) -> str:
        shade = _shade(self._accent)
        cells = "".join(
            self._cell(column.title, width, style=self._head_style, align="center", shade=shade)
            for column, width in zip(self._block.columns, self._widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _row(self, cells: Sequence[str], *, total: bool, last: bool) -> str:
        shade = _shade(_TOTAL_FILL) if total else ""
        written = []
        for number, (column, width, text) in enumerate(zip(self._block.columns, self._widths, cells, strict=True)):
            groups = self._block.grouped and number < self._block.group_columns and not total
            written.append(self._body_cell(column, width, text, shade, bold=total, groups=groups, keep=self._kept_together and not last))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(written)}</w:tr>"

    def _body_cell(self, column: Column, width: int, text: str, shade: str, *, bold: bool, groups: bool, keep: bool) -> str:
        joined = f'<w:vMerge w:val="{"restart" if text else "continue"}"/>' if groups else ""
        place = "top" if groups else "center"
        return self._cell(
            text, width, style=self._body_style, align=column.align, shade=shade, bold=bold or (groups and bool(text)), keep=keep,
            joined=joined, place=place,
        )  # fmt: skip

    def _cell(
        self, text: str, width: int, *, style: str, align: str, shade: str = "", bold: bool = False, keep: bool = True, joined: str = "",
        place: str = "center",
    ) -> str:  # fmt: skip
        look = "<w:rPr><w:b/></w:rPr>" if bold else ""
        lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in xml_text(text).split("\n"))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{joined}{shade}<w:vAlign w:val="{place}"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}<w:jc w:val="{align}"/></w:pPr>'
            f"<w:r>{look}{lines}</w:r></w:p></w:tc>"
        )
