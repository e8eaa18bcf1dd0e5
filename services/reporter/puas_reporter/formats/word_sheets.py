"""The sheets of paper of a Word document: size, margins and direction of each section, footer with page x of y, marks."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from puas_reporter.documents.blocks import Document
from puas_reporter.formats import word_fields
from puas_reporter.formats.word_fields import xml_text

_PORTRAIT = (Cm(21.0), Cm(29.7))
_TEXT_WIDTH = {False: Cm(15.5), True: Cm(24.7)}
_MARK_COLOUR = "8A1C1C"


class Sheets:
    """The sections of one document; the newest is the one written on."""

    def __init__(self, word: Any, source: Document) -> None:
        self._word = word
        self._source = source
        self.landscape = False
        self._lay_out(word.sections[0])

    @property
    def text_width(self) -> Any:
        """The room between the margins."""
        return _TEXT_WIDTH[self.landscape]

    def begin_section(self, *, landscape: bool = False) -> None:
        """What follows stands on new sheets of this direction."""
        self.landscape = landscape
        self._lay_out(self._word.add_section(WD_SECTION.NEW_PAGE))

    def number_pages(self) -> None:
        """The footer with page x of y; its right edge turns with the sheet. A cover, before it, has none."""
        footer = self._word.sections[-1].footer
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = "Kaki Halaman"
        word_fields.border_below(paragraph, size=4, side="top", colour="9A9A9A")
        paragraph.paragraph_format.tab_stops.add_tab_stop(self.text_width, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(xml_text(self._source.footer) + "\tHalaman ")
        word_fields.add_field(paragraph, "PAGE", "1")
        paragraph.add_run(" dari ")
        word_fields.add_field(paragraph, "NUMPAGES", "1")

    def mark(self) -> None:
        """Sample data and drafts say so on every sheet: later sections carry the header of the first."""
        if self._source.marks:
            paragraph = self._word.sections[0].header.paragraphs[0]
            paragraph.style = "Tanda Contoh"
            paragraph.add_run(xml_text("\n".join(self._source.marks)))
            word_fields.box(paragraph, _MARK_COLOUR)
            # The head of a short document is low; without this its text would touch the frame.
            paragraph.paragraph_format.space_after = Pt(4)

    def _lay_out(self, section: Any) -> None:
        width, height = _PORTRAIT
        section.orientation = WD_ORIENT.LANDSCAPE if self.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (height, width) if self.landscape else (width, height)
        section.left_margin, section.right_margin = (Cm(2.5), Cm(2.5)) if self.landscape else (Cm(3), Cm(2.5))
        # A short document has to fit its page.
        section.top_margin = section.bottom_margin = Cm(2.5) if self._source.cover else Cm(1.2)
        section.header_distance = section.footer_distance = Cm(1.1) if self._source.cover else Cm(0.7)
