"""A document as an editable Word file: real styles, numbered headings, fields for contents, captions and pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt

from puas_reporter.documents.blocks import (
    Block,
    Cover,
    Document,
    FactList,
    Figure,
    FigureRow,
    Heading,
    KeyFigures,
    LetterheadBlock,
    Listing,
    LongTable,
    PageBreak,
    Paragraph,
    Photo,
    PhotoRow,
    Signature,
    Table,
    Together,
    Turn,
)
from puas_reporter.documents.picture_size import fitted
from puas_reporter.formats import word_fields
from puas_reporter.formats.pictures import as_png, png_of, qr_png
from puas_reporter.formats.word_fields import xml_text
from puas_reporter.formats.word_long_table import long_table
from puas_reporter.formats.word_sheets import Sheets
from puas_reporter.formats.word_styles import ALIGNMENTS, define_styles
from puas_reporter.formats.word_tables import table

_LEGEND_SHARE = 0.46
_PHOTO_HEIGHT, _SMALL_PHOTO_HEIGHT = Cm(9.2), Cm(5.3)
_ROOM_FOR_SIGNATURE = (" ", " ", " ")
_CHECK_NOTE = "Keaslian dokumen ini dapat diperiksa dengan memindai kode di atas."


def word_bytes(document: Document, heading_pages: Sequence[int] = ()) -> bytes:
    """The document as DOCX.

    `heading_pages` are the pages of its headings in the PDF of the same document: near enough for programs that do not
    compute the contents. Word computes them when the file is opened, and asks first.
    """
    return _Writer(document, heading_pages).file()


class _Writer:
    def __init__(self, document: Document, heading_pages: Sequence[int]) -> None:
        self._source = document
        self._pages = list(heading_pages) if len(heading_pages) == len(document.outline) else None
        self._word = docx.Document()
        chapters = sum(heading.level == 1 for heading in document.outline)
        self._styles = define_styles(self._word, chapters=chapters, accent=document.accent)
        word_fields.modernise(self._word)
        self._chapter = 0
        self._sheets = Sheets(self._word, document)
        self._bookmarks = 0
        self._captions = {"Tabel": 0, "Gambar": 0}
        self._writers: dict[type[Block], Callable[[Any], object]] = {
            Heading: self._heading,
            Paragraph: self._prose,
            Listing: self._listing,
            Table: self._table,
            LongTable: self._long_table,
            FactList: self._facts,
            KeyFigures: self._key_figures,
            Figure: self._picture,
            FigureRow: self._figure_row,
            Photo: self._picture,
            PhotoRow: self._photo_row,
            Signature: self._signature,
            LetterheadBlock: lambda _: self._letterhead(),
            PageBreak: lambda _: self._word.add_page_break(),
            Turn: self._turn,
            Together: self._together,
        }

    def file(self) -> bytes:
        source, word = self._source, self._word
        word_fields.set_language(word, source.language)
        self._properties()
        self._sheets.mark()
        if source.cover:
            self._cover(source.cover)
            self._sheets.begin_section()
        self._sheets.number_pages()
        for block in source.front:
            self._block(block)
        if source.cover:
            self._contents()
        for block in source.body:
            self._block(block)
        target = BytesIO()
        word.save(target)
        return target.getvalue()

    def _properties(self) -> None:
        properties = self._word.core_properties
        properties.title, properties.author = xml_text(self._source.title), xml_text(self._source.author)
        properties.subject, properties.language = xml_text(self._source.subject), self._source.language
        properties.keywords = xml_text(", ".join(self._source.keywords))[:255]
        properties.comments, properties.revision, properties.last_modified_by = "", 1, properties.author
        if self._source.created is not None:
            properties.created = properties.modified = self._source.created

    def _cover(self, cover: Cover) -> None:
        space = self._paragraph("", "Subtitle")
        space.paragraph_format.space_after = Pt(20)
        if self._source.letterhead.emblem:
            picture = self._paragraph("", "Subtitle")
            run = picture.add_run()
            run.add_picture(BytesIO(as_png(self._source.letterhead.emblem)), height=Cm(4))
            word_fields.describe_picture(run, "Lambang daerah")
            picture.paragraph_format.space_after = Pt(50)
        for line in cover.title:
            last = self._paragraph(line, "Title")
        word_fields.border_below(last, size=12, colour=self._source.accent)
        last.paragraph_format.space_after = Pt(14)
        for line in cover.subject:
            last = self._paragraph(line, "Subtitle")
        last.paragraph_format.space_after = Pt(190)
        for line in (*cover.issuer, cover.year):
            self._paragraph(line, "Subtitle").runs[0].bold = True

    def _paragraph(self, text: str, style: str, *, align: str | None = None) -> Any:
        paragraph = self._word.add_paragraph(xml_text(text))
        self._apply(paragraph, style)
        if align:
            paragraph.alignment = ALIGNMENTS[align]
        return paragraph

    def _apply(self, paragraph: Any, style: str) -> None:
        # By id: looking a style up by name walks the whole style sheet, for every cell of every table.
        paragraph._p.style = self._styles[style]

    def _contents(self) -> None:
        """A contents field, already filled with the headings for programs that do not compute fields."""
        word_fields.update_fields_on_open(self._word)
        title = self._paragraph("DAFTAR ISI", "Judul Daftar Isi")
        title.paragraph_format.page_break_before = True
        entries = self._source.outline
        for number, heading in enumerate(entries, start=1):
            line = self._paragraph("", "TOC 1" if heading.level == 1 else "TOC 2")
            line.paragraph_format.tab_stops.add_tab_stop(self._sheets.text_width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            if number == 1:
                word_fields.start_field(line, r'TOC \o "1-2" \h \z \t "Lampiran;1"')
            line.add_run(xml_text(_contents_line(heading)) + "\t")
            page = str(self._pages[number - 1]) if self._pages else "…"
            word_fields.add_field(line, f"PAGEREF _Toc{number:05d} \\h", page)
            if number == len(entries):
                word_fields.end_field(line)

    def _block(self, block: Block) -> None:
        self._writers[type(block)](block)

    def _prose(self, block: Paragraph) -> None:
        paragraph = self._paragraph(block.text, "Normal", align=block.align)
        if block.strong:
            paragraph.runs[0].bold = True
            paragraph.paragraph_format.keep_with_next = True

    def _listing(self, block: Listing) -> None:
        written = [self._paragraph(item, "List Number" if block.numbered else "List Bullet") for item in block.items]
        if block.numbered and written:
            word_fields.begin_list(self._word, written)

    def _turn(self, block: Turn) -> None:
        self._sheets.begin_section(landscape=block.landscape)
        self._sheets.number_pages()

    def _heading(self, block: Heading) -> None:
        self._bookmarks += 1
        if block.level == 2:
            paragraph = self._paragraph(block.text, "Heading 2")
            if self._chapter or block.number:
                word_fields.number_section(paragraph, self._chapter)
        else:
            self._chapter += 1
            annex = block.label != "BAB"
            paragraph = self._paragraph(f"{block.label} {block.number}" if annex else "", "Lampiran" if annex else "Heading 1")
            run = paragraph.add_run()
            run.add_break()
            run.add_text(xml_text(block.text.upper()))
            # After a turn of the page the section break has already started one.
            paragraph.paragraph_format.page_break_before = None if not self._sheets.landscape else False
        word_fields.add_bookmark(paragraph, f"_Toc{self._bookmarks:05d}", self._bookmarks)

    def _caption(self, kind: str, text: str, *, above: bool) -> None:
        self._captions[kind] += 1
        paragraph = self._paragraph(f"{kind} ", "Caption", align="left" if above else "center")
        word_fields.add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(self._captions[kind]))
        paragraph.add_run(f". {xml_text(text)}")
        paragraph.paragraph_format.keep_with_next = above

    def _grid(self, rows: int, columns: int, *, style: str | None = "Table Grid") -> Any:
        grid = self._word.add_table(rows, columns, style)
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        return grid

    def _table(self, block: Table) -> None:
        self._caption("Tabel", block.caption, above=True)
        self._append(table(block, width=self._sheets.text_width.twips, styles=self._styles, accent=self._source.accent))
        if block.note:
            self._paragraph(block.note, "Keterangan").paragraph_format.space_before = Pt(3)
        else:
            self._paragraph("", "Jarak")

    def _append(self, element: Any) -> None:
        self._word.element.body.insert_element_before(element, "w:sectPr")

    def _long_table(self, block: LongTable) -> None:
        self._caption("Tabel", block.caption, above=True)
        width = self._sheets.text_width.twips
        self._append(long_table(block, width=width, style=self._styles["Isi Tabel"], accent=self._source.accent))
        self._paragraph("", "Jarak")
        self._below_long_table(block)

    def _below_long_table(self, block: LongTable) -> None:
        """Legend and summary side by side, as they are printed; a cell has to end in a paragraph."""
        grid = self._grid(1, 2, style=None)
        word_fields.keep_row_whole(grid.rows[0])
        word_fields.pad_cells(grid, top=0, side=0)
        self._set_widths(grid, [_LEGEND_SHARE, 1 - _LEGEND_SHARE])
        legend, summary = grid.rows[0].cells
        legend.paragraphs[0].add_run(xml_text(block.note))
        self._apply(legend.paragraphs[0], "Keterangan")
        if block.summary is not None:
            width = int(self._sheets.text_width.twips * (1 - _LEGEND_SHARE))
            inner = table(block.summary, width=width, styles=self._styles, accent=self._source.accent)
            summary._tc.insert_element_before(inner, "w:p")
        self._apply(summary.paragraphs[0], "Jarak")

    def _set_widths(self, grid: Any, shares: list[float]) -> None:
        whole = sum(shares)
        widths = [int(self._sheets.text_width * share / whole) for share in shares]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        for row in grid.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width

    def _cell(self, cell: Any, text: str, style: str, align: str) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        self._apply(paragraph, style)
        paragraph.alignment = ALIGNMENTS[align]
        paragraph.add_run(xml_text(text))

    def _facts(self, block: FactList) -> None:
        grid = self._grid(len(block.rows), 3, style=None)
        self._set_widths(grid, [block.share, 3, 97 - block.share])
        for row, (label, value) in zip(grid.rows, block.rows, strict=True):
            for cell, text in zip(row.cells, (label, ":", value), strict=True):
                paragraph = cell.paragraphs[0]
                self._apply(paragraph, "Isi Tabel" if block.small else "Normal")
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.add_run(xml_text(text))
        self._paragraph("", "Jarak")

    def _key_figures(self, block: KeyFigures) -> None:
        grid = self._grid(1, len(block.items))
        word_fields.pad_cells(grid, top=110)
        word_fields.grey_borders(grid)
        self._set_widths(grid, [1.0] * len(block.items))
        for cell, item in zip(grid.rows[0].cells, block.items, strict=True):
            word_fields.shade(cell, "F5F7F9")
            self._cell(cell, item.label, "Isi Tabel", "center")
            for text, size in ((item.value, Pt(19)), (item.remark, None)):
                paragraph = cell.add_paragraph()
                self._apply(paragraph, "Isi Tabel")
                paragraph.alignment = ALIGNMENTS["center"]
                run = paragraph.add_run(xml_text(text))
                run.bold, run.font.size = size is not None, size
        self._paragraph("", "Jarak")

    def _picture(self, block: Figure | Photo) -> None:
        paragraph = self._paragraph("", "Normal", align="center")
        paragraph.paragraph_format.keep_with_next = True
        whole = self._sheets.text_width
        if isinstance(block, Figure):
            self._inline(paragraph, png_of(block.drawing), int(whole * block.width), block.description)
        else:
            width, _ = fitted(block.content, whole * 0.86, _PHOTO_HEIGHT)
            self._inline(paragraph, as_png(block.content), int(width), block.caption)
        self._caption("Gambar", block.caption, above=False)

    def _figure_row(self, block: FigureRow) -> None:
        grid = self._grid(2, len(block.drawings), style=None)
        self._set_widths(grid, [1.0] * len(block.drawings))
        width = int(self._sheets.text_width / len(block.drawings) * 0.92)
        for number, (title, drawing) in enumerate(block.drawings):
            self._cell(grid.cell(0, number), title, "Judul Gambar", "center")
            picture = grid.cell(1, number).paragraphs[0]
            self._inline(picture, png_of(drawing), width, title)
            for paragraph in (grid.cell(0, number).paragraphs[0], picture):
                paragraph.paragraph_format.keep_with_next = True
        self._caption("Gambar", block.caption, above=False)

    def _photo_row(self, block: PhotoRow) -> None:
        grid = self._grid(1, 2, style=None)
        self._set_widths(grid, [1.0, 1.0])
        word_fields.keep_row_whole(grid.rows[0])
        for cell, photo in zip(grid.rows[0].cells, block.photos, strict=False):
            paragraph = cell.paragraphs[0]
            width, _ = fitted(photo.content, self._sheets.text_width * 0.46, _SMALL_PHOTO_HEIGHT)
            self._inline(paragraph, as_png(photo.content), int(width), photo.caption)
            self._apply(cell.add_paragraph(xml_text(photo.caption)), "Keterangan")

    def _together(self, block: Together) -> None:
        for number, each in enumerate(block.blocks, start=1):
            before = len(self._word.element.body)
            self._block(each)
            if number < len(block.blocks):
                # The body ends in the properties of its last section.
                word_fields.keep_with_next(self._word.element.body[before - 1 : -1])

    def _inline(self, paragraph: Any, picture: bytes, width: int, description: str) -> None:
        run = paragraph.add_run()
        run.add_picture(BytesIO(picture), width=width)
        word_fields.describe_picture(run, description)

    def _signature(self, block: Signature) -> None:
        grid = self._grid(1, 2, style=None)
        word_fields.keep_row_whole(grid.rows[0])
        self._set_widths(grid, [1.0, 1.0])
        check, sign = grid.rows[0].cells
        nip = f"NIP {block.nip}" if block.nip else ""
        lines = (block.place_and_date, f"{block.position},", *_ROOM_FOR_SIGNATURE, block.name, block.rank, nip)
        for number, line in enumerate(line for line in lines if line):
            paragraph = sign.paragraphs[0] if number == 0 else sign.add_paragraph()
            self._apply(paragraph, "Tanda Tangan")
            run = paragraph.add_run(xml_text(line))
            run.bold = run.underline = (line == block.name) or None
        if block.check_at:
            check.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            self._inline(check.paragraphs[0], qr_png(block.check_at), Cm(2.7), f"Kode QR {block.check_at}")
            note = check.add_paragraph(_CHECK_NOTE)
            self._apply(note, "Keterangan")

    def _letterhead(self) -> None:
        head = self._source.letterhead
        grid = self._grid(1, 3, style=None)
        word_fields.pad_cells(grid, top=0, side=20)
        self._set_widths(grid, [13, 74, 13])
        emblem, text, code = grid.rows[0].cells
        if self._source.cover is None and self._source.verification is not None:
            # A document of one page has no sheet of approval that would carry it.
            address = self._source.verification[1]
            self._inline(code.paragraphs[0], qr_png(address), Cm(2.1), f"Kode QR {address}")
        if head.emblem:
            run = emblem.paragraphs[0].add_run()
            run.add_picture(BytesIO(as_png(head.emblem)), height=Cm(2.1))
            word_fields.describe_picture(run, "Lambang daerah")
        for number, line in enumerate(head.lines):
            paragraph = text.paragraphs[0] if number == 0 else text.add_paragraph()
            paragraph.style = "Kop Pemerintah" if number == 0 else "Kop Instansi"
            paragraph.add_run(xml_text(line.upper()))
        text.add_paragraph(xml_text(head.address), style="Kop Alamat")
        rule = self._paragraph("", "Kop Alamat")
        word_fields.border_below(rule, size=24, kind="thinThickSmallGap", side="top")
        rule.paragraph_format.space_after = Pt(8)


def _contents_line(heading: Heading) -> str:
    if heading.level == 1:
        return f"{heading.label} {heading.number} {heading.text.upper()}"
    return f"{heading.number} {heading.text}"
