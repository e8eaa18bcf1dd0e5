"""Collects what a publication banner or poster is drawn from: the result of a period or scope, and what was promised and done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.earlier_results import previous_result
from puas.db.queries.figures import FINAL, PROVISIONAL, Figures, agency_figures, period_figures
from puas.db.queries.period_lists import PeriodLine, PeriodList, find_period, list_periods
from puas.db.queries.regency_figures import regency_snapshot
from puas.db.queries.report_texts import done_followups, followup_items_by_period, planned_followups
from puas.db.queries.tenant_look import find_look
from puas.db.tables.reports import FollowupItem
from puas.domain.publication_source import (
    NOT_FINAL,
    ActionCount,
    Promises,
    PublicationSource,
    PublishedAction,
    Publisher,
    publication_source,
    refusal_of,
    service_in,
)
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_snapshot import ResultSnapshot


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figures: of one period, or of what a scope adds up. Without an agency, those of the whole regency."""

    scope: ReportingScope | None = None
    period_id: UUID | None = None
    agency_id: UUID | None = None
    service_type_id: UUID | None = None

    def key(self, document: str) -> str:
        """The twin key of a document about it: equal for equal requests."""
        part = "" if self.scope is None else f"{self.scope.year}-{self.scope.part}"
        return ":".join([document, part, *(str(each or "") for each in (self.period_id, self.agency_id, self.service_type_id))])


@dataclass(frozen=True, slots=True)
class Publishable:
    """The figures of a subject. `refusal` says why they are not printed for the public, None where they may be."""

    subject: Subject
    result: ResultSnapshot
    sha256: str
    periods: tuple[PeriodLine, ...]
    refusal: str | None

    @property
    def service_id(self) -> str | None:
        return None if self.subject.service_type_id is None else str(self.subject.service_type_id)

    @property
    def unit_name(self) -> str:
        """The service, the agency or the regency, as printed."""
        service = service_in(self.result, self.service_id)
        if service is not None:
            return service.name
        return self.result.agency.name if self.result.agency else self.result.tenant.name


def find_publishable(session: Session, *, tenant_id: int, subject: Subject, now: datetime) -> Publishable | None:
    """The subject's figures as they stand; None where nothing was surveyed or the period is unknown here."""
    figures = _figures(session, tenant_id, subject, now)
    if figures is None:
        return None
    snapshot = figures.snapshot
    service_id = None if subject.service_type_id is None else str(subject.service_type_id)
    refusal = NOT_FINAL if figures.state == PROVISIONAL else refusal_of(snapshot, service_id)
    # Figures added up from several periods are signed nowhere; their own record is frozen with the document.
    sha256 = figures.frozen.sha256 if figures.frozen is not None else ""
    return Publishable(subject, snapshot, sha256, figures.periods, refusal)


def source_of(session: Session, *, tenant_id: int, found: Publishable, document_id: str, base_url: str, now: datetime) -> PublicationSource:
    """Everything, as it stands at this moment."""
    look = find_look(session, tenant_id=tenant_id)
    publisher = Publisher(
        document_id=document_id,
        verification_url=f"{base_url}/verifikasi/{document_id}",
        government=look.government_name if look else f"Pemerintah {found.result.tenant.name}",
        accent_colour=look.accent if look else "",
        emblem_file=look.emblem_key if look else None,
    )
    return publication_source(
        found.result,
        service_id=found.service_id,
        publisher=publisher,
        sha256=found.sha256,
        promises=_promises(session, tenant_id, found),
        now=now,
    )


def _figures(session: Session, tenant_id: int, subject: Subject, now: datetime) -> Figures | None:
    if subject.period_id is not None:
        period = find_period(session, tenant_id=tenant_id, period_id=subject.period_id)
        return None if period is None else period_figures(session, tenant_id=tenant_id, period=period, now=now)
    if subject.scope is None:
        return None
    agencies = None if subject.agency_id is None else [subject.agency_id]
    periods = list_periods(session, tenant_id=tenant_id, agency_ids=agencies).inside(subject.scope)
    if subject.agency_id is not None:
        return agency_figures(session, tenant_id=tenant_id, periods=periods.periods, scope=subject.scope, now=now)
    return _regency(session, tenant_id, periods, subject.scope, now)


def _regency(session: Session, tenant_id: int, periods: PeriodList, scope: ReportingScope, now: datetime) -> Figures | None:
    if not periods.periods:
        return None
    snapshot = regency_snapshot(session, tenant_id=tenant_id, periods=periods, scope=scope, now=now)
    state = FINAL if all(each.is_closed for each in periods.periods) else PROVISIONAL
    return Figures(snapshot, state, None, tuple(periods.periods))


def _promises(session: Session, tenant_id: int, found: Publishable) -> Promises:
    if found.result.agency is None:
        return _promises_of_regency(session, tenant_id, found)
    newest = found.periods[0]
    earlier = previous_result(session, tenant_id=tenant_id, agency_id=newest.agency_id, before=newest.starts_on)
    plans = followup_items_by_period(session, tenant_id=tenant_id, period_ids=[newest.id, *([earlier.period_id] if earlier else [])])
    before, after = plans.get(earlier.period_id, []) if earlier else [], plans.get(newest.id, [])
    rule = edition(found.result.edition_id)
    names = {unsur.slug: unsur.name for unsur in rule.unsur}
    kept = [
        PublishedAction(names.get(each.unsur, each.unsur), each.plan, each.state, each.description, "") for each in done_followups(before)
    ]
    promised = [
        PublishedAction(names.get(each.unsur, each.unsur), each.plan, "planned", "", each.when) for each in planned_followups(after)
    ]
    return Promises(tuple(kept), tuple(promised), _count([item.state for item in before], len(after)))


def _promises_of_regency(session: Session, tenant_id: int, found: Publishable) -> Promises:
    """Of many agencies only the numbers: promises of the scope before, and how many there are now."""
    scope = found.subject.scope
    if scope is None:
        return Promises((), (), _count([], 0))
    everything = list_periods(session, tenant_id=tenant_id)
    before = _states(session, tenant_id, everything.inside(scope.earlier(1)[0]).ids)
    return Promises((), (), _count(before, len(_states(session, tenant_id, [each.id for each in found.periods]))))


def _states(session: Session, tenant_id: int, period_ids: Collection[UUID]) -> list[str]:
    statement = (
        select(FollowupItem.state, func.count())
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.period_id.in_(period_ids))
        .group_by(FollowupItem.state)
    )
    return [state for state, number in session.execute(statement) for _ in range(number)]


def _count(before: Sequence[str], promised: int) -> ActionCount:
    return ActionCount(before.count("done"), before.count("in_progress"), before.count("planned"), promised)
