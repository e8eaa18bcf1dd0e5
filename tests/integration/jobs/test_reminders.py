"""Reminders: each person once per stage, by day, the latest stage alone after an outage, and nobody of a closed workspace."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.calendar import Notification
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import Membership
from puas.db.tables.places import Tenant
from puas.db.tables.submissions import Submission
from puas.domain.deadlines import HAND_OVER, SUBMIT
from puas.domain.reporting_scope import reporting_scope
from puas.domain.survey_period import triwulan
from puas.jobs import run as job_run
from puas.usecases import remind_deadlines as usecase
from puas.usecases.notify import notify
from puas.usecases.set_deadline import set_deadline
from puas_worker.jobs import mail_notices, remind
from tests.factories.oversight import Province, a_province, a_regency, a_submission, on

if TYPE_CHECKING:
    from tests.conftest import Committing

DUE = date(2026, 7, 20)
SET = on(date(2026, 4, 1))


@pytest.fixture
def store(committing: Committing, monkeypatch: pytest.MonkeyPatch) -> Committing:
    monkeypatch.setattr(job_run, "_factory", committing.session_factory)
    monkeypatch.setattr(mail_notices, "base_url", lambda: "https://skm.example.go.id")
    return committing


@pytest.fixture
def province(store: Committing) -> Province:
    """Two regencies; in the first both agencies owe Triwulan II, in the second everything is handed over."""
    with store.session_factory() as session:
        made = a_province(session)
        first, second = made.regencies
        for agency_id in first.agencies:
            a_submission(session, tenant_id=first.id, agency_id=agency_id, window=triwulan(2026, 2))
        for agency_id in second.agencies:
            a_submission(session, tenant_id=second.id, agency_id=agency_id, window=triwulan(2026, 2), state="handed_over")
        session.commit()
    return made


def put(store: Committing, tenant_id: int, account_id: UUID, *, step: str = SUBMIT, day: date = DUE, now: datetime = SET) -> None:
    with store.session_factory() as session:
        tenancy.enter(session, tenant_id=tenant_id)
        set_deadline(
            session=session, tenant_id=tenant_id, scope=reporting_scope(2026, "triwulan-2"), step=step, due_on=day, note="",
            account_id=account_id, now=now,
        )  # fmt: skip
        session.commit()


def at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return remind.run()


def told(store: Committing, tenant_id: int) -> list[tuple[UUID, str, dict[str, str]]]:
    """Who was reminded of what, the news of the deadline left out."""
    with store.session_factory() as session:
        tenancy.enter(session, tenant_id=tenant_id)
        rows = session.execute(
            select(Notification.account_id, Notification.kind, Notification.facts)
            .where(Notification.tenant_id == tenant_id, Notification.kind != "deadline-set")
            .order_by(Notification.created_at, Notification.kind, Notification.account_id)
        )
        return [(row.account_id, row.kind, row.facts) for row in rows]


def change(store: Committing, tenant_id: int, act: Callable[[Session], object]) -> None:
    with store.session_factory() as session:
        tenancy.enter(session, tenant_id=tenant_id)
        act(session)
        session.commit()


def test_each_stage_is_told_once(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    days = [-20, -14, -13, -7, -1, 0, 1, 2, 7, 14, 20, 60]
    counts = [at(on(DUE + timedelta(each))) for each in days]
    # Two officers and one administrator.
    assert counts == [0, 3, 0, 3, 3, 0, 3, 0, 3, 3, 0, 0]
    kinds = [kind for _, kind, _ in told(store, regency.id)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "deadline-near": 6, "deadline-passed": 6, "owed-near": 3, "owed-passed": 3,
    }  # fmt: skip


def test_officers_are_told_of_their_own_agency_and_administrators_how_many(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    at(on(DUE + timedelta(1)))
    found = {account: (kind, facts) for account, kind, facts in told(store, regency.id)}
    assert set(found) == {regency.admin, *regency.officers}
    assert found[regency.officers[0]][1]["agency"] == "Dinas 1 35.01"
    kind, facts = found[regency.admin]
    assert (kind, facts["count"], facts["days"], facts["step"]) == ("owed-passed", "2", "1", "submit")


def test_who_has_submitted_is_left_in_peace(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    done = (
        update(Submission).where(Submission.tenant_id == regency.id, Submission.agency_id == regency.agencies[0]).values(state="submitted")
    )
    change(store, regency.id, lambda session: session.execute(done))
    at(on(DUE - timedelta(7)))
    assert {account for account, _, _ in told(store, regency.id)} == {regency.admin, regency.officers[1]}


def test_the_province_is_told_in_how_many_regencies_something_is_missing(store: Committing, province: Province) -> None:
    put(store, province.id, province.admin, step=HAND_OVER)
    at(on(DUE + timedelta(7)))
    [(account, kind, facts)] = told(store, province.id)
    assert (account, kind, facts["count"], facts["days"]) == (province.admin, "regencies-passed", "1", "7")
    assert [kind for _, kind, _ in told(store, province.regencies[0].id)] == ["owed-passed"]
    assert told(store, province.regencies[1].id) == []


def test_who_surveyed_nobody_is_among_those_the_province_is_told_of(store: Committing, province: Province) -> None:
    with store.session_factory() as session:
        a_regency(session, "35.03")
        session.commit()
    put(store, province.id, province.admin, step=HAND_OVER)
    at(on(DUE - timedelta(7)))
    at(on(DUE + timedelta(7)))
    # Before the day it may still begin.
    assert [(kind, facts["count"]) for _, kind, facts in told(store, province.id)] == [("regencies-near", "1"), ("regencies-passed", "2")]


@pytest.mark.parametrize(("hour", "count"), [(20, 0), (23, 0), (0, 3), (3, 3), (9, 3), (10, 0)])
def test_nobody_is_reminded_outside_of_office_hours(store: Committing, province: Province, hour: int, count: int) -> None:
    """Hours in London; seven in the morning in Jakarta is midnight there."""
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    assert at(on(DUE + timedelta(2), hour)) == count


def test_a_long_outage_is_caught_up_with_one_reminder(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    assert at(on(DUE + timedelta(16))) == 3
    assert at(on(DUE + timedelta(17))) == 0
    assert [facts["days"] for account, _, facts in told(store, regency.id) if account == regency.admin] == ["16"]


def test_what_passed_long_ago_is_not_dug_up(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    assert at(on(DUE + timedelta(80))) == 0


def test_the_news_of_a_deadline_is_its_first_reminder(store: Committing, province: Province) -> None:
    """Set ten days before: the stage of fourteen days is past, nobody is told the same twice on one day."""
    regency = province.regencies[0]
    put(store, regency.id, regency.admin, now=on(DUE - timedelta(10)))
    assert at(on(DUE - timedelta(10), 4)) == 0
    assert at(on(DUE - timedelta(7))) == 3


def test_a_moved_deadline_is_reminded_of_anew(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    assert at(on(DUE - timedelta(1))) == 3
    put(store, regency.id, regency.admin, day=DUE + timedelta(20), now=on(DUE))
    assert at(on(DUE + timedelta(1))) == 0
    assert at(on(DUE + timedelta(6))) == 3


@pytest.mark.parametrize("state", ["suspended", "left"])
def test_a_closed_workspace_is_told_nothing(store: Committing, province: Province, state: str) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    closed = update(Tenant).where(Tenant.id == regency.id).values(state=state)
    change(store, regency.id, lambda session: session.execute(closed))
    assert at(on(DUE + timedelta(1))) == 0


def test_two_runs_at_once_tell_each_once(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    with time_machine.travel(on(DUE + timedelta(1)), tick=False), ThreadPoolExecutor(2) as pool:
        counts = [each.result() for each in [pool.submit(remind.run) for _ in range(2)]]
    assert sum(counts) == 3
    assert len(told(store, regency.id)) == 3


def test_a_run_that_dies_half_way_leaves_nothing_and_the_next_does_it_all(
    store: Committing, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    calls: list[object] = []

    def dying(**options: Any) -> tuple[UUID, ...]:
        calls.append(options)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return notify(**options)

    monkeypatch.setattr(usecase, "notify", dying)
    with pytest.raises(KeyboardInterrupt):
        at(on(DUE + timedelta(1)))
    assert told(store, regency.id) == []
    monkeypatch.setattr(usecase, "notify", notify)
    assert at(on(DUE + timedelta(1))) == 3


def test_trouble_in_one_tenant_does_not_keep_the_others_waiting(
    store: Committing, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = province.regencies
    for regency in (first, second):
        put(store, regency.id, regency.admin)
    reopened = update(Submission).where(Submission.tenant_id == second.id).values(state="closed")
    change(store, second.id, lambda session: session.execute(reopened))

    def failing(*, session: Session, tenant_id: int, now: datetime) -> int:
        if tenant_id == first.id:
            raise RuntimeError("broken")
        return ordinary(session=session, tenant_id=tenant_id, now=now)

    ordinary = usecase.remind_deadlines
    monkeypatch.setattr(remind, "remind_deadlines", failing)
    with pytest.raises(ExceptionGroup):
        at(on(DUE + timedelta(1)))
    assert len(told(store, second.id)) == 3


# Mail


def mails(store: Committing) -> list[OutgoingMail]:
    with store.session_factory() as session:
        return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.recipient, OutgoingMail.created_at)))


def send(moment: datetime, tenant_id: int | None = None) -> int:
    with time_machine.travel(moment, tick=False):
        return mail_notices.run(tenant_id=tenant_id)


def test_one_letter_holds_everything_a_person_is_told(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    with store.session_factory() as session:
        a_submission(session, tenant_id=regency.id, agency_id=regency.agencies[0], window=triwulan(2026, 1))
        session.commit()
    assert send(SET) == 2
    put(store, regency.id, regency.admin, day=DUE + timedelta(1), now=SET + timedelta(days=1))
    put(store, regency.id, regency.admin, day=DUE, now=SET + timedelta(days=2))
    assert send(SET + timedelta(days=3)) == 2
    letters = [each for each in mails(store) if each.recipient.startswith("petugas1@")]
    assert [each.subject for each in letters] == ["Batas waktu ditetapkan – Kabupaten 35.01", "2 pemberitahuan dari Kabupaten 35.01"]
    assert "https://skm.example.go.id/t/kabupaten-35-01/kalender\n" in letters[0].body
    assert "1. Kabupaten 35.01 menetapkan batas waktu" in letters[1].body
    assert "21 Juli 2026" in letters[1].body
    assert "/t/kabupaten-35-01/pemberitahuan" in letters[1].body
    assert letters[1].tenant_id == regency.id


def test_mail_is_sent_once_also_by_two_at_once(store: Committing, province: Province) -> None:
    put(store, province.regencies[0].id, province.regencies[0].admin)
    with time_machine.travel(SET, tick=False), ThreadPoolExecutor(2) as pool:
        assert sum(each.result() for each in [pool.submit(mail_notices.run) for _ in range(2)]) == 2
    assert send(SET + timedelta(hours=1)) == 0
    assert len(mails(store)) == 2


def test_who_has_read_it_wants_no_mail_or_has_left_gets_none(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, province.admin)
    reader, quiet = regency.officers
    changes = (
        update(Notification).where(Notification.tenant_id == regency.id, Notification.account_id == reader).values(read_at=SET),
        update(Membership).where(Membership.tenant_id == regency.id, Membership.account_id == quiet).values(gets_notice_mail=False),
    )
    change(store, regency.id, lambda session: [session.execute(each) for each in changes])
    change(store, regency.id, lambda session: session.delete(session.get_one(Membership, (regency.id, regency.admin, "tenant-admin"))))
    assert send(SET) == 0
    assert mails(store) == []


def test_old_news_is_not_mailed(store: Committing, province: Province) -> None:
    put(store, province.regencies[0].id, province.regencies[0].admin)
    assert send(SET + timedelta(days=8)) == 0
    assert send(SET) == 0


def test_a_suspended_workspace_sends_no_mail(store: Committing, province: Province) -> None:
    regency = province.regencies[0]
    put(store, regency.id, regency.admin)
    change(store, regency.id, lambda session: session.execute(update(Tenant).where(Tenant.id == regency.id).values(state="suspended")))
    assert send(SET) == 0
    assert send(SET, regency.id) == 0


def test_a_notice_without_mail_is_only_shown(store: Committing, province: Province) -> None:
    from puas.domain.notices import REPORT_APPROVED

    regency = province.regencies[0]

    def tell(session: Session) -> None:
        notify(
            session=session, tenant_id=regency.id, account_ids=[regency.admin], kind=REPORT_APPROVED, subject="x",
            facts={"agency": "Dinas", "label": "Triwulan II 2026"}, path="/", now=SET,
        )  # fmt: skip

    change(store, regency.id, tell)
    assert send(SET) == 0
