"""What a SKM report of a period is rendered from: its material as a snapshot, and the answers behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.frozen_period import FrozenPeriod
from puas.db.queries.photographs import as_printed
from puas.db.queries.report_material import ReportMaterial, report_material
from puas.db.queries.report_versions import versions_of
from puas.db.tables.responses import Response
from puas.domain.agency_letterhead import agency_letterhead
from puas.domain.document_source import MOST_ANSWERS, AnswerRow, SkmReportSource, answers_fit
from puas.domain.regulation.edition import NOT_STATED
from puas.domain.regulation.registry import edition
from puas.domain.report_details import SIGNATORY_RANK, SIGNED_ON, SIGNING_PLACE, place_of
from puas.domain.report_snapshot import DRAFT, REPORT_FORMAT, TEXT_SECTIONS, Letterhead, ReportSnapshot, Signatory

TITLE = "Laporan Survei Kepuasan Masyarakat"


def skm_report_source(
    session: Session, *, tenant_id: int, frozen: FrozenPeriod, document_id: str, base_url: str, now: datetime, stage: str = DRAFT
) -> SkmReportSource:
    """Everything, as it stands at this moment; whoever renders it later adds nothing."""
    material = report_material(session, tenant_id=tenant_id, frozen=frozen)
    report = skm_report(material, document_id=document_id, base_url=base_url, now=now, stage=stage)
    versions = versions_of(session, tenant_id=tenant_id, period_id=frozen.period.id, report=report)
    return SkmReportSource(replace(report, versions=versions), _answers(session, tenant_id=tenant_id, frozen=frozen))


def skm_report(material: ReportMaterial, *, document_id: str, base_url: str, now: datetime, stage: str = DRAFT) -> ReportSnapshot:
    """The report without the answers behind it, as it would be printed now; also for proof-reading."""
    frozen, context = material.frozen, material.context
    return ReportSnapshot(
        format=REPORT_FORMAT,
        document_id=document_id,
        verification_url=f"{base_url}/verifikasi/{document_id}",
        title=TITLE,
        prepared_at=now,
        result=frozen.result,
        result_sha256=frozen.result_row.sha256,
        result_signature=frozen.result_row.signature or None,
        letterhead=_letterhead(frozen),
        signatory=_signatory(frozen),
        target=context.target,
        trend=tuple(context.trend),
        previous=context.previous,
        done_follow_ups=tuple(context.done),
        planned_follow_ups=tuple(context.planned),
        texts={section: _written(frozen, section) or material.drafts[section] for section in TEXT_SECTIONS},
        suggestions=material.chosen,
        suggestions_total=material.suggestions.total,
        photos=as_printed(material.photographs),
        form=frozen.profile.report_form,
        stage=stage,
        groups=tuple(context.groups),
    )


def _written(frozen: FrozenPeriod, section: str) -> str:
    return frozen.saved[section].body if section in frozen.saved else ""


def _letterhead(frozen: FrozenPeriod) -> Letterhead:
    agency, profile = frozen.agency, frozen.profile
    regency = Letterhead(
        (profile.government_name,), profile.address, profile.phone, profile.email, profile.website, profile.emblem_key, None, profile.accent
    )
    return agency_letterhead(agency, name=frozen.period.agency_name, regency=regency)


def _signatory(frozen: FrozenPeriod) -> Signatory:
    def detail(section: str) -> str:
        return _written(frozen, section).strip()

    agency = frozen.agency
    return Signatory(
        position=agency.signatory_position,
        name=agency.signatory_name,
        rank=detail(SIGNATORY_RANK),
        nip=agency.signatory_nip,
        place=detail(SIGNING_PLACE) or place_of(frozen.result.tenant.name),
        signed_on=date.fromisoformat(detail(SIGNED_ON)) if detail(SIGNED_ON) else None,
    )


def _answers(session: Session, *, tenant_id: int, frozen: FrozenPeriod) -> tuple[AnswerRow, ...]:
    """The counted answers, if they are still those the frozen counts were made of; else none."""
    result = frozen.result
    if result.respondents > MOST_ANSWERS:
        return ()
    order = edition(result.edition_id).slugs()
    zone = ZoneInfo(result.period.time_zone)
    statement = (
        select(Response)
        .where(Response.tenant_id == tenant_id, Response.period_id == frozen.period.id, Response.state == "counted")
        .order_by(Response.submitted_at, Response.id)
    )
    rows = tuple(_answer(row, order, zone) for row in session.scalars(statement))
    return rows if answers_fit(result, rows, order) else ()


def _answer(row: Response, order: tuple[str, ...], zone: ZoneInfo) -> AnswerRow:
    return AnswerRow(
        service=str(row.service_type_id),
        answered_on=row.submitted_at.astimezone(zone).date(),
        gender=_said(row.gender),
        age=row.age,
        education=_said(row.education),
        occupation=_said(row.occupation),
        disability=_said(row.disability),
        scores=tuple(getattr(row, slug) for slug in order),
        suggestion=row.suggestion or "",
    )


def _said(slug: str | None) -> str:
    return "" if slug is None or slug == NOT_STATED else slug
