"""The figures that left a tenant, as lines for pages of the regency, the province and the public. One statement each.

Questions about one tenant name it, questions across a province name the province: the tenant's own session answers the first,
the province's log-in both. `tenant_id` of a line leads to the directory for its name. Lines come in the order of their names
where no other is said, and regencies in that of their tenant's number, because their names are in the directory.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, Text, case, func, literal_column, select, tuple_
from sqlalchemy.orm import Session

from puas.db.tables.shared_figures import SharedFigure
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import PARTS, ReportingScope
from puas.domain.shared_disclosure import AGENCY, REGENCY, SERVICE

REGENCY_ID = UUID(int=0)
"""The unit of a regency's own line."""


class UnsurFigure(NamedTuple):
    """One unsur of a line, as printed."""

    slug: str
    answered: int
    nrr: Decimal | None
    nik: Decimal | None
    mutu: str


class FigureLine(NamedTuple):
    """A unit over a reporting scope. A suppressed one has no figure; one without an index has its respondents only."""

    tenant_id: int
    year: int
    part: str
    level: str
    unit_id: UUID
    agency_id: UUID | None
    name: str
    kind: str
    edition: str
    periods: int
    starts_on: date
    ends_on: date
    members: int
    members_total: int
    is_suppressed: bool
    respondents: int | None
    sample_target: int | None
    population: int | None
    ni: Decimal | None
    nik: Decimal | None
    mutu: str
    simple_mean: Decimal | None
    respondent_weighted: Decimal | None
    margin: Decimal | None
    is_letter_stable: bool | None
    updated_at: datetime
    raw_unsur: Sequence[dict[str, Any]]
    """As stored; empty in lists that were asked for without."""

    @property
    def scope(self) -> ReportingScope:
        return ReportingScope(self.year, self.part)

    @property
    def predikat(self) -> str:
        """The words of its letter; empty without an index."""
        return "" if self.nik is None else grade(edition(self.edition), self.nik).predikat

    @property
    def unsur(self) -> tuple[UnsurFigure, ...]:
        """The nine unsur in the body order of the rule; empty where suppressed, or not asked for."""
        return tuple(
            UnsurFigure(each["slug"], each["answered"], _decimal(each["nrr"]), _decimal(each["nik"]), each["mutu"])
            for each in self.raw_unsur
        )


class KindCount(NamedTuple):
    """A kind of agency: how many of them have figures, in how many regencies."""

    kind: str
    agencies: int
    regencies: int


def regencies_of_province(session: Session, *, province_code: str, scopes: Collection[ReportingScope]) -> list[FigureLine]:
    """Every regency of the province in each of the scopes."""
    return _lines(session, _of_province(province_code, REGENCY), _within(scopes))


def agencies_of_province(
    session: Session, *, province_code: str, scope: ReportingScope, kind: str | None = None, with_unsur: bool = False
) -> list[FigureLine]:
    """Agencies of all regencies, best index first; of one kind where one is named."""
    only = [] if kind is None else [SharedFigure.kind == kind]
    best_first = (SharedFigure.nik.desc().nulls_last(), func.lower(SharedFigure.name), SharedFigure.tenant_id)
    where = (_of_province(province_code, AGENCY), _within([scope]), *only)
    return _lines(session, *where, order=best_first, with_unsur=with_unsur)


def kinds_of_province(session: Session, *, province_code: str, scope: ReportingScope) -> list[KindCount]:
    """Which kinds of agencies have an index in the scope, the most frequent first."""
    statement = (
        select(SharedFigure.kind, func.count(), func.count(SharedFigure.tenant_id.distinct()))
        .where(_of_province(province_code, AGENCY), _within([scope]), SharedFigure.nik.is_not(None))
        .group_by(SharedFigure.kind)
        .order_by(func.count().desc(), SharedFigure.kind)
    )
    return [KindCount(*row) for row in session.execute(statement)]


def scopes_of_province(session: Session, *, province_code: str) -> list[ReportingScope]:
    """The scopes any regency has figures of, newest year first, each year in the order of PARTS."""
    return _scopes(session, _of_province(province_code, REGENCY))


