"""The statements that count answers: one batch of the inbox, a whole period afresh, and the check that both agree.

All three are made of the same parts, so they cannot disagree about what a dimension or a count is.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from puas.db.tables.scores import COUNT_COLUMNS, SCORES, UNSUR_COLUMNS
from puas.domain.regulation.registry import all_editions
from puas.domain.tally import DIMENSIONS

# Statements are put together from names of ours only; every value travels as a parameter.
# ruff: noqa: S608


def _age_group() -> str:
    """The age group by the rules of the period's own edition; '' where no age was given."""
    editions = []
    for edition in all_editions():
        groups = " ".join(
            f"when r.age <= {group.oldest} then '{group.slug}'" if group.oldest is not None else f"else '{group.slug}'"
            for group in sorted(edition.age_groups, key=lambda each: each.youngest)
        )
        if groups:
            editions.append(f"when '{edition.id}' then case {groups} end")
    return f"case when r.age is null then '' else coalesce(case p.edition {' '.join(editions)} end, '') end"


_CATEGORIES = {
    "service": "r.service_type_id::text",
    "gender": "coalesce(r.gender, '')",
    "age_group": _age_group(),
    "education": "coalesce(r.education, '')",
    "occupation": "coalesce(r.occupation, '')",
    "disability": "coalesce(r.disability, '')",
    "channel": "r.channel",
    # Of a counter in a mal pelayanan publik; null elsewhere, and then not counted by this dimension.
    "mall": "c.mall_id::text",
}
_POINT = "left join collection_point c on c.tenant_id = r.tenant_id and c.id = r.collection_point_id and c.mall_id is not null"
_CATEGORY_COLUMNS = ", ".join(f"{_CATEGORIES[name]} as {name}" for name in DIMENSIONS)
_SCORE_COLUMNS = ", ".join(f"r.{slug}" for slug in UNSUR_COLUMNS)
_UNPIVOTED = ", ".join(f"('{name}', a.{name})" for name in DIMENSIONS)
_COUNTS = ", ".join(
    f"coalesce(sum(a.sign) filter (where a.{slug} = {score}), 0) as {slug}_{score}" for slug in UNSUR_COLUMNS for score in SCORES
)
_ALL_COUNTS = ("respondents", *COUNT_COLUMNS)
_NAMES = ", ".join(_ALL_COUNTS)


def _counted(source: str) -> str:
    """Counts per period, dimension and category of the rows of `source`.

    Rows come in the order of the tally's key: transactions that add to the same rows then wait in a line, not in a ring.
    """
    return f"""
        select a.tenant_id, a.period_id, d.dimension, d.category, sum(a.sign) as respondents, {_COUNTS}
        from {source} a cross join lateral (values {_UNPIVOTED}) as d (dimension, category)
        where d.category is not null
        group by a.tenant_id, a.period_id, d.dimension, d.category
        order by a.tenant_id, a.period_id, d.dimension, d.category"""


_ADD = f"""
    insert into tally (tenant_id, period_id, dimension, category, {_NAMES})
    select tenant_id, period_id, dimension, category, {_NAMES} from counted
    on conflict (tenant_id, period_id, dimension, category) do update set
        {", ".join(f"{name} = tally.{name} + excluded.{name}" for name in _ALL_COUNTS)}"""


def _take_and_add(picked: str) -> TextClause:
    return text(f"""
        with picked as ({picked}),
        batch as (
            delete from response_inbox i using picked
            where i.tenant_id = picked.tenant_id and i.id = picked.id
            returning i.tenant_id, i.response_id, i.period_id, i.sign
        ),
        answer as (
            select b.tenant_id, b.period_id, b.sign, {_CATEGORY_COLUMNS}, {_SCORE_COLUMNS}
            from batch b
            join response r on r.tenant_id = b.tenant_id and r.id = b.response_id
            join survey_period p on p.tenant_id = b.tenant_id and p.id = b.period_id
            {_POINT}
        ),
        counted as ({_counted("answer")}),
        added as ({_ADD})
        select count(*) from batch""")


# A batch leaves rows that another tally holds to that one.
_BATCH = _take_and_add("""
    select tenant_id, id from response_inbox where tenant_id = :tenant_id
    order by id limit :limit for update skip locked""")
