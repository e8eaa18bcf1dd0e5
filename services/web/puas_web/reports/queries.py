"""What the pages about reports show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.db.queries.frozen_period import FrozenPeriod, frozen_period
from puas.db.queries.report_lists import (
    count_open_periods,
    count_reportable_periods,
    documents_of_period,
    files_of,
    find_report,
    reportable_periods,
)
from puas.db.queries.report_material import ReportMaterial, report_material
from puas.db.queries.report_texts import WrittenText, chosen_ids
from puas.db.queries.signed_copies import copies_of
from puas.db.queries.submitted_reports import is_with_regency
from puas.db.queries.suggestions import SuggestionLine, list_suggestions
from puas.db.tables.reports import FollowupItem, Report, ReportFile
from puas.domain.document_source import FILED_DOCUMENTS, PROVINCE_DOCUMENTS, RECAP_DOCUMENTS, SIGNED_DOCUMENTS, SKM_REPORT
from puas.domain.document_state import NEVER_REPLACED
from puas.domain.permissions import Action
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.report_details import SIGNATORY_RANK, SIGNED_ON, SIGNING_PLACE, place_of
from puas.domain.report_forms import ReportForm, report_form
from puas_web.access import current_tenant, may
from puas_web.database import db
from puas_web.document_rooms import ROOMS
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.produced_documents import refresh_seconds
from puas_web.reports.proof import Proof, proof_of

SUGGESTIONS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Section:
    """A text of the report as its editor sees it."""

    slug: str
    title: str
    body: str
    draft: str
    version: int

    @property
    def is_written(self) -> bool:
        return bool(self.body)

    @property
    def shown(self) -> str:
        return self.body or self.draft


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything about one period's report: its result, texts, plan and documents."""

    material: ReportMaterial
    form: ReportForm
    sections: tuple[Section, ...]

    @property
    def frozen(self) -> FrozenPeriod:
        return self.material.frozen

    @property
    def plan(self) -> Sequence[FollowupItem]:
        return self.material.planned

    @property
    def earlier(self) -> Sequence[FollowupItem]:
        return self.material.done

    @property
    def photographs(self) -> int:
        return len(self.material.photographs)

    @property
    def rule(self) -> Edition:
        return edition(self.frozen.period.edition)

    @property
    def written(self) -> int:
        return sum(section.is_written for section in self.sections)

    @property
    def has_signatory(self) -> bool:
        agency = self.frozen.agency
        return bool(agency.signatory_name and agency.signatory_position)


def report_list() -> dict[str, Any]:
    """One page of closed periods; three queries."""
    here, number = current_tenant(), requested_page()
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    rows = reportable_periods(db.session(), **scope, limit=PAGE_SIZE, offset=offset(number))
    total = count_reportable_periods(db.session(), **scope)
    return {
        "page": Page(rows, number, total),
        "open_periods": count_open_periods(db.session(), **scope),
    }


def period_or_404(period_id: UUID) -> FrozenPeriod:
    """A closed period of an agency the person may see."""
    here = current_tenant()
    frozen = frozen_period(db.session(), tenant_id=here.id, period_id=period_id)
    if frozen is None or not here.covers_agency(frozen.period.agency_id):
        abort(404)
    return frozen


def desk(period_id: UUID) -> Desk:
    frozen = period_or_404(period_id)
    material = report_material(db.session(), tenant_id=current_tenant().id, frozen=frozen)
    form = report_form(frozen.profile.report_form)
    texts = form.text_sections().items()
    return Desk(
        material, form, tuple(_section(slug, title, material.drafts[slug], frozen.saved.get(slug)) for slug, title in texts)
    )


def _section(slug: str, title: str, draft: str, saved: WrittenText | None) -> Section:
    return Section(slug, title, saved.body if saved else "", draft, saved.version if saved else 0)


def desk_page(period_id: UUID) -> dict[str, Any]:
    """The page of one period's report with the documents made of it."""
    documents = documents_of_period(db.session(), tenant_id=current_tenant().id, period_id=period_id)
    found = desk(period_id)
    files = {report.id: _shown_files(report, its_files) for report, its_files in documents.items()}
    return {
        "desk": found, "documents": list(documents), "files": files, "proof": _proof(found), "is_sent": found.frozen.is_with_regency,
    }  # fmt: skip


def is_sent(period_id: UUID) -> bool:
    """Whether the period's report was submitted: then nothing in it is edited until it comes back."""
    return is_with_regency(db.session(), tenant_id=current_tenant().id, period_id=period_id)


