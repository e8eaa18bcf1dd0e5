"""Collects what the document about an assessment of performance is printed from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from puas.db.queries.evidence import evidence_of
from puas.db.queries.improvement_lists import improvements_of
from puas.db.queries.performance_sheets import AssessmentState, assessment_state
from puas.db.tables.performance import PerformanceAssessment, PerformanceScore
from puas.domain.filing import FilingHead
from puas.domain.followup_plan import DONE, IN_PROGRESS, OVERDUE
from puas.domain.performance_record import PerformanceRecordSource, RecordedEvidence, RecordedImprovement
from puas.domain.performance_snapshot import Decision, GivenScore, SentSheet, read_performance_snapshot
from puas.domain.service_performance import SixCounts
from puas.domain.yardsticks import PERFORMANCE
from puas.presentation.dates import due_time

_STANDINGS = {OVERDUE: "terlambat", IN_PROGRESS: "berjalan", DONE: "selesai"}


def performance_record_of(
    session: Session, *, tenant_id: int, head: FilingHead, assessment: PerformanceAssessment, today: date
) -> PerformanceRecordSource:
    """The frozen assessment where it is validated; before, the sheets that were sent."""
    sheets, decisions, respondents, counts = _given(session, tenant_id, assessment)
    is_recorded = assessment.origin == "recorded"
    return PerformanceRecordSource(
        head=head,
        agency=assessment.agency_name,
        year=assessment.year,
        edition_id=assessment.edition,
        form=assessment.form,
        weights=assessment.weights,
        is_validated=assessment.state == "validated",
        validated_at=assessment.validated_at,
        sha256=assessment.sha256,
        recorded_index=assessment.index if is_recorded else None,
        recorded_category=assessment.category if is_recorded else "",
        recorded_source=assessment.source if is_recorded else "",
        sheets=sheets,
        decisions=decisions,
        respondents=respondents,
        user_counts=counts,
        improvements=_improvements(session, tenant_id, assessment, today),
        evidence=tuple(
            RecordedEvidence(each.part, each.title, each.url or each.file_name)
            for each in evidence_of(session, tenant_id, PERFORMANCE, assessment.id)
        ),
    )


def _given(
    session: Session, tenant_id: int, assessment: PerformanceAssessment
) -> tuple[tuple[SentSheet, ...], tuple[Decision, ...], int, dict[str, SixCounts]]:
    if assessment.snapshot:
        frozen = read_performance_snapshot(assessment.snapshot)
        return frozen.sheets, frozen.decisions, frozen.respondents, dict(frozen.user_counts)
    if assessment.origin == "recorded":
        return (), (), 0, {}
    state = assessment_state(session, tenant_id=tenant_id, assessment=assessment)
    decisions = tuple(Decision(code, each.score, each.reason) for code, each in sorted(state.decisions.items()))
    return _sheets(state), decisions, state.users.respondents, dict(state.users.counts)


def _sheets(state: AssessmentState) -> tuple[SentSheet, ...]:
    sent = [each for each in state.sheets if each.state == "sent" and each.sent_at is not None]
    return tuple(
        SentSheet(each.form, each.person_name, each.sent_at or each.changed_at, each.note, _scores(state.scores.get(each.id, {}).values()))
        for each in sent
    )


def _scores(rows: Iterable[PerformanceScore]) -> tuple[GivenScore, ...]:
    return tuple(GivenScore(each.indicator, each.score, each.note, each.proposed, each.reason) for each in rows)


def _improvements(
    session: Session, tenant_id: int, assessment: PerformanceAssessment, today: date
) -> tuple[RecordedImprovement, ...]:
    found = improvements_of(session, tenant_id=tenant_id, source=PERFORMANCE, source_id=assessment.id, today=today)
    return tuple(
        RecordedImprovement(
            each.item.source_part, each.item.topic, each.item.action, due_time(each.due) if each.due else "",
            each.item.person_in_charge, _STANDINGS.get(each.standing, "belum mulai"), each.item.description,
        )
        for each in found
    )  # fmt: skip
