"""Standard operating procedures with their evaluations, for lists, pages, imports and the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import ACTIVE as AT_WORK
from puas.db.queries.agencies import counts_here, own
from puas.db.queries.register_offices import Office, regency_offices
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.standards import OperatingProcedure, ProcedureReview
from puas.domain.operating_procedures import ACTIVE, TO_REVISE, existed_in
from puas.domain.yardsticks import NO_UNIT, PROCEDURES, Reading, share

# How a list is narrowed.
DUE, DONE, REVISION, GONE = "due", "done", "revision", "gone"

_Review = aliased(ProcedureReview)


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure of a list, with its evaluations by year."""

    procedure: OperatingProcedure
    agency_name: str
    service_name: str
    reviews: Mapping[int, ProcedureReview] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many procedures count in a year, and how far its evaluation has come; `withdrawn` are all that are out of use."""

    counted: int = 0
    evaluated: int = 0
    to_revise: int = 0
    withdrawn: int = 0

    @property
    def due(self) -> int:
        """Not evaluated yet."""
        return self.counted - self.evaluated


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
    """Of those that count in the year the ones not evaluated first, then by agency and number; evaluations from the year `oldest` on.

    Two queries. Withdrawn ones (`GONE`) are listed whatever the year.
    """
    statement = (
        _with_review(_rows(tenant_id), tenant_id, year)
        .where(*_wanted(tenant_id, agency_ids, agency_id), _narrowed(tenant_id, year, narrowed))
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
    counts = _counts_in(tenant_id, year)
    statement = _with_review(
        select(
            func.count().filter(counts), func.count().filter(counts, ProcedureReview.year.is_not(None)),
            func.count().filter(counts, ProcedureReview.outcome == TO_REVISE), func.count().filter(OperatingProcedure.state != ACTIVE),
        )
        .select_from(OperatingProcedure)
        .join(Agency, _of_agency(tenant_id)),
        tenant_id, year,
    ).where(OperatingProcedure.tenant_id == tenant_id, *_wanted(tenant_id, agency_ids, agency_id))  # fmt: skip
    return Standing(*session.execute(statement).one())


def known_procedures(session: Session, *, tenant_id: int) -> Mapping[tuple[UUID, str], OperatingProcedure]:
    """All procedures of the tenant by agency and number in lower case, as an import matches them."""
    rows = session.scalars(select(OperatingProcedure).where(OperatingProcedure.tenant_id == tenant_id))
    return {(each.agency_id, each.number.lower()): each for each in rows}


def read_procedures(session: Session, *, tenant_id: int, today: date) -> Sequence[Reading]:
    """How many procedures each agency has and evaluated, and the regency's own agencies together, for every year with an evaluation.

    The year that runs is told as soon as there is any procedure: then none evaluated is a figure too. The lists of a year
    (`_counts_in`) hold the same procedures.
    """
    offices = regency_offices(session, tenant_id=tenant_id, ended_too=True)
    columns = (OperatingProcedure.id, OperatingProcedure.agency_id, OperatingProcedure.decided_on, _in_use())
    statement = select(*columns).join(Agency, _of_agency(tenant_id)).where(OperatingProcedure.tenant_id == tenant_id)
    rows = session.execute(statement).all()
    procedures = [row for row in rows if row.agency_id in offices]
    outcomes: defaultdict[UUID, dict[int, str]] = defaultdict(dict)
    reviews = select(ProcedureReview.procedure_id, ProcedureReview.year, ProcedureReview.outcome)
    for key, year, outcome in session.execute(reviews.where(ProcedureReview.tenant_id == tenant_id)):
        outcomes[key][year] = outcome
    years = sorted({year for found in outcomes.values() for year in found} | ({today.year} if procedures else set()))
    counted: defaultdict[tuple[int, UUID], list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, agency_id, decided_on, in_use in procedures:
        for year in years:
            if not existed_in(year, decided_on=decided_on, is_active=in_use, review_years=outcomes[key]):
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
        .join(Agency, _of_agency(tenant_id))
        .outerjoin(ServiceType, service)
        .where(OperatingProcedure.tenant_id == tenant_id)
    )


def _with_review(statement: Select[*tuple[Any, ...]], tenant_id: int, year: int) -> Select[*tuple[Any, ...]]:
    of_year = and_(
        ProcedureReview.tenant_id == tenant_id, ProcedureReview.procedure_id == OperatingProcedure.id, ProcedureReview.year == year
    )
    return statement.outerjoin(ProcedureReview, of_year)


def _of_agency(tenant_id: int) -> ColumnElement[bool]:
    return and_(Agency.tenant_id == tenant_id, Agency.id == OperatingProcedure.agency_id)


def _in_use() -> ColumnElement[bool]:
    """Not withdrawn, and its agency still at work: nobody evaluates an SOP of an agency that was archived."""
    return and_(OperatingProcedure.state == ACTIVE, Agency.state == AT_WORK)


def _counts_in(tenant_id: int, year: int) -> ColumnElement[bool]:
    """`existed_in` as a condition."""
    reviewed_since = exists().where(
        _Review.tenant_id == tenant_id, _Review.procedure_id == OperatingProcedure.id, _Review.year >= year
    )  # fmt: skip
    begun = or_(OperatingProcedure.decided_on.is_(None), func.extract("year", OperatingProcedure.decided_on) <= year)
    return and_(begun, or_(_in_use(), reviewed_since))


def _wanted(tenant_id: int, agency_ids: Collection[UUID] | None, agency_id: UUID | None) -> list[ColumnElement[bool]]:
    """The regency's list is of its own agencies; one agency may be any."""
    if agency_id is None:
        return [counts_here(OperatingProcedure.agency_id, tenant_id=tenant_id, agency_ids=agency_ids)]
    return [own(OperatingProcedure.agency_id, agency_ids), OperatingProcedure.agency_id == agency_id]


def _narrowed(tenant_id: int, year: int, narrowed: str) -> ColumnElement[bool]:
    if narrowed == GONE:
        return OperatingProcedure.state != ACTIVE
    among = {
        DUE: ProcedureReview.year.is_(None), DONE: ProcedureReview.year.is_not(None), REVISION: ProcedureReview.outcome == TO_REVISE
    }  # fmt: skip
    return and_(_counts_in(tenant_id, year), among.get(narrowed, true()))


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
