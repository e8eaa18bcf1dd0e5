"""Asks for the proposal of an innovation as a document; marked as a draft until it is handed in."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.innovations import InnovationRow, StepRow, find_innovation, proposal_of, steps_of
from puas.db.queries.tenant_day import today_of
from puas.db.tables.reports import Report
from puas.db.tables.yardsticks import EvidenceFile
from puas.domain.document_source import INNOVATION_PROPOSAL
from puas.domain.filing import FilingHead
from puas.domain.innovation_proposal import age_on, count_words
from puas.domain.innovation_source import InnovationSource, PrintedPart, PrintedStep
from puas.domain.regulation.performance_registry import indicator_name
from puas.domain.regulation.registry import edition
from puas.usecases.record_innovation_step import OUT
from puas.usecases.request_filing import Filing, request_filing

DRAFT = "DRAF: proposal belum diajukan"


def request_innovation_proposal(
    *, session: Session, tenant_id: int, innovation_id: UUID, account_id: UUID | None, base_url: str, now: datetime
) -> Report | None:
    """The request; None where there is no such innovation."""
    row = find_innovation(session, tenant_id=tenant_id, innovation_id=innovation_id)
    if row is None:
        return None
    steps = steps_of(session, tenant_id=tenant_id, innovation_id=innovation_id)
    evidence = _evidence(session, tenant_id, innovation_id)
    innovation = row.innovation
    filing = Filing(
        document=INNOVATION_PROPOSAL, title=f"Proposal inovasi {innovation.title}", subject=f"innovation:{innovation.id}",
        twin_key=f"{INNOVATION_PROPOSAL}:{innovation.id}:{innovation.version}", agency_id=innovation.agency_id,
        draft_mark="" if innovation.stage else DRAFT,
    )  # fmt: skip
    today = today_of(session, tenant_id=tenant_id, now=now)
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, account_id=account_id, base_url=base_url, now=now,
        source=lambda head: _source(head, row, steps, evidence, today),
    )  # fmt: skip


def _evidence(session: Session, tenant_id: int, innovation_id: UUID) -> tuple[str, ...]:
    statement = (
        select(EvidenceFile.title)
        .where(
            EvidenceFile.tenant_id == tenant_id, EvidenceFile.subject == "innovation", EvidenceFile.subject_id == innovation_id,
            EvidenceFile.removed_at.is_(None),
        )
        .order_by(EvidenceFile.uploaded_at, EvidenceFile.id)
    )  # fmt: skip
    return tuple(session.scalars(statement))


def _source(head: FilingHead, row: InnovationRow, steps: list[StepRow], evidence: tuple[str, ...], today: date) -> InnovationSource:
    innovation, rules = row.innovation, row.rules
    texts = innovation.fields or {}
    return InnovationSource(
        head=head,
        rule=rules.edition.citation,
        title=innovation.title,
        agency=row.agency,
        group=rules.edition.groups[innovation.group_name],
        call=f"{row.call.title} ({row.call.year})" if row.call else "",
        started_on=innovation.started_on,
        age_months=age_on(proposal_of(innovation), rules, today),
        decree=innovation.decree,
        video_url=innovation.video_url,
        improves=_improves(row),
        parts=tuple(
            PrintedPart(part.name, texts.get(part.slug, ""), count_words(texts.get(part.slug, "")), rules.most_words(part))
            for part in rules.edition.fields[innovation.group_name]
        ),
        steps=tuple(
            PrintedStep(rules.edition.stage(each.step.stage).name, each.step.outcome == OUT, each.step.happened_on, each.step.note)
            for each in steps
        ),
        evidence=evidence,
    )


def _improves(row: InnovationRow) -> tuple[str, ...]:
    innovation = row.innovation
    unsur = edition().unsur_named(innovation.unsur).name if innovation.unsur else ""
    indicator = f"Indikator {innovation.indicator} {indicator_name(innovation.indicator)}".strip() if innovation.indicator else ""
    found = (f"Unsur {unsur}" if unsur else "", indicator)
    return tuple(each for each in found if each)
