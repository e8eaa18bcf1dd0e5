"""The figures that left a tenant, as lines for pages of the regency, the province and the public. One statement each.

Questions about one tenant name it, questions across a province name the province: the tenant's own session answers the first,
the province's log-in both. `tenant_id` of a line leads to the directory for its name. Lines come in the order of their names
where no other is said, and regencies in that of their tenant's number, because their names are in the directory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, case, func, literal_column, select, tuple_
from sqlalchemy.orm import Session

from puas.db.tables.shared_figures import SharedFigure
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import PARTS, ReportingScope
from puas.domain.shared_disclosure import AGENCY, REGENCY, SERVICE

REGENCY_ID = UUID(int=0)
"""The unit of a regency's own line."""


class UnsurLine(NamedTuple):
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
    def unsur(self) -> tuple[UnsurLine, ...]:
        """The nine unsur in the body order of the rule; empty where suppressed, or not asked for."""
        return unsur_of(self.raw_unsur)


def regencies_of_province(session: Session, *, province_code: str, scopes: Collection[ReportingScope]) -> list[FigureLine]:
    """Every regency of the province in each of the scopes."""
    return figure_lines(session, _of_province(province_code, REGENCY), in_scopes(scopes))


def agencies_of_province(
    session: Session, *, province_code: str, scope: ReportingScope, kind: str | None = None, with_unsur: bool = False
) -> list[FigureLine]:
    """Agencies of all regencies, best index first; of one kind where one is named."""
    only = [] if kind is None else [SharedFigure.kind == kind]
    best_first = (SharedFigure.nik.desc().nulls_last(), func.lower(SharedFigure.name), SharedFigure.tenant_id)
    where = (_of_province(province_code, AGENCY), in_scopes([scope]), *only)
    return figure_lines(session, *where, order=best_first, with_unsur=with_unsur)


def scopes_of_province(session: Session, *, province_code: str) -> list[ReportingScope]:
    """The scopes any regency has figures of, newest year first, each year in the order of PARTS."""
    return _scopes(session, _of_province(province_code, REGENCY))


def regencies_over_years(session: Session, *, province_code: str, part: str) -> list[FigureLine]:
    """Every regency of the province over the same part of each year there is, the oldest first."""
    order = (SharedFigure.year, SharedFigure.tenant_id)
    return figure_lines(session, _of_province(province_code, REGENCY), SharedFigure.part == part, order=order, with_unsur=False)


def regency_in(session: Session, *, tenant_id: int, scope: ReportingScope) -> FigureLine | None:
    """The regency's own line; None where it has published nothing in the scope."""
    found = figure_lines(session, of_unit(tenant_id, REGENCY, REGENCY_ID), in_scopes([scope]))
    return found[0] if found else None


def agencies_in(
    session: Session, *, tenant_id: int, scopes: Collection[ReportingScope], with_unsur: bool = True
) -> list[FigureLine]:
    """Every agency of a regency with a published period in the scopes."""
    return figure_lines(session, _of_tenant(tenant_id, AGENCY), in_scopes(scopes), with_unsur=with_unsur)


def services_in(session: Session, *, tenant_id: int, scope: ReportingScope, agency_id: UUID) -> list[FigureLine]:
    """The services of an agency."""
    return figure_lines(session, _of_tenant(tenant_id, SERVICE), in_scopes([scope]), SharedFigure.agency_id == agency_id)


def history_of(session: Session, *, tenant_id: int, level: str, unit_id: UUID, part: str | None = None) -> list[FigureLine]:
    """A unit over the years, the oldest first; of each year its parts in the order of PARTS, or only the part named."""
    only = [] if part is None else [SharedFigure.part == part]
    return figure_lines(session, of_unit(tenant_id, level, unit_id), *only, order=(SharedFigure.year, _PLACE_OF_PART))


def scopes_of_unit(session: Session, *, tenant_id: int, level: str, unit_id: UUID) -> list[ReportingScope]:
    """The scopes the unit has figures of, newest year first, each year in the order of PARTS."""
    return _scopes(session, of_unit(tenant_id, level, unit_id))


FIGURE_COLUMNS = (*(getattr(SharedFigure, name) for name in FigureLine._fields[:-1]), SharedFigure.unsur)
"""What a `FigureLine` is made of, for statements that read more beside it."""
_NO_UNSUR = literal_column("null", Text)
_PLACE_OF_PART = case({part: place for place, part in enumerate(PARTS)}, value=SharedFigure.part, else_=len(PARTS)).cast(Integer)


def figure_lines(
    session: Session, *where: ColumnElement[bool], order: Sequence[Any] | None = None, with_unsur: bool = True
) -> list[FigureLine]:
    """The lines for which all of this holds."""
    columns = FIGURE_COLUMNS if with_unsur else (*FIGURE_COLUMNS[:-1], _NO_UNSUR)
    by_name = (func.lower(SharedFigure.name), SharedFigure.tenant_id, SharedFigure.unit_id)
    statement: Select[*tuple[Any, ...]] = select(*columns).where(*where).order_by(*(order or by_name))
    return [line_of(row) for row in session.execute(statement)]


def line_of(row: Sequence[Any]) -> FigureLine:
    """The line of FIGURE_COLUMNS."""
    return FigureLine._make((*row[:-1], row[-1] or ()))


def unsur_of(records: Iterable[Mapping[str, Any]]) -> tuple[UnsurLine, ...]:
    """The unsur of a line as they are stored."""
    return tuple(
        UnsurLine(each["slug"], each["answered"], _decimal(each["nrr"]), _decimal(each["nik"]), each["mutu"]) for each in records
    )


def of_unit(tenant_id: int, level: str, unit_id: Any) -> ColumnElement[bool]:
    """Whose line it is."""
    return and_(_of_tenant(tenant_id, level), SharedFigure.unit_id == unit_id)


def in_scopes(scopes: Collection[ReportingScope]) -> ColumnElement[bool]:
    """Whether a line is of one of these scopes."""
    if len(scopes) == 1:
        (scope,) = scopes
        return (SharedFigure.year == scope.year) & (SharedFigure.part == scope.part)
    return tuple_(SharedFigure.year, SharedFigure.part).in_([(each.year, each.part) for each in scopes])


def _scopes(session: Session, where: ColumnElement[bool]) -> list[ReportingScope]:
    statement = select(SharedFigure.year, SharedFigure.part).where(where).distinct()
    found = [ReportingScope(*row) for row in session.execute(statement)]
    return sorted(found, key=lambda each: (-each.year, PARTS.index(each.part)))


def _of_tenant(tenant_id: int, level: str) -> ColumnElement[bool]:
    return (SharedFigure.tenant_id == tenant_id) & (SharedFigure.level == level)


def _of_province(province_code: str, level: str) -> ColumnElement[bool]:
    return (SharedFigure.province_code == province_code) & (SharedFigure.level == level)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
