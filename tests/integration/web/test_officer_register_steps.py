"""What the officer's start page says of registers: a self assessment that waits, standards to be reviewed; only of their own units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.performance import PerformanceAssessment, PerformanceSheet
from puas.db.tables.standards import ServiceStandard
from puas.domain.performance_snapshot import SELF_FORM
from puas.usecases.open_performance import open_performance
from tests.factories.assessments import NEW_RULE
from tests.factories.regency import Regency, make_agency, make_member, make_regency
from tests.web_pages import Browser, Page

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SHEET = "Isi penilaian mandiri F-01 tahun 2026"


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def regency(session: Session) -> Regency:
    return make_regency(session)


@pytest.fixture
def office(session: Session, regency: Regency) -> tuple[Agency, list[ServiceType]]:
    return make_agency(session, regency.id, "Dinas Sendiri", services=(("Kartu Keluarga", 10), ("Akta", 10)))


def assess(session: Session, regency: Regency, agency_id: UUID) -> PerformanceSheet:
    """An open assessment of the unit; its own sheet."""
    opened = open_performance(
        session=session, tenant_id=regency.id, agency_ids=[agency_id], year=2026, rule=NEW_RULE, evaluators=[], account_id=None, now=NOW
    )
    own = (PerformanceSheet.assessment_id == opened.opened[0], PerformanceSheet.form == SELF_FORM)
    return session.scalars(select(PerformanceSheet).where(PerformanceSheet.tenant_id == regency.id, *own)).one()


def in_force(session: Session, service: ServiceType, due_on: date | None) -> ServiceStandard:
    row = ServiceStandard(
        tenant_id=service.tenant_id, id=new_id(), service_type_id=service.id, agency_id=service.agency_id, number=1, state="in_force",
        in_force_since=NOW, review_due_on=due_on, changed_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def start(session: Session, browser: Browser, regency: Regency, *agency_ids: UUID) -> Page:
    account = make_member(session, regency.id, "agency-officer", agency_ids=agency_ids)
    session.commit()
    browser.sign_in(account.id)
    return browser.get(f"/t/{regency.slug}/")


def test_a_self_assessment_that_waits_leads_to_its_sheet(
    session: Session, browser: Browser, regency: Regency, office: tuple[Agency, list[ServiceType]]
) -> None:
    other, _services = make_agency(session, regency.id, "Dinas Lain")
    sheet = assess(session, regency, office[0].id)
    assess(session, regency, other.id)
    page = start(session, browser, regency, office[0].id)
    assert page.text.count(SHEET) == 1
    assert "Dinas Sendiri · 0 indikator sudah dinilai" in page.text and "Dinas Lain" not in page.text
    assert page.html.select_one(f'a[href$="/mutu/kinerja/lembar/{sheet.id}"]') is not None


@pytest.mark.parametrize("ended", ["sent", "validated", "withdrawn"])
def test_what_was_sent_or_ended_asks_for_nothing(
    session: Session, browser: Browser, regency: Regency, office: tuple[Agency, list[ServiceType]], ended: str
) -> None:
    sheet = assess(session, regency, office[0].id)
    if ended == "sent":
        sheet.state = "sent"
    else:
        mine = (PerformanceAssessment.tenant_id == regency.id, PerformanceAssessment.id == sheet.assessment_id)
        session.execute(update(PerformanceAssessment).where(*mine).values(state=ended))
    assert SHEET not in start(session, browser, regency, office[0].id).text


@pytest.mark.parametrize(
    ("due_on", "title"),
    [
        (date(2026, 11, 20), "1 standar pelayanan terlambat ditinjau"),
        # On its day it is not late yet.
        (date(2026, 11, 21), "1 standar pelayanan segera ditinjau"),
        (date(2028, 1, 1), None),
        (None, None),
    ],
)
def test_a_standard_is_named_with_its_day_when_its_review_is_near_or_late(
    session: Session, browser: Browser, regency: Regency, office: tuple[Agency, list[ServiceType]], due_on: date | None, title: str | None
) -> None:
    in_force(session, office[1][0], due_on)
    page = start(session, browser, regency, office[0].id)
    if title is None:
        assert "ditinjau" not in page.text
        return
    assert title in page.text and "Kartu Keluarga, paling lambat" in page.text
    # The rhythm is a proposal, and every page with such a day says so.
    assert "belum terverifikasi" in page.text
    assert page.html.select_one(f'a[href*="{office[1][0].id}"]') is not None


def test_late_reviews_are_counted_without_those_that_are_only_near(
    session: Session, browser: Browser, regency: Regency, office: tuple[Agency, list[ServiceType]]
) -> None:
    third = ServiceType(tenant_id=regency.id, id=new_id(), agency_id=office[0].id, name="Izin")
    session.add(third)
    session.flush()
    for service, due_on in zip((*office[1], third), (date(2026, 11, 1), date(2026, 10, 1), date(2026, 11, 25)), strict=True):
        in_force(session, service, due_on)
    page = start(session, browser, regency, office[0].id)
    assert "2 standar pelayanan terlambat ditinjau" in page.text
    assert page.text.index("Akta, paling lambat 1 Oktober 2026") < page.text.index("Kartu Keluarga, paling lambat 1 November 2026")
    assert "Izin, paling lambat" not in page.text


def test_reviews_of_others_and_of_services_that_ended_are_nobody_s_next_step(
    session: Session, browser: Browser, regency: Regency, office: tuple[Agency, list[ServiceType]]
) -> None:
    _other, services = make_agency(session, regency.id, "Dinas Lain", services=(("Surat", 5),))
    in_force(session, services[0], date(2026, 1, 1))
    in_force(session, office[1][0], date(2026, 1, 1))
    office[1][0].state = "archived"
    assert "ditinjau" not in start(session, browser, regency, office[0].id).text
