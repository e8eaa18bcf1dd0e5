"""Opens form F-03 of an assessment to the users of the service, or changes until when it takes answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.queries.tenant_day import today_of
from puas.domain.performance_users import MOST_TARGET
from puas.domain.regulation.performance_registry import performance_edition
from puas.usecases._performance import held_assessment
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

LONGEST_OPEN = timedelta(days=366)


class UnableToOpenUsersForm(Refusal):
    """`reason`: unknown-assessment, not-open (validated, withdrawn or only recorded), no-questions (the rule's form F-03 was not
    seen), past-day, far-day, bad-target, or changed-meanwhile (then `version` is the present one).
    """

    def __init__(self, reason: str, version: int = 0) -> None:
        super().__init__(reason)
        self.version = version


def open_users_form(
    *,
    session: Session,
    tenant_id: int,
    assessment_id: UUID,
    until: date,
    target: int,
    version: int | None,
    account_id: UUID | None,
    now: datetime,
) -> str:
    """Take answers until the end of a day; returns the code, which an assessment keeps. `version` is what the editor saw."""
    row = held_assessment(session, tenant_id, assessment_id)
    if row is None:
        raise UnableToOpenUsersForm("unknown-assessment")
    if row.state != "open" or row.origin != "assessed":
        raise UnableToOpenUsersForm("not-open")
    if not performance_edition(row.edition).form(row.form).questions:
        raise UnableToOpenUsersForm("no-questions")
    today = today_of(session, tenant_id=tenant_id, now=now)
    if until < today:
        raise UnableToOpenUsersForm("past-day")
    if until > today + LONGEST_OPEN:
        raise UnableToOpenUsersForm("far-day")
    if not 0 <= target <= MOST_TARGET:
        raise UnableToOpenUsersForm("bad-target")
    if version is not None and version != row.version:
        raise UnableToOpenUsersForm("changed-meanwhile", row.version)
    if not row.code:
        (row.code,) = locators.take_codes(session, tenant_id=tenant_id, targets=[str(row.id)], kind=locators.PERFORMANCE)
    row.users_until, row.users_target, row.version = until, target, row.version + 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="open_users_form",
        subject=f"performance_assessment:{row.id}", now=now, detail={"until": until.isoformat(), "target": target},
    )  # fmt: skip
    return row.code
