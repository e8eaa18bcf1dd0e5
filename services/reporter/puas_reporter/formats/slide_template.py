"""What slides stand on: page of 16:9, theme with the tenant's colour and a font every system has, and what the library lacks."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from puas_reporter.formats.word_fields import xml_text

FONT = "Arial"
WIDTH, HEIGHT = Emu(12192000), Emu(6858000)
_LATIN = re.compile(rb'(<a:latin typeface=")[^"]*(")')
_ACCENT = re.compile(rb"<a:accent1>.*?</a:accent1>", re.DOTALL)
_LINE = "9A9A9A"


def prepare(show: Any, accent: str) -> None:
    """Widen the library's page and its layouts to 16:9, and give the theme font and colour."""
    ratio = WIDTH / show.slide_width
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    master = show.slide_masters[0]
    for shapes in (master.shapes, *(layout.shapes for layout in master.slide_layouts)):
        for shape in shapes:
            left, width = shape.left, shape.width
            shape.left, shape.width = Emu(int(left * ratio)), Emu(int(width * ratio))
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    colour = f'<a:accent1><a:srgbClr val="{accent.lstrip("#").upper()}"/></a:accent1>'.encode()
    theme._blob = _ACCENT.sub(colour, _LATIN.sub(rb"\g<1>" + FONT.encode() + rb"\g<2>", theme.blob), count=1)


def describe(shape: Any, description: str) -> None:
    """What a reader hears in place of the shape; of an ornament, nothing."""
    names = shape._element.xpath(".//p:cNvPr")
    names[0].set("descr", xml_text(description))
    if not description:
        _as_ornament(names[0])


def _as_ornament(name: Any) -> None:
    extensions = name.makeelement(qn("a:extLst"), {})
    extension = extensions.makeelement(qn("a:ext"), {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    namespace = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    extension.append(extension.makeelement(f"{{{namespace}}}decorative", {"val": "1"}, nsmap={"adec": namespace}))
    extensions.append(extension)
    name.append(extensions)


def add_bullet(paragraph: Any, *, numbered: bool) -> None:
    """A real list mark with a hanging indent."""
    settings = paragraph._p.get_or_add_pPr()
    indent = Inches(0.42 if numbered else 0.28)
    settings.set("marL", str(indent))
    settings.set("indent", str(-indent))
    mark = ("a:buAutoNum", {"type": "arabicPeriod"}) if numbered else ("a:buChar", {"char": "•"})
    settings.append(settings.makeelement(qn(mark[0]), mark[1]))


def add_number_field(paragraph: Any, number: int, after: str, language: str) -> None:
    """The number of the slide, kept right when slides are moved."""
    template = paragraph.runs[0]
    template.text = "Halaman "
    field = paragraph._p.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    field.append(deepcopy(template._r.get_or_add_rPr()))
    text = field.makeelement(qn("a:t"), {})
    text.text = str(number)
    field.append(text)
    template._r.addnext(field)
    last = paragraph.add_run()
    last.text = after
    last._r.insert(0, deepcopy(template._r.get_or_add_rPr()))
    last._r.get_or_add_rPr().set("lang", language)


def line_below(cell: Any) -> None:
    """A hairline under a cell of a table."""
    settings = cell._tc.get_or_add_tcPr()
    line = settings.makeelement(qn("a:lnB"), {"w": "9525"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": _LINE}))
    line.append(fill)
    # The order of the file format: lines before the fill.
    settings.insert(0, line)
