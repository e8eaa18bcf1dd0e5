"""How a practice tenant comes from its first checkpoint to a later one: its own answers, closed, planned, written.

Everything is made of the seed, so that each participant reads other figures, and going back to a checkpoint gives the same again.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import Tenant
from puas.db.tables.surveys import PeriodService, SurveyPeriod
from puas.domain.practice_stories import CHECKPOINTS, CLOSED, COLLECTED, REPORTED, SUGGESTIONS, PracticeAgency, PracticeStory
from puas.domain.report_details import SIGNATORY_RANK, SIGNED_ON, SIGNING_PLACE, place_of
from puas.domain.survey_period import Period, local_day, period_of
from puas.runtime.signing_key import SigningKey
from puas.usecases._made_up_answers import totals_for
from puas.usecases._made_up_plans import add_plan
from puas.usecases._made_up_responses import PlannedService, add_responses
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.count_participation import count_participation
from puas.usecases.recount_tallies import recount_tallies
from puas.usecases.save_report_text import save_report_text

_ORDER = tuple(CHECKPOINTS)
_FEWEST = 10
# What is promised now was not promised in the window before.
_NOT_AS_BEFORE = -1
_WRITTEN = {
    "pelaksana": (
        "Survei dilaksanakan oleh tim yang ditetapkan dengan keputusan kepala perangkat daerah, dengan petugas di setiap loket yang "
        "mengarahkan warga ke stiker kode QR."
    ),
    "saran": (
        "Unsur dengan nilai terendah perlu didahulukan pada periode berikutnya, dan hasil tindak lanjutnya diumumkan kepada pengguna "
        "layanan."
    ),
}


@dataclass(frozen=True, slots=True)
class _Present:
    """An open period."""

    id: UUID
    agency_name: str


class NeedsSigningKey(Exception):
    """The checkpoint holds frozen results, and these have to be signed."""


def advance(
    session: Session, *, tenant_id: int, story: PracticeStory, checkpoint: str, seed: int, signing_key: SigningKey | None, now: datetime
) -> None:
    """Take the tenant the session is in from the first checkpoint to the one wanted."""
    wanted = _ORDER.index(checkpoint)
    if wanted < _ORDER.index(COLLECTED):
        return
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
    rng = random.Random(f"{seed}:{story.key}")  # noqa: S311 - made-up figures, always the same
    periods = _present_periods(session, tenant_id)
    answered = [each for each in periods if not _told(story, each.agency_name).is_late]
    for each in answered:
        _collect(session, tenant, story, each, rng, now)
    for each in answered if wanted >= _ORDER.index(CLOSED) else ():
        _close(session, tenant_id, each.id, signing_key, now)
    for each in answered if wanted >= _ORDER.index(REPORTED) else ():
        _write(session, tenant, story, each.id, rng, now)
    count_participation(session=session, tenant_id=tenant_id, now=now)


def _present_periods(session: Session, tenant_id: int) -> Sequence[_Present]:
    statement = (
        select(SurveyPeriod.id, SurveyPeriod.agency_name)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.state == "open")
        .order_by(SurveyPeriod.id)
    )
    return [_Present(*row) for row in session.execute(statement)]


def _told(story: PracticeStory, agency_name: str) -> PracticeAgency:
    return next(each for each in story.agencies if each.name == agency_name)


def _collect(
    session: Session, tenant: Tenant, story: PracticeStory, period: _Present, rng: random.Random, now: datetime
) -> None:
    told = {each.name: each for each in _told(story, period.agency_name).services}
    statement = (
        select(PeriodService.service_type_id, PeriodService.name)
        .where(PeriodService.tenant_id == tenant.id, PeriodService.period_id == period.id)
        .order_by(PeriodService.position)
    )
    plans = []
    for service_id, name in session.execute(statement):
        service = told[name]
        respondents = max(_FEWEST, service.respondents + rng.randint(-4, 6))
        nik = Fraction(service.nik) + Fraction(rng.randint(-260, 260), 100)
        plans.append((service_id, PlannedService(totals_for(nik, respondents, rng), respondents)))
    window = _window(session, tenant.id, period.id)
    until = max(window.starts_on, local_day(now, tenant.time_zone) - timedelta(days=1))
    add_responses(
        session, tenant=tenant, period_id=period.id, window=window, services=plans, suggestions=SUGGESTIONS, rng=rng, until=until
    )
    recount_tallies(session=session, tenant_id=tenant.id, period_id=period.id)


def _window(session: Session, tenant_id: int, period_id: UUID) -> Period:
    statement = select(SurveyPeriod.kind, SurveyPeriod.starts_on).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    kind, starts_on = session.execute(statement).one()
    return period_of(kind, starts_on)


def _close(session: Session, tenant_id: int, period_id: UUID, signing_key: SigningKey | None, now: datetime) -> None:
    if signing_key is None:
        raise NeedsSigningKey
    close_survey_period(session=session, tenant_id=tenant_id, period_id=period_id, account_id=None, signing_key=signing_key, now=now)


def _write(session: Session, tenant: Tenant, story: PracticeStory, period_id: UUID, rng: random.Random, now: datetime) -> None:
    today = local_day(now, tenant.time_zone)
    add_plan(
        session, tenant_id=tenant.id, period_id=period_id, after=today, today=today, turn=_NOT_AS_BEFORE, rng=rng, is_followed=False
    )
    session.flush()
    texts = {
        **_WRITTEN, SIGNING_PLACE: place_of(tenant.name), SIGNED_ON: today.isoformat(), SIGNATORY_RANK: "Pembina Tingkat I",
    }  # fmt: skip
    for section, body in texts.items():
        save_report_text(
            session=session, tenant_id=tenant.id, period_id=period_id, section=section, body=body, version=None, account_id=None, now=now
        )
