"""Two people act on one plan in the same moment: one wins, the other is told. Commits are real here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.followup_lists import promises_of
from puas.db.session import unit_of_work
from puas.db.tables.reports import FollowupItem, Photograph
from puas.domain.report_details import MOST_PHOTOGRAPHS
from puas.runtime.file_store import DiskStore
from puas.usecases.add_photograph import UnableToAddPhotograph, add_photograph
from puas.usecases.carry_followup import UnableToCarryFollowup, carry_followup
from puas.usecases.record_followup import Progress, UnableToRecordFollowup, record_followup
from puas.usecases.save_followup_plan import PlannedItem, UnableToSaveFollowupPlan, save_followup_plan
from tests.conftest import Committing
from tests.factories.closed import ClosedPeriod, closed_period, same_period_in

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A closed period with one promise in its plan, and one left open by the plan before."""

    committing: Committing
    closed: ClosedPeriod
    item_id: UUID
    left_open: UUID
    later: UUID

    def at_once(self, act: Callable[[Session, int], None]) -> list[str]:
        """What two people are told who do it together, each in a transaction that has read the plan already."""
        start = threading.Barrier(2)

        def one(number: int) -> str:
            try:
                with unit_of_work(self.committing.session_factory, tenant_id=self.closed.tenant_id) as session:
                    promises_of(session, tenant_id=self.closed.tenant_id, period_id=self.closed.period_id, today=NOW.date())
                    start.wait(60)
                    act(session, number)
            except (UnableToSaveFollowupPlan, UnableToRecordFollowup, UnableToCarryFollowup, UnableToAddPhotograph) as refused:
                return refused.reason
            return "done"

        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(one, (1, 2)))

    def read(self) -> Session:
        return self.committing.session_factory()


@pytest.fixture
def place(committing: Committing) -> Place:
    with committing.session_factory() as session:
        closed = closed_period(session, respondents=2)
        earlier, later = same_period_in(session, closed, 2025), same_period_in(session, closed, 2027)
        ids = []
        for period_id in (closed.period_id, earlier):
            ids.append(new_id())
            session.add(
                FollowupItem(tenant_id=closed.tenant_id, id=ids[-1], period_id=period_id, unsur="waktu", action="Asal", updated_at=NOW)
            )
        session.commit()
    return Place(committing, closed, ids[0], ids[1], later)


def test_one_plan_is_saved_and_the_other_told(place: Place) -> None:
    def save(session: Session, number: int) -> None:
        row = PlannedItem("waktu", f"Versi {number}", None, "", place.item_id)
        save_followup_plan(
            session=session, tenant_id=place.closed.tenant_id, period_id=place.closed.period_id, items=[row], version=0, account_id=None,
            now=NOW,
        )  # fmt: skip

    assert place.at_once(save) == ["changed-meanwhile", "done"]


def test_one_note_is_kept_and_the_other_told(place: Place) -> None:
    def note(session: Session, number: int) -> None:
        progress = Progress(place.item_id, "done", f"Catatan {number}", "", ())
        record_followup(
            session=session, tenant_id=place.closed.tenant_id, period_id=place.closed.period_id, progress=progress, noted_at=NOW,
            account_id=None, now=LATER,
        )  # fmt: skip

    assert place.at_once(note) == ["changed-meanwhile", "done"]


def test_a_promise_is_taken_up_by_one_plan(place: Place) -> None:
    def carry(session: Session, number: int) -> None:
        into = place.closed.period_id if number == 1 else place.later
        carry_followup(
            session=session, tenant_id=place.closed.tenant_id, period_id=into, item_id=place.left_open, account_id=None, now=NOW
        )  # fmt: skip

    assert place.at_once(carry) == ["done", "unknown-item"]


def test_the_last_place_is_given_once(place: Place, tmp_path: Path) -> None:
    def add(session: Session, number: int) -> None:
        target = BytesIO()
        Image.new("RGB", (240, 240), (number * 15, 0, 0)).save(target, "JPEG")
        add_photograph(
            session=session, store=DiskStore(tmp_path), tenant_id=place.closed.tenant_id, period_id=place.closed.period_id, item_id=None,
            content=target.getvalue(), account_id=None, now=NOW,
        )  # fmt: skip

    with unit_of_work(place.committing.session_factory, tenant_id=place.closed.tenant_id) as session:
        for number in range(3, MOST_PHOTOGRAPHS + 2):
            add(session, number)
    assert place.at_once(add) == ["done", "too-many"]
    with unit_of_work(place.committing.session_factory, tenant_id=place.closed.tenant_id) as session:
        assert session.scalar(select(func.count()).select_from(Photograph)) == MOST_PHOTOGRAPHS
