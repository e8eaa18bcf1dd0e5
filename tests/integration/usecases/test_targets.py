"""Targets of a year: what is kept, what is refused, two people at once, and what a period takes at opening."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.targets import list_targets
from puas.db.session import unit_of_work
from puas.db.tables.people import AuditEvent
from puas.db.tables.results import Target
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.survey_period import Period, custom
from puas.domain.yearly_targets import Aim
from puas.usecases.open_survey_periods import open_survey_periods
from puas.usecases.save_target import UnableToSaveTarget, save_target
from puas.usecases.save_year_targets import TargetEdit, UnableToSaveYearTargets, save_year_targets
from tests.conftest import Committing
from tests.factories.regency import NOW, make_agency, make_regency

OLD, NEW, OTHER = Aim(Decimal("80.00"), "Renstra 2021"), Aim(Decimal("82.50"), "Renstra 2026"), Aim(Decimal("85.00"), "Renstra 2026")


def save(session: Session, tenant_id: int, *edits: TargetEdit, year: int = 2026) -> int:
    return save_year_targets(session=session, tenant_id=tenant_id, year=year, edits=edits, account_id=None, now=NOW)


def stored(session: Session, tenant_id: int, year: int = 2026) -> dict[UUID | None, Aim]:
    found = list_targets(session, tenant_id=tenant_id, years=[year])[year]
    aims: dict[UUID | None, Aim] = {key: found.agencies[key] for key in found.agencies}
    return aims if found.regency is None else aims | {None: found.regency}


def test_a_whole_year_is_kept_together_with_its_sources(session: Session) -> None:
    tenant = make_regency(session)
    first, second = (make_agency(session, tenant.id, name)[0] for name in ("Dinas A", "Dinas B"))
    assert save(session, tenant.id, TargetEdit(None, OLD), TargetEdit(first.id, NEW), TargetEdit(second.id, None)) == 2
    assert stored(session, tenant.id) == {None: OLD, first.id: NEW}
    assert save(session, tenant.id, TargetEdit(None, OLD, OLD), TargetEdit(first.id, None, NEW), TargetEdit(second.id, OTHER)) == 2
    assert stored(session, tenant.id) == {None: OLD, second.id: OTHER}
    log = session.scalars(select(AuditEvent).where(AuditEvent.tenant_id == tenant.id, AuditEvent.action == "save_target")).all()
    assert sorted((each.detail.get("agency", ""), each.detail["target"]) for each in log) == [
        ("", ["", "80.00"]), ("Dinas A", ["", "82.50"]), ("Dinas A", ["82.50", ""]), ("Dinas B", ["", "85.00"]),
    ]  # fmt: skip


def test_one_fault_keeps_the_whole_table_from_being_saved(session: Session) -> None:
    tenant = make_regency(session)
    first, second = (make_agency(session, tenant.id, name)[0] for name in ("Dinas A", "Dinas B"))
    bad = (Aim(Decimal("3.27")), "out_of_scale"), (Aim(Decimal("81.755")), "too_precise"), (Aim(Decimal(80), "x" * 121), "source_too_long")
    for aim, reason in bad:
        with pytest.raises(UnableToSaveYearTargets) as refusal:
            save(session, tenant.id, TargetEdit(first.id, NEW), TargetEdit(second.id, aim))
        assert refusal.value.faults == {second.id: reason}
        assert stored(session, tenant.id) == {}


def test_the_years_end_where_plans_end(session: Session) -> None:
    tenant = make_regency(session)
    for year in (2016, 2037):
        with pytest.raises(UnableToSaveYearTargets, match="out_of_years"):
            save(session, tenant.id, TargetEdit(None, OLD), year=year)


def test_an_agency_of_another_tenant_is_unknown(session: Session) -> None:
    theirs = make_agency(session, make_regency(session).id)[0].id
    tenant = make_regency(session)
    for agency_id in (theirs, new_id()):
        with pytest.raises(UnableToSaveYearTargets, match="unknown_agency"):
            save(session, tenant.id, TargetEdit(None, NEW), TargetEdit(agency_id, OLD))
        with pytest.raises(UnableToSaveTarget, match="unknown_agency"):
            save_target(
                session=session, tenant_id=tenant.id, year=2026, nik=Decimal(80), source="", account_id=None, now=NOW, agency_id=agency_id
            )
    assert stored(session, tenant.id) == {}


def test_what_somebody_else_saved_meanwhile_is_neither_lost_nor_overwritten(session: Session) -> None:
    tenant = make_regency(session)
    first, second, third = (make_agency(session, tenant.id, name)[0].id for name in ("Dinas A", "Dinas B", "Dinas C"))
    save(session, tenant.id, *(TargetEdit(each, OLD) for each in (first, second, third)))
    # Somebody else changes two of the three while this person has the table open.
    save(session, tenant.id, TargetEdit(first, NEW, OLD), TargetEdit(second, None, OLD))
    mine = [TargetEdit(first, OLD, OLD), TargetEdit(second, OTHER, OLD), TargetEdit(third, OTHER, OLD)]
    with pytest.raises(UnableToSaveYearTargets) as refusal:
        save(session, tenant.id, *mine)
    assert (refusal.value.faults, refusal.value.stored) == ({second: "changed_meanwhile"}, {second: None})
    assert stored(session, tenant.id) == {first: NEW, third: OLD}
    # Told what is stored, the person decides; what they never touched stays as the other saved it.
    assert save(session, tenant.id, mine[0], TargetEdit(second, OTHER, None), mine[2]) == 2
    assert stored(session, tenant.id) == {first: NEW, second: OTHER, third: OTHER}


def test_two_people_lay_down_the_same_target_in_the_same_moment(committing: Committing) -> None:
    with committing.session_factory() as session:
        tenant = make_regency(session)
        agency_id = make_agency(session, tenant.id)[0].id
        session.commit()
    start = threading.Barrier(2)

    def one(aim: Aim) -> str:
        try:
            with unit_of_work(committing.session_factory, tenant_id=tenant.id) as session:
                list_targets(session, tenant_id=tenant.id)
                start.wait(60)
                save(session, tenant.id, TargetEdit(agency_id, aim))
        except UnableToSaveYearTargets as refusal:
            return refusal.faults[agency_id]
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, (NEW, OTHER))) == ["changed_meanwhile", "done"]
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=tenant.id)
        assert len(session.scalars(select(Target)).all()) == 1


def test_a_period_freezes_the_target_of_the_year_it_ends_in(session: Session) -> None:
    tenant = make_regency(session)
    planned, noted = (make_agency(session, tenant.id, name, services=[("KTP", 60)])[0] for name in ("Dinas A", "Dinas B"))
    planned.target_nik = noted.target_nik = "77.70"
    save(session, tenant.id, TargetEdit(planned.id, OLD), TargetEdit(None, OTHER))
    save(session, tenant.id, TargetEdit(planned.id, NEW), year=2027)
    both = [planned.id, noted.id]

    def opened(window: Period) -> dict[str, str]:
        found = open_survey_periods(session=session, tenant_id=tenant.id, agency_ids=both, period=window, account_id=None, now=NOW)
        return {each.agency_name: each.period.target_nik for each in found if each.period}

    assert opened(custom(date(2026, 11, 1), date(2026, 11, 30))) == {"Dinas A": "80.00", "Dinas B": "77.70"}
    assert opened(custom(date(2026, 12, 1), date(2027, 2, 28))) == {"Dinas A": "82.50", "Dinas B": "77.70"}
    # Laid down later, it touches no period that is open.
    save(session, tenant.id, TargetEdit(planned.id, OTHER, OLD))
    session.expire_all()
    frozen = select(SurveyPeriod.target_nik).where(SurveyPeriod.tenant_id == tenant.id, SurveyPeriod.agency_id == planned.id)
    assert stored(session, tenant.id)[planned.id] == OTHER
    assert set(session.scalars(frozen)) == {"80.00", "82.50"}
