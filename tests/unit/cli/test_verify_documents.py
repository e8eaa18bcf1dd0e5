"""`puas verify` on documents: the record inside, the figures printed, and whether the file is as it left us."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pymupdf
import pypdf
import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import Encoding

from puas.cli.main import main
from puas.runtime.signing_key import public_keys_json
from tests.factories import signatures
from tests.factories.document_files import KEY, report_file, saved_again, signed_report

FORMATS = ("pdf", "docx", "xlsx")
ALL = {"sidik jari", "hitung ulang", "tanda tangan", "keutuhan berkas", "angka tercetak"}

Verify = Callable[..., tuple[int, dict[str, bool | None], str]]


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    def run(content: bytes) -> tuple[int, dict[str, bool | None], str]:
        (tmp_path / "berkas").write_bytes(content)
        (tmp_path / "keys.json").write_text(public_keys_json([KEY.public]))
        code = main(["verify", str(tmp_path / "berkas"), "--keys", str(tmp_path / "keys.json"), "--json"])
        captured = capsys.readouterr()
        checks = json.loads(captured.out)["checks"] if captured.out else []
        return code, {check["name"]: check["holds"] for check in checks}, captured.err + " ".join(check["detail"] for check in checks)

    return run


def changed_part(content: bytes, name: str, old: str, new: str) -> bytes:
    """A package with something else in one part."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(written, "w") as after:
        for entry in before.infolist():
            part = before.read(entry)
            after.writestr(entry, part.replace(old.encode(), new.encode()) if entry.filename == name else part)
    return written.getvalue()


def record_part(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return next(name for name in package.namelist() if b"urn:puas:document-record" in package.read(name) and "Props" not in name)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_file_as_it_left_us(verify: Verify, file_format: str) -> None:
    code, checks, _ = verify(report_file(file_format))
    assert (code, checks) == (0, dict.fromkeys(ALL, True))


def test_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "laporan.pdf").write_bytes(report_file("pdf"))
    assert main(["verify", str(tmp_path / "laporan.pdf")]) == 0
    out = capsys.readouterr().out
    assert f"nomor {signed_report().document_id}" in out and "NIK 88,01 B" in out
    assert "cocok: keutuhan berkas" in out and "cocok: angka tercetak" in out


@pytest.mark.parametrize("file_format", ["docx", "xlsx"])
def test_office_programs_keep_the_record(verify: Verify, file_format: str, tmp_path: Path) -> None:
    code, checks, said = verify(saved_again(report_file(file_format), file_format, tmp_path))
    assert (code, checks) == (0, {**dict.fromkeys(ALL, True), "keutuhan berkas": None})
    assert "disimpan ulang" in said


def test_a_word_file_with_another_index(verify: Verify) -> None:
    altered = changed_part(report_file("docx"), "word/document.xml", "88,01", "93,01")
    code, checks, said = verify(altered)
    assert code == 1 and checks["angka tercetak"] is False and checks["keutuhan berkas"] is None
    assert "NIK 88,01 (IKM Unit Layanan)" in said


def test_a_workbook_with_other_cells(verify: Verify) -> None:
    content = report_file("xlsx")
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = [name for name in package.namelist() if name.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))]
    for name in parts:
        content = changed_part(content, name, "274", "275")
    code, checks, _ = verify(content)
    assert code == 1 and checks["angka tercetak"] is False


def test_a_pdf_whose_text_was_replaced(verify: Verify) -> None:
    with pymupdf.open(stream=report_file("pdf"), filetype="pdf") as opened:
        for page in opened:
            for place in page.search_for("88,01"):
                page.add_redact_annot(place, text="93,01")
            page.apply_redactions()
        altered = opened.tobytes()
    code, checks, said = verify(altered)
    assert code == 1 and checks["angka tercetak"] is False and checks["keutuhan berkas"] is None
    assert "NIK 88,01" in said


def test_a_pdf_with_one_other_byte(verify: Verify) -> None:
    content = bytearray(report_file("pdf"))
    place = content.index(b"/Producer")
    content[place + 14] ^= 1
    assert verify(bytes(content))[1]["keutuhan berkas"] is None


def test_a_record_with_another_figure(verify: Verify) -> None:
    content = report_file("docx")
    code, checks, _ = verify(changed_part(content, record_part(content), '"nik":"88.01"', '"nik":"88.31"'))
    assert code == 1 and checks["sidik jari"] is checks["hitung ulang"] is checks["tanda tangan"] is checks["angka tercetak"] is False


@pytest.mark.parametrize("hostile", ["<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "<record xmlns='urn:puas:document-record:1'>", "<a/>"])
def test_records_nobody_of_us_wrote(verify: Verify, hostile: str) -> None:
    content = report_file("docx")
    name = record_part(content)
    with zipfile.ZipFile(BytesIO(content)) as package:
        old = package.read(name).decode()
    code, checks, said = verify(changed_part(content, name, old, hostile))
    assert code == 2 and not checks and "tidak ada catatan" in said


def test_files_without_a_record(verify: Verify) -> None:
    written = BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(written)
    code, _, said = verify(written.getvalue())
    assert code == 2 and "tidak ada catatan Puas" in said and re.search(r"SHA-256 berkas ini [0-9a-f]{64}", said)
    writer.encrypt("rahasia")
    locked = BytesIO()
    writer.write(locked)
    assert "berkata sandi" in verify(locked.getvalue())[2]
    for broken in (b"%PDF-1.7", report_file("pdf")[:5000], b"PK\x03\x04", report_file("docx")[:5000]):
        assert verify(broken)[0] == 2


def test_a_signed_pdf_tells_its_signatures_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "roots.pem").write_bytes(signatures.root().certificate.public_bytes(Encoding.PEM))

    def run(content: bytes, *flags: str) -> tuple[int, str]:
        (tmp_path / "laporan.pdf").write_bytes(content)
        with time_machine.travel(signatures.NOW):
            code = main(["verify", str(tmp_path / "laporan.pdf"), *flags])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    trusting = ("--roots", str(tmp_path / "roots.pem"))
    with time_machine.travel(signatures.NOW):
        content = signatures.signed(report_file("pdf"))
    code, said = run(content, *trusting)
    day = f"{signatures.NOW:%Y-%m-%d}"
    assert code == 0 and f"cocok: tanda tangan elektronik – Drs. H. R. Bambang Soekarno Hadiningrat, M.Si. pada {day}" in said
    assert "masih utuh, dengan tambahan sesudahnya" in said
    code, said = run(content)
    assert code == 0 and "tidak diperiksa: tanda tangan elektronik" in said and "--roots" in said
    code, said = run(signatures.signed(report_file("pdf"), signatures.expired_official()), *trusting)
    assert code == 1 and "TIDAK COCOK: tanda tangan elektronik" in said and "sudah berakhir" in said
    code, said = run(content, "--roots", str(tmp_path / "laporan.pdf"))
    assert code == 2 and "tidak memuat sertifikat penerbit" in said


def test_the_record_holds_no_answers_and_changes_nothing_else() -> None:
    reader = pypdf.PdfReader(BytesIO(report_file("pdf")))
    (attached,) = list(reader.attachment_list)
    record = json.loads(attached.content)
    assert attached.name == "puas-record.json" and "answers" not in record and "texts" not in record
    assert str(reader.root_object["/Lang"]) == "id"
    assert reader.metadata is not None and "Laporan Survei Kepuasan Masyarakat" in str(reader.metadata.title)
    assert reader.outline
