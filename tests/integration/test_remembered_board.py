"""A board is worked out once, and anew as soon as anything it is made of is something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_board import regency_board
from puas.db.tables.agencies import Agency
from puas.db.tables.calendar import Deadline
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import PastResult, Target
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.index_score import POOLED
from puas.domain.regency_board import BoardAgency, RegencyBoard
from puas.domain.reporting_scope import reporting_scope
from puas.domain.survey_period import triwulan
from puas.usecases._submissions import ensure_submissions
from puas.usecases.recount_tallies import recount_tallies
from tests.factories.frozen import freeze_period
from tests.factories.published import make_public
from tests.factories.surveyed import Surveyed, survey_tenant

TODAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)

Change = Callable[[Session, Surveyed], None]


@pytest.fixture
def regency(session: Session) -> Surveyed:
    """Two agencies over two quarters; the first quarter is closed, in the second they collect answers."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    found = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=("Dinas A", "Dinas B"))
    for period in (found.periods[0], found.periods[2]):
        freeze_period(session, found, period)
    ensure_submissions(session, tenant_id=found.tenant_id, period_ids=[each.id for each in found.periods], now=NOW)
    session.flush()
    return found


def read(session: Session, surveyed: Surveyed, today: date = TODAY, part: str = "tahun") -> RegencyBoard:
    periods = list_periods(session, tenant_id=surveyed.tenant_id)
    return regency_board(session, tenant_id=surveyed.tenant_id, periods=periods, scope=reporting_scope(2026, part), today=today)


def first(board: RegencyBoard, surveyed: Surveyed) -> BoardAgency:
    return next(each for each in board.agencies if each.id == str(surveyed.agency_ids[0]))


def of_first(surveyed: Surveyed) -> tuple[object, ...]:
    """The first agency's rows."""
    return Agency.tenant_id == surveyed.tenant_id, Agency.id == surveyed.agency_ids[0]


def answer(session: Session, surveyed: Surveyed, number: int = 1) -> None:
    rows = tally.c.tenant_id == surveyed.tenant_id, tally.c.period_id == surveyed.periods[number].id, tally.c.dimension == "service"
    category = min(session.scalars(tally.select().with_only_columns(tally.c.category).where(*rows)))
    session.execute(
        update(tally).where(*rows, tally.c.category == category).values(respondents=tally.c.respondents + 1, waktu_1=tally.c.waktu_1 + 1)
    )


def recount(session: Session, surveyed: Surveyed) -> None:
    """There are no raw answers behind these tallies, so that nothing is left of them."""
    recount_tallies(session=session, tenant_id=surveyed.tenant_id, period_id=surveyed.periods[1].id)


def close(session: Session, surveyed: Surveyed) -> None:
    freeze_period(session, surveyed, surveyed.periods[1])


def correct(session: Session, surveyed: Surveyed) -> None:
    """A new version of a frozen result, from counts that are not what they were."""
    rows = tally.c.tenant_id == surveyed.tenant_id, tally.c.period_id == surveyed.periods[0].id, tally.c.dimension == "service"
    session.execute(update(tally).where(*rows).values(waktu_1=tally.c.waktu_1 + tally.c.waktu_4, waktu_4=0))
    freeze_period(session, surveyed, surveyed.periods[0], reason="Jawaban terlambat dihitung.")


def publish(session: Session, surveyed: Surveyed) -> None:
    periods = list_periods(session, tenant_id=surveyed.tenant_id).periods
    result_id = next(each.result_id for each in periods if each.id == surveyed.periods[0].id)
    assert result_id is not None
    make_public(session, surveyed, surveyed.periods[0], result_id)


def rename(session: Session, surveyed: Surveyed) -> None:
    session.execute(update(Agency).where(*of_first(surveyed)).values(name="Dinas Baru"))  # type: ignore[arg-type]


def archive(session: Session, surveyed: Surveyed) -> None:
    session.execute(update(Agency).where(*of_first(surveyed)).values(state="archived"))  # type: ignore[arg-type]


def merge_away(session: Session, surveyed: Surveyed) -> None:
    gone = {"state": "archived", "merged_into_id": surveyed.agency_ids[1]}
    session.execute(update(Agency).where(*of_first(surveyed)).values(**gone))  # type: ignore[arg-type]


