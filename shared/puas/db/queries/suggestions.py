"""What respondents wrote, newest first; only answers that count, and nothing that would tell who wrote."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from puas.db.queries.tallies import is_in
from puas.db.tables.responses import Response
from puas.db.tables.scores import UNSUR_COLUMNS
from puas.db.tables.surveys import PeriodService, SurveyPeriod

# A score of 1 or 2 is what the rule's labels call "tidak" and "kurang".
LOW_SCORE = 2
MOST_TEXTS = 2_000


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """One suggestion with where it was said and which unsur its writer scored low."""

    id: UUID
    text: str
    submitted_at: datetime
    channel: str
    agency_name: str
    service_name: str
    low_unsur: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenSuggestion:
    """One suggestion and what it was about."""

    id: UUID
    text: str
    service_type_id: UUID


@dataclass(frozen=True, slots=True)
class PeriodSuggestions:
    """The newest suggestions of a period, and how many there are in all."""

    newest: tuple[WrittenSuggestion, ...]
    total: int

    @property
    def has_older(self) -> bool:
        """Whether there are more than were read."""
        return self.total > len(self.newest)


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """What to look for: words anywhere in the text, one service, writers who scored an unsur low."""

    service_type_id: UUID | None = None
    low_unsur: str | None = None
    words: str = ""


def suggestions_of_period(session: Session, *, tenant_id: int, period_id: UUID) -> PeriodSuggestions:
    """What was written in a period, the newest first and no more than a reader could look through."""
    statement = (
        _matching(tenant_id, [period_id], SuggestionFilter())
        .with_only_columns(Response.id, Response.suggestion, Response.service_type_id, func.count().over())
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(MOST_TEXTS)
    )
    rows: Any = session.execute(statement).all()
    return PeriodSuggestions(tuple(WrittenSuggestion(*row[:3]) for row in rows), rows[0][3] if rows else 0)


def older_suggestions(session: Session, *, tenant_id: int, period_id: UUID, ids: Collection[UUID]) -> list[WrittenSuggestion]:
    """Those of the period with these ids, however old; no query for none."""
    if not ids:
        return []
    named = _matching(tenant_id, [period_id], SuggestionFilter()).where(Response.id.in_(ids))
    rows: Any = session.execute(named.with_only_columns(Response.id, Response.suggestion, Response.service_type_id))
    return [WrittenSuggestion(*row) for row in rows]


def list_suggestions(
    session: Session,
    *,
    tenant_id: int,
    period_ids: Collection[UUID],
    wanted: SuggestionFilter | None = None,
    limit: int,
    offset: int = 0,
) -> tuple[list[SuggestionLine], int]:
    """One page of suggestions, and how many there are in all."""
    everything = _matching(tenant_id, period_ids, wanted or SuggestionFilter())
    page = (
        everything.with_only_columns(*_line_columns(), func.count().over())
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows: Any = session.execute(page).all()
    if not rows and offset:
        return [], session.scalar(select(func.count()).select_from(everything.subquery())) or 0
    return [_line(row[:-1]) for row in rows], (rows[0][-1] if rows else 0)


def suggestion_lines(session: Session, *, tenant_id: int, ids: Collection[UUID]) -> list[SuggestionLine]:
    """Those with these ids that count, the newest first; no query for none."""
    return [_line(row) for row in session.execute(_lines_by_id(), {"tenant_id": tenant_id, "ids": list(ids)})] if ids else []


@cache
def _lines_by_id() -> Select[*tuple[Any, ...]]:
    """Made once: putting it together takes longer than sending it."""
    every = _counted().where(Response.tenant_id == bindparam("tenant_id"), is_in(Response.id, "ids"))
    return every.with_only_columns(*_line_columns()).order_by(Response.submitted_at.desc(), Response.id.desc())


def _line_columns() -> list[Any]:
    """What a line is made of."""
    scores = [getattr(Response, slug) for slug in UNSUR_COLUMNS]
    service_name = func.coalesce(PeriodService.name, "")
    return [Response.id, Response.suggestion, Response.submitted_at, Response.channel, SurveyPeriod.agency_name, service_name, *scores]


def _line(row: Sequence[Any]) -> SuggestionLine:
    scores = zip(UNSUR_COLUMNS, row[6:], strict=True)
    low = tuple(slug for slug, score in scores if score is not None and score <= LOW_SCORE)
    return SuggestionLine(*(*row[:6], low))


def _matching(tenant_id: int, period_ids: Collection[UUID], wanted: SuggestionFilter) -> Select[*tuple[Any, ...]]:
    statement = _counted().where(Response.tenant_id == tenant_id, Response.period_id.in_(period_ids))
    if wanted.service_type_id is not None:
        statement = statement.where(Response.service_type_id == wanted.service_type_id)
    if wanted.low_unsur in UNSUR_COLUMNS:
        statement = statement.where(getattr(Response, wanted.low_unsur) <= LOW_SCORE)
    for word in wanted.words.split():
        # Escaped, so that a percent sign or underscore is looked for as written.
        statement = statement.where(Response.suggestion.icontains(word, autoescape=True))
    return statement


def _counted() -> Select[*tuple[Any, ...]]:
    """Answers with words that count, with their period and service; `tenant_id =` is for the caller to say."""
    return (
        select(Response.id)
        .join(SurveyPeriod, (SurveyPeriod.tenant_id == Response.tenant_id) & (SurveyPeriod.id == Response.period_id))
        .outerjoin(
            PeriodService,
            (PeriodService.tenant_id == Response.tenant_id)
            & (PeriodService.period_id == Response.period_id)
            & (PeriodService.service_type_id == Response.service_type_id),
        )
        .where(Response.state == "counted", Response.suggestion != "")
    )
