"""Promises of published follow-up plans across the regencies of a province; read with the province's own log-in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies_of_kind import is_named
from puas.db.tables.reports import FollowupItem
from puas.db.tables.submissions import Submission
from puas.domain.followup_plan import DONE, Due, due_of, standing
from puas.domain.promise_effects import KeptPromise


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as the province sees it: no person in charge, no file."""

    period_id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    unsur: str
    action: str
    description: str
    due: Due | None
    standing: str


_successor = aliased(FollowupItem)


def list_agency_names(session: Session, *, province_code: str, since: date) -> list[tuple[str, str]]:
    """Names and kinds of agencies as their periods were frozen with them."""
    statement = (
        select(Submission.agency_name, Submission.agency_kind)
        .where(Submission.province_code == province_code, Submission.ends_on >= since)
        .distinct()
    )
    return [(name, kind) for name, kind in session.execute(statement)]


def list_kept_promises(
    session: Session, *, province_code: str, names: Collection[tuple[str, str]], since: date, limit: int, unsur: str = ""
) -> list[KeptPromise]:
    """Promises that were done, of agencies with these names and kinds, the latest plans first; about one unsur where it is named."""
    statement = (
        select(
            Submission.tenant_id, Submission.agency_id, FollowupItem.unsur, FollowupItem.action, FollowupItem.description,
            Submission.starts_on, Submission.ends_on, Submission.agency_name,
        )
        .join(Submission, _of_period())
        .where(
            FollowupItem.province_code == province_code, Submission.province_code == province_code, FollowupItem.state == DONE,
            is_named(Submission.agency_name, Submission.agency_kind, names), Submission.ends_on >= since,
        )
        .order_by(Submission.ends_on.desc(), FollowupItem.tenant_id, FollowupItem.position, FollowupItem.id)
        .limit(limit)
    )  # fmt: skip
    if unsur:
        statement = statement.where(FollowupItem.unsur == unsur)
    rows: Any = session.execute(statement)
    return [KeptPromise((row[0], str(row[1])), *row[2:]) for row in rows]


def list_promises_of(
    session: Session, *, province_code: str, tenant_id: int, today: date, limit: int, agency_id: UUID | None = None
) -> list[PromiseLine]:
    """Promises of one regency, those of the latest plans first; what a later plan took up is counted there."""
    # Column by column: some of this table the province's log-in may not read, so there is no `select *` either.
    taken_up = (
        select(_successor.carried_from)
        .where(_successor.tenant_id == FollowupItem.tenant_id, _successor.carried_from == FollowupItem.id)
        .exists()
    )
    statement = (
        select(
            Submission.period_id, Submission.agency_id, Submission.agency_name, Submission.label, FollowupItem.unsur, FollowupItem.action,
            FollowupItem.description, FollowupItem.due_on, FollowupItem.due_precision, FollowupItem.state,
        )
        .join(Submission, _of_period())
        .where(
            FollowupItem.province_code == province_code, Submission.province_code == province_code, FollowupItem.tenant_id == tenant_id,
            ~taken_up,
        )
        .order_by(Submission.ends_on.desc(), Submission.agency_name, FollowupItem.position, FollowupItem.id)
        .limit(limit)
    )  # fmt: skip
    if agency_id is not None:
        statement = statement.where(Submission.agency_id == agency_id)
    found = []
    rows: Any = session.execute(statement)
    for *head, due_on, precision, state in rows:
        due = due_of(due_on, precision)
        line: Any = (*head, due, standing(state, due, today, is_carried=False))
        found.append(PromiseLine(*line))
    return found


def _of_period() -> Any:
    return and_(Submission.tenant_id == FollowupItem.tenant_id, Submission.period_id == FollowupItem.period_id)