def regency_in(session: Session, *, tenant_id: int, scope: ReportingScope) -> FigureLine | None:
    """The regency's own line."""
    return figure_of(session, tenant_id=tenant_id, scope=scope, level=REGENCY, unit_id=REGENCY_ID)


def agencies_in(session: Session, *, tenant_id: int, scope: ReportingScope, with_unsur: bool = True) -> list[FigureLine]:
    """Every agency of a regency with a published period in the scope."""
    return _lines(session, _of_tenant(tenant_id, AGENCY), _within([scope]), with_unsur=with_unsur)


def services_in(
    session: Session, *, tenant_id: int, scope: ReportingScope, agency_id: UUID | None = None, with_unsur: bool = True
) -> list[FigureLine]:
    """The services of an agency, or of all agencies of the regency."""
    only = [] if agency_id is None else [SharedFigure.agency_id == agency_id]
    return _lines(session, _of_tenant(tenant_id, SERVICE), _within([scope]), *only, with_unsur=with_unsur)


def figure_of(session: Session, *, tenant_id: int, scope: ReportingScope, level: str, unit_id: UUID) -> FigureLine | None:
    """One unit in one scope; None where it has published nothing there."""
    found = _lines(session, _of_tenant(tenant_id, level), _within([scope]), SharedFigure.unit_id == unit_id)
    return found[0] if found else None


def history_of(
    session: Session, *, tenant_id: int, level: str, unit_id: UUID, part: str | None = None, with_unsur: bool = False
) -> list[FigureLine]:
    """A unit over the years, the oldest first; of each year its parts in the order of PARTS, or only the part named."""
    only = [] if part is None else [SharedFigure.part == part]
    order = (SharedFigure.year, _PLACE_OF_PART)
    where = (_of_tenant(tenant_id, level), SharedFigure.unit_id == unit_id, *only)
    return _lines(session, *where, order=order, with_unsur=with_unsur)


def scopes_of_tenant(session: Session, *, tenant_id: int) -> list[ReportingScope]:
    """The scopes the regency has figures of, newest year first, each year in the order of PARTS."""
    return _scopes(session, _of_tenant(tenant_id, REGENCY))


_COLUMNS = tuple(getattr(SharedFigure, name) for name in FigureLine._fields[:-1])
_NO_UNSUR = literal_column("null", Text)
_PLACE_OF_PART = case({part: place for place, part in enumerate(PARTS)}, value=SharedFigure.part, else_=len(PARTS)).cast(Integer)


def _lines(
    session: Session, *where: ColumnElement[bool], order: Sequence[Any] | None = None, with_unsur: bool = True
) -> list[FigureLine]:
    unsur: Any = SharedFigure.unsur if with_unsur else _NO_UNSUR
    by_name = (func.lower(SharedFigure.name), SharedFigure.tenant_id, SharedFigure.unit_id)
    statement: Select[*tuple[Any, ...]] = select(*_COLUMNS, unsur).where(*where).order_by(*(order or by_name))
    return [FigureLine._make((*row[:-1], row[-1] or ())) for row in session.execute(statement)]


def _scopes(session: Session, where: ColumnElement[bool]) -> list[ReportingScope]:
    statement = select(SharedFigure.year, SharedFigure.part).where(where).distinct()
    found = [ReportingScope(*row) for row in session.execute(statement)]
    return sorted(found, key=lambda each: (-each.year, PARTS.index(each.part)))


def _of_tenant(tenant_id: int, level: str) -> ColumnElement[bool]:
    return (SharedFigure.tenant_id == tenant_id) & (SharedFigure.level == level)


def _of_province(province_code: str, level: str) -> ColumnElement[bool]:
    return (SharedFigure.province_code == province_code) & (SharedFigure.level == level)


def _within(scopes: Collection[ReportingScope]) -> ColumnElement[bool]:
    if len(scopes) == 1:
        (scope,) = scopes
        return (SharedFigure.year == scope.year) & (SharedFigure.part == scope.part)
    return tuple_(SharedFigure.year, SharedFigure.part).in_([(each.year, each.part) for each in scopes])


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
