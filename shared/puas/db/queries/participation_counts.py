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


def _day(moment: str) -> str:
    return f"({moment} at time zone known.time_zone)::date"


# Agencies of other owners only serve here and are part of no count.
_OF_REGENCY = "join agency a on a.tenant_id = p.tenant_id and a.id = p.agency_id and a.owner = ''"
# A day before the first one known can only be in a period that begins no later than it, and one after the last in a period
# that ends no sooner; so after the first time a few periods are looked at, at one end of their index each.
_PROGRESS = {
    "province_code": "known.province_code",
    "agencies": "agencies.active",
    "services": """(
        select count(*) from service_type s join agency a on a.tenant_id = s.tenant_id and a.id = s.agency_id
        where s.tenant_id = :tenant_id and s.state = 'active' and a.state = 'active' and a.owner = ''
    )""",
    "agencies_surveyed": "periods.agencies",
    "open_periods": "periods.open",
    "points": "points.active",
    "printed_points": "points.printed",
    # A person with two roles is one member.
    "members": "(select count(distinct m.account_id) from membership m where m.tenant_id = :tenant_id)",
    "respondents": "(select coalesce(sum(s.respondents), 0) from submission s where s.tenant_id = :tenant_id)",
    # A first time stays the first, also when what was there then is gone.
    "first_agency_on": f"least(known.first_agency_on, {_day('agencies.first')})",
    "first_period_on": f"least(known.first_period_on, {_day('periods.first')})",
    "first_print_on": f"least(known.first_print_on, {_day('points.first_print')})",
    "first_answer_on": f"least(known.first_answer_on, {_day('earliest.moment')})",
    "last_answer_on": f"greatest(known.last_answer_on, {_day('latest.moment')})",
}
_COUNT_PROGRESS = text(f"""
    with known as (
        select case when t.state <> 'left' then t.province_code end as province_code, t.time_zone, g.first_agency_on, g.first_period_on,
            g.first_print_on, g.first_answer_on, g.last_answer_on
        from tenant t left join tenant_progress g on g.tenant_id = t.id
        where t.id = :tenant_id
    ), agencies as (
        select count(*) filter (where a.state = 'active') as active, min(a.created_at) as first
        from agency a where a.tenant_id = :tenant_id and a.owner = ''
    ), periods as (
        select count(distinct p.agency_id) as agencies, count(*) filter (where p.state = 'open') as open, min(p.opened_at) as first
        from survey_period p {_OF_REGENCY} where p.tenant_id = :tenant_id
    ), points as (
        select count(*) filter (where c.state = 'active') as active,
            count(*) filter (where c.state = 'active' and c.printed_at is not null) as printed, min(c.printed_at) as first_print
        from collection_point c join agency a on a.tenant_id = c.tenant_id and a.id = c.agency_id and a.owner = ''
        where c.tenant_id = :tenant_id
    ), earliest as (
        select min(found.submitted_at) as moment
        from known cross join survey_period p {_OF_REGENCY} cross join lateral (
            select r.submitted_at from response r
            where r.tenant_id = p.tenant_id and r.period_id = p.id and r.state = 'counted' order by r.submitted_at limit 1
        ) found
        where p.tenant_id = :tenant_id and (known.first_answer_on is null or p.starts_on <= known.first_answer_on)
    ), latest as (
        select max(found.submitted_at) as moment
        from known cross join survey_period p {_OF_REGENCY} cross join lateral (
            select r.submitted_at from response r
            where r.tenant_id = p.tenant_id and r.period_id = p.id and r.state = 'counted' order by r.submitted_at desc limit 1
        ) found
        where p.tenant_id = :tenant_id and (known.last_answer_on is null or p.ends_on >= known.last_answer_on)
    )
    insert into tenant_progress (tenant_id, {", ".join(_PROGRESS)}, counted_at)
    select :tenant_id, {", ".join(_PROGRESS.values())}, :now
    from known cross join agencies cross join periods cross join points cross join earliest cross join latest
    on conflict (tenant_id) do update
    set {", ".join(f"{name} = excluded.{name}" for name in _PROGRESS)}, counted_at = excluded.counted_at
    where ({", ".join(f"tenant_progress.{name}" for name in _PROGRESS)})
        is distinct from ({", ".join(f"excluded.{name}" for name in _PROGRESS)})""")  # noqa: S608 - columns of ours


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
