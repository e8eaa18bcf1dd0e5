"""What people have written for a period's report: texts by section, the details of signing, and the follow-up plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.reports import FollowupItem, ReportText
from puas.db.tables.responses import Response
from puas.domain.followup_plan import PRINTED_PHOTOGRAPHS, due_of
from puas.domain.report_details import CHOSEN_SUGGESTIONS
from puas.domain.report_snapshot import DoneFollowUp, Photo, PlannedFollowUp, Suggestion
from puas.presentation.dates import due_time


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A section as somebody saved it. `version` lets a second editor notice the first."""

    body: str
    version: int


def written_texts(session: Session, *, tenant_id: int, period_id: UUID) -> dict[str, WrittenText]:
    """Everything saved for a period, by section."""
    statement = select(ReportText.section, ReportText.body, ReportText.version).where(
        ReportText.tenant_id == tenant_id, ReportText.period_id == period_id
    )
    return {section: WrittenText(body, version) for section, body, version in session.execute(statement)}


def followup_items(session: Session, *, tenant_id: int, period_id: UUID) -> list[FollowupItem]:
    """The plan of a period in its order."""
    statement = (
        select(FollowupItem)
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.period_id == period_id)
        .order_by(FollowupItem.position, FollowupItem.id)
    )
    return list(session.scalars(statement))


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


def chosen_ids(texts: dict[str, WrittenText]) -> list[UUID]:
    """The answers whose suggestions somebody chose for print, in the order chosen."""
    saved = texts.get(CHOSEN_SUGGESTIONS)
    return [UUID(line) for line in saved.body.split()] if saved else []


def chosen_suggestions(
    session: Session, *, tenant_id: int, period_id: UUID, ids: Collection[UUID], names: dict[UUID, str]
) -> tuple[Suggestion, ...]:
    """The chosen ones that are still there and still counted, with the name of the service as printed."""
    statement = select(Response.id, Response.suggestion, Response.service_type_id).where(
        Response.tenant_id == tenant_id, Response.period_id == period_id, Response.id.in_(ids), Response.state == "counted"
    )
    found = {row.id: Suggestion(row.suggestion, names.get(row.service_type_id, "")) for row in session.execute(statement) if row.suggestion}
    return tuple(found[each] for each in ids if each in found)
