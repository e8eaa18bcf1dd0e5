"""An agency of another owner serves in the regency and is no part of its figures, and a year counts what there was in that year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.standards import ComplaintCount
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.operating_procedures import ProcedureDetails, ReviewDetails
from puas.domain.regulation.performance_registry import PerformanceRule
from puas.domain.yardsticks import NO_UNIT
from puas.usecases.record_performance import record_performance
from puas.usecases.review_procedure import review_procedure
from puas.usecases.save_innovation import InnovationDetails, save_innovation
from puas.usecases.save_procedure import save_procedure
from puas.usecases.share_yardsticks import share_yardsticks
from tests.factories.regency import NOW, make_agency, make_member, make_regency
from tests.web_pages import Browser

RULE = PerformanceRule("permenpanrb-17-2017")


@pytest.fixture(autouse=True)
def in_november() -> Any:
    with time_machine.travel("2026-11-22T03:00:00+00:00", tick=True):
        yield


@dataclass(frozen=True)
class Two:
    """An agency of the regency and one of another owner, each with an entry in every register, and the admin's browser."""

    tenant_id: int
    slug: str
    own: UUID
    vertical: UUID
    browser: Browser

    def text(self, path: str) -> str:
        return " ".join(self.browser.get(f"/t/{self.slug}/mutu/{path}").text.split())


@pytest.fixture
def two(session: Session, browser: Browser) -> Two:
    regency = make_regency(session)
    own, _mine = make_agency(session, regency.id, "Dinas Kependudukan", services=[("KTP elektronik", 100)])
    vertical, _theirs = make_agency(session, regency.id, "Kantor Pertanahan", services=[("Sertifikat", 50)])
    account = make_member(session, regency.id, "tenant-admin")
    for agency in (own, vertical):
        _fill(session, regency.id, agency.id)
    session.execute(update(Agency).where(Agency.tenant_id == regency.id, Agency.id == vertical.id).values(owner="vertical"))
    share_yardsticks(session=session, tenant_id=regency.id, now=NOW)
    session.commit()
    browser.sign_in(account.id)
    return Two(regency.id, regency.slug, own.id, vertical.id, browser)


def _fill(session: Session, tenant_id: int, agency_id: UUID) -> None:
    whose: dict[str, Any] = {"session": session, "tenant_id": tenant_id, "agency_id": agency_id, "account_id": None, "now": NOW}
    save_procedure(**whose, details=ProcedureDetails("065/1", "SOP lama", decided_on=date(2024, 2, 12)))
    record_performance(**whose, year=2025, rule=RULE, index=Decimal("4.10"), source="Surat")
    save_innovation(**whose, details=InnovationDetails("Loket malam", "general"))
    session.add(
        ComplaintCount(
            tenant_id=tenant_id, agency_id=agency_id, year=2026, quarter=1, channel="counter", received=9, settled=8, in_time=7,
            changed_at=NOW,
        )
    )  # fmt: skip


def _figures(session: Session, two: Two, yardstick: str) -> dict[tuple[int, UUID], dict[str, int]]:
    session.expire_all()
    rows = session.scalars(
        select(YardstickFigure).where(YardstickFigure.tenant_id == two.tenant_id, YardstickFigure.yardstick == yardstick)
    )
    return {(row.year, row.unit_id): dict(row.counts) for row in rows}


def test_no_figure_of_the_regency_holds_what_is_of_another_owner(session: Session, two: Two) -> None:
    assert _figures(session, two, "procedures")[2026, NO_UNIT]["procedures"] == 1
    assert _figures(session, two, "innovations")[2026, NO_UNIT]["innovations"] == 1
    assert _figures(session, two, "complaints")[2026, NO_UNIT]["received"] == 9
    for yardstick in ("procedures", "innovations", "complaints", "performance"):
        assert {unit for _year, unit in _figures(session, two, yardstick)} <= {two.own, NO_UNIT}, yardstick
    assert "1 unit dinilai" in two.text("rapor/kabupaten-kota?tahun=2025")


def test_the_pages_add_up_what_the_report_card_does(two: Two) -> None:
    standards = two.text("standar")
    assert "0 / 1" in standards
    assert "tidak dihitung dalam angka kabupaten atau kota" in standards
    assert "0 / 1" in two.text("sop") and "Semua (1)" in two.text("sop")
    assert "0 / 1" in two.text(f"sop?perangkat={two.vertical}")
    assert "Diterima 2026 9" in two.text("pengaduan")


def test_an_officer_of_another_owner_sees_their_own_sums(session: Session, two: Two) -> None:
    officer = make_member(session, two.tenant_id, "agency-officer", agency_ids=[two.vertical])
    session.commit()
    two.browser.sign_in(officer.id)
    assert "0 / 1" in two.text("sop")
    assert "Diterima 2026 9" in two.text("pengaduan")


def test_a_year_counts_the_procedures_there_were(session: Session, two: Two) -> None:
    """Page and report card hold the same: not those decided later, and those withdrawn up to their last evaluation."""
    whose: dict[str, Any] = {"session": session, "tenant_id": two.tenant_id, "account_id": None, "now": NOW}
    later = save_procedure(**whose, agency_id=two.own, details=ProcedureDetails("065/2", "SOP baru", decided_on=date(2026, 1, 5)))
    gone = save_procedure(**whose, agency_id=two.own, details=ProcedureDetails("065/3", "SOP lepas", decided_on=date(2024, 1, 5)))
    review_procedure(**whose, procedure_id=gone.id, year=2025, details=ReviewDetails("withdrawn", date(2025, 6, 1)))
    session.commit()
    counts = {year: _figures(session, two, "procedures").get((year, NO_UNIT)) for year in (2025, 2026)}
    assert counts[2025] == {"procedures": 2, "evaluated": 1, "to_revise": 0}
    assert counts[2026] == {"procedures": 2, "evaluated": 0, "to_revise": 0}
    past, present = two.text("sop?tahun=2025"), two.text("sop?tahun=2026")
    assert "1 / 2" in past and "SOP lepas" in past and "SOP baru" not in past
    assert "0 / 2" in present and "SOP baru" in present and "SOP lepas" not in present
    assert later.title in two.text("sop?keadaan=belum") and "SOP lepas" in two.text("sop?keadaan=dicabut")


def test_an_archived_agency_keeps_the_evaluations_of_its_years(session: Session, two: Two) -> None:
    procedure_id = save_procedure(
        session=session, tenant_id=two.tenant_id, agency_id=two.own, details=ProcedureDetails("065/4", "SOP tua"), account_id=None, now=NOW
    ).id  # fmt: skip
    review_procedure(
        session=session, tenant_id=two.tenant_id, procedure_id=procedure_id, year=2025, details=ReviewDetails("kept", date(2025, 6, 1)),
        account_id=None, now=NOW,
    )  # fmt: skip
    session.execute(update(Agency).where(Agency.tenant_id == two.tenant_id, Agency.id == two.own).values(state="archived"))
    share_yardsticks(session=session, tenant_id=two.tenant_id, now=NOW)
    session.commit()
    found = _figures(session, two, "procedures")
    assert found[2025, NO_UNIT] == {"procedures": 1, "evaluated": 1, "to_revise": 0}
    assert (2026, NO_UNIT) not in found
    assert "1 / 1" in two.text("sop?tahun=2025")
    assert "SOP tua" not in two.text("sop?tahun=2026")
