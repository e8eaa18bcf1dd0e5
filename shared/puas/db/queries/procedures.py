"""Standard operating procedures with their evaluations, for lists, pages, imports and the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.queries.register_offices import Office, regency_offices
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.standards import OperatingProcedure, ProcedureReview
from puas.domain.operating_procedures import ACTIVE, TO_REVISE, existed_in
from puas.domain.yardsticks import NO_UNIT, PROCEDURES, Reading, share

# How a list is narrowed.
DUE, DONE, REVISION, GONE = "due", "done", "revision", "gone"


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure of a list, with its evaluations by year."""

    procedure: OperatingProcedure
    agency_name: str
    service_name: str
    reviews: Mapping[int, ProcedureReview] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many active procedures there are, and how far the evaluation of a year has come."""

    active: int = 0
    evaluated: int = 0
    to_revise: int = 0
    withdrawn: int = 0

    @property
    def due(self) -> int:
        """Not evaluated yet."""
        return self.active - self.evaluated


def find_procedure(
    session: Session, *, tenant_id: int, procedure_id: UUID, agency_ids: Collection[UUID] | None = None
) -> ProcedureRow | None:
    """One procedure with all its evaluations; None where it is no agency's of the officer."""
    statement = _rows(tenant_id).where(OperatingProcedure.id == procedure_id, own(OperatingProcedure.agency_id, agency_ids))
    row = session.execute(statement).one_or_none()
    return None if row is None else ProcedureRow(row[0], row[1], row[2] or "", _reviews(session, tenant_id, [procedure_id])[procedure_id])


def list_procedures(
    session: Session, *, tenant_id: int, year: int, agency_ids: Collection[UUID] | None = None, agency_id: UUID | None = None,
    narrowed: str = "", limit: int | None = None, offset: int = 0, oldest: int = 0,
) -> list[ProcedureRow]:  # fmt: skip
    """Those not evaluated in the year first, then by agency and number; evaluations from the year `oldest` on. Two queries."""
    statement = (
        _with_review(_rows(tenant_id), tenant_id, year)
        .where(*_wanted(agency_ids, agency_id, narrowed))
        .order_by(ProcedureReview.year.is_not(None), func.lower(Agency.name), func.lower(OperatingProcedure.number), OperatingProcedure.id)
        .limit(limit)
        .offset(offset)
    )
    found = session.execute(statement).all()
    reviews = _reviews(session, tenant_id, [row[0].id for row in found], oldest)
    return [ProcedureRow(row[0], row[1], row[2] or "", reviews[row[0].id]) for row in found]


def count_procedures(
    session: Session, *, tenant_id: int, year: int, agency_ids: Collection[UUID] | None = None, agency_id: UUID | None = None
) -> Standing:
    """The standing of the year's evaluation; one query."""
    is_active = OperatingProcedure.state == ACTIVE
    statement = _with_review(
        select(
            func.count().filter(is_active), func.count().filter(is_active, ProcedureReview.year.is_not(None)),
            func.count().filter(is_active, ProcedureReview.outcome == TO_REVISE), func.count().filter(~is_active),
        ).select_from(OperatingProcedure),
        tenant_id, year,
    ).where(OperatingProcedure.tenant_id == tenant_id, *_wanted(agency_ids, agency_id, None))  # fmt: skip
    return Standing(*session.execute(statement).one())


def known_procedures(session: Session, *, tenant_id: int) -> Mapping[tuple[UUID, str], OperatingProcedure]:
    """All procedures of the tenant by agency and number in lower case, as an import matches them."""
    rows = session.scalars(select(OperatingProcedure).where(OperatingProcedure.tenant_id == tenant_id))
    return {(each.agency_id, each.number.lower()): each for each in rows}


