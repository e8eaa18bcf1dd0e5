"""Documents of an agency that serves here and belongs to somebody else bear nothing of the regency, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.queries.frozen_period import frozen_period
from puas.db.queries.report_sources import skm_report_source
from puas.db.tables.agencies import Agency
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import Report
from puas.domain.agency_owners import HEADS
from puas.domain.card_source import CardSource
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.survey_period import triwulan
from puas.usecases.request_report_card import request_report_card
from puas_reporter.documents.report_card.content import card_document
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.formats.document_pdf import document_pdf
from puas_reporter.formats.word import word_bytes
from tests.factories.frozen import freeze_period
from tests.factories.other_owners import add_other_owner
from tests.factories.readings import add_reading
from tests.factories.surveyed import Surveyed, survey_tenant

NOW = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)
EMBLEM = "tenant/1/emblem.png"


@pytest.fixture
def regency(session: Session) -> Surveyed:
    surveyed = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", windows=(triwulan(2026, 2),), agencies=("Dinas Kesehatan",)
    )
    session.execute(
        update(TenantProfile)
        .where(TenantProfile.tenant_id == surveyed.tenant_id)
        .values(
            government_name="Pemerintah Kabupaten Arjosari", address="Jalan Pemda 1", phone="0399-1", emblem_key=EMBLEM, accent="#0b6e4f"
        )
    )
    return surveyed


def of_other_owner(session: Session, regency: Surveyed, owner: str, owner_name: str = "") -> ReportSnapshot:
    agency_id, (period,) = add_other_owner(session, regency, owner=owner, owner_name=owner_name)
    session.execute(
        update(Agency).where(Agency.tenant_id == regency.tenant_id, Agency.id == agency_id).values(signatory_name="Rahmat Hidayat, S.H.")
    )
    freeze_period(session, regency, period)
    return source(session, regency, period.id)


def source(session: Session, regency: Surveyed, period_id: object) -> ReportSnapshot:
    frozen = frozen_period(session, tenant_id=regency.tenant_id, period_id=period_id)  # type: ignore[arg-type]
    assert frozen is not None
    return skm_report_source(
        session, tenant_id=regency.tenant_id, frozen=frozen, document_id="K7M2QX9", base_url="https://skm.example", now=NOW
    ).report


def texts(report: ReportSnapshot) -> Iterator[str]:
    """The first pages, as PDF and as Word."""
    document = report_document(report)
    pages = PdfReader(BytesIO(document_pdf(document))).pages
    yield " ".join(" ".join(page.extract_text().split()) for page in pages[:3])
    word = WordDocument(BytesIO(word_bytes(document)))
    cells = [cell.text for table in word.tables[:3] for row in table.rows for cell in row.cells]
    yield " ".join([*(paragraph.text for paragraph in word.paragraphs[:40]), *cells])


@pytest.mark.parametrize("owner", sorted(HEADS))
def test_the_head_of_the_report_bears_its_owner_and_nothing_of_the_regency(session: Session, regency: Surveyed, owner: str) -> None:
    report = of_other_owner(session, regency, owner)
    head = report.letterhead
    assert head.lines == (HEADS[owner], "Kantor Pertanahan Contoh")
    assert (head.emblem_file, head.accent_colour, head.address, head.phone) == (None, "", "", "")
    assert ReportSnapshot.from_json(report.to_json()) == report


def test_the_report_says_whose_it_is_on_paper_and_in_word(session: Session, regency: Surveyed) -> None:
    report = of_other_owner(session, regency, "vertical")
    for text in texts(report):
        assert "Instansi vertikal, bukan perangkat daerah Kabupaten Arjosari" in text
        assert "INSTANSI VERTIKAL" in text
        assert "Rahmat Hidayat" in text
        assert "PEMERINTAH KABUPATEN ARJOSARI" not in text
        assert "Pemerintah daerah" not in text


def test_a_named_owner_stands_on_paper_in_the_place_of_its_kind(session: Session, regency: Surveyed) -> None:
    report = of_other_owner(session, regency, "vertical", "Kementerian Agraria Contoh")
    assert report.letterhead.lines == ("Instansi vertikal", "Kementerian Agraria Contoh", "Kantor Pertanahan Contoh")
    document = report_document(report)
    assert document.letterhead.lines == ("Kementerian Agraria Contoh", "Kantor Pertanahan Contoh")
    assert document.cover is not None and document.cover.issuer == ("KANTOR PERTANAHAN CONTOH", "KEMENTERIAN AGRARIA CONTOH")
    for text in texts(report):
        assert "Kementerian Agraria Contoh (instansi vertikal), bukan perangkat daerah Kabupaten Arjosari" in text
        assert "INSTANSI VERTIKAL" not in text


def test_the_regency_s_own_agencies_keep_its_letterhead(session: Session, regency: Surveyed) -> None:
    (period,) = regency.periods
    freeze_period(session, regency, period)
    report = source(session, regency, period.id)
    assert report.letterhead.lines == ("Pemerintah Kabupaten Arjosari", "Dinas Kesehatan")
    assert (report.letterhead.emblem_file, report.letterhead.address, report.letterhead.phone) == (EMBLEM, "Jalan Pemda 1", "0399-1")
    for text in texts(report):
        assert "PEMERINTAH KABUPATEN ARJOSARI" in text
        assert "Pemilik" not in text


def test_documents_for_filing_say_it_too(session: Session, regency: Surveyed) -> None:
    agency_id, _periods = add_other_owner(session, regency, owner="enterprise", owner_name="PT Bank Contoh")
    add_reading(session, tenant_id=regency.tenant_id, yardstick="standards", unit_id=agency_id, value="50", services=2, complete=1)
    report = request_report_card(
        session=session, tenant_id=regency.tenant_id, agency_id=agency_id, year=2026, account_id=None, base_url="https://skm.example",
        now=NOW,
    )  # fmt: skip
    snapshot = session.scalars(select(Report.snapshot).where(Report.tenant_id == regency.tenant_id, Report.id == report.id)).one()
    card = CardSource.from_json(snapshot)
    assert card.head.letterhead.lines == ("Badan usaha", "PT Bank Contoh", "Kantor Pertanahan Contoh")
    assert card.head.letterhead.emblem_file is None
    text = " ".join(PdfReader(BytesIO(document_pdf(card_document(card)))).pages[0].extract_text().split())
    assert "PT Bank Contoh (badan usaha), bukan perangkat daerah Kabupaten Arjosari" in text
    assert "PT BANK CONTOH" in text and "BADAN USAHA" not in text
    assert "PEMERINTAH" not in text
