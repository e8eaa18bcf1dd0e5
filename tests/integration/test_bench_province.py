"""The benchmark's province in small: made, counted, closed and shared, and proved equal to what the use cases give."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from bench.province import _prove_regency
from bench.province_world import Size, build
from bench.register_world import fill_registers
from sqlalchemy import func, select, text, update

from puas.db.session import unit_of_work
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.responses import Response
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.performance_snapshot import read_performance_snapshot
from puas.domain.yardsticks import YARDSTICKS

if TYPE_CHECKING:
    from tests.conftest import Committing


def test_a_small_province_is_made_as_a_large_one(committing: Committing) -> None:
    size = Size(answers=2400, regencies=2, agencies=2, services=2)
    world = build(committing.app_url, committing.owner_url, size, date(2026, 8, 20), processes=1, say=lambda _: None)
    assert len(world.tenants) == 2
    assert world.answers == pytest.approx(size.answers, rel=0.1)
    for tenant_id in world.tenants.values():
        with unit_of_work(committing.session_factory, tenant_id=tenant_id) as session:
            assert session.scalar(select(func.count()).select_from(Response).where(Response.tenant_id == tenant_id)) == world.answers / 2
            assert session.scalars(select(func.max(Response.submitted_at))).one().date() <= world.today
            states = session.execute(select(Submission.state, func.count()).group_by(Submission.state))
            assert sum(number for _, number in states) == 2 * 4
            _prove_regency(session, tenant_id, 2025)


def test_the_proof_sees_a_wrong_figure(committing: Committing) -> None:
    size = Size(answers=1200, regencies=1, agencies=2, services=2)
    world = build(committing.app_url, committing.owner_url, size, date(2026, 8, 20), processes=1, say=lambda _: None)
    (tenant_id,) = world.tenants.values()
    with unit_of_work(committing.session_factory, tenant_id=tenant_id) as session:
        session.execute(update(SharedFigure).where(SharedFigure.level == "agency").values(nik=25))
    with unit_of_work(committing.session_factory, tenant_id=tenant_id) as session, pytest.raises(AssertionError):
        _prove_regency(session, tenant_id, 2025)
    with unit_of_work(committing.session_factory, tenant_id=tenant_id) as session:
        mend = "update shared_figure f set nik = r.nik from result r where r.agency_id = f.unit_id and r.ends_on = f.ends_on"
        session.execute(text(mend))
        session.execute(text("update tally set respondents = respondents + 1 where dimension = 'gender'"))
    with unit_of_work(committing.session_factory, tenant_id=tenant_id) as session, pytest.raises(AssertionError):
        _prove_regency(session, tenant_id, 2025)


def test_its_registers_are_full_and_told(committing: Committing) -> None:
    size = Size(answers=1200, regencies=1, agencies=3, services=2)
    world = build(committing.app_url, committing.owner_url, size, date(2026, 8, 20), processes=1, say=lambda _: None)
    fill_registers(committing.owner_url, world, processes=1, say=lambda _: None)
    (tenant_id,) = world.tenants.values()
    assert world.has_registers
    with unit_of_work(committing.session_factory, tenant_id=tenant_id) as session:
        told = session.scalars(select(YardstickFigure.yardstick).where(YardstickFigure.tenant_id == tenant_id).distinct())
        assert set(told) == set(YARDSTICKS)
        frozen = session.scalars(
            select(PerformanceAssessment).where(PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.state == "validated")
        ).all()
        assert len(frozen) == size.agencies * 2
        assert all(read_performance_snapshot(each.snapshot).holds for each in frozen)
        # The answers at counters are counted as answers of malls, and the figures of the agencies are what they were.
        assert session.scalar(text("select count(*) from tally where dimension = 'mall'"))
        _prove_regency(session, tenant_id, 2025)
