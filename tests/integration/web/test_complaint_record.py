"""The complaints of a year as a document: every sum from what was told, gaps that are no noughts, and files that open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.db.tables.standards import ComplaintCount
from puas.domain.complaint_counts import ChannelCount
from puas.domain.complaint_record import ComplaintRecordSource
from puas.domain.document_source import COMPLAINT_RECORD, FORMATS_OF
from puas.runtime import clock
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.catalogue import render
from tests.factories.regency import make_agency, make_member, make_regency
from tests.factories.report_figures import pdf_text
from tests.web_pages import Browser


@pytest.fixture(autouse=True)
def in_august() -> Iterator[None]:
    with time_machine.travel("2026-08-20T03:00:00+00:00", tick=True):
        yield


@dataclass(frozen=True)
class Room:
    """A regency whose health office told two quarters, and whose social office told none."""

    tenant_id: int
    address: str
    health: UUID
    social: UUID


@pytest.fixture
def room(session: Session) -> Room:
    regency = make_regency(session)
    health, _ = make_agency(session, regency.id, "Dinas Kesehatan")
    social, _ = make_agency(session, regency.id, "Dinas Sosial")
    for year, quarter, channel, *counts in (
        (2026, 1, "lapor", 10, 8, 6), (2026, 1, "counter", 4, 4, 4), (2026, 2, "lapor", 6, 3, 3), (2025, 4, "lapor", 5, 5, 1),
    ):  # fmt: skip
        received, settled, in_time = counts
        session.add(
            ComplaintCount(
                tenant_id=regency.id, year=year, quarter=quarter, agency_id=health.id, channel=channel, received=received,
                settled=settled, in_time=in_time, changed_at=clock.now(),
            )
        )  # fmt: skip
    session.commit()
    return Room(regency.id, f"/t/{regency.slug}/mutu/pengaduan", health.id, social.id)


def signed_in(session: Session, browser: Browser, room: Room, role: str = "tenant-admin", *agencies: UUID) -> None:
    account = make_member(session, room.tenant_id, role, agency_ids=list(agencies))
    session.commit()
    browser.sign_in(account.id)


def asked(session: Session, room: Room) -> tuple[Report, ComplaintRecordSource]:
    report = session.scalars(select(Report).where(Report.tenant_id == room.tenant_id, Report.document == COMPLAINT_RECORD)).one()
    return report, ComplaintRecordSource.from_json(report.snapshot)


def test_the_regency_files_quarters_channels_agencies_and_gaps(session: Session, browser: Browser, room: Room, tmp_path: Path) -> None:
    signed_in(session, browser, room)
    answer = browser.send(browser.get(f"{room.address}?tahun=2026"), action=f"{room.address}/laporan")
    assert answer.status == 302
    assert "Pengaduan" in browser.get(answer.location).text
    report, source = asked(session, room)
    assert (source.head.document_id, source.quarters) == (report.document_id, (1, 2, 3))
    assert source.channels == ("SP4N-LAPOR!", "Datang langsung")
    assert source.sum_of() == ChannelCount(20, 15, 13)
    assert source.sum_of(quarter=1) == ChannelCount(14, 12, 10)
    assert source.sum_of(channel="SP4N-LAPOR!") == ChannelCount(16, 11, 9)
    assert source.sum_of(quarter=3) is None
    assert source.missing == (("Dinas Kesehatan", (3,)), ("Dinas Sosial", (1, 2, 3)))
    assert [(each.year, each.counts) for each in source.before] == [(2025, ChannelCount(5, 5, 1))]
    made = {each.format: each for each in render(COMPLAINT_RECORD, FORMATS_OF[COMPLAINT_RECORD], report.snapshot, DiskStore(tmp_path))}
    words = pdf_text(b"".join(made["pdf"].chunks()))
    gaps = "Dinas Sosial: Triwulan I, Triwulan II, Triwulan III"
    for expected in ("15 (75,00%)", "13 (86,67%)", "12 dari 14", gaps, "belum terverifikasi"):
        assert expected in words, expected
    workbook = load_workbook(BytesIO(b"".join(made["xlsx"].chunks())))
    assert workbook.sheetnames == ["Perangkat daerah", "Rincian"]
    sums = [[cell.value for cell in row] for row in workbook["Perangkat daerah"].iter_rows(min_row=2)]
    assert sums[0] == ["Dinas Kesehatan", 14, 12, 10, 6, 3, 3, None, None, None, 20, 15, 13]
    assert sums[1] == ["Dinas Sosial", *[None] * 12]
    assert sums[2] == ["Jumlah", 14, 12, 10, 6, 3, 3, None, None, None, 20, 15, 13]
    rows = [[cell.value for cell in row] for row in workbook["Rincian"].iter_rows(min_row=2)]
    assert rows[0] == ["Dinas Kesehatan", 1, "SP4N-LAPOR!", 10, 8, 6]
    assert len(rows) == 3
    assert made["docx"].name.startswith("pengaduan-") and made["docx"].name.endswith("-2026.docx")


def test_an_officer_files_the_own_agency_under_its_name_and_no_other(session: Session, browser: Browser, room: Room) -> None:
    signed_in(session, browser, room, "agency-officer", room.health)
    page = browser.get(f"{room.address}?tahun=2026")
    assert browser.send(page, {"perangkat": str(room.social)}, action=f"{room.address}/laporan").status == 404
    assert browser.send(page, action=f"{room.address}/laporan").status == 302
    _report, source = asked(session, room)
    assert (source.agency, source.head.office, source.agencies) == ("Dinas Kesehatan", "Dinas Kesehatan", ("Dinas Kesehatan",))


def test_a_year_nobody_told_makes_no_document(session: Session, browser: Browser, room: Room) -> None:
    signed_in(session, browser, room)
    page = browser.get(f"{room.address}?tahun=2026")
    answer = browser.send(page, {"tahun": "2023"}, action=f"{room.address}/laporan")
    assert "Belum ada jumlah pengaduan pada tahun 2023" in browser.follow(answer).text
    for year in ("2027", "1999", "besok"):
        assert browser.send(page, {"tahun": year}, action=f"{room.address}/laporan").status == 404
    assert "Dokumen untuk arsip" not in browser.get(f"{room.address}?tahun=2023").text
    assert session.scalars(select(Report).where(Report.tenant_id == room.tenant_id)).all() == []


def test_asking_twice_while_one_is_on_its_way_is_one_request(session: Session, browser: Browser, room: Room) -> None:
    signed_in(session, browser, room)
    page = browser.get(f"{room.address}?tahun=2026")
    answers = [browser.send(page, action=f"{room.address}/laporan").location for _ in range(2)]
    assert answers[0] == answers[1]
    asked(session, room)
