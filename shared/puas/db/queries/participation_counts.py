"""The statements that count how far a tenant has come: one for each table, and only rows that changed are written.

Answers are never read as such: counts come from the tallies and from frozen results, days from the two ends of an index.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from puas.domain.followup_plan import DONE, MONTH, QUARTER, month_of, quarter_of

_COUNT_RESPONDENTS = text("""
    with counted as (
        select p.id, coalesce(
            (
                select r.respondents from result r
                where p.state = 'closed' and r.tenant_id = p.tenant_id and r.period_id = p.id and r.scope = 'period'
                    and r.superseded_at is null
            ),
            (
                select sum(t.respondents) from tally t
                where t.tenant_id = p.tenant_id and t.period_id = p.id and t.dimension = 'service'
            ),
            0
        ) as respondents
        from survey_period p where p.tenant_id = :tenant_id
    )
    update submission s set respondents = counted.respondents, counted_at = :now
    from counted
    where s.tenant_id = :tenant_id and s.period_id = counted.id
        and (s.respondents <> counted.respondents or s.counted_at is null)""")

# Late as `followup_lists.is_late` has it, and not taken up by a later plan.
_COUNT_PROMISES = text("""
    with counted as (
        select i.period_id, count(*) as promises, count(*) filter (where i.state = :done) as done,
            count(*) filter (
                where i.state <> :done and i.due_on < case i.due_precision when :month then :this_month when :quarter then :this_quarter end
                    and not exists (
                        select from followup_item later where later.tenant_id = i.tenant_id and later.carried_from = i.id
                    )
            ) as late
        from followup_item i where i.tenant_id = :tenant_id group by i.period_id
    ), known as (
        select s.period_id, coalesce(c.promises, 0) as promises, coalesce(c.done, 0) as done, coalesce(c.late, 0) as late
        from submission s left join counted c on c.period_id = s.period_id
        where s.tenant_id = :tenant_id
    )
    update submission s set promises = known.promises, promises_done = known.done, promises_late = known.late, counted_at = :now
    from known
    where s.tenant_id = :tenant_id and s.period_id = known.period_id
        and (s.promises, s.promises_done, s.promises_late) is distinct from (known.promises, known.done, known.late)""")

# A day before the first one known can only be in a period that begins no later than it, and one after the last in a period
# that ends no sooner; so after the first time a few periods are looked at, at one end of their index each.
_COUNT_PROGRESS = text("""
    with known as (
        select (select first_answer_on from tenant_progress where tenant_id = :tenant_id) as first_day,
            (select last_answer_on from tenant_progress where tenant_id = :tenant_id) as last_day
    ), earliest as (
        select min(found.submitted_at) as moment
        from known cross join survey_period p cross join lateral (
            select r.submitted_at from response r
            where r.tenant_id = p.tenant_id and r.period_id = p.id and r.state = 'counted' order by r.submitted_at limit 1
        ) found
        where p.tenant_id = :tenant_id and (known.first_day is null or p.starts_on <= known.first_day)
    ), latest as (
        select max(found.submitted_at) as moment
        from known cross join survey_period p cross join lateral (
            select r.submitted_at from response r
            where r.tenant_id = p.tenant_id and r.period_id = p.id and r.state = 'counted' order by r.submitted_at desc limit 1
        ) found
        where p.tenant_id = :tenant_id and (known.last_day is null or p.ends_on >= known.last_day)
    )
    insert into tenant_progress (
        tenant_id, province_code, agencies, services, agencies_surveyed, open_periods, points, printed_points, members, respondents,
        first_answer_on, last_answer_on, counted_at
    )
    select t.id, t.province_code,
        (select count(*) from agency a where a.tenant_id = :tenant_id and a.state = 'active'),
        (
            select count(*) from service_type s join agency a on a.tenant_id = s.tenant_id and a.id = s.agency_id
            where s.tenant_id = :tenant_id and s.state = 'active' and a.state = 'active'
        ),
        (select count(distinct p.agency_id) from survey_period p where p.tenant_id = :tenant_id),
        (select count(*) from survey_period p where p.tenant_id = :tenant_id and p.state = 'open'),
        (select count(*) from collection_point c where c.tenant_id = :tenant_id and c.state = 'active'),
        (select count(*) from collection_point c where c.tenant_id = :tenant_id and c.state = 'active' and c.printed_at is not null),
        (select count(distinct m.account_id) from membership m where m.tenant_id = :tenant_id),
        (select coalesce(sum(s.respondents), 0) from submission s where s.tenant_id = :tenant_id),
        least(known.first_day, (earliest.moment at time zone t.time_zone)::date),
        greatest(known.last_day, (latest.moment at time zone t.time_zone)::date),
        :now
    from tenant t cross join known cross join earliest cross join latest
    where t.id = :tenant_id
    on conflict (tenant_id) do update set
        province_code = excluded.province_code, agencies = excluded.agencies, services = excluded.services,
        agencies_surveyed = excluded.agencies_surveyed, open_periods = excluded.open_periods, points = excluded.points,
        printed_points = excluded.printed_points, members = excluded.members, respondents = excluded.respondents,
        first_answer_on = excluded.first_answer_on, last_answer_on = excluded.last_answer_on, counted_at = excluded.counted_at
    where (
        tenant_progress.province_code, tenant_progress.agencies, tenant_progress.services, tenant_progress.agencies_surveyed,
        tenant_progress.open_periods, tenant_progress.points, tenant_progress.printed_points, tenant_progress.members,
        tenant_progress.respondents, tenant_progress.first_answer_on, tenant_progress.last_answer_on
    ) is distinct from (
        excluded.province_code, excluded.agencies, excluded.services, excluded.agencies_surveyed,
        excluded.open_periods, excluded.points, excluded.printed_points, excluded.members,
        excluded.respondents, excluded.first_answer_on, excluded.last_answer_on
    )""")


def count_respondents(session: Session, *, tenant_id: int, now: datetime) -> None:
    """How many answered in each period: of an open one by its tallies, of a closed one by the result in force."""
    session.execute(_COUNT_RESPONDENTS, {"tenant_id": tenant_id, "now": now})


def count_promises(session: Session, *, tenant_id: int, today: date, now: datetime) -> None:
    """The promises of each period's plan: all, those done, those late."""
    session.execute(
        _COUNT_PROMISES,
        {
            "tenant_id": tenant_id, "now": now, "done": DONE, "month": MONTH, "quarter": QUARTER,
            "this_month": month_of(today).first_day, "this_quarter": quarter_of(today).first_day,
        },
    )  # fmt: skip


def count_progress(session: Session, *, tenant_id: int, now: datetime) -> None:
    """How far the tenant's set-up has come; after the respondents, whose sum it takes."""
    session.execute(_COUNT_PROGRESS, {"tenant_id": tenant_id, "now": now})