# Closing waits for them instead: afterwards the period's inbox is empty.
_WHOLE_PERIOD = _take_and_add("""
    select tenant_id, id from response_inbox where tenant_id = :tenant_id and period_id = :period_id
    order by id for update""")

_FRESH = f"""
    select r.tenant_id, r.period_id, 1 as sign, {_CATEGORY_COLUMNS}, {_SCORE_COLUMNS}
    from response r join survey_period p on p.tenant_id = r.tenant_id and p.id = r.period_id
    {_POINT}
    where r.tenant_id = :tenant_id and r.period_id = :period_id and r.state = 'counted'"""

# Of a whole period many answers agree in all dimensions: those are counted once before they are told apart dimension by dimension.
_AGREEING = f"""
    select tenant_id, period_id, {", ".join(DIMENSIONS)}, count(*)::int as respondents,
        {", ".join(f"(count(*) filter (where {slug} = {score}))::int as {slug}_{score}" for slug in UNSUR_COLUMNS for score in SCORES)}
    from answer group by tenant_id, period_id, {", ".join(DIMENSIONS)}"""

_REBUILD = text(f"""
    with answer as ({_FRESH}),
    agreeing as ({_AGREEING}),
    counted as (
        select a.tenant_id, a.period_id, d.dimension, d.category, {", ".join(f"sum(a.{name}) as {name}" for name in _ALL_COUNTS)}
        from agreeing a cross join lateral (values {_UNPIVOTED}) as d (dimension, category)
        where d.category is not null
        group by a.tenant_id, a.period_id, d.dimension, d.category
    )
    insert into tally (tenant_id, period_id, dimension, category, {_NAMES})
    select tenant_id, period_id, dimension, category, {_NAMES} from counted""")

# What is counted but still in the inbox is taken off the fresh count; nothing else may differ.
_DIFFERENCES = text(f"""
    with answer as (
        {_FRESH}
        union all
        select r.tenant_id, r.period_id, -i.sign, {_CATEGORY_COLUMNS}, {_SCORE_COLUMNS}
        from response_inbox i
        join response r on r.tenant_id = i.tenant_id and r.id = i.response_id
        join survey_period p on p.tenant_id = r.tenant_id and p.id = r.period_id
        {_POINT}
        where i.tenant_id = :tenant_id and i.period_id = :period_id
    ),
    counted as ({_counted("answer")}),
    kept as (
        select dimension, category, array[{_NAMES}]::bigint[] as counts
        from tally where tenant_id = :tenant_id and period_id = :period_id
    ),
    fresh as (select dimension, category, array[{_NAMES}]::bigint[] as counts from counted)
    select dimension, category, kept.counts as kept, fresh.counts as fresh
    from kept full join fresh using (dimension, category)
    where coalesce(kept.counts, array_fill(0::bigint, array[{len(_ALL_COUNTS)}]))
       is distinct from coalesce(fresh.counts, array_fill(0::bigint, array[{len(_ALL_COUNTS)}]))
    order by dimension, category""")


def add_batch(session: Session, *, tenant_id: int, limit: int) -> int:
    """Move up to `limit` rows of the tenant's inbox into the tallies; how many there were."""
    moved: int = session.execute(_BATCH, {"tenant_id": tenant_id, "limit": limit}).scalar_one()
    return moved


def add_whole_period(session: Session, *, tenant_id: int, period_id: UUID) -> int:
    """Move everything the inbox holds of one period into the tallies, also what another tally was busy with."""
    moved: int = session.execute(_WHOLE_PERIOD, {"tenant_id": tenant_id, "period_id": period_id}).scalar_one()
    return moved


def rebuild(session: Session, *, tenant_id: int, period_id: UUID) -> None:
    """Fill a period's tallies, which must be empty, from its answers."""
    session.execute(_REBUILD, {"tenant_id": tenant_id, "period_id": period_id})


def tally_differences(session: Session, *, tenant_id: int, period_id: UUID) -> list[dict[str, Any]]:
    """Where tallies and a fresh count of the answers disagree. It must return nothing, at any moment, until answers are erased."""
    rows = session.execute(_DIFFERENCES, {"tenant_id": tenant_id, "period_id": period_id})
    return [dict(row) for row in rows.mappings()]
