"""The report on a year's evaluation of SOP: its last page holds more than a signature."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from puas.domain.filing import FilingHead
from puas.domain.procedure_evaluation import EvaluatedProcedure, ProcedureEvaluationSource
from puas.domain.report_snapshot import Letterhead, Signatory
from puas_reporter.documents.procedure_evaluation.content import evaluation_document
from puas_reporter.formats.document_pdf import document_pdf

HEAD = FilingHead(
    "ABCD12345", "https://puas.example/verifikasi/ABCD12345",
    Letterhead(("Pemerintah Kabupaten Arjosari", "Bagian Organisasi"), "Jalan Merdeka 1", "", "", "", None, None, "#0b5c8a"),
    Signatory("Kepala Bagian Organisasi", "Sri Wahyuni", "", "198001012005012001", "Arjosari", None), "Kabupaten Arjosari",
    "Bagian Organisasi", datetime(2026, 11, 22, 3, tzinfo=UTC), "Asia/Jakarta", False,
)  # fmt: skip


def _source(number: int) -> ProcedureEvaluationSource:
    rows = tuple(
        EvaluatedProcedure(
            agency="Dinas Kependudukan", number=f"065/{each:02d}", title=f"SOP pelayanan {each}", service="", decided_on=None,
            revised_on=None, outcome="kept", findings="", reviewed_on=date(2026, 6, 1), reviewer="", evidence=0,
        )
        for each in range(number)
    )  # fmt: skip
    return ProcedureEvaluationSource(HEAD, 2026, "", rows, ())


@pytest.mark.parametrize("number", [6, 12])
def test_the_signature_stands_with_the_last_words_of_the_report(number: int) -> None:
    """Of these lengths the note would end one page and the signature stand alone on the next."""
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(document_pdf(evaluation_document(_source(number))))).pages]
    assert "Sri Wahyuni" in pages[-1] and "Demikian laporan ini" in pages[-1]
    assert "Catatan" in pages[-1] and "saran Ombudsman" in pages[-1]
    assert sum(page.count("saran Ombudsman") for page in pages) == 1
