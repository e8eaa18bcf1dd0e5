"""What was answered at the counters of malls: exact sums of the tallies of the dimension `mall`, by period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.queries.period_lists import PeriodLine, PeriodList, period_lines
from puas.db.queries.tallies import RawCounts, as_tally, is_one_of
from puas.db.tables.agencies import Agency
from puas.db.tables.scores import COUNT_COLUMNS
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.mall_index import MallAgency, MallIndex, mall_figures, mall_index
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.result_snapshot import IndexFigures, Policies
from puas.domain.tally import MALL, SERVICE, add_up


@dataclass(frozen=True, slots=True)
class MallPeriod:
    """A period of an agency with what was counted of it at one mall."""

    mall_id: UUID
    period: PeriodLine
    owner: str
    counts: RawCounts


def mall_periods(
    session: Session, *, tenant_id: int, mall_id: UUID | None = None, agency_ids: Collection[UUID] | None = None
) -> list[MallPeriod]:
    """Every period with answers at a mall, the newest first; of all malls where none is named. One statement."""
    at_mall = (tally.c.tenant_id == SurveyPeriod.tenant_id) & (tally.c.period_id == SurveyPeriod.id) & (tally.c.dimension == MALL)
    statement: Any = (
        period_lines()
        .add_columns(tally.c.category, Agency.owner, *(tally.c[name] for name in ("respondents", *COUNT_COLUMNS)))
        .join(tally, at_mall)
        .where(tally.c.tenant_id == tenant_id, tally.c.respondents > 0, own(SurveyPeriod.agency_id, agency_ids))
        .order_by(SurveyPeriod.starts_on.desc(), SurveyPeriod.agency_name, SurveyPeriod.id)
    )
    if mall_id is not None:
        statement = statement.where(tally.c.category == str(mall_id))
    width = len(PeriodLine._fields)
    found = []
    for row in session.execute(statement, {"tenant_id": tenant_id}):
        mall, owner, *counts = row[width:]
        found.append(MallPeriod(UUID(mall), PeriodLine(*row[:width]), owner, tuple(counts)))
    return found


def period_list(found: Iterable[MallPeriod]) -> PeriodList:
    """Those periods as pages choose among them."""
    return PeriodList([each.period for each in found])


def index_of(found: Sequence[MallPeriod], inside: PeriodList, policies: Policies) -> MallIndex:
    """The mall's figures over the periods inside a scope."""
    rule, agencies = _counted(found, inside)
    return mall_index(rule, agencies, policies=policies)


def point_of(found: Sequence[MallPeriod], inside: PeriodList, policies: Policies) -> tuple[str, IndexFigures, int]:
    """The same for a trend: the rule, the index, and how many answered."""
    rule, agencies = _counted(found, inside)
    return rule.id, *mall_figures(rule, agencies, policies=policies)


def _counted(found: Sequence[MallPeriod], inside: PeriodList) -> tuple[Edition, list[MallAgency]]:
    """The agencies with their answers of the periods inside, and the rule of the newest of these."""
    wanted = set(inside.ids)
    chosen = [each for each in found if each.period.id in wanted]
    counted: dict[UUID, list[MallPeriod]] = {}
    for each in chosen:
        counted.setdefault(each.period.agency_id, []).append(each)
    agencies = [
        MallAgency(str(agency_id), mine[0].period.agency_name, mine[0].owner, add_up(as_tally(each.counts) for each in mine))
        for agency_id, mine in counted.items()
    ]
    return edition(chosen[0].period.edition if chosen else DEFAULT_EDITION_ID), agencies


def answers_everywhere(session: Session, *, tenant_id: int, period_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """By agency, all answers of these periods, at the mall or elsewhere."""
    statement = (
        select(SurveyPeriod.agency_id, func.sum(tally.c.respondents))
        .join(SurveyPeriod, and_(SurveyPeriod.tenant_id == tally.c.tenant_id, SurveyPeriod.id == tally.c.period_id))
        .where(tally.c.tenant_id == tenant_id, tally.c.dimension == SERVICE, is_one_of(tally.c.period_id, period_ids))
        .group_by(SurveyPeriod.agency_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
