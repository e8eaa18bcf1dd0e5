"""What people have written for a period's report: texts by section, the details of signing, and the follow-up plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from puas.db.queries.suggestions import PeriodSuggestions, older_suggestions
from puas.db.tables.reports import FollowupItem, ReportText
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.followup_plan import PRINTED_PHOTOGRAPHS, due_of
from puas.domain.report_details import CHOSEN_SUGGESTIONS
from puas.domain.report_snapshot import DoneFollowUp, Photo, PlannedFollowUp, Suggestion
from puas.presentation.dates import due_time


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A section as somebody saved it. `version` lets a second editor notice the first."""

    body: str
    version: int


def texts_of_period() -> ScalarSelect[Any]:
    """A column beside each row of periods: everything saved for it, as `written_texts` reads it."""
    text = func.jsonb_build_array(ReportText.body, ReportText.version)
    return (
        select(func.jsonb_object_agg(ReportText.section, text))
        .where(ReportText.tenant_id == SurveyPeriod.tenant_id, ReportText.period_id == SurveyPeriod.id)
        .correlate(SurveyPeriod)
        .scalar_subquery()
    )


def written_texts(column: Mapping[str, tuple[str, int]] | None) -> dict[str, WrittenText]:
    """Everything saved for a period, by section."""
    return {section: WrittenText(body, version) for section, (body, version) in (column or {}).items()}


def followup_items_by_period(session: Session, *, tenant_id: int, period_ids: Collection[UUID]) -> dict[UUID, list[FollowupItem]]:
    """The plans of some periods, each in its order; one query."""
    statement = (
        select(FollowupItem)
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.period_id.in_(period_ids))
        .order_by(FollowupItem.position, FollowupItem.id)
    )
    found: dict[UUID, list[FollowupItem]] = {}
    for item in session.scalars(statement):
        found.setdefault(item.period_id, []).append(item)
    return found


def planned_followups(items: Collection[FollowupItem]) -> tuple[PlannedFollowUp, ...]:
    """Items as rows of this period's plan."""
    return tuple(_planned(item) for item in items)


def _planned(item: FollowupItem) -> PlannedFollowUp:
    due = due_of(item.due_on, item.due_precision)
    return PlannedFollowUp(item.unsur, item.action, due_time(due) if due else "", item.person_in_charge, item.due_on)


def done_followups(
    items: Collection[FollowupItem], photographs: Mapping[UUID, Sequence[Photo]] | None = None
) -> tuple[DoneFollowUp, ...]:
    """Items of the previous period as rows of the look back, with the first photographs of each."""
    return tuple(
        DoneFollowUp(
            item.unsur,
            item.action,
            item.state,
            item.description,
            str(item.evidence.get("obstacle", "")),
            tuple(str(each) for each in item.evidence.get("documents", [])),
            tuple((photographs or {}).get(item.id, ())[:PRINTED_PHOTOGRAPHS]),
        )
        for item in items
    )


def chosen_ids(texts: Mapping[str, WrittenText]) -> list[UUID]:
    """The answers whose suggestions somebody chose for print, in the order chosen."""
    saved = texts.get(CHOSEN_SUGGESTIONS)
    return [UUID(line) for line in saved.body.split()] if saved else []


def chosen_suggestions(
    session: Session, *, tenant_id: int, period_id: UUID, ids: Collection[UUID], newest: PeriodSuggestions, names: Mapping[UUID, str]
) -> tuple[Suggestion, ...]:
    """The chosen ones that are still there and still counted, with the name of the service as printed."""
    found = {each.id: each for each in newest.newest}
    older = [each for each in ids if each not in found] if newest.has_older else []
    found |= {each.id: each for each in older_suggestions(session, tenant_id=tenant_id, period_id=period_id, ids=older)}
    return tuple(Suggestion(found[each].text, names.get(found[each].service_type_id, "")) for each in ids if each in found)
