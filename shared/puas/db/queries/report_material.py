"""All that a period's SKM report is made of, read once: whoever shows, proof-reads or freezes the report needs the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.earlier_results import trend_points
from puas.db.queries.frozen_period import FrozenPeriod
from puas.db.queries.photographs import as_printed, photographs_of_report
from puas.db.queries.report_texts import (
    chosen_ids,
    chosen_suggestions,
    done_followups,
    followup_items_by_period,
    planned_followups,
)
from puas.db.queries.suggestions import PeriodSuggestions, suggestions_of_period
from puas.db.queries.tallies import group_tallies
from puas.db.tables.reports import FollowupItem, Photograph
from puas.domain.group_means import group_means
from puas.domain.narrative import Context, draft_texts
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import Suggestion, Target
from puas.domain.suggestion_topics import count_topics


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """A closed period with both plans, photographs, and the drafts of its texts."""

    frozen: FrozenPeriod
    planned: Sequence[FollowupItem]
    done: Sequence[FollowupItem]
    photographs: Sequence[Photograph]
    suggestions: PeriodSuggestions
    chosen: tuple[Suggestion, ...]
    context: Context
    drafts: Mapping[str, str]


def report_material(session: Session, *, tenant_id: int, frozen: FrozenPeriod) -> ReportMaterial:
    """Five queries whatever the period holds; one more where a suggestion was chosen that is older than the newest thousands."""
    period, earlier = frozen.period, frozen.earlier
    plans = followup_items_by_period(session, tenant_id=tenant_id, period_ids=[period.id, *([earlier.period_id] if earlier else [])])
    planned, done = plans.get(period.id, []), plans.get(earlier.period_id, []) if earlier else []
    photographs, evidence = photographs_of_report(
        session, tenant_id=tenant_id, period_id=period.id, item_ids=[item.id for item in done]
    )
    suggestions = suggestions_of_period(session, tenant_id=tenant_id, period_id=period.id)
    names = {UUID(unit.id): unit.name for unit in frozen.result.units}
    chosen = chosen_suggestions(
        session, tenant_id=tenant_id, period_id=period.id, ids=chosen_ids(frozen.saved), newest=suggestions, names=names
    )
    context = Context(
        target=_target(frozen),
        trend=trend_points(session, tenant_id=tenant_id, agency_id=period.agency_id, until=period.starts_on),
        previous=earlier.result if earlier else None,
        done=done_followups(done, {key: as_printed(rows) for key, rows in evidence.items()}),
        planned=planned_followups(planned),
        groups=group_means(
            edition(frozen.result.edition_id), frozen.result, group_tallies(session, tenant_id=tenant_id, period_id=period.id)
        ),
        topics=count_topics([each.text for each in suggestions.newest]),
        suggestions=len(suggestions.newest),
    )
    drafts = draft_texts(frozen.result, context)
    return ReportMaterial(frozen, planned, done, photographs, suggestions, chosen, context, drafts)


def _target(frozen: FrozenPeriod) -> Target | None:
    try:
        nik = Decimal(frozen.period.target_nik.replace(",", "."))
    except InvalidOperation:
        return None
    return Target(nik, grade(edition(frozen.period.edition), nik).mutu, "target kinerja perangkat daerah")