def hand_to_another_owner(session: Session, surveyed: Surveyed) -> None:
    session.execute(update(Agency).where(*of_first(surveyed)).values(owner="vertical"))  # type: ignore[arg-type]


def aim(session: Session, surveyed: Surveyed) -> None:
    nik = Decimal(99)
    session.add(Target(tenant_id=surveyed.tenant_id, id=new_id(), agency_id=None, year=2026, nik=nik, source="RPJMD", updated_at=NOW))


def enter_last_year(session: Session, surveyed: Surveyed) -> None:
    session.add(
        PastResult(
            tenant_id=surveyed.tenant_id, id=new_id(), agency_id=None, year=2025, label="2025", edition="permenpanrb-14-2017", nik=80
        )
    )


def set_deadline(session: Session, surveyed: Surveyed) -> None:
    due = {"year": 2026, "part": "triwulan-1", "step": "submit", "due_on": date(2026, 4, 10)}
    session.add(Deadline(tenant_id=surveyed.tenant_id, id=new_id(), set_at=NOW, **due))


def promise(session: Session, surveyed: Surveyed) -> None:
    session.add(
        FollowupItem(
            tenant_id=surveyed.tenant_id, id=new_id(), period_id=surveyed.periods[0].id, unsur="waktu", action="Tambah loket",
            due_on=date(2026, 2, 1),
        )
    )  # fmt: skip


def pool(session: Session, surveyed: Surveyed) -> None:
    session.execute(
        update(TenantProfile).where(TenantProfile.tenant_id == surveyed.tenant_id).values(aggregation_policy=POOLED)
    )


CHANGES: dict[Change, Callable[[RegencyBoard, Surveyed], object]] = {
    answer: lambda board, _: (board.respondents, board.index, board.unsur),
    recount: lambda board, _: (board.respondents, board.index),
    close: lambda board, found: (first(board, found).state, first(board, found).reports),
    correct: lambda board, found: (board.index, first(board, found).index, first(board, found).measured),
    publish: lambda board, found: first(board, found).reports,
    rename: lambda board, found: first(board, found).present_name,
    archive: lambda board, found: first(board, found).is_active,
    merge_away: lambda board, found: first(board, found).merged_into,
    hand_to_another_owner: lambda board, _: (len(board.agencies), board.index),
    aim: lambda board, _: board.target,
    enter_last_year: lambda board, _: board.before,
    set_deadline: lambda board, found: first(board, found).overdue_since,
    promise: lambda board, _: board.late_promises,
    pool: lambda board, _: (board.policies, board.index),
}
"""What changes the board, and where that shows."""


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_changes_is_seen_at_once(session: Session, regency: Surveyed, change: Change) -> None:
    before = read(session, regency)
    assert read(session, regency) is before
    change(session, regency)
    session.flush()
    after = read(session, regency)
    shown = CHANGES[change]
    assert shown(after, regency) != shown(before, regency)


def test_a_period_that_is_opened_again_moves_again(session: Session, regency: Surveyed) -> None:
    assert not read(session, regency, part="triwulan-1").is_provisional
    mine = SurveyPeriod.tenant_id == regency.tenant_id, SurveyPeriod.id == regency.periods[0].id
    session.execute(update(SurveyPeriod).where(*mine).values(state="open", closed_at=None))
    before = read(session, regency, part="triwulan-1")
    assert before.is_provisional
    answer(session, regency, number=0)
    assert read(session, regency, part="triwulan-1").respondents == before.respondents + 1


def test_what_is_late_depends_on_the_day(session: Session, regency: Surveyed) -> None:
    set_deadline(session, regency)
    session.flush()
    assert first(read(session, regency, date(2026, 4, 10)), regency).overdue_since is None
    assert first(read(session, regency, date(2026, 4, 11)), regency).overdue_since == date(2026, 4, 10)


def test_periods_that_did_not_change_are_the_same_list(session: Session, regency: Surveyed) -> None:
    before = list_periods(session, tenant_id=regency.tenant_id)
    assert list_periods(session, tenant_id=regency.tenant_id) is before
    close(session, regency)
    after = list_periods(session, tenant_id=regency.tenant_id)
    assert after is not before and after.periods != before.periods
