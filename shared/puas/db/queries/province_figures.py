"""Published figures across the regencies of a province; read with the province's own log-in.

Rows are printed figures and read as they are. Units with too few respondents come as suppressed lines without any figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Integer, Numeric, Select, Text, Uuid, and_, any_, column, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from puas.db.tables.shared_figures import SharedFigure
from puas.domain.promise_effects import FigureKey, UnsurFigure
from puas.domain.reporting_scope import ReportingScope
from puas.domain.shared_disclosure import AGENCY, REGENCY

# Stands in no name.
_BETWEEN = "\x1f"
REGENCY_UNIT = UUID(int=0)
"""The unit of a regency's own figures."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The printed figures of one unit over one scope; of a suppressed unit every figure is None."""

    tenant_id: int
    unit_id: UUID
    agency_id: UUID | None
    name: str
    kind: str
    year: int
    part: str
    edition: str
    members: int
    members_total: int
    is_suppressed: bool
    respondents: int | None
    sample_target: int | None
    nik: Decimal | None
    mutu: str
    simple_mean: Decimal | None
    respondent_weighted: Decimal | None
    margin: Decimal | None
    is_letter_stable: bool | None
    unsur: Sequence[Mapping[str, Any]] = ()

    @property
    def scope(self) -> ReportingScope:
        return ReportingScope(self.year, self.part)


@dataclass(frozen=True, slots=True)
class UnsurExtreme:
    """The best unit of an unsur."""

    slug: str
    tenant_id: int
    unit_id: UUID
    name: str
    nik: Decimal
    mutu: str
    answered: int


def regency_figures_of(
    session: Session, *, province_code: str, scopes: Iterable[ReportingScope]
) -> list[FigureLine]:
    """Every regency over these scopes, with its unsur."""
    return _read(session, _lines(province_code, REGENCY, with_unsur=True).where(_in_scopes(scopes)))


def regency_figures_over_years(session: Session, *, province_code: str, part: str) -> list[FigureLine]:
    """Every regency over the same part of each year there is, the oldest first."""
    statement = _lines(province_code, REGENCY).where(SharedFigure.part == part)
    return _read(session, statement.order_by(SharedFigure.year, SharedFigure.tenant_id))


def figures_of_unit(session: Session, *, province_code: str, tenant_id: int, level: str, unit_id: UUID) -> list[FigureLine]:
    """One regency, agency or service over every scope there is, the oldest year first."""
    statement = _lines(province_code, level, with_unsur=True).where(
        SharedFigure.tenant_id == tenant_id, SharedFigure.unit_id == unit_id
    )
    return _read(session, statement.order_by(SharedFigure.year, SharedFigure.part))


def figures_of_regency(
    session: Session,
    *,
    province_code: str,
    tenant_id: int,
    level: str,
    scopes: Iterable[ReportingScope],
    agency_id: UUID | None = None,
) -> list[FigureLine]:
    """Agencies of one regency, or services of one agency, over these scopes, by name."""
    statement = _lines(province_code, level, with_unsur=True).where(SharedFigure.tenant_id == tenant_id, _in_scopes(scopes))
    if agency_id is not None:
        statement = statement.where(SharedFigure.agency_id == agency_id)
    return _read(session, statement.order_by(func.lower(SharedFigure.name), SharedFigure.unit_id))


def count_agencies_by_name(session: Session, *, province_code: str, scope: ReportingScope) -> list[tuple[str, str, int]]:
    """Name, kind and number of published agencies: many regencies call the same office the same."""
    statement = (
        select(SharedFigure.name, SharedFigure.kind, func.count())
        .where(SharedFigure.province_code == province_code, SharedFigure.level == AGENCY, _in_scopes([scope]))
        .group_by(SharedFigure.name, SharedFigure.kind)
    )
    return [(name, kind, number) for name, kind, number in session.execute(statement)]


def agency_figures_of(
    session: Session, *, province_code: str, scopes: Iterable[ReportingScope], names: Collection[tuple[str, str]]
) -> list[FigureLine]:
    """The agencies of these names and kinds in every regency, without their unsur."""
    statement = _lines(province_code, AGENCY).where(_in_scopes(scopes), _named(names))
    return _read(session, statement.order_by(SharedFigure.tenant_id, SharedFigure.name))


