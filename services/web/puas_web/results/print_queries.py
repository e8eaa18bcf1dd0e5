"""What the page of banners and posters shows: whose figures, whether they may be printed, and what was printed before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from flask import abort, request

from puas.db.queries.agencies import find_service
from puas.db.queries.period_lists import list_periods
from puas.db.queries.publication_sources import Publishable, Subject, find_publishable
from puas.db.queries.report_lists import documents_of_keys
from puas.db.tables.reports import Report
from puas.domain.document_source import RESULT_BANNER, RESULT_POSTER
from puas.domain.publication_source import service_in
from puas.domain.result_snapshot import IndexFigures
from puas_web.access import current_tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.scope_choice import choose_scope

KINDS = (RESULT_BANNER, RESULT_POSTER)


@dataclass(frozen=True)
class PrintPage:
    """The page. `arguments` are those of its own address, `documents` what was asked for about the same figures."""

    found: Publishable
    arguments: dict[str, str]
    documents: Sequence[Report]

    @property
    def index(self) -> IndexFigures:
        service = service_in(self.found.result, self.found.service_id)
        return service.index if service else self.found.result.index

    @property
    def respondents(self) -> int:
        service = service_in(self.found.result, self.found.service_id)
        return service.respondents if service else self.found.result.respondents

    @property
    def owner(self) -> str:
        """The agency of a service, else the regency."""
        agency = self.found.result.agency
        return agency.name if agency is not None and self.found.service_id else self.found.result.tenant.name


def print_page() -> PrintPage:
    """The page of the subject the address names."""
    subject = subject_or_404()
    tenant_id = current_tenant().id
    found = find_publishable(db.session(), tenant_id=tenant_id, subject=subject, now=datetime.now(UTC))
    if found is None:
        abort(404)
    keys = [subject.key(document) for document in KINDS]
    documents = documents_of_keys(db.session(), tenant_id=tenant_id, twin_keys=keys)
    return PrintPage(found, request.args.to_dict(), documents)


def subject_or_404() -> Subject:
    """Whose figures the address asks for, if they are for the person asking."""
    period_id, agency_id, service_id = _id("periode"), _id("perangkat"), _id("layanan")
    if period_id is not None:
        subject = _of_period(period_id)
    elif agency_id is not None:
        subject = Subject(agency_id=agency_or_404(agency_id).id)
    elif current_tenant().agency_ids is None:
        subject = Subject()
    else:
        abort(404)
    return _with_scope(_with_service(subject, service_id))


def _of_period(period_id: UUID) -> Subject:
    here = current_tenant()
    periods = list_periods(db.session(), tenant_id=here.id, agency_ids=here.agency_ids, with_other_owners=True)
    found = next((each for each in periods.periods if each.id == period_id), None)
    if found is None:
        abort(404)
    return Subject(period_id=period_id, agency_id=found.agency_id)


def _with_service(subject: Subject, service_id: UUID | None) -> Subject:
    if service_id is None:
        return subject
    if subject.agency_id is None:
        abort(404)
    found = find_service(db.session(), tenant_id=current_tenant().id, agency_id=subject.agency_id, service_type_id=service_id)
    return abort(404) if found is None else replace(subject, service_type_id=service_id)


def _with_scope(subject: Subject) -> Subject:
    if subject.period_id is not None:
        return subject
    agencies = None if subject.agency_id is None else [subject.agency_id]
    choice = choose_scope(list_periods(db.session(), tenant_id=current_tenant().id, agency_ids=agencies))
    return abort(404) if choice is None else replace(subject, scope=choice.scope)


def _id(name: str) -> UUID | None:
    text = request.args.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        abort(404)
