"""Agencies of a kind side by side across the regencies of a province; read with the province's own log-in.

Whole lines are read as everywhere (`puas.db.queries.shared_figures`); here is what only a comparison asks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Integer, Numeric, Text, Uuid, and_, any_, column, func, literal, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from puas.db.queries.shared_figures import FigureLine, UnsurLine, figure_lines, in_scopes, unsur_of
from puas.db.tables.shared_figures import SharedFigure
from puas.domain.promise_effects import FigureKey, UnsurFigure
from puas.domain.reporting_scope import ReportingScope
from puas.domain.shared_disclosure import AGENCY

# Stands in no name.
_BETWEEN = "\x1f"


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


def count_agencies_by_name(session: Session, *, province_code: str, scope: ReportingScope) -> list[tuple[str, str, int]]:
    """Name, kind and number of published agencies: many regencies call the same office the same."""
    statement = (
        select(SharedFigure.name, SharedFigure.kind, func.count())
        .where(_of_province(province_code), in_scopes([scope]))
        .group_by(SharedFigure.name, SharedFigure.kind)
    )
    return [(name, kind, number) for name, kind, number in session.execute(statement)]


def agencies_named(
    session: Session, *, province_code: str, scopes: Collection[ReportingScope], names: Collection[tuple[str, str]]
) -> list[FigureLine]:
    """The agencies of these names and kinds in every regency, without their unsur."""
    order = (SharedFigure.tenant_id, SharedFigure.name)
    return figure_lines(session, _of_province(province_code), in_scopes(scopes), _named(names), order=order, with_unsur=False)


def is_named(name: Any, kind: Any, names: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    """Whether an agency has one of these names with its kind; one value, as a province has thousands of names."""
    keys = [f"{each}{_BETWEEN}{of_kind}" for each, of_kind in names]
    found: ColumnElement[bool] = name.concat(_BETWEEN).concat(kind) == any_(literal(keys, ARRAY(Text)))
    return found


def unsur_of_units(
    session: Session, *, province_code: str, scope: ReportingScope, units: Collection[tuple[int, UUID]]
) -> dict[tuple[int, UUID], tuple[UnsurLine, ...]]:
    """The nine unsur of each of these agencies."""
    statement = select(SharedFigure.tenant_id, SharedFigure.unit_id, SharedFigure.unsur).where(
        _of_province(province_code), in_scopes([scope]), _units(units)
    )
    return {(row[0], row[1]): unsur_of(row[2]) for row in session.execute(statement)}


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
            _of_province(province_code), in_scopes([scope]), _named(names),
            ~SharedFigure.is_suppressed, SharedFigure.sample_target > 0, SharedFigure.respondents >= SharedFigure.sample_target,
        )
        .ext(distinct_on(record.c.slug))
        .order_by(record.c.slug, record.c.nik.desc(), record.c.answered.desc(), SharedFigure.tenant_id)
    )  # fmt: skip
    return {row[0]: UnsurExtreme(*row) for row in session.execute(statement)}


def figures_by_unsur(
    session: Session, *, province_code: str, wanted: Collection[tuple[tuple[int, str], str]], scopes: Collection[ReportingScope]
) -> dict[FigureKey, UnsurFigure]:
    """The published figures of these units and unsur over these scopes."""
    units = {(tenant_id, UUID(unit_id)) for (tenant_id, unit_id), _unsur in wanted}
    statement = select(
        SharedFigure.tenant_id, SharedFigure.unit_id, SharedFigure.year, SharedFigure.part, SharedFigure.edition, SharedFigure.unsur
    ).where(
        _of_province(province_code), in_scopes(scopes), ~SharedFigure.is_suppressed, _units(units)
    )
    found: dict[FigureKey, UnsurFigure] = {}
    for tenant_id, unit_id, year, part, edition, records in session.execute(statement):
        unit, scope = (tenant_id, str(unit_id)), ReportingScope(year, part)
        for each in records:
            if (unit, each["slug"]) in wanted and each.get("nik") is not None:
                figure = UnsurFigure(Decimal(str(each["nik"])), str(each.get("mutu") or ""), int(each.get("answered") or 0), edition)
                found[(unit, scope, str(each["slug"]))] = figure
    return found


def _of_province(province_code: str) -> ColumnElement[bool]:
    return (SharedFigure.province_code == province_code) & (SharedFigure.level == AGENCY)


def _named(names: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    return is_named(SharedFigure.name, SharedFigure.kind, names)


def _units(units: Collection[tuple[int, UUID]]) -> ColumnElement[bool]:
    """By both keys at once; one value each, because a list of a thousand pairs takes longer to write than to look up."""
    tenants = literal(sorted({tenant_id for tenant_id, _unit_id in units}), ARRAY(Integer))
    return and_(
        SharedFigure.tenant_id == any_(tenants), SharedFigure.unit_id == any_(literal([unit_id for _, unit_id in units], ARRAY(Uuid)))
    )

