"""Asks for the report on a year's evaluation of SOP, of one agency or of the regency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.evidence import evidence_counts
from puas.db.queries.procedures import ProcedureRow, list_procedures, read_procedures
from puas.db.queries.tenant_day import today_of
from puas.db.tables.reports import Report
from puas.domain.document_source import PROCEDURE_EVALUATION
from puas.domain.evidence import PROCEDURE
from puas.domain.filing import FilingHead
from puas.domain.procedure_evaluation import EvaluatedProcedure, ProcedureEvaluationSource, YearStanding
from puas.domain.yardsticks import NO_UNIT
from puas.usecases.request_filing import Filing, request_filing

MOST_YEARS = 3


class UnableToRequestProcedureEvaluation(Exception):
    """There was no procedure in that year."""


def request_procedure_evaluation(
    *, session: Session, tenant_id: int, year: int, agency_id: UUID | None, account_id: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one rendered from what the register says at this moment."""
    procedures = list_procedures(session, tenant_id=tenant_id, year=year, agency_id=agency_id)
    if not procedures:
        raise UnableToRequestProcedureEvaluation(str(year))
    name = procedures[0].agency_name if agency_id else ""
    years = _years(session, tenant_id, agency_id, year, now)
    counts = evidence_counts(session, tenant_id, PROCEDURE, [row.procedure.id for row in procedures])
    told = tuple(_told(row, year, counts.get((row.procedure.id, str(year)), 0)) for row in _ordered(procedures, year))
    title, twin_key = f"Laporan evaluasi SOP {year} {name}".strip(), f"{PROCEDURE_EVALUATION}:{year}:{agency_id or ''}"
    filing = Filing(PROCEDURE_EVALUATION, title, twin_key, f"tenant:{tenant_id}", agency_id=agency_id)

    def source(head: FilingHead) -> ProcedureEvaluationSource:
        return ProcedureEvaluationSource(head, year, name, told, years)

    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, source=source, account_id=account_id, base_url=base_url, now=now
    )


def _ordered(rows: Sequence[ProcedureRow], year: int) -> list[ProcedureRow]:
    """By agency; what was not evaluated first."""
    return sorted(rows, key=lambda each: (each.agency_name.lower(), year in each.reviews, each.procedure.number.lower()))


def _told(row: ProcedureRow, year: int, evidence: int) -> EvaluatedProcedure:
    procedure, review = row.procedure, row.reviews.get(year)
    return EvaluatedProcedure(
        agency=row.agency_name, number=procedure.number, title=procedure.title, service=row.service_name, decided_on=procedure.decided_on,
        revised_on=procedure.revised_on, outcome=review.outcome if review else "", findings=review.findings if review else "",
        reviewed_on=review.reviewed_on if review else None, reviewer=review.reviewer if review else "", evidence=evidence,
    )  # fmt: skip


def _years(session: Session, tenant_id: int, agency_id: UUID | None, year: int, now: datetime) -> tuple[YearStanding, ...]:
    readings = read_procedures(session, tenant_id=tenant_id, today=today_of(session, tenant_id=tenant_id, now=now))
    mine = sorted((each for each in readings if each.unit_id == (agency_id or NO_UNIT) and each.year <= year), key=lambda each: each.year)
    counts = [(each.year, each.counts) for each in mine[-MOST_YEARS:]]
    return tuple(YearStanding(known, found["procedures"], found["evaluated"], found["to_revise"]) for known, found in counts)
