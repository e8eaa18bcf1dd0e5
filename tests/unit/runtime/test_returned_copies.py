"""Documents that come back: signatures good and bad, content ours or not, and files nobody should open."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pymupdf
import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from puas.domain.signed_copy import ContentState, CopyVerdict, SignatureState
from puas.runtime.pdf_files import MOST_BYTES
from puas.runtime.returned_copies import CheckedCopy, Published, UnacceptableCopy, check_copy
from tests.factories import signatures as made
from tests.factories.document_files import report_file, report_of_another_period, signed_report
from tests.factories.signatures import NOW, signed

ROOTS = (made.root().certificate,)


@cache
def ours() -> bytes:
    return report_file("pdf")


@cache
def published() -> Published:
    report = signed_report()
    return Published(
        document_id=report.document_id, result=report.result, pdf=ours(), pdf_bytes=len(ours()),
        pdf_sha256=hashlib.sha256(ours()).hexdigest(), docx_sha256=hashlib.sha256(report_file("docx")).hexdigest(),
    )  # fmt: skip


@cache
def signed_once() -> bytes:
    return signed(ours())


def check(content: bytes, *, roots: Any = ROOTS, original: Published | None = None) -> CheckedCopy:
    return check_copy(content, published=original or published(), roots=roots, now=NOW)


def refusal(content: bytes, **options: Any) -> UnacceptableCopy:
    with pytest.raises(UnacceptableCopy) as refused:
        check(content, **options)
    return refused.value


def states(content: bytes, **options: Any) -> list[str]:
    return [each.state for each in check(content, **options).verdict.signatures]


def without_file() -> Published:
    known = published()
    return Published(known.document_id, known.result, None, known.pdf_bytes, known.pdf_sha256, known.docx_sha256)


def test_our_file_with_a_signature_behind_it() -> None:
    found = check(signed_once())
    (signature,) = found.verdict.signatures
    assert (found.kind, found.verdict.content, signature.state) == ("signed-pdf", "identical", "valid")
    assert signature.signer == "Drs. H. R. Bambang Soekarno Hadiningrat, M.Si."
    assert (signature.issuer, signature.covers_whole_file, signature.proven_at) == ("Balai Sertifikasi Contoh", True, None)
    assert CopyVerdict.from_plain(found.verdict.to_plain()) == found.verdict


def test_two_people_sign_one_after_the_other() -> None:
    found = check(signed(signed_once(), field="Kedua", visible=False)).verdict
    assert [(each.state, each.covers_whole_file) for each in found.signatures] == [("valid", False), ("valid", True)]
    assert found.content == ContentState.IDENTICAL


def test_our_own_file_need_not_be_kept_for_that() -> None:
    assert check(signed_once(), original=without_file()).verdict.content == ContentState.IDENTICAL


@pytest.mark.parametrize(
    ("signer", "stamped_days_ago", "state"),
    [
        (made.expired_official, None, SignatureState.EXPIRED),
        (made.expired_official, 200, SignatureState.VALID),
        (made.expired_official, 50, SignatureState.EXPIRED),
        (made.future_official, None, SignatureState.NOT_YET_VALID),
        (made.stranger, None, SignatureState.UNKNOWN_ISSUER),
        (made.weak_official, None, SignatureState.WEAK),
        (made.official, 3, SignatureState.VALID),
    ],
)
def test_certificates(signer: Any, stamped_days_ago: int | None, state: SignatureState) -> None:
    stamped_at = None if stamped_days_ago is None else NOW - timedelta(days=stamped_days_ago)
    content = signed(ours(), signer(), stamped_at=stamped_at)
    (signature,) = check(content).verdict.signatures
    assert signature.state == state
    assert signature.proven_at == stamped_at
    assert signature.timestamp_by == ("Cap Waktu Contoh" if stamped_at else "")


def test_without_trusted_roots_nothing_is_called_valid() -> None:
    assert states(signed_once(), roots=()) == ["unproven"]
    stamped = signed(ours(), made.expired_official(), stamped_at=NOW - timedelta(days=200))
    # Nor is a clock believed that nobody vouches for.
    assert states(stamped, roots=()) == ["expired"]


def test_old_digests_are_weak() -> None:
    assert states(signed(ours(), digest="sha1")) == ["weak"]


def test_revocation_by_a_list_inside_the_file() -> None:
    assert states(made.with_revocations(signed_once(), made.revocation_list(made.official()))) == ["revoked"]
    assert states(made.with_revocations(signed_once(), made.revocation_list())) == ["valid"]
    before = signed(ours(), stamped_at=NOW - timedelta(days=20))
    assert states(made.with_revocations(before, made.revocation_list(made.official()))) == ["valid"]


def test_one_other_byte_breaks_the_signature() -> None:
    content = bytearray(signed_once())
    content[content.index(b"/Producer") + 14] ^= 1
    found = refusal(bytes(content))
    assert (found.reason, found.detail) == ("broken-signature", "Drs. H. R. Bambang Soekarno Hadiningrat, M.Si.")


def with_changed_page(content: bytes, folder: Path) -> bytes:
    """A further revision behind the file, in which a page says 93,01 as well."""
    path = folder / "berkas.pdf"
    path.write_bytes(content)
    with pymupdf.open(path) as opened:
        page = next(page for page in opened if page.search_for("88,01"))
        page.insert_text((200, 200), "93,01")
        opened.saveIncr()
    return path.read_bytes()


def test_a_page_altered_after_signing(tmp_path: Path) -> None:
    altered = with_changed_page(signed_once(), tmp_path)
    assert altered.startswith(signed_once())
    assert refusal(altered).reason == "altered-after-signing"


def test_a_page_altered_between_publishing_and_signing(tmp_path: Path) -> None:
    """Our bytes stand at the beginning and the signature is sound; yet the page says something else."""
    found = refusal(signed(with_changed_page(ours(), tmp_path)))
    assert found.reason == "different"
    (difference,) = found.differences
    assert (difference.kind, difference.detail) == ("text-added", "93,01") and difference.page > 0


def resaved(content: bytes, change: Any = None) -> bytes:
    """The file as another program writes it."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(content))
    if change is not None:
        change(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_saved_again_by_another_program_and_then_signed() -> None:
    found = check(signed(resaved(ours()))).verdict
    assert (found.content, [each.state for each in found.signatures]) == (ContentState.SAME_PAGES, ["valid"])
    assert refusal(signed(resaved(ours())), original=without_file()).reason == "nothing-to-compare-with"


def test_painted_differently_but_the_same_words() -> None:
    def repaint(writer: pypdf.PdfWriter) -> None:
        page = writer.pages[2]
        page.merge_transformed_page(page.__class__.create_blank_page(writer, 10, 10), pypdf.Transformation())

    assert check(signed(resaved(ours(), repaint))).verdict.content == ContentState.SAME_TEXT


def test_the_same_text_in_letters_of_another_font() -> None:
    def swap(writer: pypdf.PdfWriter) -> None:
        resources: Any = writer.pages[0]["/Resources"]
        fonts = resources["/Font"]
        names = sorted(fonts)
        for name in names:
            font = fonts[name].get_object()
            for each in font.get("/DescendantFonts", [font]):
                descriptor = each.get_object().get("/FontDescriptor")
                if descriptor is not None and "/FontFile2" in descriptor.get_object():
                    stream = descriptor.get_object()["/FontFile2"].get_object()
                    stream.set_data(stream.get_data()[:-1] + b"!")

    assert check(signed(resaved(ours(), swap))).verdict.content == ContentState.SAME_TEXT


def test_a_document_of_ours_that_has_no_form() -> None:
    plain = resaved(ours(), lambda writer: writer.root_object.pop("/AcroForm"))
    known = Published(published().document_id, None, plain, len(plain), hashlib.sha256(plain).hexdigest(), "")
    assert check(signed(plain), original=known).verdict.content == ContentState.IDENTICAL


def test_a_page_less() -> None:
    def remove(writer: pypdf.PdfWriter) -> None:
        writer.remove_page(3)

    found = refusal(signed(resaved(ours(), remove)))
    assert found.reason == "different" and found.differences[0].kind == "pages"


def stamped(text: str) -> bytes:
    with pymupdf.open(stream=ours(), filetype="pdf") as opened:
        for page in opened:
            page.insert_text((60, 20), text, fontsize=6)
        return bytes(opened.tobytes())


def test_the_usual_line_about_the_signature_is_told_apart() -> None:
    line = "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE"
    found = check(signed(stamped(line))).verdict
    assert found.content == ContentState.STAMPED and {each.kind for each in found.differences} == {"text-added"}
    # A stamp with a figure of its own is no stamp.
    assert refusal(signed(stamped(f"{line}, IKM 99,99"))).reason == "different"


def test_a_note_laid_over_a_page() -> None:
    def cover(writer: pypdf.PdfWriter) -> None:
        note = FreeText(text="NIK 95,00", rect=(100, 500, 300, 550))
        writer.add_annotation(1, note)

    found = refusal(signed(resaved(ours(), cover)))
    assert [(each.page, each.kind, each.detail) for each in found.differences] == [(2, "notes", "FreeText")]


def test_another_document_of_ours() -> None:
    found = refusal(signed(report_of_another_period()))
    assert (found.reason, found.detail) == ("other-document", "ZZ9PLURAL")


def test_a_file_of_somebody_else() -> None:
    assert refusal(signed(blank())).reason == "different"


def blank(pages: int = 1) -> bytes:
    def build(writer: pypdf.PdfWriter) -> None:
        for _ in range(pages):
            writer.add_blank_page(595, 842)

    written, writer = BytesIO(), pypdf.PdfWriter()
    build(writer)
    writer.write(written)
    return written.getvalue()


def test_a_scan_is_kept_as_what_it_is() -> None:
    found = check(blank(3))
    assert (found.kind, found.verdict.content, found.verdict.signatures) == ("scanned-pdf", "not-compared", ())


def test_our_own_file_without_a_signature() -> None:
    assert refusal(ours()).reason == "not-signed"
    assert refusal(resaved(ours())).reason == "not-signed"


def acting(action: DictionaryObject) -> bytes:
    def add(writer: pypdf.PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = action

    return resaved(blank(), add)


def test_files_that_would_act_by_themselves() -> None:
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})
    launch = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    chained = DictionaryObject({NameObject("/S"): NameObject("/GoTo"), NameObject("/Next"): ArrayObject([launch])})
    assert [(found.reason, found.detail) for found in map(refusal, map(acting, (script, launch, chained)))] == [
        ("active-content", "/JavaScript"), ("active-content", "/Launch"), ("active-content", "/Launch"),
    ]  # fmt: skip


