"""The named styles of a Word document: an office changes one style and the whole report follows."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from puas_reporter.formats import word_fields
from puas_reporter.formats.word_tables import table_style

BODY_FONT = "Times New Roman"
TABLE_FONT = "Arial"
INK = RGBColor(0x1A, 0x1A, 0x1A)

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def define_styles(document: Any, *, chapters: int, accent: str) -> dict[str, str]:
    """Set the built-in styles and add those of this document; returns the style ids by name."""
    styles = document.styles
    _set(styles["Normal"], BODY_FONT, 11.5, after=6, spacing=1.35)
    _set(styles["Heading 1"], BODY_FONT, 14, bold=True, after=14, align="center", keep=True, page_break=True)
    _set(styles["Heading 2"], BODY_FONT, 12, bold=True, before=10, after=4, keep=True)
    _set(styles["Heading 3"], BODY_FONT, 11.5, bold=True, before=8, after=3, keep=True)
    _set(styles["Caption"], TABLE_FONT, 9.5, bold=True, before=6, after=4)
    _set(styles["List Bullet"], BODY_FONT, 11.5, after=3)
    _set(styles["List Number"], BODY_FONT, 11.5, after=3)
    _set(styles["Title"], BODY_FONT, 21, bold=True, after=0, align="center")
    for border in styles["Title"].element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)
    _set(styles["Subtitle"], BODY_FONT, 14, after=2, align="center")
    word_fields.number_headings(document, chapters)
    annex = styles.add_style("Lampiran", WD_STYLE_TYPE.PARAGRAPH)
    annex.base_style = styles["Heading 1"]
    word_fields.no_numbering(annex)
    for name, level in (("TOC 1", 0), ("TOC 2", 1)):
        contents = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        contents.base_style = styles["Normal"]
        _set(contents, BODY_FONT, 11.5, bold=level == 0, after=2)
        contents.paragraph_format.left_indent = Pt(16 * level)
    _add(styles, "Judul Daftar Isi", 14, BODY_FONT, bold=True, after=12, align="center")
    _add(styles, "Isi Tabel", 9.5, TABLE_FONT, after=0, spacing=1.05)
    _add(styles, "Kepala Tabel", 9.5, TABLE_FONT, bold=True, after=0, align="center", spacing=1.05)
    styles["Kepala Tabel"].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    _add(styles, "Isi Tabel Kecil", 8, TABLE_FONT, after=0, spacing=1.05)
    _add(styles, "Kepala Tabel Kecil", 7.5, TABLE_FONT, bold=True, after=0, align="center", spacing=1.05)
    styles["Kepala Tabel Kecil"].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    _add(styles, "Judul Gambar", 9.5, TABLE_FONT, bold=True, after=0, align="center", spacing=1.05)
    styles.element.append(table_style(accent))
    _add(styles, "Keterangan", 8.5, TABLE_FONT, after=8, spacing=1.05)
    _add(styles, "Kop Pemerintah", 13, BODY_FONT, after=0, align="center", spacing=1.0)
    _add(styles, "Kop Instansi", 15.5, BODY_FONT, bold=True, after=0, align="center", spacing=1.0)
    _add(styles, "Kop Alamat", 9, BODY_FONT, after=0, align="center", spacing=1.0)
    _add(styles, "Tanda Tangan", 11.5, BODY_FONT, after=0, spacing=1.15, keep=True)
    _add(styles, "Tanda Contoh", 9, TABLE_FONT, bold=True, after=0, align="center", spacing=1.0)
    styles["Tanda Contoh"].font.color.rgb = RGBColor(0x8A, 0x1C, 0x1C)
    _add(styles, "Kaki Halaman", 8.5, TABLE_FONT, after=0, spacing=1.0)
    _add(styles, "Jarak", 4, TABLE_FONT, after=0, spacing=1.0)
    return {style.name: style.style_id for style in styles}


def _add(styles: Any, name: str, size: float, font: str, **settings: Any) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    _set(style, font, size, **settings)


def _set(
    style: Any,
    font: str,
    size: float,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    spacing: float = 1.15,
    align: str = "left",
    keep: bool = False,
    page_break: bool = False,
) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
    style.font.color.rgb = INK
    for spacing_of_letters in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        style.element.rPr.remove(spacing_of_letters)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), font)
    # A theme font would win over the name.
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        if fonts.get(qn(kind)) is not None:
            del fonts.attrib[qn(kind)]
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), spacing
    layout.alignment = ALIGNMENTS[align]
    layout.keep_with_next, layout.page_break_before = keep, page_break
    layout.widow_control = True
