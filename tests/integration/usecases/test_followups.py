"""Plans, progress and carrying through the use cases: only what belongs to the tenant, the period and the agency; and two at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.followup_lists import Wanted, count_promises, list_promises
from puas.db.tables.reports import FollowupItem
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.followup_plan import DONE, MONTH, QUARTER, Due, standing
from puas.usecases.carry_followup import UnableToCarryFollowup, carry_followup
from puas.usecases.record_followup import Progress, UnableToRecordFollowup, record_followup
from puas.usecases.save_followup_plan import PlannedItem, UnableToSaveFollowupPlan, save_followup_plan
from tests.factories.closed import ClosedPeriod, closed_period, same_period_in
from tests.factories.surveys import a_survey

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    return closed_period(session)


@pytest.fixture
def elsewhere(session: Session, closed: ClosedPeriod) -> ClosedPeriod:
    """A period of another tenant; the session is back in the first."""
    made = closed_period(session, slug="wonoasri", respondents=1)
    tenancy.enter(session, tenant_id=closed.tenant_id)
    return made


def item(session: Session, closed: ClosedPeriod, period_id: UUID, **told: object) -> UUID:
    row = FollowupItem(
        tenant_id=closed.tenant_id, id=new_id(), period_id=period_id, unsur="waktu", action="Menambah loket", updated_at=NOW, **told
    )
    session.add(row)
    session.flush()
    return row.id


def save(session: Session, tenant_id: int, period_id: UUID, *items: PlannedItem, version: int | None = None) -> None:
    save_followup_plan(
        session=session, tenant_id=tenant_id, period_id=period_id, items=items, version=version, account_id=None, now=NOW
    )  # fmt: skip


def record(session: Session, tenant_id: int, period_id: UUID, item_id: UUID, noted_at: datetime | None = None) -> None:
    progress = Progress(item_id, "done", "Selesai.", "", ())
    record_followup(
        session=session, tenant_id=tenant_id, period_id=period_id, progress=progress, noted_at=noted_at, account_id=None, now=NOW
    )  # fmt: skip


def carry(session: Session, tenant_id: int, period_id: UUID, item_id: UUID) -> FollowupItem:
    return carry_followup(session=session, tenant_id=tenant_id, period_id=period_id, item_id=item_id, account_id=None, now=NOW)


def reason_of(act: Callable[[], object]) -> str:
    try:
        act()
    except (UnableToSaveFollowupPlan, UnableToRecordFollowup, UnableToCarryFollowup) as refused:
        return refused.reason
    return "done"


PROMISE = PlannedItem("waktu", "Menambah loket", Due(date(2026, 12, 1)), "Camat")


def test_nothing_of_another_tenant_is_reached(session: Session, closed: ClosedPeriod, elsewhere: ClosedPeriod) -> None:
    mine = item(session, closed, closed.period_id)
    assert reason_of(lambda: save(session, closed.tenant_id, elsewhere.period_id, PROMISE)) == "unknown-period"
    assert reason_of(lambda: save(session, elsewhere.tenant_id, closed.period_id, PROMISE)) == "unknown-period"
    assert reason_of(lambda: record(session, elsewhere.tenant_id, closed.period_id, mine)) == "unknown-item"
    assert reason_of(lambda: record(session, closed.tenant_id, elsewhere.period_id, mine)) == "unknown-item"
    assert reason_of(lambda: carry(session, closed.tenant_id, elsewhere.period_id, mine)) == "unknown-period"


def test_an_item_of_another_plan_is_not_taken_over(session: Session, closed: ClosedPeriod) -> None:
    other = same_period_in(session, closed, 2025)
    theirs = item(session, closed, other)
    save(session, closed.tenant_id, closed.period_id, PlannedItem("biaya", "Milik saya", None, "", theirs))
    assert session.scalar(select(FollowupItem.action).where(FollowupItem.id == theirs)) == "Menambah loket"
    made = session.scalars(select(FollowupItem).where(FollowupItem.period_id == closed.period_id)).one()
    assert (made.action, made.id == theirs) == ("Milik saya", False)
    assert reason_of(lambda: record(session, closed.tenant_id, closed.period_id, theirs)) == "unknown-item"


def test_only_open_promises_of_earlier_plans_of_the_agency_are_taken_up(session: Session, closed: ClosedPeriod) -> None:
    earlier, later = same_period_in(session, closed, 2025), same_period_in(session, closed, 2027)
    neighbour = a_survey(session, ends_on=date(2026, 12, 31))
    session.execute(select(SurveyPeriod).where(SurveyPeriod.id == neighbour.period_id))
    kept = item(session, closed, earlier, state=DONE)
    ahead = item(session, closed, later)
    theirs = item(session, closed, neighbour.period_id)
    here = item(session, closed, closed.period_id)
    for each in (kept, ahead, theirs, here, new_id()):
        assert reason_of(lambda each=each: carry(session, closed.tenant_id, closed.period_id, each)) == "unknown-item"  # type: ignore[misc]
    open_one = item(session, closed, earlier)
    assert carry(session, closed.tenant_id, closed.period_id, open_one).carried_from == open_one
    for period_id in (closed.period_id, later):
        assert reason_of(lambda period_id=period_id: carry(session, closed.tenant_id, period_id, open_one)) == "unknown-item"  # type: ignore[misc]


def test_versions_and_moments_tell_of_another_editor(session: Session, closed: ClosedPeriod) -> None:
    save(session, closed.tenant_id, closed.period_id, PROMISE, version=0)
    assert reason_of(lambda: save(session, closed.tenant_id, closed.period_id, version=0)) == "changed-meanwhile"
    row = session.scalars(select(FollowupItem)).one()
    assert reason_of(lambda: record(session, closed.tenant_id, closed.period_id, row.id, NOW - timedelta(seconds=1))) == "changed-meanwhile"
    record(session, closed.tenant_id, closed.period_id, row.id, row.updated_at)
    save(session, closed.tenant_id, closed.period_id, PlannedItem("biaya", "Lain", None, "", row.id), version=1)
    session.refresh(row)
    assert (row.state, row.action, row.due_on) == ("done", "Lain", None)


def test_a_plan_that_is_carried_into_changes_for_its_editors(session: Session, closed: ClosedPeriod) -> None:
    carry(session, closed.tenant_id, closed.period_id, item(session, closed, same_period_in(session, closed, 2025)))
    assert reason_of(lambda: save(session, closed.tenant_id, closed.period_id, version=0)) == "changed-meanwhile"


def test_the_database_and_the_rule_agree_on_what_is_late(session: Session, closed: ClosedPeriod) -> None:
    for precision in (MONTH, QUARTER):
        for month in range(1, 13):
            first = month if precision == "month" else (month - 1) // 3 * 3 + 1
            for state in ("planned", "in_progress", "done"):
                item(session, closed, closed.period_id, due_on=date(2026, first, 1), due_precision=precision, state=state)
    item(session, closed, closed.period_id)
    scope = {"tenant_id": closed.tenant_id, "agency_ids": None, "wanted": Wanted()}
    for today in (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 21), date(2026, 12, 31), date(2027, 1, 1)):
        promises = list_promises(session, **scope, today=today, limit=200)  # type: ignore[arg-type]
        counts = count_promises(session, **scope, today=today)  # type: ignore[arg-type]
        expected = [standing(each.item.state, each.due, today) for each in promises]
        assert [each.standing for each in promises] == expected and len(promises) == 73
        for name in ("overdue", "in_progress", "planned", "done"):
            assert getattr(counts, name) == expected.count(name), (today, name)
            narrowed = list_promises(session, **{**scope, "wanted": Wanted(standing=name)}, today=today, limit=200)  # type: ignore[arg-type]
            assert len(narrowed) == expected.count(name), (today, name)
