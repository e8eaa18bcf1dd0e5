"""Deadlines are set by who may, reach everyone concerned, and are refused where they make no sense."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.deadlines import SetDeadline, list_deadlines, list_unreported
from puas.db.tables.agencies import Agency
from puas.db.tables.calendar import Notification
from puas.db.tables.people import AuditEvent
from puas.db.tables.places import Tenant
from puas.domain.deadlines import HAND_OVER, OVER, PASSED, SUBMIT
from puas.domain.reporting_scope import reporting_scope
from puas.domain.survey_period import triwulan
from puas.usecases.reactivate_tenant import reactivate_tenant
from puas.usecases.remove_deadline import UnableToRemoveDeadline, remove_deadline
from puas.usecases.set_deadline import UnableToSetDeadline, set_deadline
from tests.factories.oversight import Province, a_province, a_regency, a_submission, on

if TYPE_CHECKING:
    from tests.conftest import Committing

TODAY = date(2026, 7, 1)
DUE = date(2026, 7, 20)


def put(
    session: Session, tenant_id: int, account_id: UUID, *, step: str = SUBMIT, part: str = "triwulan-2", day: date = DUE, **options: Any
) -> None:
    with tenancy.inside(session, tenant_id=tenant_id):
        set_deadline(
            session=session, tenant_id=tenant_id, scope=reporting_scope(2026, part), step=step, due_on=day,
            account_id=account_id, now=options.pop("now", on(TODAY)), note=options.pop("note", ""),
        )  # fmt: skip


def deadlines(session: Session, tenant_id: int) -> list[SetDeadline]:
    with tenancy.inside(session, tenant_id=tenant_id):
        return list_deadlines(session, tenant_id=tenant_id)


def told(session: Session, tenant_id: int, kind: str = "deadline-set") -> set[UUID]:
    with tenancy.inside(session, tenant_id=tenant_id):
        return set(session.scalars(select(Notification.account_id).where(Notification.tenant_id == tenant_id, Notification.kind == kind)))


@pytest.fixture
def province(session: Session) -> Province:
    return a_province(session)


def test_a_province_s_deadline_stands_in_each_of_its_regencies_and_everyone_is_told(session: Session, province: Province) -> None:
    put(session, province.id, province.admin, step=HAND_OVER, day=date(2026, 8, 1))
    for regency in province.regencies:
        [found] = deadlines(session, regency.id)
        assert (found.due.origin, found.due.step, found.due.due_on, found.set_by) == ("province", HAND_OVER, date(2026, 8, 1), "")
        assert told(session, regency.id) == {regency.admin}
    [own] = deadlines(session, province.id)
    assert (own.due.origin, own.set_by) == ("own", "Admin Provinsi")
    assert told(session, province.id) == set()


def test_a_regency_s_deadline_tells_officers_and_the_other_administrators(session: Session, province: Province) -> None:
    regency = province.regencies[0]
    put(session, regency.id, regency.admin)
    assert told(session, regency.id) == set(regency.officers)
    assert deadlines(session, province.regencies[1].id) == []
    with tenancy.inside(session, tenant_id=regency.id):
        event = session.scalars(select(AuditEvent).where(AuditEvent.tenant_id == regency.id)).one()
    assert (event.action, event.detail["due_on"]) == ("set_deadline", ["", "2026-07-20"])


def test_officers_of_an_archived_agency_are_not_told(session: Session, province: Province) -> None:
    regency = province.regencies[0]
    with tenancy.inside(session, tenant_id=regency.id):
        session.execute(update(Agency).where(Agency.tenant_id == regency.id, Agency.id == regency.agencies[0]).values(state="archived"))
    put(session, regency.id, regency.admin)
    assert told(session, regency.id) == {regency.officers[1]}


def test_setting_the_same_day_twice_tells_once_and_a_new_day_again(session: Session, province: Province) -> None:
    regency = province.regencies[0]
    for number, day in enumerate((DUE, DUE, DUE + timedelta(1), DUE)):
        put(session, regency.id, regency.admin, day=day, now=on(TODAY + timedelta(number)))
    with tenancy.inside(session, tenant_id=regency.id):
        notices = session.scalars(
            select(Notification.facts).where(Notification.account_id == regency.officers[0]).order_by(Notification.created_at)
        ).all()
    assert [each["due_on"] for each in notices] == ["2026-07-20", "2026-07-21", "2026-07-20"]
    assert [each.due.due_on for each in deadlines(session, regency.id)] == [DUE]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"step": HAND_OVER}, "unknown-step"),
        ({"step": "approve"}, "unknown-step"),
        ({"day": TODAY - timedelta(1)}, "in-the-past"),
        ({"day": date(2026, 3, 31)}, "before-scope"),
        ({"day": date(2027, 7, 2)}, "too-late"),
        ({"note": "x" * 301}, "note-too-long"),
    ],
)
def test_what_makes_no_sense_is_refused(session: Session, province: Province, options: dict[str, Any], reason: str) -> None:
    regency = province.regencies[0]
    with pytest.raises(UnableToSetDeadline) as refused:
        put(session, regency.id, regency.admin, **options)
    assert refused.value.reason == reason
    assert deadlines(session, regency.id) == []


def test_a_day_that_has_passed_may_correct_an_earlier_one(session: Session, province: Province) -> None:
    regency = province.regencies[0]
    put(session, regency.id, regency.admin)
    put(session, regency.id, regency.admin, day=TODAY - timedelta(1))
    assert [each.due.due_on for each in deadlines(session, regency.id)] == [TODAY - timedelta(1)]


def test_a_last_day_is_by_the_clock_of_the_tenant(session: Session) -> None:
    east = a_regency(session, "94.01", time_zone="Asia/Jayapura")
    # Nine in the evening of the first in London's time is the second in Jayapura: the first is over there.
    with pytest.raises(UnableToSetDeadline, match="in-the-past"):
        put(session, east.id, east.admin, day=TODAY, now=on(TODAY, 21))


def test_submitting_after_the_hand_over_is_refused(session: Session, province: Province) -> None:
    put(session, province.id, province.admin, step=HAND_OVER, part="semester-1", day=date(2026, 7, 15))
    regency = province.regencies[0]
    with pytest.raises(UnableToSetDeadline, match="after-hand-over"):
        put(session, regency.id, regency.admin, day=date(2026, 7, 16))
    put(session, regency.id, regency.admin, day=date(2026, 7, 15))


def test_removing_a_province_s_deadline_removes_its_copies_alone(session: Session, province: Province) -> None:
    put(session, province.id, province.admin, step=SUBMIT)
    regency = province.regencies[0]
    put(session, regency.id, regency.admin, day=DUE - timedelta(2))
    with tenancy.inside(session, tenant_id=province.id):
        [own] = list_deadlines(session, tenant_id=province.id)
        remove_deadline(session=session, tenant_id=province.id, deadline_id=own.id, account_id=province.admin, now=on(TODAY))
    assert [each.due.origin for each in deadlines(session, regency.id)] == ["own"]
    assert deadlines(session, province.regencies[1].id) == []
    assert told(session, regency.id, "deadline-removed") == {regency.admin, *regency.officers}


def test_a_regency_cannot_remove_the_province_s_deadline_nor_another_s(session: Session, province: Province) -> None:
    put(session, province.id, province.admin, step=HAND_OVER)
    first, second = province.regencies
    put(session, second.id, second.admin)
    copy = deadlines(session, first.id)[0].id
    foreign = next(each.id for each in deadlines(session, second.id) if each.due.origin == "own")
    for deadline_id in (copy, foreign):
        with tenancy.inside(session, tenant_id=first.id), pytest.raises(UnableToRemoveDeadline):
            remove_deadline(session=session, tenant_id=first.id, deadline_id=deadline_id, account_id=first.admin, now=on(TODAY))
    assert len(deadlines(session, second.id)) == 2


def test_who_is_suspended_gets_the_deadlines_on_coming_back(session: Session, province: Province) -> None:
    away = a_regency(session, "35.09", state="suspended")
    foreign = a_regency(session, "36.01")
    put(session, province.id, province.admin, step=HAND_OVER)
    assert deadlines(session, away.id) == deadlines(session, foreign.id) == []
    assert told(session, away.id) == set()
    reactivate_tenant(session=session, tenant_id=away.id, reactivated_by=province.admin, base_url="https://x.example", now=on(TODAY))
    assert [each.due.step for each in deadlines(session, away.id)] == [HAND_OVER]


def test_belum_lapor_is_what_is_late_and_not_submitted(session: Session, province: Province) -> None:
    regency = province.regencies[0]
    first, second = regency.agencies
    late = a_submission(session, tenant_id=regency.id, agency_id=first, window=triwulan(2026, 1))
    a_submission(session, tenant_id=regency.id, agency_id=second, window=triwulan(2026, 1), state="submitted")
    without = a_submission(session, tenant_id=regency.id, agency_id=first, window=triwulan(2026, 2), state="change_requested")
    a_submission(session, tenant_id=regency.id, agency_id=second, window=triwulan(2026, 2), round_number=2)
    a_submission(session, tenant_id=regency.id, agency_id=second, window=triwulan(2026, 3), state="collecting")
    put(session, regency.id, regency.admin, part="triwulan-1", day=date(2026, 4, 10), now=on(date(2026, 3, 1)))

    def found(agency_ids: Sequence[UUID] | None = None) -> list[tuple[UUID, str, int]]:
        with tenancy.inside(session, tenant_id=regency.id):
            rows = list_unreported(session, tenant_id=regency.id, agency_ids=agency_ids, step=SUBMIT, today=date(2026, 7, 5))
        return [(each.period_id, each.obligation.phase, each.obligation.days) for each in rows]

    assert found() == [(late, PASSED, 86), (without, OVER, 5)]
    assert found([second]) == []


def test_two_settings_at_once_leave_one_row_everywhere(committing: Committing) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    with committing.session_factory() as session:
        province = a_province(session)
        session.commit()
    start = Barrier(2)

    def act(day: date) -> None:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=province.id)
            start.wait()
            set_deadline(
                session=session, tenant_id=province.id, scope=reporting_scope(2026, "triwulan-2"), step=HAND_OVER, due_on=day, note="",
                account_id=province.admin, now=on(TODAY),
            )  # fmt: skip
            session.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, (DUE, DUE + timedelta(5))))
    with committing.session_factory() as session:
        days = {
            tuple(each.due.due_on for each in deadlines(session, place))
            for place in (province.id, *(each.id for each in province.regencies))
        }
    assert len(days) == 1
    assert len(days.pop()) == 1


def test_who_comes_on_board_while_a_deadline_is_set_has_it_too(committing: Committing) -> None:
    """Whichever of the two comes first, the other waits for it."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Event

    from puas.domain.tenant_contacts import ContactDetails
    from puas.usecases._bring_on_board import bring_on_board

    with committing.session_factory() as session:
        province = a_province(session, regencies=1)
        session.commit()
    is_set, may_go = Event(), Event()

    def set_and_wait() -> None:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=province.id)
            set_deadline(
                session=session, tenant_id=province.id, scope=reporting_scope(2026), step=HAND_OVER, due_on=DUE, note="",
                account_id=province.admin, now=on(TODAY),
            )  # fmt: skip
            is_set.set()
            may_go.wait(20)
            session.commit()

    def join() -> int:
        with committing.session_factory() as session:
            is_set.wait(20)
            tenant = bring_on_board(
                session, kind="regency", region_code="35.22", province_code="35", name="Kabupaten Bojonegoro", time_zone="Asia/Jakarta",
                office_name="Bagian Organisasi", contact=ContactDetails("Sri", "", "", ""), now=on(TODAY),
            )  # fmt: skip
            session.commit()
            return tenant.id

    with ThreadPoolExecutor(2) as pool:
        setting, joining = pool.submit(set_and_wait), pool.submit(join)
        is_set.wait(20)
        may_go.set()
        setting.result(20)
        new = joining.result(20)
    with committing.session_factory() as session:
        assert [each.due.due_on for each in deadlines(session, new)] == [DUE]
        assert session.scalar(select(Tenant.kind).where(Tenant.id == new)) == "regency"
