"""Validates an assessment of performance: its index is computed, frozen with everything behind it, and signed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.people_to_tell import officers_of
from puas.db.queries.performance_sheets import SENT, AssessmentState, assessment_state
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.tables.people import AuditEvent
from puas.db.tables.performance import PerformanceAssessment, PerformanceSheet
from puas.domain.notices import PERFORMANCE_VALIDATED
from puas.domain.performance_snapshot import (
    Decision,
    GivenScore,
    NotComputable,
    PerformanceFrame,
    PerformanceSnapshot,
    SentSheet,
    UnitIdentity,
    build_performance_snapshot,
)
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.yardsticks import PERFORMANCE
from puas.runtime.signing_key import SigningKey
from puas.usecases._performance import VALIDATED, UnableToChangePerformance, locked_assessment, refuse_evaluator, refuse_version
from puas.usecases.notify import notify
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToValidatePerformance(UnableToChangePerformance):
    """`reason`: unknown-assessment, evaluator, validated-already, changed-meanwhile, no-evaluator, not-sent (with the evaluators who
    have not sent theirs), or incomplete (with the codes of indicators and statements that have no score).
    """


def validate_performance(
    *,
    session: Session,
    tenant_id: int,
    assessment_id: UUID,
    version: int | None,
    signing_key: SigningKey,
    account_id: UUID | None,
    now: datetime,
) -> PerformanceSnapshot:
    """Freeze the assessment. `version` is what the validator looked at; of two who validate at once one is told."""
    assessment = locked_assessment(session, tenant_id, assessment_id, kind=UnableToValidatePerformance)
    if assessment.state == VALIDATED:
        raise UnableToValidatePerformance("validated-already", version=assessment.version)
    refuse_evaluator(session, assessment, account_id, UnableToValidatePerformance)
    refuse_version(version, assessment.version, UnableToValidatePerformance)
    state = assessment_state(session, tenant_id=tenant_id, assessment=assessment)
    _refuse_unsent(state)
    snapshot = _snapshot(session, state, now)
    text = snapshot.to_json()
    assessment.state, assessment.reason = VALIDATED, ""
    assessment.evaluated, assessment.users, assessment.index = snapshot.evaluated, snapshot.users, snapshot.index
    assessment.category, assessment.snapshot, assessment.sha256 = snapshot.category, text, snapshot.sha256()
    assessment.signature = signing_key.sign(text)
    assessment.validated_by, assessment.validated_at = account_id, now
    assessment.version += 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="validate_performance",
        subject=f"performance_assessment:{assessment_id}", now=now,
        detail={
            "agency": assessment.agency_name, "year": str(assessment.year), "ipp": str(snapshot.index), "category": snapshot.category,
            "sha256": assessment.sha256,
        },
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PERFORMANCE,))
    _tell_the_unit(session, assessment, snapshot, now)
    return snapshot


def _refuse_unsent(state: AssessmentState) -> None:
    if not state.evaluators:
        raise UnableToValidatePerformance("no-evaluator")
    waiting = tuple(each.person_name for each in state.evaluators if each.state != SENT)
    if waiting:
        raise UnableToValidatePerformance("not-sent", names=waiting)


def _snapshot(session: Session, state: AssessmentState, now: datetime) -> PerformanceSnapshot:
    assessment = state.assessment
    tenant = tenant_frame(session, tenant_id=assessment.tenant_id)
    earlier = (
        select(func.count())
        .select_from(AuditEvent)
        .where(
            AuditEvent.tenant_id == assessment.tenant_id,
            AuditEvent.subject == f"performance_assessment:{assessment.id}",
            AuditEvent.action == "validate_performance",
        )
    )
    frame = PerformanceFrame(
        tenant=tenant.identity,
        unit=UnitIdentity(str(assessment.agency_id), assessment.agency_name),
        sample_data=tenant.is_sample,
        frozen_at=now,
        year=assessment.year,
        version=(session.scalar(earlier) or 0) + 1,
        version_reason=assessment.reason,
        edition_id=assessment.edition,
        form=assessment.form,
        weights=assessment.weights,
    )
    sheets = [_sent(state, each) for each in state.sheets if each.state == SENT]
    decisions = [Decision(code, row.score, row.reason) for code, row in sorted(state.decisions.items())]
    users = state.users if performance_edition(assessment.edition).asks_users else None
    try:
        return build_performance_snapshot(frame, sheets, decisions, users)
    except NotComputable as refusal:
        raise UnableToValidatePerformance("incomplete", names=refusal.codes) from None


def _sent(state: AssessmentState, sheet: PerformanceSheet) -> SentSheet:
    scores = tuple(
        GivenScore(code, row.score, row.note, row.proposed, row.reason) for code, row in sorted(state.scores.get(sheet.id, {}).items())
    )
    return SentSheet(sheet.form, sheet.person_name, sheet.sent_at or sheet.changed_at, sheet.note, scores)


def _tell_the_unit(session: Session, assessment: PerformanceAssessment, snapshot: PerformanceSnapshot, now: datetime) -> None:
    notify(
        session=session, tenant_id=assessment.tenant_id,
        account_ids=frozenset(officers_of(session, tenant_id=assessment.tenant_id, agency_ids=[assessment.agency_id])),
        kind=PERFORMANCE_VALIDATED, subject=f"performance_assessment:{assessment.id}:{snapshot.version}",
        facts={
            "agency": assessment.agency_name, "year": str(assessment.year), "index": str(snapshot.index), "category": snapshot.category,
            "label": snapshot.label,
        },
        path=f"/mutu/kinerja/{assessment.id}", now=now,
    )  # fmt: skip
