"""What lies behind a practice tenant: its agencies, their old indices, closed windows with published results, plans, an old recap."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant
from puas.domain.agency_details import AgencyDetails, ServiceDetails
from puas.domain.practice_stories import SIGNATORIES, SUGGESTIONS, PracticeAgency, PracticeStory, old_recap_sheet
from puas.domain.survey_period import Period, local_day, period_of, previous_period
from puas.runtime.file_store import FileStore
from puas.runtime.signing_key import SigningKey
from puas.usecases._made_up_answers import totals_for
from puas.usecases._made_up_deadlines import add_deadlines
from puas.usecases._made_up_plans import add_plan
from puas.usecases._made_up_responses import PlannedService, add_responses
from puas.usecases._told_journeys import CORRECTED, LATE, NOT_BEGUN, ON_TIME, SENT_BACK, ToldStep
from puas.usecases._told_ways import ClosedPeriod, Staff, tell_ways
from puas.usecases.audit_recap import audit_recap
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.create_collection_points import NewPoint, create_collection_points
from puas.usecases.open_survey_period import open_survey_period
from puas.usecases.record_past_result import record_past_result
from puas.usecases.recount_tallies import recount_tallies
from puas.usecases.save_agency import save_agency
from puas.usecases.save_service_type import save_service_type
from puas.usecases.save_target import save_target
from puas.usecases.share_figures import share_figures

_EDITION_OF_OLD_INDICES = "permenpanrb-14-2017"
_WAYS = (ON_TIME, SENT_BACK, LATE, CORRECTED)


@dataclass(frozen=True, slots=True)
class _Settled:
    """An agency of the story that is in the database now."""

    told: PracticeAgency
    agency: Agency
    services: tuple[ServiceType, ...]


@dataclass(frozen=True, slots=True)
class PastWriter:
    """Writes the story up to its first checkpoint into a tenant the session is in; the same story and day give the same figures."""

    session: Session
    store: FileStore
    signing_key: SigningKey
    tenant: Tenant
    story: PracticeStory
    now: datetime

    def write(self) -> None:
        """The oldest first."""
        today = local_day(self.now, self.tenant.time_zone)
        self._add_targets(today)
        add_deadlines(self.session, tenant_id=self.tenant.id, kind="regency", time_zone=self.tenant.time_zone, today=today)
        settled = [self._settle(number, told, today) for number, told in enumerate(self.story.agencies)]
        windows = [period_of(self.story.rhythm, today)]
        for _ in range(self.story.closed_windows):
            windows.append(previous_period(windows[-1]))
        present, *past = windows
        rng = random.Random(self.story.key)  # noqa: S311 - made-up figures, always the same
        closed = [
            self._close(number, each, window, back, rng)
            for back, window in reversed(list(enumerate(past)))
            for number, each in enumerate(settled)
        ]
        public = tell_ways(self.session, tenant=self.tenant, staff=Staff(None, None), periods=closed, base_url=None)
        share_figures(session=self.session, tenant_id=self.tenant.id, period_ids=public, now=self.now)
        for each in settled:
            self._open(each, present)
            self._hang_stickers(each, present)

    def _add_targets(self, today: date) -> None:
        for year in range(today.year - 2, today.year + 3):
            source = f"RPJMD {today.year - 2}–{today.year + 2}"
            save_target(
                session=self.session, tenant_id=self.tenant.id, year=year, nik=self.story.target_nik, source=source, account_id=None,
                now=self.now,
            )  # fmt: skip

    def _settle(self, number: int, told: PracticeAgency, today: date) -> _Settled:
        details = AgencyDetails(
            name=told.name, short_name=told.short_name, kind=told.kind, address=self.story.address,
            signatory_name=SIGNATORIES[number % len(SIGNATORIES)],
            signatory_position="Camat" if told.kind == "kecamatan" else f"Kepala {told.name}",
            # Eighteen digits as the form and the proof-reader want them; made up.
            signatory_nip=f"1970010119950319{number:02d}", target_nik=str(self.story.target_nik),
        )  # fmt: skip
        everywhere: dict[str, Any] = {"session": self.session, "tenant_id": self.tenant.id, "account_id": None, "now": self.now}
        agency = save_agency(details=details, **everywhere)
        services = tuple(
            save_service_type(agency_id=agency.id, details=ServiceDetails(each.name, each.population, each.is_free), **everywhere)
            for each in told.services
        )
        for old in told.old_indices:
            year = today.year - old.years_ago
            record_past_result(
                agency_id=agency.id, year=year, label=f"Tahun {year}", edition_id=_EDITION_OF_OLD_INDICES, nik=old.nik,
                source="Laporan SKM tahun tersebut", **everywhere,
            )  # fmt: skip
        if told.has_old_recap:
            year = today.year - 5
            audit_recap(
                store=self.store, agency_id=agency.id, agency_name=told.name, file_name=f"rekap-skm-{year}.csv",
                content=old_recap_sheet(told.name, year).encode(), **everywhere,
            )  # fmt: skip
        return _Settled(told, agency, services)

    def _close(self, number: int, each: _Settled, window: Period, back: int, rng: random.Random) -> ClosedPeriod:
        period_id = self._open(each, window)
        plans = [
            (row.id, PlannedService(totals_for(_index(service.nik, back, rng), service.respondents, rng), service.respondents))
            for row, service in zip(each.services, each.told.services, strict=True)
        ]
        add_responses(
            self.session, tenant=self.tenant, period_id=period_id, window=window, services=plans, suggestions=SUGGESTIONS, rng=rng
        )
        recount_tallies(session=self.session, tenant_id=self.tenant.id, period_id=period_id)
        close_survey_period(
            session=self.session, tenant_id=self.tenant.id, period_id=period_id, account_id=None, signing_key=self.signing_key,
            now=min(self._morning_of(window.ends_on + timedelta(days=4)), self.now),
        )  # fmt: skip
        owes_its_report = each.told.is_late and back == 0
        if not owes_its_report:
            add_plan(
                self.session, tenant_id=self.tenant.id, period_id=period_id, after=window.ends_on,
                today=local_day(self.now, self.tenant.time_zone), turn=back, rng=rng, is_followed=not each.told.breaks_promises,
            )  # fmt: skip
        steps = NOT_BEGUN if owes_its_report else self._way(number, window, back)
        return ClosedPeriod(period_id, window.ends_on, steps)

    def _way(self, number: int, window: Period, back: int) -> tuple[ToldStep, ...]:
        """The way its report took, as far as that lies in the past."""
        today = local_day(self.now, self.tenant.time_zone)
        told = ON_TIME if back == 0 else _WAYS[(number + back) % len(_WAYS)]
        return tuple(step for step in told if window.ends_on + timedelta(days=step.after) < today)

    def _open(self, each: _Settled, window: Period) -> UUID:
        period = open_survey_period(
            session=self.session, tenant_id=self.tenant.id, agency_id=each.agency.id, period=window, account_id=None,
            now=self._morning_of(window.starts_on),
        )  # fmt: skip
        return period.id

    def _hang_stickers(self, each: _Settled, window: Period) -> None:
        when = min(self._morning_of(window.starts_on), self.now)
        counters = [NewPoint("sticker", f"Loket {place}", row.id) for place, row in enumerate(each.services, start=1)]
        points = create_collection_points(
            session=self.session, tenant_id=self.tenant.id, agency_id=each.agency.id,
            points=[*counters, NewPoint("poster", "Ruang tunggu")], account_id=None, now=when,
        )  # fmt: skip
        for point in points:
            point.printed_at = when
        self.session.flush()

    def _morning_of(self, day: date) -> datetime:
        return datetime.combine(day, time(7, 30), ZoneInfo(self.tenant.time_zone)).astimezone(UTC)


def _index(newest: Decimal, back: int, rng: random.Random) -> Fraction:
    """A little worse every window further back."""
    return Fraction(newest) - Fraction(back * 55, 100) + Fraction(rng.randint(-60, 60), 100)