def is_named(name: Any, kind: Any, names: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    """Whether an agency has one of these names with its kind; one value, as a province has thousands of names."""
    keys = [f"{each}{_BETWEEN}{of_kind}" for each, of_kind in names]
    found: ColumnElement[bool] = name.concat(_BETWEEN).concat(kind) == any_(literal(keys, ARRAY(Text)))
    return found


def unsur_of_units(
    session: Session, *, province_code: str, scope: ReportingScope, units: Collection[tuple[int, UUID]]
) -> dict[tuple[int, UUID], Sequence[Mapping[str, Any]]]:
    """The nine records of each of these agencies."""
    statement = select(SharedFigure.tenant_id, SharedFigure.unit_id, SharedFigure.unsur).where(
        SharedFigure.province_code == province_code, SharedFigure.level == AGENCY, _in_scopes([scope]), _units(units)
    )
    return {(row[0], row[1]): row[2] for row in session.execute(statement)}


def best_of_each_unsur(
    session: Session, *, province_code: str, scope: ReportingScope, names: Collection[tuple[str, str]]
) -> dict[str, UnsurExtreme]:
    """For each unsur the agency that does best in it among those that reached their sample; of equal ones the one most answered."""
    record = (
        func.jsonb_to_recordset(SharedFigure.unsur)
        .table_valued(column("slug", Text), column("nik", Numeric), column("mutu", Text), column("answered", Integer), name="record")
        .render_derived(with_types=True)
    )
    statement = (
        select(
            record.c.slug, SharedFigure.tenant_id, SharedFigure.unit_id, SharedFigure.name, record.c.nik, record.c.mutu, record.c.answered
        )
        .select_from(SharedFigure)
        .join(record, record.c.nik.is_not(None))
        .where(
            SharedFigure.province_code == province_code, SharedFigure.level == AGENCY, _in_scopes([scope]), _named(names),
            ~SharedFigure.is_suppressed, SharedFigure.sample_target > 0, SharedFigure.respondents >= SharedFigure.sample_target,
        )
        .ext(distinct_on(record.c.slug))
        .order_by(record.c.slug, record.c.nik.desc(), record.c.answered.desc(), SharedFigure.tenant_id)
    )  # fmt: skip
    return {row[0]: UnsurExtreme(*row) for row in session.execute(statement)}


def figures_by_unsur(
    session: Session, *, province_code: str, wanted: Collection[tuple[tuple[int, str], str]], scopes: Iterable[ReportingScope]
) -> dict[FigureKey, UnsurFigure]:
    """The published figures of these units and unsur over these scopes."""
    units = {(tenant_id, UUID(unit_id)) for (tenant_id, unit_id), _unsur in wanted}
    statement = select(
        SharedFigure.tenant_id, SharedFigure.unit_id, SharedFigure.year, SharedFigure.part, SharedFigure.edition, SharedFigure.unsur
    ).where(
        SharedFigure.province_code == province_code, SharedFigure.level == AGENCY, _in_scopes(scopes),
        ~SharedFigure.is_suppressed, _units(units),
    )  # fmt: skip
    found: dict[FigureKey, UnsurFigure] = {}
    for tenant_id, unit_id, year, part, edition, records in session.execute(statement):
        unit, scope = (tenant_id, str(unit_id)), ReportingScope(year, part)
        for each in records:
            if (unit, each["slug"]) in wanted and each.get("nik") is not None:
                figure = UnsurFigure(Decimal(str(each["nik"])), str(each.get("mutu") or ""), int(each.get("answered") or 0), edition)
                found[(unit, scope, str(each["slug"]))] = figure
    return found


_COLUMNS = (
    SharedFigure.tenant_id, SharedFigure.unit_id, SharedFigure.agency_id, SharedFigure.name, SharedFigure.kind, SharedFigure.year,
    SharedFigure.part, SharedFigure.edition, SharedFigure.members, SharedFigure.members_total, SharedFigure.is_suppressed,
    SharedFigure.respondents, SharedFigure.sample_target, SharedFigure.nik, SharedFigure.mutu, SharedFigure.simple_mean,
    SharedFigure.respondent_weighted, SharedFigure.margin, SharedFigure.is_letter_stable,
)  # fmt: skip


def _lines(province_code: str, level: str, *, with_unsur: bool = False) -> Select[*tuple[Any, ...]]:
    columns: Select[*tuple[Any, ...]] = select(*_COLUMNS, SharedFigure.unsur) if with_unsur else select(*_COLUMNS)
    return columns.where(SharedFigure.province_code == province_code, SharedFigure.level == level)


def _read(session: Session, statement: Select[*tuple[Any, ...]]) -> list[FigureLine]:
    return [FigureLine(*row) for row in session.execute(statement)]


def _in_scopes(scopes: Iterable[ReportingScope]) -> ColumnElement[bool]:
    return tuple_(SharedFigure.year, SharedFigure.part).in_([(each.year, each.part) for each in scopes])


def _named(names: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    return is_named(SharedFigure.name, SharedFigure.kind, names)


def _units(units: Collection[tuple[int, UUID]]) -> ColumnElement[bool]:
    """By both keys at once; one value each, because a list of a thousand pairs takes longer to write than to look up."""
    tenants = literal(sorted({tenant_id for tenant_id, _unit_id in units}), ARRAY(Integer))
    return and_(
        SharedFigure.tenant_id == any_(tenants), SharedFigure.unit_id == any_(literal([unit_id for _, unit_id in units], ARRAY(Uuid)))
    )

