"""Deadlines of the demo: what the province and each regency laid down for last year and this one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.calendar import Deadline
from puas.domain.deadlines import HAND_OVER, OWN, PROVINCE, SUBMIT
from puas.domain.reporting_scope import PARTS, ReportingScope
from puas.domain.survey_period import midnight_in_utc
from puas.usecases._told_journeys import DAYS_TO_HAND_OVER, DAYS_TO_SUBMIT

_NOTE_OF_PROVINCE = "Surat edaran contoh Biro Organisasi"


def add_deadlines(session: Session, *, tenant_id: int, kind: str, time_zone: str, today: date) -> None:
    """Of a province the days for handing over; of a regency those too, and its own days for its agencies."""
    for scope in _scopes(today):
        ends_on = scope.window.ends_on
        if kind == "province":
            _add(session, tenant_id, scope, HAND_OVER, OWN, ends_on + timedelta(days=DAYS_TO_HAND_OVER), time_zone, _NOTE_OF_PROVINCE)
        else:
            _add(session, tenant_id, scope, HAND_OVER, PROVINCE, ends_on + timedelta(days=DAYS_TO_HAND_OVER), time_zone, _NOTE_OF_PROVINCE)
            _add(session, tenant_id, scope, SUBMIT, OWN, ends_on + timedelta(days=DAYS_TO_SUBMIT), time_zone, "")
    session.flush()


def _scopes(today: date) -> Iterator[ReportingScope]:
    for year in (today.year - 1, today.year):
        for part in PARTS:
            yield ReportingScope(year, part)


def _add(
    session: Session, tenant_id: int, scope: ReportingScope, step: str, origin: str, due_on: date, time_zone: str, note: str
) -> None:
    set_at = midnight_in_utc(scope.window.starts_on, time_zone) + timedelta(hours=8)
    session.add(
        Deadline(
            tenant_id=tenant_id, id=new_id(), year=scope.year, part=scope.part, step=step, origin=origin, due_on=due_on, note=note,
            set_by=None, set_at=set_at,
        )
    )  # fmt: skip
