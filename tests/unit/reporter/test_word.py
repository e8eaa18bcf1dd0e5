"""The Word file: same text and figures as the document, real styles, fields, and a structure Word does not repair."""

from __future__ import annotations

import zipfile
from datetime import UTC
from functools import cache
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from puas.domain.printed_figures import figures_missing_from
from puas.presentation.numbers import index_number
from puas.runtime.word_text import read_word_text
from puas_reporter.documents.blocks import Cover, Document, Letterhead, Listing, LongTable, Paragraph, Table, single_blocks
from puas_reporter.formats import word_fields
from puas_reporter.formats.word import word_bytes
from tests.unit.reporter.documents import document, snapshot


@cache
def content() -> bytes:
    return word_bytes(document())


@cache
def word() -> Any:
    return docx.Document(BytesIO(content()))


@cache
def tables() -> list[Table | LongTable]:
    return [block for block in single_blocks(document().body) if isinstance(block, Table | LongTable)]


def test_headings_are_styles_with_numbering() -> None:
    headings = [paragraph for paragraph in word().paragraphs if paragraph.style.name in ("Heading 1", "Heading 2", "Lampiran")]
    assert [paragraph.text.split("\n")[-1] for paragraph in headings if paragraph.style.name == "Heading 1"] == [
        "PENDAHULUAN", "ANALISIS DATA SKM", "HASIL TINDAK LANJUT SKM PERIODE SEBELUMNYA", "KESIMPULAN",
    ]  # fmt: skip
    assert word().styles["Heading 1"].element.find(".//" + qn("w:numId")) is not None
    sections = [paragraph for paragraph in headings if paragraph.style.name == "Heading 2"]
    lists = [paragraph._p.find(".//" + qn("w:numId")).get(qn("w:val")) for paragraph in sections]
    assert len(set(lists)) == 3


def test_fields_for_contents_captions_and_pages() -> None:
    codes = [code.text.strip() for code in word().element.iter(qn("w:instrText"))]
    assert codes[0].startswith("TOC")
    assert sum(code.startswith("PAGEREF") for code in codes) == len(document().outline)
    assert sum(code.startswith("SEQ Tabel") for code in codes) == len(tables())
    footer = [code.text.strip() for section in word().sections for code in section.footer._element.iter(qn("w:instrText"))]
    assert "PAGE" in footer and "NUMPAGES" in footer


def test_every_field_that_is_opened_is_closed() -> None:
    for part in (word().element, *(section.footer._element for section in word().sections)):
        kinds = [mark.get(qn("w:fldCharType")) for mark in part.iter(qn("w:fldChar"))]
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_abstract_lists_stand_before_concrete_ones() -> None:
    names = [child.tag for child in word().part.numbering_part.element]
    assert max(index for index, name in enumerate(names) if name == qn("w:abstractNum")) < names.index(qn("w:num"))


@pytest.mark.parametrize(
    ("name", "order"),
    [("w:pPr", word_fields.PARAGRAPH_ORDER), ("w:tcPr", word_fields.CELL_ORDER), ("w:tblPr", word_fields.TABLE_ORDER)],
)
def test_properties_stand_in_the_order_of_the_format(name: str, order: tuple[str, ...]) -> None:
    parts = [word().element, word().styles.element, *(section.header._element for section in word().sections)]
    parts += [section.footer._element for section in word().sections]
    for part in parts:
        for properties in part.iter(qn(name)):
            places = [order.index(f"w:{child.tag.split('}')[1]}") for child in properties]
            assert places == sorted(places), [child.tag for child in properties]


def test_heads_of_tables_repeat_and_rows_stay_whole() -> None:
    grids = [table for table in word().tables if table._tbl.find(".//" + qn("w:tblHeader")) is not None]
    beside = [table for table in tables() if isinstance(table, LongTable) and table.summary]
    assert len(grids) == len(tables()) + len(beside)
    assert all(row._tr.find(".//" + qn("w:cantSplit")) is not None for row in grids[0].rows[1:])


def test_same_figures_as_the_snapshot() -> None:
    cells = {cell.text for table in word().tables for row in table.rows for cell in row.cells}
    result = snapshot().result
    for value in (result.index.nik, *(each.nik for each in result.unsur), *(unit.index.nik for unit in result.units)):
        assert index_number(value) in cells


def test_the_look_of_tables_is_a_style() -> None:
    style = word().styles["Tabel Laporan"]
    looks = {look.get(qn("w:type")) for look in style.element.findall(qn("w:tblStylePr"))}
    styled = [used for used in word().element.iter(qn("w:tblStyle")) if used.get(qn("w:val")) == style.style_id]
    assert looks == {"firstRow", "lastRow"}
    plain = [table for table in tables() if isinstance(table, Table)]
    plain += [table.summary for table in tables() if isinstance(table, LongTable) and table.summary]
    assert len(styled) == len(plain)
    captions = {caption.get(qn("w:val")) for caption in word().element.iter(qn("w:tblCaption"))}
    assert captions == {table.caption for table in plain}


def test_the_file_says_who_made_it_and_when() -> None:
    properties = word().core_properties
    assert (properties.title, properties.author, properties.language) == (document().title, document().author, "id")
    assert properties.created.replace(tzinfo=UTC) == snapshot().prepared_at
    assert "compatibilityMode" in str(word().settings.element.xml)


def test_sample_mark_in_the_header_of_every_section() -> None:
    assert "DATA CONTOH" in word().sections[0].header.paragraphs[0].text
    assert all(section.header.is_linked_to_previous for section in list(word().sections)[1:])


def test_pictures_have_words_for_those_who_do_not_see_them() -> None:
    described = [properties.get("descr") for properties in word().element.iter(qn("wp:docPr"))]
    assert described and all(described)


def test_orientation_turns_for_the_wide_tables() -> None:
    wide = [section.page_width > section.page_height for section in word().sections]
    assert wide == [False, False, True]


def test_characters_that_xml_cannot_hold_are_dropped() -> None:
    strange = Document(
        title="T\x00", author="A", subject="S", keywords=(), footer="F\x0b", letterhead=Letterhead(("X",), ""),
        cover=Cover(("T",), ("S",), ("I",), "2026"), front=(), body=(Paragraph("a\x07b\ud800c 👍"),),
    )  # fmt: skip
    written = docx.Document(BytesIO(word_bytes(strange)))
    assert any(paragraph.text == "abc 👍" for paragraph in written.paragraphs)


def test_the_language_is_declared() -> None:
    with zipfile.ZipFile(BytesIO(content())) as parts:
        assert b'w:lang w:val="id-ID"' in parts.read("word/styles.xml")
        assert b"w:updateFields" in parts.read("word/settings.xml")


def test_our_own_file_read_back_has_every_printed_figure() -> None:
    assert figures_missing_from(snapshot().result, read_word_text(content())) == ()


def test_every_numbered_list_begins_with_one() -> None:
    lists = (Listing(("a", "b"), numbered=True), Paragraph("dan"), Listing(("c",), numbered=True), Listing(("d",)))
    content = word_bytes(Document("Judul", "Kantor", "", (), "", Letterhead(("Kantor",), ""), None, (), lists))
    made: Any = docx.Document(BytesIO(content))
    numbers = [each._p.pPr.numPr.numId.val for each in made.paragraphs if each.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = made.part.numbering_part.element
    for each in numbering.num_lst:
        if each.numId in numbers:
            assert each.find(".//" + qn("w:startOverride")).get(qn("w:val")) == "1"
