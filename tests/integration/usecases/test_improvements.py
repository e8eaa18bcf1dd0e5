"""Improvement items through the use cases: what is refused, what stays with its tenant, who counts, and two at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.improvement_lists import WantedImprovements, count_improvements, count_late_improvements, list_improvements
from puas.db.tables.people import AuditEvent
from puas.db.tables.yardsticks import EvidenceFile, ImprovementItem
from puas.domain.followup_plan import MONTH, QUARTER, Counts, Due, standing
from puas.domain.improvements import MOST_OF_AN_AGENCY
from puas.usecases import save_improvement as saving
from puas.usecases.record_improvement import UnableToRecordImprovement, record_improvement
from puas.usecases.remove_improvement import UnableToRemoveImprovement, remove_improvement
from puas.usecases.save_improvement import PlannedImprovement, UnableToSaveImprovement, save_improvement
from tests.factories.regency import Regency, make_agency, make_regency

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ENTRY = new_id()


@pytest.fixture
def regency(session: Session) -> Regency:
    return make_regency(session)


@pytest.fixture
def agency_id(session: Session, regency: Regency) -> UUID:
    return make_agency(session, regency.id)[0].id


def planned(agency_id: UUID, /, **changes: object) -> PlannedImprovement:
    made = PlannedImprovement(
        new_id(), agency_id, "performance", ENTRY, "3.c.K", "Sarana kelompok rentan", 2026, "Memasang bidang landai",
        Due(date(2026, 12, 1)), "Sekretaris",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def save(session: Session, regency: Regency, item: PlannedImprovement, *, seen_at: datetime | None = None, now: datetime = NOW) -> UUID:
    save_improvement(session=session, tenant_id=regency.id, item=item, seen_at=seen_at, account_id=None, now=now)
    return item.id


def record(
    session: Session, regency: Regency, item_id: UUID, state: str = "done", text: str = "Selesai.", seen_at: datetime | None = None
) -> None:
    record_improvement(
        session=session, tenant_id=regency.id, item_id=item_id, state=state, description=text, seen_at=seen_at, account_id=None, now=NOW
    )  # fmt: skip


def remove(session: Session, regency: Regency, item_id: UUID) -> None:
    remove_improvement(session=session, tenant_id=regency.id, item_id=item_id, account_id=None, now=NOW)


def reason_of(act: Callable[[], object]) -> str:
    try:
        act()
    except (UnableToSaveImprovement, UnableToRecordImprovement, UnableToRemoveImprovement) as refused:
        return refused.reason
    return "done"


def row_of(session: Session, item_id: UUID) -> ImprovementItem:
    return session.scalars(select(ImprovementItem).where(ImprovementItem.id == item_id)).one()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"agency_id": new_id()}, "unknown-agency"),
        ({"source": "weather"}, "unknown-source"),
        ({"source": ""}, "unknown-source"),
        ({"topic": ""}, "empty"),
        ({"action": ""}, "empty"),
        ({"action": "x" * 2001}, "too-long"),
        ({"topic": "x" * 501}, "too-long"),
        ({"person_in_charge": "x" * 201}, "too-long"),
        ({"source_part": "x" * 81}, "too-long"),
    ],
)
def test_nonsense_is_refused_and_nothing_kept(
    session: Session, regency: Regency, agency_id: UUID, changes: dict[str, object], reason: str
) -> None:
    assert reason_of(lambda: save(session, regency, planned(agency_id, **changes))) == reason
    assert session.scalar(select(func.count()).select_from(ImprovementItem)) == 0


def test_a_form_sent_twice_makes_one_item(session: Session, regency: Regency, agency_id: UUID) -> None:
    item = planned(agency_id)
    save(session, regency, item)
    save(session, regency, replace(item, action="Dikirim lagi"))
    assert session.scalars(select(ImprovementItem.action)).all() == ["Memasang bidang landai"]
    assert session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "save_improvement")) == 1


def test_the_second_of_two_editors_is_told(session: Session, regency: Regency, agency_id: UUID) -> None:
    item = planned(agency_id)
    save(session, regency, item)
    seen = row_of(session, item.id).updated_at
    save(session, regency, replace(item, action="Yang pertama"), seen_at=seen, now=NOW + timedelta(minutes=1))
    assert reason_of(lambda: save(session, regency, replace(item, action="Yang kedua"), seen_at=seen)) == "changed-meanwhile"
    assert reason_of(lambda: record(session, regency, item.id, seen_at=seen)) == "changed-meanwhile"
    assert row_of(session, item.id).action == "Yang pertama"


def test_an_item_stays_with_its_agency(session: Session, regency: Regency, agency_id: UUID) -> None:
    other = make_agency(session, regency.id, "Dinas Lain")[0].id
    item = planned(agency_id)
    save(session, regency, item)
    moved = replace(item, agency_id=other)
    assert reason_of(lambda: save(session, regency, moved, seen_at=row_of(session, item.id).updated_at)) == "unknown-item"
    assert reason_of(lambda: save(session, regency, planned(agency_id), seen_at=NOW)) == "unknown-item"


def test_done_needs_a_word_of_what_was_done(session: Session, regency: Regency, agency_id: UUID) -> None:
    item_id = save(session, regency, planned(agency_id))
    assert reason_of(lambda: record(session, regency, item_id, "done", "  ")) == "undescribed"
    assert reason_of(lambda: record(session, regency, item_id, "kept", "x")) == "unknown-state"
    assert reason_of(lambda: record(session, regency, item_id, "done", "x" * 2001)) == "too-long"
    assert reason_of(lambda: record(session, regency, new_id())) == "unknown-item"
    record(session, regency, item_id, "in_progress", "")
    record(session, regency, item_id)
    assert (row_of(session, item_id).state, row_of(session, item_id).description) == ("done", "Selesai.")


def test_only_what_nobody_has_begun_is_taken_back(session: Session, regency: Regency, agency_id: UUID) -> None:
    begun, idle = save(session, regency, planned(agency_id)), save(session, regency, planned(agency_id))
    evidence = {"subject": "improvement", "subject_id": idle, "title": "Foto", "url": "https://a.example", "uploaded_at": NOW}
    session.add(EvidenceFile(tenant_id=regency.id, id=new_id(), **evidence))
    record(session, regency, begun, "in_progress", "")
    assert reason_of(lambda: remove(session, regency, begun)) == "begun"
    assert reason_of(lambda: remove(session, regency, idle)) == "done"
    assert reason_of(lambda: remove(session, regency, idle)) == "unknown-item"
    assert session.scalars(select(ImprovementItem.id)).all() == [begun]
    assert session.scalar(select(EvidenceFile.removed_at)) is not None


def test_nothing_of_another_tenant_is_reached(session: Session, regency: Regency, agency_id: UUID) -> None:
    mine = save(session, regency, planned(agency_id))
    other = make_regency(session)
    theirs = make_agency(session, other.id)[0].id
    assert reason_of(lambda: save(session, other, planned(agency_id))) == "unknown-agency"
    assert reason_of(lambda: record(session, other, mine)) == "unknown-item"
    assert reason_of(lambda: remove(session, other, mine)) == "unknown-item"
    save(session, other, planned(theirs))
    seen = count_improvements(session, tenant_id=other.id, agency_ids=None, today=NOW.date(), wanted=WantedImprovements())
    assert seen == Counts(planned=1)
    tenancy.enter(session, tenant_id=regency.id)
    assert row_of(session, mine).state == "planned"


def test_an_agency_cannot_promise_without_end(session: Session, regency: Regency, agency_id: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_OF_AN_AGENCY == 200
    monkeypatch.setattr(saving, "MOST_OF_AN_AGENCY", 2)
    first = save(session, regency, planned(agency_id))
    save(session, regency, planned(agency_id))
    assert reason_of(lambda: save(session, regency, planned(agency_id))) == "too-many"
    record(session, regency, first)
    assert reason_of(lambda: save(session, regency, planned(agency_id))) == "done"


def test_counts_by_agency_and_source(session: Session, regency: Regency, agency_id: UUID) -> None:
    other = make_agency(session, regency.id, "Dinas Lain")[0].id
    late = Due(date(2026, 10, 1))
    save(session, regency, planned(agency_id, due=late))
    record(session, regency, save(session, regency, planned(agency_id, due=late)))
    save(session, regency, planned(agency_id, source="procedures", source_id=None))
    save(session, regency, planned(other, due=None))

    def counted(*agency_ids: UUID, **wanted: Any) -> Counts:
        return count_improvements(
            session, tenant_id=regency.id, agency_ids=agency_ids or None, today=NOW.date(), wanted=WantedImprovements(**wanted)
        )

    assert counted() == Counts(planned=2, done=1, overdue=1)
    assert counted(other) == counted(agency_id=other) == Counts(planned=1)
    assert counted(source="procedures") == Counts(planned=1)


def test_the_database_and_the_rule_agree_on_what_is_late(session: Session, regency: Regency, agency_id: UUID) -> None:
    for precision in (MONTH, QUARTER):
        for month in range(1, 13):
            first = month if precision == "month" else (month - 1) // 3 * 3 + 1
            for state in ("planned", "in_progress", "done"):
                session.add(
                    ImprovementItem(
                        tenant_id=regency.id, id=new_id(), agency_id=agency_id, source="standards", topic="t", year=2026, action="a",
                        due_on=date(2026, first, 1), due_precision=precision, state=state, created_at=NOW,
                    )
                )  # fmt: skip
    session.flush()
    scope = {"tenant_id": regency.id, "agency_ids": None, "wanted": WantedImprovements()}
    for today in (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 21), date(2027, 1, 1)):
        found = list_improvements(session, **scope, today=today, limit=200)  # type: ignore[arg-type]
        counts = count_improvements(session, **scope, today=today)  # type: ignore[arg-type]
        expected = [standing(each.item.state, each.due, today) for each in found]
        assert [each.standing for each in found] == expected and len(found) == 72
        for name in ("overdue", "in_progress", "planned", "done"):
            assert getattr(counts, name) == expected.count(name), (today, name)
            narrowed = list_improvements(session, **{**scope, "wanted": WantedImprovements(standing=name)}, today=today, limit=200)  # type: ignore[arg-type]
            assert len(narrowed) == expected.count(name), (today, name)
        assert count_late_improvements(session, tenant_id=regency.id, agency_ids=None, today=today) == expected.count("overdue")
