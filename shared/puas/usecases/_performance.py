"""What the acts on assessments of performance have in common: the lock, the refusal, and the list of who evaluates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.performance_sheets import sheets_of
from puas.db.tables.people import Account, AgencyAssignment, Membership
from puas.db.tables.performance import PerformanceAssessment, PerformanceSheet
from puas.domain.notices import PERFORMANCE_SHEET_WAITING
from puas.domain.performance_snapshot import EVALUATOR_FORM
from puas.domain.permissions import Role
from puas.domain.regulation.performance_registry import PerformanceRule, UnknownPerformanceEdition, performance_edition
from puas.usecases._refusal import Refusal
from puas.usecases.notify import notify

OPEN, VALIDATED, WITHDRAWN = "open", "validated", "withdrawn"
LONGEST_REASON = 500
YEARS_AHEAD = 1


class UnableToChangePerformance(Refusal):
    """`reason` says why, `version` is the present one of what was changed meanwhile, `names` whom or what it is about."""

    def __init__(self, reason: str, *, version: int = 0, names: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.version = version
        self.names = names


def held_assessment(session: Session, tenant_id: int, assessment_id: UUID, *, shared: bool = False) -> PerformanceAssessment | None:
    """The assessment in whatever state, so that nobody changes it meanwhile; those who only rely on it share the lock."""
    statement = (
        select(PerformanceAssessment)
        .where(PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.id == assessment_id)
        .with_for_update(read=shared)
        # What this session read before it had the lock may be old.
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def locked_assessment(
    session: Session, tenant_id: int, assessment_id: UUID, *, kind: type[UnableToChangePerformance], shared: bool = False
) -> PerformanceAssessment:
    """The assessment, held, unless it was withdrawn; evaluators at work share the lock."""
    found = held_assessment(session, tenant_id, assessment_id, shared=shared)
    if found is None or found.state == WITHDRAWN:
        raise kind("unknown-assessment")
    return found


def locked_sheet(session: Session, tenant_id: int, sheet_id: UUID, *, kind: type[UnableToChangePerformance]) -> PerformanceSheet:
    """The sheet, locked. Its assessment is locked before it, so that two acts never wait for each other."""
    statement = (
        select(PerformanceSheet)
        .where(PerformanceSheet.tenant_id == tenant_id, PerformanceSheet.id == sheet_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise kind("unknown-sheet")
    return found


def assessment_of_sheet(session: Session, tenant_id: int, sheet_id: UUID) -> UUID | None:
    """Which assessment a sheet belongs to."""
    statement = select(PerformanceSheet.assessment_id).where(PerformanceSheet.tenant_id == tenant_id, PerformanceSheet.id == sheet_id)
    return session.scalar(statement)


def lock_open_sheet(
    session: Session, tenant_id: int, sheet_id: UUID, account_id: UUID | None, *, kind: type[UnableToChangePerformance]
) -> tuple[PerformanceSheet, PerformanceAssessment]:
    """A sheet this person may still write on, with its assessment."""
    assessment_id = assessment_of_sheet(session, tenant_id, sheet_id)
    if assessment_id is None:
        raise kind("unknown-sheet")
    assessment = locked_assessment(session, tenant_id, assessment_id, kind=kind, shared=True)
    sheet = locked_sheet(session, tenant_id, sheet_id, kind=kind)
    if assessment.state != OPEN:
        raise kind("not-open")
    if sheet.form == EVALUATOR_FORM and sheet.account_id != account_id:
        raise kind("not-yours")
    if sheet.state != OPEN:
        raise kind("sent-already")
    return sheet, assessment


def refuse_evaluator(
    session: Session, assessment: PerformanceAssessment, account_id: UUID | None, kind: type[UnableToChangePerformance]
) -> None:
    """Nobody validates what they evaluated themselves."""
    sheets = sheets_of(session, tenant_id=assessment.tenant_id, assessment_id=assessment.id)
    if any(each.form == EVALUATOR_FORM and each.account_id == account_id for each in sheets if account_id is not None):
        raise kind("evaluator")


def check_rule(rule: PerformanceRule, year: int, now: datetime, *, kind: type[UnableToChangePerformance]) -> None:
    """Refuse a rule, form or set of weights that is not known, and a year before the rule or far ahead."""
    try:
        edition = performance_edition(rule.edition_id)
    except UnknownPerformanceEdition:
        raise kind("unknown-rule") from None
    if rule.form not in {each.id for each in edition.forms}:
        raise kind("unknown-form")
    if rule.weights not in {each.id for each in edition.weight_sets}:
        raise kind("unknown-weights")
    if not edition.year <= year <= now.year + YEARS_AHEAD:
        raise kind("impossible-year")


def refuse_version(version: int | None, present: int, kind: type[UnableToChangePerformance]) -> None:
    """Refuse what was decided on an older state; None where that does not matter."""
    if version is not None and version != present:
        raise kind("changed-meanwhile", version=present)


def checked_reason(reason: str, kind: type[UnableToChangePerformance]) -> str:
    """A reason that says something."""
    text = reason.strip()
    if not text:
        raise kind("reason-missing")
    if len(text) > LONGEST_REASON:
        raise kind("too-long")
    return text


def evaluator_names(session: Session, tenant_id: int, account_ids: Collection[UUID]) -> dict[UUID, str]:
    """Those of the accounts who are evaluators of the tenant, with their names."""
    statement = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.tenant_id == tenant_id, Membership.role == Role.EVALUATOR, Account.id.in_(account_ids))
    )
    return {row.id: row.name for row in session.execute(statement)}


def officers_among(session: Session, tenant_id: int, agency_id: UUID, account_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the accounts who work for the agency: nobody evaluates their own."""
    statement = select(AgencyAssignment.account_id).where(
        AgencyAssignment.tenant_id == tenant_id, AgencyAssignment.agency_id == agency_id, AgencyAssignment.account_id.in_(account_ids)
    )
    return frozenset(session.scalars(statement))


def add_evaluator_sheet(session: Session, assessment: PerformanceAssessment, account_id: UUID, name: str, now: datetime) -> None:
    """An empty sheet F-02 for one evaluator, who is told."""
    sheet = PerformanceSheet(
        tenant_id=assessment.tenant_id, id=new_id(), assessment_id=assessment.id, form=EVALUATOR_FORM, account_id=account_id,
        person_name=name, created_at=now, changed_at=now,
    )  # fmt: skip
    session.add(sheet)
    tell_sheet_waits(session, assessment, sheet.id, {account_id}, now, path=f"/mutu/kinerja/lembar/{sheet.id}", form=EVALUATOR_FORM)


def tell_sheet_waits(
    session: Session,
    assessment: PerformanceAssessment,
    subject: UUID,
    account_ids: Collection[UUID],
    now: datetime,
    *,
    path: str,
    form: str,
) -> None:
    """Tell those who fill it in that a sheet waits for them."""
    notify(
        session=session, tenant_id=assessment.tenant_id, account_ids=account_ids, kind=PERFORMANCE_SHEET_WAITING,
        subject=f"performance_sheet:{subject}", facts={"agency": assessment.agency_name, "year": str(assessment.year), "form": form},
        path=path, now=now,
    )  # fmt: skip
