"""What a trainer decides about a session before it begins, and what of it makes no sense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from puas.domain.curricula import AgendaItem, days_of

LONGEST_TITLE = 160
LONGEST_PLACE = 300
MOST_SEATS = 200
MOST_HOURS = 80
MOST_SESSION_DAYS = 10
MOST_PRACTICE_DAYS = 90
PLANNED, OPEN, CLOSED = "planned", "open", "closed"
HOUSE_SLUG = "pelatihan"
"""Address of the operator's training house."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """A session as it is planned. `region_code` is empty for one that is for everybody the owner trains.

    `practice_days` is how long after the last day the practice tenants stay. `agenda` is None where it is not to be changed.
    """

    title: str
    starts_on: date
    ends_on: date
    place: str
    link: str
    region_code: str | None
    story: str
    seats: int
    hours: int
    practice_days: int
    agenda: tuple[AgendaItem, ...] | None


def fault_of_plan(plan: TrainingPlan) -> str:
    """The first thing that makes no sense, empty where all does: no-title, too-long, wrong-days, too-many-days, too-few-days,
    no-place, wrong-link, wrong-seats, wrong-hours, wrong-practice-days.
    """
    days = (plan.ends_on - plan.starts_on).days + 1
    faults = {
        "no-title": not plan.title.strip(),
        "too-long": len(plan.title) > LONGEST_TITLE or max(len(plan.place), len(plan.link)) > LONGEST_PLACE,
        "wrong-days": days < 1,
        "too-many-days": days > MOST_SESSION_DAYS,
        "too-few-days": plan.agenda is not None and days_of(plan.agenda) > days,
        "no-place": not (plan.place.strip() or plan.link.strip()),
        "wrong-link": bool(plan.link) and not plan.link.startswith(("https://", "http://")),
        "wrong-seats": not 1 <= plan.seats <= MOST_SEATS,
        "wrong-hours": not 1 <= plan.hours <= MOST_HOURS,
        "wrong-practice-days": not 0 <= plan.practice_days <= MOST_PRACTICE_DAYS,
    }
    return next((name for name, is_so in faults.items() if is_so), "")


def days_between(first: date, last: date) -> list[date]:
    """Every day of a session."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def practice_end(ends_on: date, practice_days: int, time_zone: str) -> datetime:
    """When practice tenants go: the midnight after the last of those days, on the owner's clock."""
    return datetime.combine(ends_on + timedelta(days=practice_days + 1), time(), tzinfo=ZoneInfo(time_zone))


def practice_days_of(ends_on: date, practice_until: datetime, time_zone: str) -> int:
    """The number of days `practice_end` was made of."""
    return max((practice_until.astimezone(ZoneInfo(time_zone)).date() - ends_on).days - 1, 0)
