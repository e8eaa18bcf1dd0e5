"""The mall of services of the demo: four agencies of the regency and one of another owner, counters, and answers given at them.

A third of what people say of the four agencies since the mall opened is said at their counters here; no figure of theirs changes by
that. The agency of another owner has answers of its own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant
from puas.db.tables.surveys import CollectionPoint
from puas.domain.agency_owners import VERTICAL
from puas.domain.mall_details import KIOSK, STICKER, MallDetails
from puas.domain.survey_period import Period
from puas.domain.yardsticks import MALLS, NO_UNIT
from puas.runtime.signing_key import SigningKey
from puas.usecases._made_up_answers import totals_for
from puas.usecases._made_up_responses import PlannedService, Suggestions, add_responses
from puas.usecases.add_mall_counters import add_mall_counters
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.create_collection_points import NewPoint
from puas.usecases.join_mall import join_mall
from puas.usecases.open_survey_period import open_survey_period
from puas.usecases.recount_tallies import recount_tallies
from puas.usecases.save_mall import save_mall
from puas.usecases.share_yardsticks import share_yardsticks

PERIODS_AT_MALL = 4
"""In so many of the last closed periods people answered at the counters."""

_OWN_AGENCIES = 4
_OTHER = ("Kantor Pertanahan Contoh", "Kantah Contoh", "Pengecekan Sertipikat", 2400)
# The index and the respondents of the agency of another owner, in the last closed window and in the open one.
_TOLD = ((Fraction(8312, 100), 58), (Fraction(8540, 100), 21))


@dataclass(slots=True)
class MallTeller:
    """Writes the mall of one regency: the place and its counters first, what was said of the other owner's agency last."""

    tenant: Tenant
    account_id: UUID | None
    signing_key: SigningKey
    suggestions: Suggestions
    now: datetime
    today: date
    rng: random.Random
    # Agency and service of the other owner, once the mall is open.
    _other: tuple[UUID, UUID] = (NO_UNIT, NO_UNIT)

    def open(self, session: Session, agencies: Sequence[Agency], services: Sequence[Sequence[ServiceType]]) -> dict[UUID, UUID]:
        """The place and who serves there; by service the counter where people answer."""
        name = f"Mal Pelayanan Publik {self.tenant.name.removeprefix('Kabupaten ')}"
        details = MallDetails(name, "Jalan Contoh Raya 1", "Peraturan Bupati 12/2024 (contoh)", self._since)
        mall = save_mall(session=session, tenant_id=self.tenant.id, details=details, account_id=self.account_id, now=self.now)
        made: list[CollectionPoint] = []
        for agency, offered in list(zip(agencies, services, strict=True))[:_OWN_AGENCIES]:
            wanted = [NewPoint(STICKER, f"Gerai {len(made) + place}", each.id) for place, each in enumerate(offered[:2], start=1)]
            made += self._serve(session, mall.id, agency, wanted)
        other, service = self._other_agency(session, agencies)
        made += self._serve(session, mall.id, other, [NewPoint(KIOSK, f"Gerai {len(made) + 1}", service.id)])
        self._other = (other.id, service.id)
        return {each.service_type_id: each.id for each in made if each.service_type_id is not None}

    def tell_other(self, session: Session, closed: Period, present: Period, counters: dict[UUID, UUID]) -> None:
        """What was said of the agency of another owner."""
        for window, (index, respondents) in zip((closed, present), _TOLD, strict=True):
            self._answer(session, window, index, respondents, counters)
        share_yardsticks(session=session, tenant_id=self.tenant.id, now=self.now, yardsticks=(MALLS,))

    @property
    def _since(self) -> date:
        return date(self.today.year - 1, 1, 5)

    def _serve(self, session: Session, mall_id: UUID, agency: Agency, counters: list[NewPoint]) -> list[CollectionPoint]:
        join_mall(
            session=session, tenant_id=self.tenant.id, mall_id=mall_id, agency_id=agency.id, joined_on=self._since,
            account_id=self.account_id, now=self.now,
        )  # fmt: skip
        return add_mall_counters(
            session=session, tenant_id=self.tenant.id, mall_id=mall_id, agency_id=agency.id, counters=counters,
            account_id=self.account_id, now=self.now,
        )  # fmt: skip

    def _other_agency(self, session: Session, agencies: Sequence[Agency]) -> tuple[Agency, ServiceType]:
        name, short_name, service_name, population = _OTHER
        agency = Agency(
            tenant_id=self.tenant.id, id=new_id(), name=name, short_name=short_name, slug="kantor-pertanahan-contoh", kind="lainnya",
            owner=VERTICAL, owner_name="Kementerian Pertanahan Contoh", address=agencies[0].address,
            signatory_name="Laksana Umpamawan, S.H.", signatory_position=f"Kepala {name}",
        )  # fmt: skip
        session.add(agency)
        session.flush()
        service = ServiceType(
            tenant_id=self.tenant.id, id=new_id(), agency_id=agency.id, name=service_name, population=population,
            slug="pengecekan-sertipikat",
        )  # fmt: skip
        session.add(service)
        session.flush()
        return agency, service

    def _answer(self, session: Session, window: Period, index: Fraction, respondents: int, counters: dict[UUID, UUID]) -> None:
        agency_id, service_id = self._other
        opened = datetime.combine(window.starts_on, time(7, 30), ZoneInfo(self.tenant.time_zone)).astimezone(UTC)
        period = open_survey_period(
            session=session, tenant_id=self.tenant.id, agency_id=agency_id, period=window, account_id=self.account_id, now=opened
        )
        planned = PlannedService(totals_for(index, respondents, self.rng), respondents)
        add_responses(
            session, tenant=self.tenant, period_id=period.id, window=window, services=[(service_id, planned)],
            suggestions=self.suggestions, rng=self.rng, counters=counters, every=1,
            until=min(window.ends_on, max(window.starts_on, self.today - timedelta(days=1))),
        )  # fmt: skip
        recount_tallies(session=session, tenant_id=self.tenant.id, period_id=period.id)
        if window.ends_on < self.today:
            close_survey_period(
                session=session, tenant_id=self.tenant.id, period_id=period.id, account_id=self.account_id, signing_key=self.signing_key,
                now=self.now,
            )  # fmt: skip
