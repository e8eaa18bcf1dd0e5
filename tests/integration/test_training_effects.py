"""What periods add to the comparison of trained and untrained agencies, and which agencies survey at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_effects import compare_reports, list_surveyed
from puas.db.tables.places import Tenant
from puas.domain.deadlines import HAND_OVER, DueDay
from puas.domain.reporting_scope import ReportingScope, reporting_scope
from puas.domain.training_effects import (
    AFTER,
    BEFORE,
    FIRST_TIME,
    ON_TIME,
    PROMISES,
    TRAINED,
    UNTRAINED,
    Comparison,
    TrainedPerson,
    who_was_trained,
)
from tests.factories.province import add_agency, add_regency, add_submission

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
TODAY, SINCE = date(2026, 11, 22), date(2024, 9, 1)
TRAINING = date(2026, 5, 1)
SPRING, SUMMER, AUTUMN, YEAR = (reporting_scope(2026, part) for part in ("triwulan-1", "triwulan-2", "triwulan-3", "tahun"))
# The last day in time of each quarter, and a moment before and after its end.
DUE = (DueDay(SPRING, HAND_OVER, date(2026, 4, 15)), DueDay(AUTUMN, HAND_OVER, date(2026, 10, 15)))
EARLY: Mapping[ReportingScope, datetime] = {SPRING: datetime(2026, 4, 10, tzinfo=UTC), AUTUMN: datetime(2026, 10, 10, tzinfo=UTC)}
LATE = datetime(2026, 11, 1, tzinfo=UTC)


class Regency:
    """A regency with agencies and their periods, looked at from within it."""

    def __init__(self, session: Session, name: str = "Kabupaten Badung", code: str = "51.03") -> None:
        self.session, self.code = session, code
        self.tenant: Tenant = add_regency(session, name, code=code)
        self.agencies: dict[str, UUID] = {}

    def report(self, agency: str, scope: ReportingScope = AUTUMN, **more: Any) -> None:
        if agency not in self.agencies:
            self.agencies[agency] = add_agency(self.session, self.tenant, agency)
        on_time = {"handed_over_at": EARLY.get(scope, LATE), "promises": 4, "promises_done": 2}
        add_submission(self.session, self.tenant, self.agencies[agency], scope, **{**on_time, **more})

    def compared(
        self, agencies: Sequence[str], *, on: date = TRAINING, due: Sequence[DueDay] = DUE, now: datetime = NOW,
        region_of: Mapping[int, str] | None = None,
    ) -> Comparison:  # fmt: skip
        """After one training with somebody of each of these agencies."""
        region_of = {self.tenant.id: self.code} if region_of is None else region_of
        with tenancy.inside(self.session, tenant_id=self.tenant.id):
            surveyed = list_surveyed(self.session, province_code="51", since=SINCE, region_of=region_of)
            trainings = who_was_trained([TrainedPerson(self.code, each, on, False) for each in agencies], surveyed, [self.code])
            return compare_reports(
                self.session, province_code="51", since=SINCE, region_of=region_of, trainings=trainings, due_days=due,
                time_zone="Asia/Makassar", now=now,
            )  # fmt: skip


@pytest.fixture
def badung(session: Session) -> Regency:
    return Regency(session)


@pytest.fixture
def ten(badung: Regency) -> Regency:
    """Five will be trained: all late before, all in time after. Five are not: in time before, two of five late after."""
    for number in range(10):
        badung.report(f"Dinas Nomor {number}", SPRING, handed_over_at=LATE if number < 5 else EARLY[SPRING])
        badung.report(f"Dinas Nomor {number}", AUTUMN, handed_over_at=LATE if number in (5, 6) else EARLY[AUTUMN])
    return badung


FIVE = tuple(f"Dinas Nomor {number}" for number in range(5))


def test_each_group_is_compared_with_itself_and_the_other(ten: Regency) -> None:
    found = ten.compared(FIVE)
    shares = [found.cell(ON_TIME, group, phase).share for group in (TRAINED, UNTRAINED) for phase in (BEFORE, AFTER)]
    assert shares == [Fraction(0), Fraction(1), Fraction(1), Fraction(3, 5)]
    assert found.cell(ON_TIME, TRAINED, AFTER).agencies == 5
    assert found.cell(PROMISES, UNTRAINED, AFTER).share == Fraction(10, 20)


def test_of_fewer_than_five_agencies_nothing_is_told(ten: Regency) -> None:
    found = ten.compared(FIVE[:4])
    assert found.cell(ON_TIME, TRAINED, AFTER).agencies == 4
    assert found.cell(ON_TIME, TRAINED, AFTER).share is None
    assert found.cell(ON_TIME, UNTRAINED, AFTER).share == Fraction(4, 6)


def test_many_periods_of_few_agencies_are_still_few_agencies(badung: Regency) -> None:
    for scope in (
        SUMMER,
        AUTUMN,
        reporting_scope(2026, "triwulan-4"),
        reporting_scope(2027, "triwulan-1"),
        reporting_scope(2027, "triwulan-2"),
    ):
        badung.report("Dinas Sosial", scope)
    due = [DueDay(reporting_scope(year), HAND_OVER, date(year, 6, 1)) for year in (2026, 2027)]
    cell = badung.compared(["Dinas Sosial"], due=due).cell(ON_TIME, TRAINED, AFTER)
    assert (cell.total, cell.agencies, cell.is_shown) == (5, 1, False)


def test_without_any_training_nothing_is_compared(ten: Regency) -> None:
    assert ten.compared([]) == Comparison({})


def test_the_day_of_the_training_itself_is_after(ten: Regency) -> None:
    found = ten.compared(FIVE, on=AUTUMN.window.ends_on)
    assert (found.cell(ON_TIME, TRAINED, AFTER).total, found.cell(ON_TIME, TRAINED, BEFORE).total) == (5, 5)
    assert (found.cell(ON_TIME, UNTRAINED, AFTER).total, found.cell(ON_TIME, UNTRAINED, BEFORE).total) == (5, 5)
    the_day_after = ten.compared(FIVE, on=date(2026, 10, 1))
    assert (the_day_after.cell(ON_TIME, TRAINED, AFTER).total, the_day_after.cell(ON_TIME, TRAINED, BEFORE).total) == (0, 10)


@pytest.mark.parametrize(
    ("handed_over_at", "due_on", "counted"),
    [
        (None, date(2026, 12, 1), (0, 0)),
        (None, TODAY, (0, 0)),
        (None, date(2026, 11, 21), (0, 1)),
        (EARLY[AUTUMN], None, (0, 0)),
        (EARLY[AUTUMN], date(2027, 1, 1), (1, 1)),
        # The last day ends at midnight on the wall of the office, eight hours before that of Greenwich.
        (datetime(2026, 10, 15, 15, 59, 59, tzinfo=UTC), date(2026, 10, 15), (1, 1)),
        (datetime(2026, 10, 15, 16, 0, tzinfo=UTC), date(2026, 10, 15), (0, 1)),
    ],
)
def test_in_time_means_by_the_day_the_province_set(
    badung: Regency, handed_over_at: datetime | None, due_on: date | None, counted: tuple[int, int]
) -> None:
    badung.report("Dinas Sosial", handed_over_at=handed_over_at)
    due = [DueDay(AUTUMN, HAND_OVER, due_on)] if due_on else []
    cell = badung.compared(["Dinas Sosial"], due=due).cell(ON_TIME, TRAINED, AFTER)
    assert (cell.hits, cell.total) == counted


def test_the_day_of_the_quarter_goes_before_that_of_the_year(badung: Regency) -> None:
    badung.report("Dinas Sosial", handed_over_at=LATE)
    year = DueDay(YEAR, HAND_OVER, date(2027, 1, 31))
    cells = [badung.compared(["Dinas Sosial"], due=due).cell(ON_TIME, TRAINED, AFTER) for due in ([year], [year, *DUE])]
    assert [(each.hits, each.total) for each in cells] == [(1, 1), (0, 1)]


def test_a_correction_and_a_missing_report_are_told_apart(badung: Regency) -> None:
    badung.report("Dinas Sosial", AUTUMN, round=2)
    badung.report("Dinas Sosial", SUMMER)
    badung.report("Dinas Sosial", reporting_scope(2026, "triwulan-4"), handed_over_at=None)
    cell = badung.compared(["Dinas Sosial"]).cell(FIRST_TIME, TRAINED, AFTER)
    assert (cell.hits, cell.total, cell.agencies) == (1, 2, 1)


def test_a_plan_without_promises_counts_nowhere(badung: Regency) -> None:
    badung.report("Dinas Sosial", promises=0, promises_done=0)
    cell = badung.compared(["Dinas Sosial"]).cell(PROMISES, TRAINED, AFTER)
    assert (cell.hits, cell.total, cell.agencies) == (0, 0, 0)


def test_a_regency_that_left_and_what_is_long_over_are_not_counted(badung: Regency) -> None:
    badung.report("Dinas Sosial")
    badung.report("Dinas Sosial", reporting_scope(2024, "triwulan-1"))
    assert badung.compared(["Dinas Sosial"]).cell(FIRST_TIME, TRAINED, BEFORE).total == 0
    elsewhere = {badung.tenant.id + 1: badung.code}
    assert badung.compared(["Dinas Sosial"], region_of=elsewhere) == Comparison({})


def test_a_renamed_agency_is_one_agency_under_its_newest_name(badung: Regency) -> None:
    badung.report("Dinas Baru", AUTUMN)
    badung.report("Dinas Baru", SPRING, agency_name="Dinas Lama")
    badung.report("Dinas Baru", SUMMER, agency_name="Dinas Kedua", agency_kind="badan")
    with tenancy.inside(badung.session, tenant_id=badung.tenant.id):
        found = list_surveyed(badung.session, province_code="51", since=SINCE, region_of={badung.tenant.id: badung.code})
        assert [(each.region_code, each.name, each.kind) for each in found] == [("51.03", "Dinas Baru", "dinas")]
        assert list_surveyed(badung.session, province_code="51", since=SINCE, region_of={}) == []


def test_two_statements_however_many_reports(ten: Regency) -> None:
    sent: list[int] = []

    def note(_connection: object, cursor: Any, statement: str, *_: object) -> None:
        if "submission" in statement:
            sent.append(cursor.rowcount)

    bind = ten.session.get_bind()
    event.listen(bind, "after_cursor_execute", note)
    try:
        ten.compared(FIVE)
    finally:
        event.remove(bind, "after_cursor_execute", note)
    # Ten agencies, two kinds of days, four cells: twenty reports are never read.
    assert sent == [10, 2, 4]