def proof_page(period_id: UUID) -> dict[str, Any]:
    """The findings of the proof-reader, and asking for the final report."""
    found = desk(period_id)
    return {"desk": found, "proof": _proof(found)}


def _proof(found: Desk) -> Proof:
    titles = {section.slug: section.title for section in found.sections}
    return proof_of(found.material, titles)


def section_or_404(found: Desk, slug: str) -> Section:
    for section in found.sections:
        if section.slug == slug:
            return section
    abort(404)


def details_of(frozen: FrozenPeriod) -> dict[str, str]:
    """What is printed at the signature now."""
    saved = frozen.saved

    def body(section: str) -> str:
        return saved[section].body if section in saved else ""

    return {
        "place": body(SIGNING_PLACE) or place_of(frozen.result.tenant.name),
        "signed_on": body(SIGNED_ON),
        "rank": body(SIGNATORY_RANK),
    }


def suggestions_page(frozen: FrozenPeriod) -> tuple[list[SuggestionLine], int, list[UUID]]:
    """The newest suggestions, how many there are, and those chosen for print."""
    session, tenant_id, period_id = db.session(), current_tenant().id, frozen.period.id
    lines, total = list_suggestions(session, tenant_id=tenant_id, period_ids=[period_id], limit=SUGGESTIONS_SHOWN)
    return lines, total, chosen_ids(frozen.saved)


def report_or_404(report_id: UUID) -> Report:
    here = current_tenant()
    report = find_report(db.session(), tenant_id=here.id, report_id=report_id, agency_ids=here.agency_ids)
    # What is about the whole regency is nothing for an officer of one agency.
    if report is None or (_is_of_regency(report) and not may(Action.VIEW_RECAPS)):
        abort(404)
    return report


def _is_of_regency(report: Report) -> bool:
    return report.document in RECAP_DOCUMENTS or (report.document in FILED_DOCUMENTS and report.agency_id is None)


def report_page(report_id: UUID) -> dict[str, Any]:
    """One document: its state, and its files once it is ready."""
    report = report_or_404(report_id)
    if report.document == SKM_REPORT and report.period_id is not None:
        back = url_for("reports.show_period", period_id=report.period_id)
    elif report.document in RECAP_DOCUMENTS:
        back = _recap_url(report)
    elif report.document in PROVINCE_DOCUMENTS:
        back = url_for("province_recaps.show", report_id=report.id)
    else:
        back = room_of(report)[1]
    return {
        "report": report,
        "files": files_of_document(report),
        "refresh": refresh_seconds(report.state, report.requested_at),
        "back_url": back,
        "room": room_of(report),
        "copies": copies_of(db.session(), tenant_id=current_tenant().id, report_id=report.id),
        "is_published": report.state in ("ready", "gone") and not report.failure and report.document not in NEVER_REPLACED,
        "can_be_signed": report.document in SIGNED_DOCUMENTS,
    }


def room_of(report: Report) -> tuple[str, str]:
    """Name and address of where the trail to a document begins; a province has no reports of its own."""
    if report.document in PROVINCE_DOCUMENTS:
        return _("Rekap"), url_for("province_recaps.index")
    name, endpoint = ROOMS.get(report.document, (_l("Laporan"), "reports.index"))
    return str(name), url_for(endpoint)


def _recap_url(report: Report) -> str:
    """The recap it was made of: its twin key names the scope."""
    _document, year, part = report.twin_key.split(":")
    return url_for("recaps.index", tahun=year, bagian=part)


def files_of_document(report: Report) -> list[ReportFile]:
    """Its finished formats, without those the person may not have."""
    return _files([report]).get(report.id, [])


def _files(reports: Sequence[Report]) -> dict[UUID, list[ReportFile]]:
    ids = [report.id for report in reports if report.state == "ready"]
    if not ids:
        return {}
    found = files_of(db.session(), tenant_id=current_tenant().id, report_ids=ids)
    return {report.id: _shown_files(report, found.get(report.id, ())) for report in reports}


def _shown_files(report: Report, files: Iterable[ReportFile]) -> list[ReportFile]:
    """Those the person may have."""
    # The workbook of a report holds the answers one by one, and those are not for everyone who may read the report. An
    # archive of many reports is handed out in pieces by a page of its own.
    withheld = {"zip"} if may(Action.EXPORT_RESPONSES) or report.document != SKM_REPORT else {"zip", "xlsx"}
    return [each for each in files if each.format not in withheld]
