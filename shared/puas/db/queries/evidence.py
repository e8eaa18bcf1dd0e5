"""Evidence beside entries of the registers, and what it is evidence of. What was removed is not among it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceScore
from puas.db.tables.innovations import Innovation
from puas.db.tables.malls import ServiceMall
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.standards import OperatingProcedure, ServicePledge, ServiceStandard
from puas.db.tables.yardsticks import EvidenceFile, ImprovementItem
from puas.domain import evidence


@dataclass(frozen=True, slots=True)
class EvidenceSubject:
    """An entry evidence can be of: whose it is (empty: the regency's own), and what it is called."""

    subject: str
    id: UUID
    agency_id: UUID | None
    agency_name: str
    name: str


@dataclass(frozen=True, slots=True)
class _Place:
    """The table of a subject, its agency's column (None: the regency's own) and what names an entry."""

    table: Any
    agency_id: Any
    name: ColumnElement[str]


_NOTHING: ColumnElement[str] = literal("")
_PLACES: Mapping[str, _Place] = {
    evidence.PERFORMANCE: _Place(PerformanceAssessment, PerformanceAssessment.agency_id, _NOTHING),
    evidence.COMPLIANCE: _Place(ComplianceScore, ComplianceScore.agency_id, _NOTHING),
    evidence.CHECKLIST: _Place(Agency, Agency.id, _NOTHING),
    evidence.STANDARD: _Place(ServiceStandard, ServiceStandard.agency_id, _NOTHING),
    evidence.PLEDGE: _Place(ServicePledge, ServicePledge.agency_id, _NOTHING),
    evidence.PROCEDURE: _Place(OperatingProcedure, OperatingProcedure.agency_id, OperatingProcedure.title.expression),
    evidence.MINIMUM_SERVICE: _Place(Agency, Agency.id, _NOTHING),
    evidence.COMPLAINTS: _Place(Agency, Agency.id, _NOTHING),
    evidence.MALL: _Place(ServiceMall, None, ServiceMall.name.expression),
    evidence.INNOVATION: _Place(Innovation, Innovation.agency_id, Innovation.title.expression),
    evidence.IMPROVEMENT: _Place(ImprovementItem, ImprovementItem.agency_id, ImprovementItem.action.expression),
}

# These hang on an agency and a year, not on an entry that could follow it.
_OF_AGENCIES = frozenset(subject for subject, place in _PLACES.items() if place.table is Agency)


def find_evidence_subject(session: Session, *, tenant_id: int, subject: str, subject_id: UUID) -> EvidenceSubject | None:
    """The entry, if this tenant has it."""
    place = _PLACES.get(subject)
    if place is None:
        return None
    statement: Select[Any] = select(place.table.id, place.name)
    if place.agency_id is None:
        statement = statement.add_columns(literal(None), literal(""))
    elif place.table is Agency:
        statement = statement.add_columns(Agency.id, Agency.name)
    else:
        same = (Agency.tenant_id == tenant_id) & (Agency.id == place.agency_id)
        statement = statement.add_columns(place.agency_id, func.coalesce(Agency.name, "")).outerjoin(Agency, same)
    row = session.execute(statement.where(place.table.tenant_id == tenant_id, place.table.id == subject_id)).one_or_none()
    return None if row is None else EvidenceSubject(subject, row[0], row[2], row[3], row[1])


def evidence_of(
    session: Session, tenant_id: int, subject: str, subject_id: UUID, part: str | None = None
) -> list[EvidenceFile]:
    """The evidence of an entry, or of one part of it, the oldest first; what hangs on an agency is also that of those merged into it."""
    family = _family(tenant_id, subject, [subject_id])
    own = EvidenceFile.subject_id == subject_id if family is None else EvidenceFile.subject_id.in_(select(family.c.id))
    statement = _kept(tenant_id, subject).where(own)
    if part is not None:
        statement = statement.where(EvidenceFile.part == part)
    return list(session.scalars(statement.order_by(EvidenceFile.part, EvidenceFile.uploaded_at, EvidenceFile.id)))


def evidence_counts(
    session: Session, tenant_id: int, subject: str, subject_ids: Collection[UUID]
) -> dict[tuple[UUID, str], int]:
    """How many pieces each part of some entries has; one query whatever their number, none for none."""
    if not subject_ids:
        return {}
    family = _family(tenant_id, subject, subject_ids)
    entry: Any = EvidenceFile.subject_id if family is None else family.c.root
    statement = select(entry, EvidenceFile.part, func.count()).select_from(EvidenceFile)
    if family is None:
        statement = statement.where(EvidenceFile.subject_id.in_(subject_ids))
    else:
        statement = statement.join(family, family.c.id == EvidenceFile.subject_id)
    kept = (EvidenceFile.tenant_id == tenant_id, EvidenceFile.subject == subject, EvidenceFile.removed_at.is_(None))
    statement = statement.where(*kept).group_by(entry, EvidenceFile.part)
    return {(subject_id, part): count for subject_id, part, count in session.execute(statement)}


def find_evidence(session: Session, *, tenant_id: int, evidence_id: UUID) -> EvidenceFile | None:
    """One piece that was not removed."""
    mine = (EvidenceFile.tenant_id == tenant_id, EvidenceFile.id == evidence_id, EvidenceFile.removed_at.is_(None))
    return session.scalars(select(EvidenceFile).where(*mine)).one_or_none()


def owners_of_evidence(session: Session, *, evidence: EvidenceFile) -> frozenset[UUID]:
    """The agencies whose officers see it: that of its entry now (an entry follows its agency into another), and that it was given to.

    What hangs on an agency itself is also seen by whoever goes on with the agency's work. None at all: it is the regency's own.
    """
    entry = find_evidence_subject(
        session, tenant_id=evidence.tenant_id, subject=evidence.subject, subject_id=evidence.subject_id
    )  # fmt: skip
    known = {each for each in (evidence.agency_id, entry.agency_id if entry else None) if each is not None}
    if evidence.subject not in _OF_AGENCIES:
        return frozenset(known)
    heirs = select(Agency.id, Agency.merged_into_id).where(Agency.tenant_id == evidence.tenant_id, Agency.id.in_(known)).cte(recursive=True)
    heirs = heirs.union(
        select(Agency.id, Agency.merged_into_id).where(Agency.tenant_id == evidence.tenant_id, Agency.id == heirs.c.merged_into_id)
    )
    return frozenset(known) | frozenset(session.scalars(select(heirs.c.id)))


def _family(tenant_id: int, subject: str, agency_ids: Collection[UUID]) -> Any:
    """Of subjects that are agencies: each (`root`) with itself and all that merged into it (`id`), however long ago; else None."""
    if subject not in _OF_AGENCIES:
        return None
    family = (
        select(Agency.id.label("root"), Agency.id.label("id"))
        .where(Agency.tenant_id == tenant_id, Agency.id.in_(agency_ids))
        .cte("family", recursive=True)
    )
    joined = select(family.c.root, Agency.id).where(Agency.tenant_id == tenant_id, Agency.merged_into_id == family.c.id)
    return family.union(joined)


def _kept(tenant_id: int, subject: str) -> Select[Any]:
    return select(EvidenceFile).where(
        EvidenceFile.tenant_id == tenant_id, EvidenceFile.subject == subject, EvidenceFile.removed_at.is_(None)
    )
