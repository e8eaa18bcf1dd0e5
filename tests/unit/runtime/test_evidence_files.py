"""What a file is by its bytes, and everything that is no document."""

from __future__ import annotations

import pytest

from puas.domain.evidence import MOST_BYTES
from puas.runtime.evidence_files import NotADocument, clean_evidence
from puas.runtime.package_bodies import UnreadablePackage, read_parts
from tests.factories.evidence import locked_pdf, office, packed, pdf, picture

pytest.importorskip("pypdf")


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (pdf(), "pdf"), (b"\xef\xbb\xbf" + pdf(), "pdf"), (office("docx"), "docx"), (office("xlsx"), "xlsx"), (office("pptx"), "pptx"),
        (picture("JPEG"), "jpeg"), (picture("PNG"), "jpeg"),
    ],
)  # fmt: skip
def test_documents_and_pictures_by_their_content(content: bytes, form: str) -> None:
    assert clean_evidence(content).format == form


def test_a_picture_loses_what_its_camera_wrote() -> None:
    content = picture(place=True)
    assert b"KameraRahasia" in content
    assert b"KameraRahasia" not in clean_evidence(content).content


def test_documents_are_kept_byte_by_byte() -> None:
    assert clean_evidence(office("xlsx")).content == office("xlsx")


def test_a_file_that_broke_on_its_way_is_refused_whatever_broke() -> None:
    whole = office("docx", more={"word/a.bin": bytes(range(256)) * 40})
    begin = whole.index(b"word/a.bin") + len("word/a.bin")
    for place in range(begin, begin + 250):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        with pytest.raises(NotADocument, match="broken"):
            clean_evidence(bytes(broken))
        with pytest.raises(UnreadablePackage):
            read_parts(bytes(broken))


BOMB = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"0" * (160 * 1024 * 1024)})
TORN = bytearray(office("docx", more={"word/a.bin": bytes(range(256)) * 40}))
TORN[TORN.index(b"word/a.bin") + 30] ^= 0xFF


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"0" * (MOST_BYTES + 1), "too-many-bytes"),
        (b"MZ\x90\x00", "not-a-document"),
        (b"<html><script>alert(1)</script></html>", "not-a-document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not-a-document"),
        (b"catatan biasa", "not-a-document"),
        (b"\xff\xd8\xff\xe0 bukan gambar", "not-a-document"),
        (picture("PNG", side=20), "too-small"),
        (b"\x00\x00\x00\x18ftypheic0000", "heic"),
        (packed({"a.txt": b"x"}), "not-a-document"),
        (packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}), "not-a-document"),
        (b"PK\x03\x04 rusak", "broken"),
        (bytes(TORN), "broken"),
        (office("docx", more={"word/vbaProject.bin": b"x"}), "programs"),
        (office("xlsx", more={"xl/macrosheets/sheet1.xml": b"x"}), "programs"),
        (office("docx", more={"word/activeX/activeX1.xml": b"x"}), "programs"),
        (office("docx", types="application/vnd.ms-word.document.macroEnabled.main+xml"), "programs"),
        (BOMB, "too-large-unpacked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-office"),
        (b"%PDF-1.7 rusak", "broken"),
        (locked_pdf(), "locked"),
        (pdf(script=True), "programs"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NotADocument) as refusal:
        clean_evidence(content)
    assert refusal.value.reason == reason
