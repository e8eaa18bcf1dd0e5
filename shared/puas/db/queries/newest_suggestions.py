"""Suggestions of a whole scope, the newest first, without looking through all its answers for those with words every time.

Answers of a closed period are frozen with its result, so which of them have words is remembered under the results in force: how many
there are, and which are the newest. The texts are read every time, and never kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from puas.db.queries.period_lists import PeriodList
from puas.db.queries.suggestions import SuggestionLine, list_suggestions, suggestion_lines
from puas.db.queries.tallies import is_in
from puas.db.tables.responses import Response
from puas.runtime.recent_values import RecentValues

# As many as eight pages hold; who leafs on waits for the whole scope to be looked through.
NEWEST = 200
_MOST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class _Places:
    """How many suggestions some periods have, and when the newest of them were made."""

    total: int
    newest: tuple[tuple[datetime, UUID], ...]


_closed: RecentValues[tuple[int, tuple[UUID | None, ...]], _Places] = RecentValues(_MOST_REMEMBERED)


def newest_suggestions(
    session: Session, *, tenant_id: int, periods: PeriodList, limit: int, offset: int = 0
) -> tuple[list[SuggestionLine], int]:
    """One page of what was written in these periods, and how many suggestions they have in all."""
    if offset + limit > NEWEST:
        return list_suggestions(session, tenant_id=tenant_id, period_ids=periods.ids, limit=limit, offset=offset)
    key = (tenant_id, periods.frozen.results)
    moving = _read(session, tenant_id, periods.moving.ids)
    known = _closed.recall(key)
    closed = known or _closed.keep(key, _read(session, tenant_id, periods.frozen.ids))
    lines = _lines(session, tenant_id, closed, moving, slice(offset, offset + limit))
    if lines is None:
        # A text that was there is gone, as when answers are erased after their time: what is remembered of them goes, too.
        closed = _closed.keep(key, _read(session, tenant_id, periods.frozen.ids))
        lines = _lines(session, tenant_id, closed, moving, slice(offset, offset + limit)) or []
    return lines, closed.total + moving.total


def _lines(session: Session, tenant_id: int, closed: _Places, moving: _Places, page: slice) -> list[SuggestionLine] | None:
    """The texts of a page; None where one of them is there no more."""
    ids = [response_id for _moment, response_id in sorted((*closed.newest, *moving.newest), reverse=True)[page]]
    found = suggestion_lines(session, tenant_id=tenant_id, ids=ids)
    return found if len(found) == len(ids) else None


def _read(session: Session, tenant_id: int, period_ids: Sequence[UUID]) -> _Places:
    if not period_ids:
        return _Places(0, ())
    rows = session.execute(_newest(), {"tenant_id": tenant_id, "ids": list(period_ids)}).all()
    return _Places(rows[0][2] if rows else 0, tuple((row[0], row[1]) for row in rows))


@cache
def _newest() -> Select[*tuple[Any, ...]]:
    """Made once: putting it together takes longer than sending it."""
    return (
        select(Response.submitted_at, Response.id, func.count().over())
        .where(
            Response.tenant_id == bindparam("tenant_id"), is_in(Response.period_id, "ids"), Response.state == "counted",
            Response.suggestion != "",
        )
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(NEWEST)
    )  # fmt: skip
