"""What the register of the Ombudsman's assessment tells report cards and the province."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.compliance_readings import read_compliance
from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceScore
from puas.db.tables.places import Tenant
from puas.domain.compliance_checklist import ITEMS
from puas.domain.compliance_entry import ComplianceEntry
from puas.domain.yardsticks import AGENCY, NO_UNIT, REGENCY
from puas.usecases.choose_checked_agencies import choose_checked_agencies
from puas.usecases.import_compliance_scores import import_compliance_scores
from puas.usecases.save_compliance_checks import CheckEdit, save_compliance_checks

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def _regency(session: Session) -> tuple[int, Agency]:
    tenant = Tenant(slug="arjosari", kind="regency", province_code="99", name="Kabupaten Arjosari", time_zone="Asia/Jakarta")
    session.add(tenant)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id)
    agency = Agency(tenant_id=tenant.id, id=new_id(), name="Dinas Kesehatan", kind="dinas")
    session.add(agency)
    session.flush()
    return tenant.id, agency


def test_each_year_is_read_by_its_own_scale(session: Session) -> None:
    tenant_id, agency = _regency(session)
    entries = [
        ComplianceEntry(2021, Decimal("79.53"), rank=6, rank_of=11),
        ComplianceEntry(2022, Decimal("79.53")),
        ComplianceEntry(2025, opinion="Kualitas Tinggi Tanpa Maladministrasi"),
        ComplianceEntry(2022, Decimal("45.16"), agency.id),
    ]
    import_compliance_scores(session=session, tenant_id=tenant_id, entries=entries, account_id=None, now=NOW)
    found = {(each.year, each.level): each for each in read_compliance(session, tenant_id=tenant_id, today=TODAY)}
    told = {key: (each.value, each.letter, each.label) for key, each in found.items()}
    assert told == {
        (2021, REGENCY): (Decimal("79.53"), "", "kuning"),
        (2022, REGENCY): (Decimal("79.53"), "B", "hijau, Kualitas Tinggi"),
        (2025, REGENCY): (None, "", "Kualitas Tinggi Tanpa Maladministrasi"),
        (2022, AGENCY): (Decimal("45.16"), "D", "merah, Kualitas Rendah"),
    }
    assert found[2021, REGENCY].counts == {"rank": 6, "rank_of": 11}
    assert (found[2022, AGENCY].name, found[2022, AGENCY].kind, found[2021, REGENCY].unit_id) == ("Dinas Kesehatan", "dinas", NO_UNIT)


def test_checklists_are_told_of_the_agency_and_of_all_together(session: Session) -> None:
    tenant_id, agency = _regency(session)
    choose_checked_agencies(session=session, tenant_id=tenant_id, year=2026, agency_ids=[agency.id], account_id=None, now=NOW)
    edits = [CheckEdit("sop", "there", "", 1), CheckEdit("sipp", "not_applicable", "", 1), CheckEdit("maklumat", "partly", "", 1)]
    save_compliance_checks(
        session=session, tenant_id=tenant_id, year=2026, agency_id=agency.id, edits=edits, account_id=None, now=NOW
    )
    found = {each.level: each for each in read_compliance(session, tenant_id=tenant_id, today=TODAY)}
    counts = {"items": len(ITEMS) - 1, "items_there": 1}
    assert (found[AGENCY].counts, found[REGENCY].counts) == (counts, counts)
    assert (found[REGENCY].value, found[REGENCY].name) == (None, "Kabupaten Arjosari")


def test_row_of_a_year_without_assessment_is_told_without_a_zone(session: Session) -> None:
    """It cannot be recorded, but an archive of another installation may bring it."""
    tenant_id, _agency = _regency(session)
    session.add(ComplianceScore(tenant_id=tenant_id, id=new_id(), year=2020, score=Decimal("70"), recorded_at=NOW))
    session.flush()
    (reading,) = read_compliance(session, tenant_id=tenant_id, today=TODAY)
    assert (reading.letter, reading.label, reading.value) == ("", "", Decimal("70"))
