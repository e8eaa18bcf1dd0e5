"""A document as the HTML that becomes its PDF. Pure: text in, text out; the renderer knows nothing of surveys."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from puas_reporter.documents.blocks import (
    Block,
    Cover,
    Document,
    FactList,
    Figure,
    FigureRow,
    Heading,
    KeyFigures,
    Letterhead,
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
from puas_reporter.documents.html_style import style_sheet
from puas_reporter.documents.long_runs import FreePages, LongRun, long_runs
from puas_reporter.documents.page_frames import LANDSCAPE, PORTRAIT
from puas_reporter.documents.picture_size import fitted

TEXT_WIDTH_PORTRAIT = PORTRAIT.width
TEXT_WIDTH_LANDSCAPE = LANDSCAPE.width
_MOST_ROWS_KEPT_TOGETHER = 14
FREE_PAGE = "halaman-kosong:"
_PHOTO_HEIGHT = 262
_SMALL_PHOTO_HEIGHT = 150
_FOOTER_JOINT = " · "
_FOOTER_CHARACTERS = 92
_EMBLEM_HEIGHT = {"letterhead": 60, "cover": 110}


class HtmlLayout:
    """Writes one document; counts its tables and figures while it goes along."""

    def __init__(self, document: Document, clean: Callable[[str], str], free: Sequence[FreePages]) -> None:
        self._document = document
        self._clean = clean
        self._runs = [(*each, place) for place, each in enumerate(zip(long_runs(document), free, strict=True))]
        self._tables = 0
        self._figures = 0
        self._width: float = TEXT_WIDTH_PORTRAIT
        self._holding = False
        self._writers: dict[type[Block], Callable[[Any], str]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Listing: self._listing,
            Table: self._table,
            FactList: self._facts,
            KeyFigures: self._key_figures,
            Figure: self._figure,
            FigureRow: self._figure_row,
            Photo: self._photo,
            PhotoRow: self._photo_row,
            Signature: self._signature,
            LetterheadBlock: lambda _: self._letterhead(document.letterhead),
            PageBreak: lambda _: "<pdf:nextpage/>",
            Turn: self._turn,
            Together: self._together,
        }

    def html(self) -> str:
        document = self._document
        parts = [
            f'<html lang="{escape(document.language)}"><head><meta charset="utf-8"/>',
            f"<style>{style_sheet(document.accent, marks=len(document.marks), has_cover=document.cover is not None)}</style></head><body>",
            self._page_furniture(),
            *((self._cover(document.cover), '<pdf:nexttemplate name="portrait"/><pdf:nextpage/>') if document.cover else ()),
            *(self._block(block) for block in document.front),
            *(("<pdf:nextpage/>", '<p class="contents-title">DAFTAR ISI</p><pdf:toc/>') if document.cover else ()),
            *self._chapters(document.body),
            "</body></html>",
        ]
        return "".join(parts)

    def _text(self, content: str) -> str:
        return escape(self._clean(content)).replace("\n", "<br/>")

    def _picture(self, content: bytes) -> str:
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg" if content.startswith(b"\xff\xd8") else "svg+xml"
        return f"data:image/{kind};base64,{b64encode(content).decode()}"

    def _drawing(self, drawing: str) -> str:
        return self._picture(self._clean(drawing).encode())

    def _page_furniture(self) -> str:
        document = self._document
        mark = f'<p class="mark">{"<br/>".join(map(self._text, document.marks))}</p>' if document.marks else ""
        number = "Halaman <pdf:pagenumber/> dari <pdf:pagecount/>"
        return (
            f'<div id="mark">{mark}</div>'
            f'<div id="foot"><table class="foot"><tr><td width="70%" class="foot-left">{self._text(_footer(document.footer))}</td>'
            f'<td width="30%" class="foot-right">{number}</td></tr></table></div>'
        )

    def _cover(self, cover: Cover) -> str:
        emblem = self._document.letterhead.emblem
        picture = ""
        if emblem:
            picture = f'<img src="{self._picture(emblem)}" height="{_pixels(_EMBLEM_HEIGHT["cover"])}"/>'
        return "".join(
            (
                f'<div class="cover-emblem">{picture}</div>',
                *(f'<p class="cover-title">{self._text(line)}</p>' for line in cover.title),
                '<p class="cover-rule"></p>',
                *(f'<p class="cover-subject">{self._text(line)}</p>' for line in cover.subject),
                '<div class="cover-issuer">',
                *(f'<p class="cover-office">{self._text(line)}</p>' for line in cover.issuer),
                f'<p class="cover-year">{self._text(cover.year)}</p></div>',
            )
        )

    def _chapters(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """The body; a chapter starts a page unless a page has just been started."""
        fresh = False
        runs = iter(self._runs)
        drawn = False
        for block in blocks:
            if isinstance(block, LongTable):
                self._tables += 1
                if not drawn:
                    yield self._free_pages(*next(runs))
                drawn = True
                continue
            drawn = False
            if isinstance(block, Heading) and block.level == 1 and not fresh:
                yield "<pdf:nextpage/>"
            yield self._block(block)
            fresh = isinstance(block, PageBreak | Turn)

    def _block(self, block: Block) -> str:
        return self._writers[type(block)](block)

    def _paragraph(self, block: Paragraph) -> str:
        kind = "strong" if block.strong else "text"
        return f'<p class="{kind} {block.align}">{self._text(block.text)}</p>'

    def _heading(self, block: Heading) -> str:
        if block.level == 1:
            label = f"{block.label} {block.number}".strip()
            return f'<h1 class="chapter">{self._text(label)} <br/>{self._text(block.text.upper())}</h1>'
        return f'<h2 class="section">{self._text(block.number)} {self._text(block.text)}</h2>'

    def _listing(self, block: Listing) -> str:
        # Not <ul>: its bullets come from a font that is not embedded.
        marks = [f"{number}." if block.numbered else "•" for number in range(1, len(block.items) + 1)]
        rows = "".join(
            f'<tr><td width="5%" class="item">{mark}</td><td width="95%" class="item">{self._text(item)}</td></tr>'
            for mark, item in zip(marks, block.items, strict=True)
        )
        return f'<table class="items">{rows}</table>'

    def _table(self, block: Table) -> str:
        self._tables += 1
        note = f'<p class="note">{self._text(block.note)}</p>' if block.note else ""
        caption = f"Tabel {self._tables}. {self._text(block.caption)}"
        if len(block.rows) <= _MOST_ROWS_KEPT_TOGETHER:
            return self._held(f'<p class="caption above">{caption}</p>{self._grid(block)}{note}')
        # A caption that must stay with its table would push a long one to the next page: here it is part of the head.
        return f"{self._grid(block, title=caption)}{note}"

    def _grid(self, block: Table, title: str = "") -> str:
        whole = sum(column.share for column in block.columns)
        head = "".join(f'<th width="{column.share / whole * 100:.2f}%">{self._text(column.title)}</th>' for column in block.columns)
        rows = "".join(self._row(block, cells, "cell") for cells in block.rows)
        rows += "".join(self._row(block, cells, "total") for cells in block.totals)
        size = f"grid{' small' if block.small else ''}{'' if block.note else ' alone'}"
        above = f'<tr><th colspan="{len(block.columns)}" class="title">{title}</th></tr>' if title else ""
        return f'<table class="{size}" repeat="{2 if title else 1}">{above}<tr>{head}</tr>{rows}</table>'

    def _row(self, block: Table, cells: tuple[str, ...], kind: str) -> str:
        written = [f'<td class="{kind} {column.align}">{self._text(cell)}</td>' for column, cell in zip(block.columns, cells, strict=True)]
        if block.grouped and kind == "cell":
            last = " last" if cells is block.rows[-1] else ""
            for place in range(block.group_columns):
                written[place] = written[place].replace('class="cell', f'class="{"group" if cells[place] else "member"}{last}', 1)
        return f"<tr>{''.join(written)}</tr>"

    def _free_pages(self, run: LongRun, free: FreePages, place: int) -> str:
        """Room for tables that are drawn apart; a link that leads nowhere tells where each of its pages came to lie."""
        marks = [f'<p class="free"><a href="{free_page_mark(place, number)}">&nbsp;</a></p>' for number in range(free.pages)]
        taken = free.last_height - (run.room_above if free.pages == 1 else 0.0)
        start = "<pdf:nextpage/>" if run.starts_page else ""
        return f'{start}{"<pdf:nextpage/>".join(marks)}<p style="font-size: 1pt; line-height: {taken:.0f}pt">&nbsp;</p>'

    def _facts(self, block: FactList) -> str:
        rows = "".join(
            f'<tr><td width="{block.share}%" class="fact">{self._text(label)}</td><td width="3%" class="fact">:</td>'
            f'<td width="{97 - block.share}%" class="fact">{self._text(value)}</td></tr>'
            for label, value in block.rows
        )
        return f'<table class="{"facts small" if block.small else "facts"}">{rows}</table>'

    def _key_figures(self, block: KeyFigures) -> str:
        width = 100 / len(block.items)
        cells = "".join(
            f'<td class="key" width="{width:.2f}%"><p class="key-label">{self._text(item.label)}</p>'
            f'<p class="key-value">{self._text(item.value)}</p><p class="key-remark">{self._text(item.remark)}</p></td>'
            for item in block.items
        )
        return f'<table class="keys"><tr>{cells}</tr></table>'

    def _figure(self, block: Figure) -> str:
        self._figures += 1
        width = self._width * block.width
        return self._held_figure(
            f'<p class="drawing"><img src="{self._drawing(block.drawing)}" width="{_pixels(width)}"/></p>'
            f'<p class="caption below">Gambar {self._figures}. {self._text(block.caption)}</p>'
        )

    def _figure_row(self, block: FigureRow) -> str:
        self._figures += 1
        width = self._width / len(block.drawings)
        cells = "".join(
            f'<td width="{100 / len(block.drawings):.2f}%"><p class="caption">{self._text(title)}</p>'
            f'<img src="{self._drawing(drawing)}" width="{_pixels(width - 10)}"/></td>'
            for title, drawing in block.drawings
        )
        return self._held_figure(
            f'<table class="row"><tr>{cells}</tr></table><p class="caption below">Gambar {self._figures}. {self._text(block.caption)}</p>'
        )

    def _photo(self, block: Photo) -> str:
        """Of a height that leaves room for a second one on the page."""
        self._figures += 1
        width, height = fitted(block.content, self._width * 0.86, _PHOTO_HEIGHT)
        return self._held_figure(
            f'<p class="drawing"><img src="{self._picture(block.content)}" width="{_pixels(width)}"'
            f' height="{_pixels(height)}"/></p><p class="caption below">Gambar {self._figures}. {self._text(block.caption)}</p>'
        )

    def _photo_row(self, block: PhotoRow) -> str:
        cells = "".join(self._small_photo(photo) for photo in block.photos)
        empty = "" if len(block.photos) > 1 else '<td width="50%"></td>'
        return self._held_figure(f'<table class="row"><tr>{cells}{empty}</tr></table>')

    def _small_photo(self, photo: Photo) -> str:
        width, height = fitted(photo.content, self._width / 2 - 14, _SMALL_PHOTO_HEIGHT)
        return (
            f'<td width="50%"><img src="{self._picture(photo.content)}" width="{_pixels(width)}" height="{_pixels(height)}"/>'
            f'<p class="photo-words">{self._text(photo.caption)}</p></td>'
        )

    def _together(self, block: Together) -> str:
        self._holding = True
        written = "".join(self._block(each) for each in block.blocks)
        self._holding = False
        return self._held(written)

    def _held(self, written: str) -> str:
        """On one page if it fits on one. Not within another such box: the renderer would leave half of pages empty."""
        return written if self._holding else f'<div class="together">{written}</div>'

    def _held_figure(self, written: str) -> str:
        return f'<div class="{"figure" if self._holding else "figure together"}">{written}</div>'

    def _signature(self, block: Signature) -> str:
        rank = f'<p class="sign">{self._text(block.rank)}</p>' if block.rank else ""
        nip = f'<p class="sign">NIP {self._text(block.nip)}</p>' if block.nip else ""
        kind = "signature" if self._holding else "signature together"
        return (
            f'<div class="{kind}"><table><tr><td width="50%" class="check">{self._check(block.check_at)}</td><td width="50%">'
            f'<p class="sign">{self._text(block.place_and_date)}</p><p class="sign">{self._text(block.position)},</p>'
            f'<p class="sign-room"></p><p class="sign name">{self._text(block.name)}</p>{rank}{nip}</td></tr></table></div>'
        )

    def _check(self, address: str) -> str:
        if not address:
            return ""
        code = f'<pdf:barcode value="{escape(address)}" type="qr" barwidth="76pt" barheight="76pt" align="baseline"/>'
        return f'<p class="code">{code}</p><p class="check-text">Keaslian dokumen ini dapat diperiksa dengan memindai kode di atas.</p>'

    def _letterhead(self, head: Letterhead) -> str:
        lines = "".join(
            f'<p class="{"kop-first" if index == 0 else "kop-name"}">{self._text(line.upper())}</p>'
            for index, line in enumerate(head.lines)
        )
        picture = ""
        if head.emblem:
            picture = f'<img src="{self._picture(head.emblem)}" height="{_pixels(_EMBLEM_HEIGHT["letterhead"])}"/>'
        return (
            f'<table class="kop"><tr><td width="14%" class="kop-emblem">{picture}</td><td width="72%" class="kop-text">{lines}'
            f'<p class="kop-address">{self._text(head.address)}</p></td><td width="14%"></td></tr></table>'
            '<p class="kop-rule-thick"></p><p class="kop-rule-thin"></p>'
        )

    def _turn(self, block: Turn) -> str:
        self._width = TEXT_WIDTH_LANDSCAPE if block.landscape else TEXT_WIDTH_PORTRAIT
        name = "landscape" if block.landscape else "portrait"
        return f'<pdf:nexttemplate name="{name}"/><pdf:nextpage/>'


def _footer(text: str) -> str:
    """What fits into the two lines at the foot of a page: the name at its front gives way, never the number at its end."""
    name, *rest = text.split(_FOOTER_JOINT)
    over = len(text) - _FOOTER_CHARACTERS
    if over > 0:
        name = name[: max(len(name) - over - 1, 1)].rstrip() + "…"
    return _FOOTER_JOINT.join((name, *rest))


def _pixels(points: float) -> str:
    """The size of a picture as the renderer reads it: in pixels of 1/96 inch, whatever unit stands behind the number."""
    return f"{points * 96 / 72:.0f}"


def free_page_mark(run: int, number: int) -> str:
    """The address that marks the pages left free."""
    return f"{FREE_PAGE}{run}/{number}"


def html_of(document: Document, clean: Callable[[str], str] = str, free: Sequence[FreePages] = ()) -> str:
    """The document as HTML. `clean` replaces what the fonts cannot print; `free` says how many pages each run of long tables takes."""
    return HtmlLayout(document, clean, free).html()
