"""Slides as PPTX, 16:9: charts and tables the program itself draws and edits, notes for the speaker, nothing left empty.

Fonts are those every system has; each picture, chart and table says what it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from puas_reporter.documents.slide_deck import Bars, Boxes, Deck, Entrance, Grid, Line, Opening, Part, Points, Slide, Statement
from puas_reporter.formats import slide_template
from puas_reporter.formats.pictures import as_png, qr_png
from puas_reporter.formats.slide_template import FONT
from puas_reporter.formats.word_fields import xml_text

_WIDTH, _HEIGHT = slide_template.WIDTH, slide_template.HEIGHT
_LEFT, _TEXT_WIDTH = Inches(0.6), _WIDTH - 2 * Inches(0.6)
_TOP, _BOTTOM = Inches(1.35), Inches(6.45)
_DARK, _MUTED, _QUIET, _MARK = (RGBColor.from_string(each) for each in ("1A1A1A", "4D4D4D", "EEF1F4", "8A1C1C"))
_WHITE = RGBColor.from_string("FFFFFF")
_TITLE_ONLY = 5
_GAP = Inches(0.2)
# What a label takes up of a scale, in points of the index.
_LABEL_HEIGHT = 3
# A box as tall as that is for these words alone.
_TALL = Inches(4)
_TABLE_SIZES = (18, 16, 15, 14, 13, 12, 11)
_LETTER_WIDTH = 0.53
_CELL_SIDES, _CELL_ENDS = Inches(0.22), Inches(0.1)

Box = tuple[int, int, int, int]
"""Left, top, width and height."""


def slides_bytes(deck: Deck) -> bytes:
    """The slides as PPTX."""
    return _Writer(deck).file()


class _Writer:
    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._show = Presentation()
        self._accent = RGBColor.from_string(deck.accent.lstrip("#").upper())
        self._drawers: dict[type[Part], Callable[[Any, Any, Box], None]] = {
            Points: self._points,
            Boxes: self._boxes,
            Grid: self._grid,
            Bars: self._bars,
            Line: self._line,
            Statement: self._statement,
            Entrance: self._entrance,
        }

    def file(self) -> bytes:
        slide_template.prepare(self._show, self._deck.accent)
        self._properties()
        self._opening(self._deck.opening)
        for number, slide in enumerate(self._deck.slides, start=2):
            if slide.is_pause:
                self._pause(slide)
            else:
                self._slide(slide, number)
        target = BytesIO()
        self._show.save(target)
        return target.getvalue()

    def _properties(self) -> None:
        properties = self._show.core_properties
        properties.title, properties.author = xml_text(self._deck.title), xml_text(self._deck.author)
        properties.subject, properties.language = xml_text(self._deck.subject), self._deck.language
        properties.keywords = xml_text(", ".join(self._deck.keywords))[:255]
        properties.last_modified_by, properties.comments = xml_text(self._deck.author), xml_text(self._deck.footer)
        properties.created = properties.modified = self._deck.created.replace(tzinfo=None)

    def _opening(self, opening: Opening) -> None:
        page = self._page(opening.notes)
        self._area(page, (0, 0, _WIDTH, _HEIGHT), self._accent, "")
        left = Inches(0.9)
        if self._deck.emblem:
            self._area(page, (left, Inches(0.8), Inches(1.5), Inches(1.7)), _WHITE, "")
            self._picture(
                page, as_png(self._deck.emblem), (left + Inches(0.15), Inches(0.9), 0, Inches(1.5)), "Lambang daerah", Inches(1.2)
            )
        self._title(page, opening.title, (left, Inches(2.75), Inches(11.4), Inches(1.2)), 40, _WHITE)
        for number, line in enumerate(opening.lines):
            top = Inches(4.05 + 0.62 * number)
            self._text(page, line, (left, top, Inches(11.4), Inches(0.6)), size=26 if number == 0 else 20, colour=_WHITE)
        self._mark(page)

    def _slide(self, slide: Slide, number: int) -> None:
        page = self._page(slide.notes)
        self._area(page, (0, 0, Inches(0.18), _HEIGHT), self._accent, "")
        if slide.chapter:
            self._text(page, slide.chapter, (_LEFT, Inches(0.42), _TEXT_WIDTH, Inches(0.32)), size=13, colour=_MUTED)
        below = Inches(0.28) if slide.chapter else 0
        self._title(page, slide.title, (_LEFT, Inches(0.42) + below, _TEXT_WIDTH, Inches(0.8) - below // 2), 28, self._accent)
        width = _TEXT_WIDTH - (Inches(2.1) if slide.code else 0)
        top = int(_TOP)
        for part, share in slide.parts:
            height = int((_BOTTOM - _TOP) * share)
            self._drawers[type(part)](page, part, (_LEFT, top, width, height - _GAP))
            top += height
        if slide.code:
            self._picture(
                page, qr_png(slide.code), (_LEFT + width + Inches(0.2), _TOP, 0, Inches(1.9)), f"Kode QR {slide.code}", Inches(1.9)
            )
        if slide.source:
            self._text(page, slide.source, (_LEFT, Inches(6.42), _TEXT_WIDTH, Inches(0.5)), size=11.5, colour=_MUTED)
        self._foot(page, number)
        self._mark(page)

    def _pause(self, slide: Slide) -> None:
        page = self._page(slide.notes)
        self._area(page, (0, 0, _WIDTH, _HEIGHT), self._accent, "")
        self._title(page, slide.title, (Inches(0.9), Inches(2.3), Inches(11.5), Inches(1.2)), 44, _WHITE)
        for number, line in enumerate(line for part, _ in slide.parts if isinstance(part, Points) for line in part.lines):
            self._text(page, line, (Inches(0.9), Inches(3.7 + 0.6 * number), Inches(11.5), Inches(0.6)), size=24, colour=_WHITE)
        self._mark(page)

    def _page(self, notes: str) -> Any:
        page = self._show.slides.add_slide(self._show.slide_layouts[_TITLE_ONLY])
        frame = page.notes_slide.notes_text_frame
        frame.text = xml_text(notes)
        self._speak(frame)
        return page

    def _foot(self, page: Any, number: int) -> None:
        self._text(page, self._deck.footer, (_LEFT, Inches(7.0), Inches(9), Inches(0.32)), size=11, colour=_MUTED)
        box = (_WIDTH - _LEFT - Inches(2.5), Inches(7.0), Inches(2.5), Inches(0.32))
        shape = self._text(page, "", box, size=11, colour=_MUTED, align=PP_ALIGN.RIGHT)
        total = len(self._deck.slides) + 1
        slide_template.add_number_field(shape.text_frame.paragraphs[0], number, f" dari {total}", self._deck.language)

    def _mark(self, page: Any) -> None:
        if self._deck.mark:
            shape = self._area(page, (_LEFT, Inches(0.1), _TEXT_WIDTH, Inches(0.3)), _MARK, self._deck.mark)
            self._fill(shape.text_frame, self._deck.mark, 12, _WHITE, bold=True, align=PP_ALIGN.CENTER)

    def _title(self, page: Any, text: str, box: Box, size: int, colour: RGBColor) -> None:
        shape = page.shapes.title
        shape.left, shape.top, shape.width, shape.height = (Emu(each) for each in box)
        self._fill(shape.text_frame, text, size if len(text) <= 62 else size - 5, colour, bold=True)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        # The title is read first and stands on top of the ground it was drawn before.
        page.shapes._spTree.append(shape._element)

    def _text(self, page: Any, text: str, box: Box, *, size: float, colour: RGBColor = _DARK, bold: bool = False, align: Any = None) -> Any:
        shape = page.shapes.add_textbox(*(Emu(each) for each in box))
        self._fill(shape.text_frame, text, size, colour, bold=bold, align=align)
        return shape

    def _fill(self, frame: Any, text: str, size: float, colour: RGBColor, *, bold: bool = False, align: Any = None) -> None:
        frame.word_wrap = True
        for side in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
            setattr(frame, side, Inches(0.03))
        paragraph = frame.paragraphs[0]
        paragraph.alignment = align or PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = xml_text(text)
        self._set(run.font, size, colour, bold)
        self._speak(frame)

    def _set(self, font: Any, size: float, colour: RGBColor, bold: bool = False) -> None:
        font.name, font.size, font.bold = FONT, Pt(size), bold
        font.color.rgb = colour

    def _speak(self, frame: Any) -> None:
        """The language of the words, for spelling and for those who listen."""
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run._r.get_or_add_rPr().set("lang", self._deck.language)

    def _area(self, page: Any, box: Box, colour: RGBColor, description: str) -> Any:
        shape = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Emu(each) for each in box))
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour
        shape.line.fill.background()
        shape.shadow.inherit = False
        slide_template.describe(shape, description)
        return shape

    def _picture(self, page: Any, content: bytes, box: Box, description: str, most: int) -> None:
        shape = page.shapes.add_picture(BytesIO(content), Emu(box[0]), Emu(box[1]), height=Emu(box[3]))
        if shape.width > most:
            shape.height, shape.width = Emu(int(shape.height * most / shape.width)), Emu(most)
        slide_template.describe(shape, description)

    def _points(self, page: Any, part: Points, box: Box) -> None:
        frame = page.shapes.add_textbox(*(Emu(each) for each in box)).text_frame
        frame.word_wrap = True
        length = sum(map(len, part.lines))
        has_room = box[3] >= _TALL and length < 420
        size = 26 if has_room else 22 if length < 420 else 19 if length < 650 else 16
        for number, line in enumerate(part.lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = xml_text(line)
            self._set(run.font, size, _DARK)
            paragraph.space_after = Pt(18 if has_room else 10)
            slide_template.add_bullet(paragraph, numbered=part.numbered)
        self._speak(frame)

    def _boxes(self, page: Any, part: Boxes, box: Box) -> None:
        left, top, whole, height = box
        gap = Inches(0.2)
        width = (whole - gap * (len(part.items) - 1)) // len(part.items)
        for number, (label, value, remark) in enumerate(part.items):
            at = left + number * (width + gap)
            shape = self._area(page, (at, top, width, height), _QUIET, f"{label}: {value}, {remark}")
            frame = shape.text_frame
            frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
            largest = 38 if len(value) <= 9 else 26
            for line, (text, size, colour) in enumerate(((label, 15, _MUTED), (value, largest, self._accent), (remark, 15, _DARK))):
                paragraph = frame.paragraphs[0] if line == 0 else frame.add_paragraph()
                paragraph.alignment = PP_ALIGN.CENTER
                run = paragraph.add_run()
                run.text = xml_text(text)
                self._set(run.font, size, colour, bold=line == 1)
            self._speak(frame)

    def _statement(self, page: Any, part: Statement, box: Box) -> None:
        frame = self._area(page, box, _QUIET, f"{part.text}, {part.remark}" if part.remark else part.text).text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        lines = ((part.text, 28 if len(part.text) <= 90 else 24, self._accent), (part.remark, 16, _MUTED))
        for number, (text, size, colour) in enumerate(line for line in lines if line[0]):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.space_after = PP_ALIGN.CENTER, Pt(6)
            run = paragraph.add_run()
            run.text = xml_text(text)
            self._set(run.font, size, colour, bold=number == 0)
        self._speak(frame)

    def _entrance(self, page: Any, part: Entrance, box: Box) -> None:
        left, top, width, height = box
        self._picture(page, qr_png(part.url), (left, top, 0, height), f"Kode QR {part.url}", height)
        at = left + height + Inches(0.5)
        room = width - height - Inches(0.5)
        texts = (("Pindai, atau buka", 20, _MUTED, 0.5), (part.address, 34, _DARK, 0.85), ("lalu ketik kode", 20, _MUTED, 0.5),
                 (part.code, 66, self._accent, 1.35))  # fmt: skip
        for text, size, colour, tall in texts:
            self._text(page, text, (at, top, room, Inches(tall)), size=size, colour=colour, bold=size > 30)
            top += Inches(tall)
        self._points(page, Points(part.lines), (at, top + Inches(0.1), room, box[1] + height - top))

    def _grid(self, page: Any, part: Grid, box: Box) -> None:
        left, top, whole, height = box
        count = len(part.rows) + 1
        row_height = min(Inches(0.85), height // count)
        frame = page.shapes.add_table(count, len(part.head), Emu(left), Emu(top), Emu(whole), Emu(row_height * count))
        slide_template.describe(frame, part.description)
        table = frame.table
        for number, share in enumerate(part.shares):
            table.columns[number].width = Emu(int(whole * share / sum(part.shares)))
        size = _table_size(part, whole, height)
        for row, cells in enumerate((part.head, *part.rows)):
            table.rows[row].height = Emu(row_height)
            for column, text in enumerate(cells):
                self._cell(table.cell(row, column), text, size, head=row == 0, number=column in part.numbers)

    def _cell(self, cell: Any, text: str, size: float, *, head: bool, number: bool) -> None:
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.fill.solid()
        cell.fill.fore_color.rgb = self._accent if head else _WHITE
        self._fill(cell.text_frame, text, size, _WHITE if head else _DARK, bold=head, align=PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT)
        cell.margin_left = cell.margin_right = Inches(0.1)
        if not head:
            slide_template.line_below(cell)

    def _bars(self, page: Any, part: Bars, box: Box) -> None:
        data = CategoryChartData(number_format="0.00")
        data.categories = [xml_text(name) for name in part.names]
        data.add_series(part.series, [float(value) for value in part.values])
        chart = self._chart(page, XL_CHART_TYPE.BAR_CLUSTERED, data, box, part.description)
        chart.has_legend = False
        plot = chart.plots[0]
        plot.gap_width, plot.vary_by_categories = 45, False
        series = plot.series[0]
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = self._accent
        self._axis(chart.value_axis, part.lowest, part.highest, part.step)
        chart.category_axis.reverse_order = True
        # From the top down, and the scale at the foot all the same.
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        size = 15 if len(part.names) <= 10 else 12
        self._set(chart.category_axis.tick_labels.font, size, _DARK)
        chart.category_axis.format.line.color.rgb = _MUTED
        self._labels(series, part.labels, [XL_LABEL_POSITION.OUTSIDE_END] * len(part.labels), size)

    def _line(self, page: Any, part: Line, box: Box) -> None:
        data = CategoryChartData(number_format="0.00")
        data.categories = [xml_text(name) for name in part.names]
        data.add_series(part.series, [float(value) for value in part.values])
        if part.target is not None:
            data.add_series(part.target_name, [float(part.target)] * len(part.names))
        chart = self._chart(page, XL_CHART_TYPE.LINE_MARKERS, data, box, part.description)
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        self._set(chart.legend.font, 15, _DARK)
        self._axis(chart.value_axis, part.lowest, part.highest, 5)
        self._set(chart.category_axis.tick_labels.font, 16, _DARK)
        series = chart.plots[0].series[0]
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = self._accent, Pt(3.5)
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 11
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = self._accent
        self._labels(series, part.labels, [_away_from(part.target, value) for value in part.values], 16)
        if part.target is not None:
            aim = chart.plots[0].series[1]
            aim.smooth, aim.marker.style = False, XL_MARKER_STYLE.NONE
            aim.format.line.color.rgb, aim.format.line.width, aim.format.line.dash_style = _DARK, Pt(2), MSO_LINE.DASH

    def _chart(self, page: Any, kind: Any, data: CategoryChartData, box: Box, description: str) -> Any:
        frame = page.shapes.add_chart(kind, *(Emu(each) for each in box), data)
        slide_template.describe(frame, description)
        chart = frame.chart
        chart.font.name = FONT
        chart.has_title = False
        return chart

    def _axis(self, axis: Any, lowest: int, highest: int, step: int) -> None:
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = lowest, highest, step
        axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D0D0D0")
        axis.format.line.fill.background()
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
        self._set(axis.tick_labels.font, 12, _MUTED)

    def _labels(self, series: Any, labels: tuple[str, ...], positions: list[Any], size: float) -> None:
        """Written out: a number format of a chart follows the reader's system, not the country of the document."""
        for number, (text, position) in enumerate(zip(labels, positions, strict=True)):
            label = series.points[number].data_label
            label.position = position
            run = label.text_frame.paragraphs[0].add_run()
            run.text = text
            self._set(run.font, size, _DARK, bold=True)


def _table_size(part: Grid, width: int, height: int) -> float:
    """The largest letters with which every row of a table has room for its longest cell."""
    whole = sum(part.shares)
    for size in _TABLE_SIZES:
        letter, line = Pt(size) * _LETTER_WIDTH, Pt(size) * 1.2
        rows = ([-(-len(cell) * letter // (width * share / whole - _CELL_SIDES)) for cell, share in zip(row, part.shares, strict=True)]
                for row in (part.head, *part.rows))  # fmt: skip
        if sum(max(lines) * line + _CELL_ENDS for lines in rows) <= height:
            return size
    return _TABLE_SIZES[-1]


def _away_from(target: Decimal | None, value: Decimal) -> Any:
    """Below the point where a label above it would stand on the line of the target."""
    close = target is not None and 0 < target - value < _LABEL_HEIGHT
    return XL_LABEL_POSITION.BELOW if close else XL_LABEL_POSITION.ABOVE
