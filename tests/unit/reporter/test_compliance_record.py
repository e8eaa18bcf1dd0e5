"""The document about the Ombudsman's assessments: figures with the meaning of their year, and files people can open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from puas.domain.compliance_checklist import KEYS, MISSING, PARTLY, THERE
from puas.domain.compliance_record import ComplianceRecordSource, RecordedPromise, ScoreFacts, recorded_checklist, recorded_score
from puas.domain.compliance_zone import ComplianceGrade, grade_compliance
from puas.domain.document_source import COMPLIANCE_RECORD, FORMATS_OF
from puas.domain.filing import FilingHead
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.blocks import Paragraph, Table, single_blocks
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.compliance_record.content import compliance_document

FOUR = {"input": Decimal("84.10"), "proses": Decimal("93.25"), "output": Decimal("92.00"), "pengaduan": Decimal("88.97")}


def source() -> ComplianceRecordSource:
    """Five years over three scales, an agency, a list half done, a promise."""
    head = FilingHead(
        "ABCD23456", "http://localhost/verifikasi/ABCD23456",
        Letterhead(("Pemerintah Kabupaten Arjosari", "Sekretariat Daerah"), "Jalan Merdeka 1", "", "", "", None, None, "#0b5c8a"),
        Signatory("Sekretaris Daerah", "Sri Wahyuni", "", "", "Arjosari", date(2026, 11, 20)),
        "Kabupaten Arjosari", "Kabupaten Arjosari", datetime(2026, 11, 20, tzinfo=UTC), "Asia/Jakarta", True,
    )  # fmt: skip
    years: list[tuple[int, str | None, str, dict[str, Decimal]]] = [
        (2019, "50.50", "", {}), (2021, "64.66", "", {}), (2022, "79.53", "", {}), (2023, "90.02", "", FOUR),
        (2025, None, "Kualitas Tertinggi Tanpa Maladministrasi", {}),
    ]  # fmt: skip
    scores = []
    earlier: ComplianceGrade | None = None
    for year, score, opinion, dimensions in years:
        grade = grade_compliance(year, None if score is None else Decimal(score))
        facts = ScoreFacts("", opinion, 3 if year == 2023 else None, 10 if year == 2023 else None, "Piagam Ombudsman", dimensions)
        scores.append(recorded_score(grade, facts, earlier))
        earlier = grade
    scores.append(recorded_score(grade_compliance(2023, Decimal("52.10")), ScoreFacts("Dinas Sosial", "", None, None, "", {}), None))
    states = dict.fromkeys(KEYS, THERE) | {"maklumat": MISSING, "sop": PARTLY}
    promise = RecordedPromise("Dinas Sosial", "Maklumat", "Memasang maklumat di loket", "Desember 2026", "Kepala Seksi", "planned")
    return ComplianceRecordSource(
        head, 2026, tuple(scores), (recorded_checklist("Dinas Sosial", states, {"maklumat": "Menunggu tanda tangan"}),), (promise,)
    )


def _words(blocks: Any) -> str:
    said = []
    for block in single_blocks(blocks):
        if isinstance(block, Table):
            said += [block.caption, block.note, *(cell for row in block.rows for cell in row)]
        if isinstance(block, Paragraph):
            said.append(block.text)
        said += [str(each) for each in getattr(block, "items", ()) if isinstance(each, str)]
    return "\n".join(said)


def test_every_score_stands_with_the_meaning_of_its_year() -> None:
    words = _words(compliance_document(source()).body)
    for said in (
        "Kuning", "Hijau, B, Kualitas Tinggi", "Hijau, A, Kualitas Tertinggi", "Merah, D, Kualitas Rendah", "3 dari 10",
        "Kualitas Tertinggi Tanpa Maladministrasi", "+14,87 dari 2021; skala berganti, menurut skala ini 2021: kuning C",
        "+10,49 dari 2022", "Menunggu tanda tangan", "Memasang maklumat di loket", "belum terverifikasi", "Merah*",
    ):  # fmt: skip
        assert said in words, said


def test_dimensions_are_held_against_the_score() -> None:
    words = _words(compliance_document(source()).body)
    assert "rata-rata tertimbang cocok (90,03)" in words
    assert "32,37%" in words


def test_source_survives_being_stored() -> None:
    assert ComplianceRecordSource.from_json(source().to_json()) == source()


def test_files_open(tmp_path: Path) -> None:
    made = {
        each.format: (each.name, b"".join(each.chunks()))
        for each in render(COMPLIANCE_RECORD, FORMATS_OF[COMPLIANCE_RECORD], source().to_json(), DiskStore(tmp_path))
    }
    assert made["pdf"][1].startswith(b"%PDF") and made["docx"][1].startswith(b"PK")
    assert all("kepatuhan-ombudsman" in name for name, _content in made.values())


def test_every_page_has_its_number_and_that_of_the_document(tmp_path: Path) -> None:
    files = render(COMPLIANCE_RECORD, ("pdf",), source().to_json(), DiskStore(tmp_path))
    said = [page.extract_text() for page in PdfReader(BytesIO(b"".join(next(iter(files)).chunks()))).pages]
    for number, page in enumerate(said, start=1):
        assert f"Halaman {number} dari {len(said)}" in page and source().head.document_id in page


def test_without_scores_only_the_list_is_printed() -> None:
    empty = ComplianceRecordSource(source().head, 2026, (), source().checklists, ())
    words = _words(compliance_document(empty).body)
    assert "Daftar periksa 2026" in words and "Nilai menurut tahun" not in words
