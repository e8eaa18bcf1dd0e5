"""Collects what a SKM report of a period is rendered from: the frozen result, its surroundings, texts, and answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.earlier_results import previous_result, trend_points
from puas.db.queries.photographs import as_printed, photographs_of, photographs_of_items
from puas.db.queries.report_texts import (
    WrittenText,
    chosen_ids,
    chosen_suggestions,
    done_followups,
    followup_items,
    planned_followups,
    written_texts,
)
from puas.db.queries.report_versions import versions_of
from puas.db.queries.suggestions import suggestion_texts
from puas.db.queries.tallies import group_tallies
from puas.db.queries.tenant_look import TenantLook, find_look, form_of_tenant
from puas.db.tables.agencies import Agency
from puas.db.tables.responses import Response
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.document_source import MOST_ANSWERS, AnswerRow, SkmReportSource, answers_fit
from puas.domain.group_means import group_means
from puas.domain.narrative import Context, draft_texts
from puas.domain.quality_grade import grade
from puas.domain.regulation.edition import NOT_STATED
from puas.domain.regulation.registry import edition
from puas.domain.report_details import SIGNATORY_RANK, SIGNED_ON, SIGNING_PLACE, place_of
from puas.domain.report_snapshot import DRAFT, REPORT_FORMAT, TEXT_SECTIONS, Letterhead, ReportSnapshot, Signatory, Target
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.suggestion_topics import count_topics

TITLE = "Laporan Survei Kepuasan Masyarakat"


@dataclass(frozen=True, slots=True)
class FrozenPeriod:
    """A closed period with its current result and agency."""

    period: SurveyPeriod
    agency: Agency
    result_row: Result
    result: ResultSnapshot


def frozen_period(session: Session, *, tenant_id: int, period_id: UUID) -> FrozenPeriod | None:
    """None where the tenant has no such period, or no result of it is frozen."""
    statement = (
        select(SurveyPeriod, Agency, Result)
        .join(Agency, (Agency.tenant_id == SurveyPeriod.tenant_id) & (Agency.id == SurveyPeriod.agency_id))
        .join(
            Result,
            (Result.tenant_id == SurveyPeriod.tenant_id)
            & (Result.period_id == SurveyPeriod.id)
            & (Result.scope == "period")
            & Result.superseded_at.is_(None),
        )
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else FrozenPeriod(row[0], row[1], row[2], ResultSnapshot.from_json(row[2].snapshot))


def narrative_context(session: Session, *, tenant_id: int, frozen: FrozenPeriod) -> Context:
    """What stands around the result: target, trend, the previous result and both follow-up plans."""
    period = frozen.period
    earlier = previous_result(session, tenant_id=tenant_id, agency_id=period.agency_id, before=period.starts_on)
    done = followup_items(session, tenant_id=tenant_id, period_id=earlier.period_id) if earlier else []
    evidence = photographs_of_items(session, tenant_id=tenant_id, item_ids=[item.id for item in done])
    planned = followup_items(session, tenant_id=tenant_id, period_id=period.id)
    groups = group_tallies(session, tenant_id=tenant_id, period_id=period.id)
    written = suggestion_texts(session, tenant_id=tenant_id, period_id=period.id)
    return Context(
        target=_target(frozen),
        trend=trend_points(session, tenant_id=tenant_id, agency_id=period.agency_id, until=period.starts_on),
        previous=earlier.result if earlier else None,
        done=done_followups(done, {key: as_printed(rows) for key, rows in evidence.items()}),
        planned=planned_followups(planned),
        groups=group_means(edition(frozen.result.edition_id), frozen.result, groups),
        topics=count_topics(written),
        suggestions=len(written),
    )


def skm_report_source(
    session: Session, *, tenant_id: int, frozen: FrozenPeriod, document_id: str, base_url: str, now: datetime, stage: str = DRAFT
) -> SkmReportSource:
    """Everything, as it stands at this moment; whoever renders it later adds nothing."""
    report = skm_report(
        session, tenant_id=tenant_id, frozen=frozen, document_id=document_id, base_url=base_url, now=now, stage=stage
    )
    versions = versions_of(session, tenant_id=tenant_id, period_id=frozen.period.id, report=report)
    return SkmReportSource(replace(report, versions=versions), _answers(session, tenant_id=tenant_id, frozen=frozen))


def skm_report(
    session: Session, *, tenant_id: int, frozen: FrozenPeriod, document_id: str, base_url: str, now: datetime, stage: str = DRAFT
) -> ReportSnapshot:
    """The report without the answers behind it, as it would be printed now; also for proof-reading."""
    result = frozen.result
    context = narrative_context(session, tenant_id=tenant_id, frozen=frozen)
    saved = written_texts(session, tenant_id=tenant_id, period_id=frozen.period.id)
    names = {UUID(unit.id): unit.name for unit in result.units}
    return ReportSnapshot(
        format=REPORT_FORMAT,
        document_id=document_id,
        verification_url=f"{base_url}/verifikasi/{document_id}",
        title=TITLE,
        prepared_at=now,
        result=result,
        result_sha256=frozen.result_row.sha256,
        result_signature=frozen.result_row.signature or None,
        letterhead=_letterhead(frozen, find_look(session, tenant_id=tenant_id)),
        signatory=_signatory(frozen, saved),
        target=context.target,
        trend=tuple(context.trend),
        previous=context.previous,
        done_follow_ups=tuple(context.done),
        planned_follow_ups=tuple(context.planned),
        texts=_texts(result, context, saved),
        suggestions=chosen_suggestions(session, tenant_id=tenant_id, period_id=frozen.period.id, ids=chosen_ids(saved), names=names),
        suggestions_total=_count_suggestions(session, tenant_id=tenant_id, period_id=frozen.period.id),
        photos=as_printed(photographs_of(session, tenant_id=tenant_id, period_id=frozen.period.id)),
        form=form_of_tenant(session, tenant_id=tenant_id),
        stage=stage,
        groups=tuple(context.groups),
    )


def _texts(result: ResultSnapshot, context: Context, saved: dict[str, WrittenText]) -> dict[str, str]:
    drafts = draft_texts(result, context)
    return {section: (saved[section].body if section in saved else "") or drafts[section] for section in TEXT_SECTIONS}


def _letterhead(frozen: FrozenPeriod, look: TenantLook | None) -> Letterhead:
    government = look.government_name if look else f"Pemerintah {frozen.result.tenant.name}"
    agency = frozen.agency
    # Never the number of one office under the address of another.
    contact = agency if agency.address or agency.phone or agency.email or agency.website else look
    return Letterhead(
        lines=(government, frozen.period.agency_name),
        address=agency.address or (look.address if look else ""),
        phone=contact.phone if contact else "",
        email=contact.email if contact else "",
        website=contact.website if contact else "",
        emblem_file=look.emblem_key if look else None,
        emblem_sha256=None,
        accent_colour=look.accent if look else "",
    )


def _signatory(frozen: FrozenPeriod, saved: dict[str, WrittenText]) -> Signatory:
    def detail(section: str) -> str:
        return saved[section].body.strip() if section in saved else ""

    agency = frozen.agency
    return Signatory(
        position=agency.signatory_position,
        name=agency.signatory_name,
        rank=detail(SIGNATORY_RANK),
        nip=agency.signatory_nip,
        place=detail(SIGNING_PLACE) or place_of(frozen.result.tenant.name),
        signed_on=date.fromisoformat(detail(SIGNED_ON)) if detail(SIGNED_ON) else None,
    )


def _target(frozen: FrozenPeriod) -> Target | None:
    try:
        nik = Decimal(frozen.period.target_nik.replace(",", "."))
    except InvalidOperation:
        return None
    return Target(nik, grade(edition(frozen.period.edition), nik).mutu, "target kinerja perangkat daerah")


def _count_suggestions(session: Session, *, tenant_id: int, period_id: UUID) -> int:
    statement = select(func.count()).where(
        Response.tenant_id == tenant_id,
        Response.period_id == period_id,
        Response.state == "counted",
        Response.suggestion.is_not(None),
        Response.suggestion != "",
    )
    return session.scalar(statement) or 0


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