def read_procedures(session: Session, *, tenant_id: int, today: date) -> Sequence[Reading]:
    """How many procedures each agency has and evaluated, and the regency's own agencies together, for every year with an evaluation.

    The year that runs is told as soon as there is any procedure: then none evaluated is a figure too.
    """
    offices = regency_offices(session, tenant_id=tenant_id)
    columns = (OperatingProcedure.id, OperatingProcedure.agency_id, OperatingProcedure.decided_on, OperatingProcedure.state)
    rows = session.execute(select(*columns).where(OperatingProcedure.tenant_id == tenant_id)).all()
    procedures = [row for row in rows if row.agency_id in offices]
    outcomes: defaultdict[UUID, dict[int, str]] = defaultdict(dict)
    statement = select(ProcedureReview.procedure_id, ProcedureReview.year, ProcedureReview.outcome)
    for key, year, outcome in session.execute(statement.where(ProcedureReview.tenant_id == tenant_id)):
        outcomes[key][year] = outcome
    years = sorted({year for found in outcomes.values() for year in found} | ({today.year} if procedures else set()))
    counted: defaultdict[tuple[int, UUID], list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, agency_id, decided_on, state in procedures:
        for year in years:
            if not existed_in(year, decided_on=decided_on, is_active=state == ACTIVE, review_years=outcomes[key]):
                continue
            for unit in (agency_id, NO_UNIT):
                found = counted[year, unit]
                found[0] += 1
                found[1] += year in outcomes[key]
                found[2] += outcomes[key].get(year) == TO_REVISE
    return [_reading(year, offices[unit], *found) for (year, unit), found in counted.items()]


def _reading(year: int, office: Office, procedures: int, evaluated: int, to_revise: int) -> Reading:
    return Reading(
        PROCEDURES, year, office.level, office.id, office.name, office.kind, share(evaluated, procedures),
        label=f"{evaluated} dari {procedures} SOP",
        counts={"procedures": procedures, "evaluated": evaluated, "to_revise": to_revise},
    )  # fmt: skip


def _rows(tenant_id: int) -> Select[*tuple[Any, ...]]:
    service = and_(ServiceType.tenant_id == tenant_id, ServiceType.id == OperatingProcedure.service_type_id)
    return (
        select(OperatingProcedure, Agency.name, ServiceType.name)
        .join(Agency, and_(Agency.tenant_id == tenant_id, Agency.id == OperatingProcedure.agency_id))
        .outerjoin(ServiceType, service)
        .where(OperatingProcedure.tenant_id == tenant_id)
    )


def _with_review(statement: Select[*tuple[Any, ...]], tenant_id: int, year: int) -> Select[*tuple[Any, ...]]:
    of_year = and_(
        ProcedureReview.tenant_id == tenant_id, ProcedureReview.procedure_id == OperatingProcedure.id, ProcedureReview.year == year
    )
    return statement.outerjoin(ProcedureReview, of_year)


def _wanted(agency_ids: Collection[UUID] | None, agency_id: UUID | None, narrowed: str | None) -> list[ColumnElement[bool]]:
    """`narrowed` None leaves withdrawn ones in, for counting."""
    conditions = [own(OperatingProcedure.agency_id, agency_ids)]
    if agency_id is not None:
        conditions.append(OperatingProcedure.agency_id == agency_id)
    if narrowed is None:
        return conditions
    conditions.append((OperatingProcedure.state != ACTIVE) if narrowed == GONE else OperatingProcedure.state == ACTIVE)
    if narrowed == DUE:
        conditions.append(ProcedureReview.year.is_(None))
    elif narrowed == DONE:
        conditions.append(ProcedureReview.year.is_not(None))
    elif narrowed == REVISION:
        conditions.append(or_(ProcedureReview.outcome == TO_REVISE))
    return conditions


def _reviews(
    session: Session, tenant_id: int, procedure_ids: Collection[UUID], oldest: int = 0
) -> defaultdict[UUID, dict[int, ProcedureReview]]:
    found: defaultdict[UUID, dict[int, ProcedureReview]] = defaultdict(dict)
    if not procedure_ids:
        return found
    statement = select(ProcedureReview).where(
        ProcedureReview.tenant_id == tenant_id, ProcedureReview.procedure_id.in_(procedure_ids), ProcedureReview.year >= oldest
    )
    for row in session.scalars(statement.order_by(ProcedureReview.year.desc())):
        found[row.procedure_id][row.year] = row
    return found
