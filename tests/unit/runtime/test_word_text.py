"""Reading a Word file of strangers: the text a person sees, and a clear no to everything unsafe."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest

from puas.runtime import word_text
from puas.runtime.word_text import UnreadableDocument, read_word_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="{target}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def packed(body: str, *, prolog: str = "", target: str = "word/document.xml", **parts: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS.format(target=target))
        archive.writestr("word/document.xml", f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return written.getvalue()


def reason_of(content: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_word_text(content)
    return refused.value.reason


def test_paragraphs_and_rows_come_in_reading_order() -> None:
    made = docx.Document()
    made.add_heading("Hasil", 1)
    table = made.add_table(2, 2)
    texts = ("Unsur", "NIK", "Waktu\nPenyelesaian", "80,25")
    for number, text in enumerate(texts):
        table.cell(*divmod(number, 2)).text = text
    made.add_paragraph("Sesudah tabel.")
    made.sections[0].footer.paragraphs[0].text = "Dokumen K7M2QX9"
    written = BytesIO()
    made.save(written)
    assert read_word_text(written.getvalue()) == (
        "Hasil", "Unsur\tNIK", "Waktu Penyelesaian\t80,25", "Sesudah tabel.", "Dokumen K7M2QX9",
    )  # fmt: skip


def test_a_number_that_word_cut_into_runs_is_whole_again() -> None:
    assert read_word_text(packed("<w:p><w:r><w:t>88</w:t></w:r><w:r><w:t>,31</w:t></w:r></w:p>")) == ("88,31",)


def test_what_was_struck_out_or_is_code_is_no_text() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>80,00</w:delText></w:r></w:del><w:ins><w:r><w:t>81,00</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>pindah</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert read_word_text(packed(body)) == ("81,00",)


def test_a_table_inside_a_cell_belongs_to_its_cell() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert read_word_text(packed(outer)) == ("a b\tc",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", word_text.EMPTY),
        (b"%PDF-1.7 ...", word_text.NOT_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), word_text.LOCKED_OR_OLD),
        (b"PK\x03\x04 cut off", word_text.BROKEN),
        (packed("<w:p>"), word_text.BROKEN),
        (packed("", target="xl/workbook.xml"), word_text.NOT_WORD),
        (packed("", target="../../etc/passwd"), word_text.NOT_WORD),
        (packed("<w:p/>" + "<w:x>" * 600 + "</w:x>" * 600), word_text.BROKEN),
    ],
    ids=["empty", "pdf", "locked", "cut off", "open tag", "workbook", "outside", "too deep"],
)
def test_what_is_no_word_file_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    assert reason_of(content) == reason


def test_entities_are_refused_before_they_grow_or_fetch() -> None:
    for declared in ('<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/passwd">'):
        content = packed("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", prolog=f"<!DOCTYPE w:document [{declared}]>")
        assert reason_of(content) == word_text.DECLARES_ENTITIES


def test_a_bomb_is_left_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_text, "_MOST_UNPACKED_BYTES", 1_000_000)
    bomb = packed(f"<w:p><w:r><w:t>{' ' * 5_000_000}</w:t></w:r></w:p>")
    assert len(bomb) < 20_000
    assert reason_of(bomb) == word_text.TOO_LARGE


def test_a_bomb_in_a_footer_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_text, "_MOST_UNPACKED_BYTES", 1_000_000)
    assert reason_of(packed("<w:p/>", footer1=f"<x>{' ' * 5_000_000}</x>")) == word_text.TOO_LARGE


def test_a_damaged_stream_is_broken_not_an_accident() -> None:
    content = bytearray(packed("<w:p><w:r><w:t>" + "Laporan SKM " * 500 + "</w:t></w:r></w:p>"))
    start = content.rindex(b"word/document.xml", 0, content.index(b"PK\x01\x02"))
    content[start + 30 : start + 60] = bytes(30)
    assert reason_of(bytes(content)) == word_text.BROKEN
