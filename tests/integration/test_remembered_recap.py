"""A recap is worked out once, and anew as soon as anything it is made of is something else; its moment is always the reader's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_recap import recap_of_scope, standing_recap
from puas.db.tables.agencies import Agency
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import PastResult, Target
from puas.db.tables.tallies import tally
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.reporting_scope import reporting_scope
from puas.domain.survey_period import triwulan
from tests.factories.frozen import freeze_period
from tests.factories.surveyed import Surveyed, survey_tenant

NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
YEAR = reporting_scope(2026)

Change = Callable[[Session, Surveyed], None]


@pytest.fixture
def regency(session: Session) -> Surveyed:
    """Two agencies: last year closed, this year's second quarter open."""
    windows = (triwulan(2025, 4), triwulan(2026, 2))
    found = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=("Dinas A", "Dinas B"))
    for period in (found.periods[0], found.periods[2]):
        freeze_period(session, found, period)
    session.flush()
    return found


def read(session: Session, surveyed: Surveyed) -> RecapSnapshot:
    return standing_recap(session, tenant_id=surveyed.tenant_id, periods=list_periods(session, tenant_id=surveyed.tenant_id), scope=YEAR)


def counted(surveyed: Surveyed, number: int, dimension: str = "service") -> tuple[object, ...]:
    return tally.c.tenant_id == surveyed.tenant_id, tally.c.period_id == surveyed.periods[number].id, tally.c.dimension == dimension


def answer(session: Session, surveyed: Surveyed) -> None:
    session.execute(update(tally).where(*counted(surveyed, 1)).values(respondents=tally.c.respondents + 1, waktu_1=tally.c.waktu_1 + 1))  # type: ignore[arg-type]


def tell_who_answered(session: Session, surveyed: Surveyed) -> None:
    session.execute(update(tally).where(*counted(surveyed, 1, "gender")).values(respondents=tally.c.respondents + 1))  # type: ignore[arg-type]


def correct_last_year(session: Session, surveyed: Surveyed) -> None:
    session.execute(update(tally).where(*counted(surveyed, 0)).values(waktu_1=tally.c.waktu_1 + tally.c.waktu_4, waktu_4=0))  # type: ignore[arg-type]
    freeze_period(session, surveyed, surveyed.periods[0], reason="Jawaban terlambat dihitung.")


def close(session: Session, surveyed: Surveyed) -> None:
    for period in (surveyed.periods[1], surveyed.periods[3]):
        freeze_period(session, surveyed, period)


def add_agency(session: Session, surveyed: Surveyed) -> None:
    session.add(Agency(tenant_id=surveyed.tenant_id, id=new_id(), name="Satpol PP", kind="lainnya"))


def aim(session: Session, surveyed: Surveyed) -> None:
    nik = Decimal(99)
    session.add(Target(tenant_id=surveyed.tenant_id, id=new_id(), agency_id=None, year=2026, nik=nik, source="RPJMD", updated_at=NOW))


def enter_an_older_year(session: Session, surveyed: Surveyed) -> None:
    older = {"year": 2024, "label": "2024", "edition": "permenpanrb-14-2017", "nik": 80}
    session.add(PastResult(tenant_id=surveyed.tenant_id, id=new_id(), agency_id=None, **older))


def promise(session: Session, surveyed: Surveyed, number: int, state: str = "planned") -> None:
    session.add(
        FollowupItem(
            tenant_id=surveyed.tenant_id, id=new_id(), period_id=surveyed.periods[number].id, unsur="waktu", action="Tambah loket",
            due_on=date(2026, 2, 1), state=state,
        )
    )  # fmt: skip


def promise_of_last_year(session: Session, surveyed: Surveyed) -> None:
    promise(session, surveyed, 0, "done")


def plan_of_this_year(session: Session, surveyed: Surveyed) -> None:
    promise(session, surveyed, 1)


def new_letterhead(session: Session, surveyed: Surveyed) -> None:
    session.execute(
        update(TenantProfile).where(TenantProfile.tenant_id == surveyed.tenant_id).values(government_name="Pemerintah Baru")
    )


CHANGES: dict[Change, Callable[[RecapSnapshot], object]] = {
    answer: lambda recap: (recap.result.respondents, recap.agencies[0].respondents),
    tell_who_answered: lambda recap: recap.result.profile,
    correct_last_year: lambda recap: (recap.previous, recap.trend),
    close: lambda recap: recap.is_provisional,
    add_agency: lambda recap: len(recap.agencies),
    aim: lambda recap: recap.target,
    enter_an_older_year: lambda recap: recap.trend,
    promise_of_last_year: lambda recap: recap.promised,
    plan_of_this_year: lambda recap: recap.planned,
    new_letterhead: lambda recap: recap.letterhead,
}
"""What changes the recap, and where that shows."""


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_changes_is_seen_at_once(session: Session, regency: Surveyed, change: Change) -> None:
    before = read(session, regency)
    assert read(session, regency) is before
    change(session, regency)
    session.flush()
    after = read(session, regency)
    shown = CHANGES[change]
    assert shown(after) != shown(before)


def test_plans_are_counted_where_they_belong(session: Session, regency: Surveyed) -> None:
    for number, state in ((0, "done"), (0, "planned"), (1, "done"), (3, "planned")):
        promise(session, regency, number, state)
    session.flush()
    recap = read(session, regency)
    assert (recap.promised.items, recap.promised.done, recap.planned.items, recap.planned.done) == (2, 1, 2, 1)
    first = next(each for each in recap.agencies if each.id == str(regency.agency_ids[0]))
    assert (first.promised.items, first.promised.done, first.planned.items, first.planned.done) == (2, 1, 1, 1)


def test_a_remembered_recap_bears_the_moment_it_is_asked_at(session: Session, regency: Surveyed) -> None:
    periods = list_periods(session, tenant_id=regency.tenant_id)
    for now in (NOW, datetime(2026, 5, 21, 3, 0, tzinfo=UTC)):
        recap = recap_of_scope(session, tenant_id=regency.tenant_id, periods=periods, scope=YEAR, now=now)
        assert recap.prepared_at == now and recap.result.frozen_at == now
