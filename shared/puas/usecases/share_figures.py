"""Makes anew what the province and the public read of a tenant, from its published results alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, exists, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from puas.db.figure_lock import hold_figures
from puas.db.queries.published_promises import show_published_promises
from puas.db.queries.published_results import active_agencies, published_periods, years_of
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.tables.places import Tenant
from puas.db.tables.shared_figures import SharedFigure
from puas.domain.shared_figures import SharedUnit, shared_figures

_KEY = ("tenant_id", "year", "part", "level", "unit_id")
_WRITTEN = tuple(field.name for field in fields(SharedUnit))
_COMPARED = ("province_code", *(name for name in _WRITTEN if name not in _KEY))
_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
_COLUMN_TYPES = ", ".join(f"{name} {SharedFigure.__table__.c[name].type.compile(_DIALECT)}" for name in _WRITTEN)
_LINES = f"jsonb_to_recordset(cast(:lines as jsonb)) as line ({_COLUMN_TYPES})"

# Both put together from the names of our own columns; every value travels as a parameter.
_DELETE_GONE = text(f"""
    delete from shared_figure f where f.tenant_id = :tenant_id and f.year = :year and not exists (
        select from {_LINES} where line.part = f.part and line.level = f.level and line.unit_id = f.unit_id)""")  # noqa: S608
_WRITE_CHANGED = text(f"""
    insert into shared_figure (tenant_id, year, province_code, updated_at, {", ".join(_WRITTEN)})
    select :tenant_id, :year, :province_code, :now, {", ".join(f"line.{name}" for name in _WRITTEN)} from {_LINES}
    on conflict ({", ".join(_KEY)}) do update
    set updated_at = excluded.updated_at, {", ".join(f"{name} = excluded.{name}" for name in _COMPARED)}
    where ({", ".join(f"shared_figure.{name}" for name in _COMPARED)})
        is distinct from ({", ".join(f"excluded.{name}" for name in _COMPARED)})""")  # noqa: S608


def share_figures(*, session: Session, tenant_id: int, period_ids: Collection[UUID], now: datetime) -> None:
    """Add up every year that takes in one of the periods, after they were published or corrected.

    Every part of the year is made anew: whether a small group may be told from others depends on all of them. Lines that stay as
    they were are not written. The caller has published the periods in this very transaction; who publishes another period
    of the tenant at the same moment waits.
    """
    # The caller's own publication must be in the database before it is added up.
    session.flush()
    hold_figures(session, tenant_id=tenant_id)
    frame = tenant_frame(session, tenant_id=tenant_id)
    agencies = [str(each) for each in active_agencies(session, tenant_id=tenant_id)]
    for year in years_of(session, tenant_id=tenant_id, period_ids=period_ids):
        periods = published_periods(session, tenant_id=tenant_id, year=year)
        lines = shared_figures(year, periods, policies=frame.policies, agencies_now=agencies)
        _store(session, tenant_id, year, frame.province_code, lines, now)
    show_published_promises(session, tenant_id=tenant_id, period_ids=period_ids)
    _note_in_directory(session, tenant_id, now)


def _store(session: Session, tenant_id: int, year: int, province_code: str | None, lines: Sequence[SharedUnit], now: datetime) -> None:
    told = json.dumps([_plain(each) for each in lines], default=_as_text)
    session.execute(_DELETE_GONE, {"tenant_id": tenant_id, "year": year, "lines": told})
    session.execute(
        _WRITE_CHANGED, {"tenant_id": tenant_id, "year": year, "province_code": province_code, "now": now, "lines": told}
    )


def _plain(line: SharedUnit) -> dict[str, Any]:
    unsur = [
        {"slug": each.slug, "answered": each.answered, "nrr": each.nrr, "nik": each.nik, "mutu": each.mutu or ""} for each in line.unsur
    ]
    return {**{name: getattr(line, name) for name in _WRITTEN}, "unsur": unsur}


def _as_text(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _note_in_directory(session: Session, tenant_id: int, now: datetime) -> None:
    """A regency that has something public stands in the public list, which reads the directory and enters nobody."""
    has_any = exists().where(SharedFigure.tenant_id == tenant_id)
    session.execute(
        update(Tenant)
        .where(Tenant.id == tenant_id)
        .values(published_at=case((and_(has_any, Tenant.kind == "regency"), now)))
        .execution_options(synchronize_session=False)
    )