def test_files_nobody_can_read() -> None:
    locked, writer = BytesIO(), pypdf.PdfWriter(clone_from=BytesIO(blank()))
    writer.encrypt("rahasia")
    writer.write(locked)
    assert refusal(locked.getvalue()).reason == "encrypted"
    assert refusal(b"").reason == "empty"
    assert refusal(b"GIF89a").reason == "not-pdf"
    assert refusal(b"%PDF-1.7\nnothing").reason == "broken"
    assert refusal(signed_once()[:60_000]).reason == "broken"
    assert refusal(b"%PDF-1.7" + b" " * MOST_BYTES).reason == "too-large"
    assert refusal(b"\xd0\xcf\x11\xe0 old word").reason == "locked-or-old"


def test_more_pages_than_any_report_has() -> None:
    kids = b" ".join([b"3 0 R"] * 10_000)
    bomb = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[" + kids + b"]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF"
    )
    assert refusal(bomb).reason == "too-many-pages"


def test_a_tree_of_pages_that_bites_its_tail() -> None:
    loop = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[2 0 R 2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF"
    )
    assert refusal(loop).reason == "too-many-pages"


def edited(change: Any) -> bytes:
    document = docx.Document(BytesIO(report_file("docx")))
    change(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def test_an_edited_word_file_says_which_figures_it_lost() -> None:
    found = check(edited(lambda document: document.add_paragraph("Tambahan dari kami.")))
    assert (found.kind, found.verdict.missing_figures) == ("edited-docx", ())

    def rewrite(document: Any) -> None:
        for table in document.tables:
            for cell in (cell for row in table.rows for cell in row.cells if "88,01" in cell.text):
                cell.text = cell.text.replace("88,01", "93,01")
        for paragraph in document.paragraphs:
            if "88,01" in paragraph.text:
                paragraph.text = paragraph.text.replace("88,01", "93,01")

    assert "IKM Unit Layanan: NIK 88,01" in check(edited(rewrite)).verdict.missing_figures


def test_word_files_that_are_not_this_document() -> None:
    other, written = docx.Document(), BytesIO()
    other.add_paragraph("Notulen rapat")
    other.save(written)
    assert refusal(written.getvalue()).reason == "other-document"
    assert refusal(report_file("docx")).reason == "not-edited"
    assert refusal(report_file("xlsx")).reason in {"not-word", "broken"}
