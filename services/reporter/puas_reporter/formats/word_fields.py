"""What python-docx has no function for: fields, numbered headings, repeating heads, bookmarks, borders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CHAPTER_LIST = 90
_SECTION_LIST = _CHAPTER_LIST - 1

# The order the format prescribes for what we add; Word calls a file damaged in which it is another.
PARAGRAPH_ORDER = tuple(
    f"w:{name}"
    for name in (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens"
        " kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
        " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
        " rPr sectPr pPrChange"
    ).split()
)
CELL_ORDER = tuple(
    f"w:{name}" for name in "tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark".split()
)
TABLE_ORDER = tuple(
    f"w:{name}"
    for name in (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd"
        " tblLayout tblCellMar tblLook tblCaption tblDescription"
    ).split()
)
_AFTER_UPDATE_FIELDS = (
    "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema",
    "w:themeFontLang", "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator",
)  # fmt: skip


_TABLE_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_AFTER_COMPAT = _AFTER_UPDATE_FIELDS[_AFTER_UPDATE_FIELDS.index("w:compat") + 1 :]


def _insert(properties: Any, name: str, element: Any, order: tuple[str, ...]) -> None:
    properties.insert_element_before(element, *order[order.index(name) + 1 :])


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field with the value to show until the word processor computes it."""
    start_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def start_field(paragraph: Any, instruction: str) -> None:
    """Open a field; what is added until `end_field`, in this paragraph or later ones, is its shown value."""
    _field_mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _field_mark(paragraph, "separate")


def end_field(paragraph: Any) -> None:
    _field_mark(paragraph, "end")


def _field_mark(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Mark the whole paragraph, so that the contents can point at it."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def update_fields_on_open(document: Any) -> None:
    """Ask the word processor to compute contents and page numbers when the file is opened."""
    setting = OxmlElement("w:updateFields")
    setting.set(qn("w:val"), "true")
    document.settings.element.insert_element_before(setting, *_AFTER_UPDATE_FIELDS)


def modernise(document: Any) -> None:
    """Say that this is a file of today's Word, or Word opens it in compatibility mode; drop the template's preview picture."""
    compatible = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat>'
    )
    settings = document.settings.element
    for known in settings.findall(qn("w:compat")):
        settings.remove(known)
    settings.insert_element_before(compatible, *_AFTER_COMPAT)
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def number_headings(document: Any, chapters: int) -> None:
    """Tie Heading 1 to `BAB I` and give every chapter a list `1.1`, `1.2` … of its own for its sections.

    One multilevel list would renumber sections with their chapter, but mixing Roman and Arabic in it (`II.1`) is read
    rightly by one word processor only.
    """
    numbering = document.part.numbering_part.element
    _add_list(numbering, _SECTION_LIST, "decimal", "%1.", suffix="space")
    _add_list(numbering, _CHAPTER_LIST, "upperRoman", "BAB %1", suffix="nothing", style="Heading1")
    for chapter in range(1, chapters + 1):
        _add_list(numbering, _CHAPTER_LIST + chapter, "decimal", f"{chapter}.%1", suffix="space")
    _insert(document.styles["Heading 1"].element.get_or_add_pPr(), "w:numPr", _list_reference(_CHAPTER_LIST), PARAGRAPH_ORDER)


def number_section(paragraph: Any, chapter: int) -> None:
    """Make a section heading the next of its chapter's list; before any chapter, of a document without them, of a list of its own."""
    number = _CHAPTER_LIST + chapter if chapter else _SECTION_LIST
    _insert(paragraph._p.get_or_add_pPr(), "w:numPr", _list_reference(number), PARAGRAPH_ORDER)


def begin_list(document: Any, paragraphs: Sequence[Any]) -> None:
    """Number these paragraphs from one; those of a style alone go on where the last list of the document stopped."""
    numbering = document.part.numbering_part.element
    style = paragraphs[0].style.element.pPr.numPr.numId.val
    (abstract,) = (each.abstractNumId.val for each in numbering.num_lst if each.numId == style)
    own = numbering.add_num(abstract)
    own.add_lvlOverride(0).add_startOverride(1)
    for paragraph in paragraphs:
        _insert(paragraph._p.get_or_add_pPr(), "w:numPr", _list_reference(own.numId), PARAGRAPH_ORDER)


def _add_list(numbering: Any, number: int, kind: str, text: str, *, suffix: str, style: str = "") -> None:
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{tied}<w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
    )
    # All abstract lists stand before the first concrete one, or Word calls the file damaged.
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _list_reference(number: int) -> Any:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


def keep_row_whole(row: Any) -> None:
    _row_property(row, "w:cantSplit")


def _row_property(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def shade(cell: Any, colour: str) -> None:
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour.lstrip("#")}"/>')
    _insert(cell._tc.get_or_add_tcPr(), "w:shd", shading, CELL_ORDER)


def pad_cells(table: Any, *, top: int = 60, side: int = 90) -> None:
    """Room inside all cells, in twentieths of a point."""
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )
    _insert(table._tbl.tblPr, "w:tblCellMar", margins, TABLE_ORDER)


def grey_borders(table: Any) -> None:
    """The thin grey lines that all our tables have."""
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9A9A9A"/>' for side in _TABLE_SIDES)
    _insert(table._tbl.tblPr, "w:tblBorders", parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"), TABLE_ORDER)


def keep_with_next(elements: Iterable[Any]) -> None:
    """Hold every paragraph in these elements on the page of what follows."""
    for element in elements:
        for paragraph in element.iter(qn("w:p")):
            properties = paragraph.get_or_add_pPr()
            if properties.find(qn("w:keepNext")) is None:
                _insert(properties, "w:keepNext", OxmlElement("w:keepNext"), PARAGRAPH_ORDER)


def border_below(paragraph: Any, *, size: int, kind: str = "single", colour: str = "1A1A1A", side: str = "bottom") -> None:
    """A rule under (or over) a paragraph; `size` in eighths of a point."""
    _border(paragraph, f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="4" w:color="{colour.lstrip("#")}"/>')


def box(paragraph: Any, colour: str) -> None:
    """A frame around a paragraph."""
    sides = ("top", "left", "bottom", "right")
    _border(paragraph, "".join(f'<w:{side} w:val="single" w:sz="8" w:space="3" w:color="{colour.lstrip("#")}"/>' for side in sides))


def _border(paragraph: Any, sides: str) -> None:
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
    _insert(paragraph._p.get_or_add_pPr(), "w:pBdr", borders, PARAGRAPH_ORDER)


def describe_picture(run: Any, description: str) -> None:
    """The words a screen reader says instead of the picture."""
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("descr", xml_text(description))


def no_numbering(style: Any) -> None:
    """A style based on a numbered heading that has no number itself."""
    nothing = parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>')
    _insert(style.element.get_or_add_pPr(), "w:numPr", nothing, PARAGRAPH_ORDER)


def set_language(document: Any, language: str) -> None:
    """The language of the text, for hyphenation, spelling and screen readers."""
    code = {"id": "id-ID", "en": "en-GB"}.get(language, language)
    fonts = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for known in fonts.findall(qn("w:lang")):
        fonts.remove(known)
    fonts.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{code}" w:eastAsia="en-US" w:bidi="ar-SA"/>'))
