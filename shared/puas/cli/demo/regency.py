"""One regency of the demo: its people, agencies and stickers, the periods behind it and the one that is open."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session, sessionmaker

from puas.cli.demo.compliance_story import add_compliance
from puas.cli.demo.history import PlannedPeriod, plan_history
from puas.cli.demo.innovation_story import add_innovations
from puas.cli.demo.mall_story import PERIODS_AT_MALL, MallTeller
from puas.cli.demo.past_results import add_past_results
from puas.cli.demo.people import People, join
from puas.cli.demo.performance_story import Assessors, add_performance
from puas.cli.demo.pictures import add_pictures
from puas.cli.demo.procedures_story import add_procedures
from puas.cli.demo.promise_story import add_promises
from puas.cli.demo.standards_story import add_standards
from puas.cli.demo.story import SEED_FOLDER, AgencyStory, RegencyStory, Story
from puas.cli.demo.target import SeedTarget
from puas.db.identifiers import new_id
from puas.db.session import unit_of_work
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import Account
from puas.db.tables.places import Tenant, TenantProfile
from puas.domain.permissions import Role
from puas.domain.public_addresses import agency_address, service_address
from puas.domain.survey_period import Period, period_of
from puas.domain.tenant_contacts import ContactDetails
from puas.runtime.file_store import tenant_key
from puas.usecases._made_up_answers import totals_for
from puas.usecases._made_up_deadlines import add_deadlines
from puas.usecases._made_up_plans import add_plan
from puas.usecases._made_up_responses import PlannedService, add_responses
from puas.usecases._told_journeys import journey
from puas.usecases._told_ways import ClosedPeriod, Staff, tell_ways
from puas.usecases.change_emblem import change_emblem
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.create_collection_points import NewPoint, create_collection_points
from puas.usecases.open_survey_period import open_survey_period
from puas.usecases.recount_tallies import recount_tallies
from puas.usecases.save_contact import save_contact
from puas.usecases.save_target import save_target
from puas.usecases.share_figures import share_figures

_SAMPLE_RECAP = "contoh-rekap-lama.xlsx"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WITH_PICTURES = 2
_YEARS_OF_PLAN = 5
_STEP_OF_TARGET = Decimal("0.75")


@dataclass
class RegencySeed:
    """Writes one regency; everything random comes from `rng`."""

    story: Story
    regency: RegencyStory
    tenant: Tenant
    factory: sessionmaker[Session]
    people: People
    target: SeedTarget
    rng: random.Random
    agencies: list[Agency] = field(default_factory=list)
    services: list[list[ServiceType]] = field(default_factory=list)
    admin_id: UUID | None = None
    officer_id: UUID | None = None
    closed: list[ClosedPeriod] = field(default_factory=list)
    # Where people answer at the mall of services, by service; empty where there is none.
    counters: dict[UUID, UUID] = field(default_factory=dict)

    def run(self) -> None:
        """Write everything, the oldest first."""
        with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
            self._add_emblem(session)
            self._choose_form(session)
            self._add_targets(session)
            self._add_agencies(session)
            self._add_people(session)
            self._add_contact(session)
            add_deadlines(
                session, tenant_id=self.tenant.id, kind=self.tenant.kind, time_zone=self.tenant.time_zone, today=self.target.today
            )
        self._add_sample_recap()
        mall = self._open_mall()
        history = plan_history(self.regency, self.target.today, self.rng)
        for back in reversed(range(len(history))):
            self._add_closed_period(history[back], back)
        self._add_present()
        if mall is not None and history:
            with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
                mall.tell_other(session, history[0].window, period_of(self.regency.rhythm, self.target.today), self.counters)
        with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
            add_innovations(
                session, tenant_id=self.tenant.id, agencies=self.agencies, account_id=self.admin_id, today=self.target.today,
                now=self.target.now,
            )  # fmt: skip
        self._tell_what_became_of_the_reports()
        self._add_registers()
        with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
            add_promises(session, tenant_id=self.tenant.id, account_id=self.admin_id, target=self.target)

    def _open_mall(self) -> MallTeller | None:
        """The first regency has a mall of services."""
        if self.regency is not self.story.regencies[0]:
            return None
        # With chance of its own, so that no other figure of the story moves.
        teller = MallTeller(
            self.tenant, self.admin_id, self.target.signing_key, self.story.suggestions, self.target.now, self.target.today,
            random.Random(self.story.seed),
        )  # fmt: skip
        with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
            self.counters = teller.open(session, self.agencies, self.services)
        return teller

    # -- people and places

    def _add_emblem(self, session: Session) -> None:
        if self.regency.look.emblem:
            picture = (SEED_FOLDER / "emblems" / f"{self.regency.look.emblem}.png").read_bytes()
            change_emblem(
                session=session, store=self.target.store, tenant_id=self.tenant.id, content=picture, changed_by=None, now=self.target.now
            )

    def _add_sample_recap(self) -> None:
        """An old recap full of errors, for whoever tries the auditor out; the page about old recaps offers it."""
        content = (SEED_FOLDER / "recaps" / _SAMPLE_RECAP).read_bytes()
        self.target.store.write(tenant_key(self.tenant.id, "samples", _SAMPLE_RECAP), content, content_type=_XLSX)

    def _choose_form(self, session: Session) -> None:
        profile = session.get_one(TenantProfile, self.tenant.id)
        profile.report_form = self.regency.report_form

    def _add_targets(self, session: Session) -> None:
        """What the regency's plan of five years lays down: a step up every year, the present year's as told."""
        if not self.regency.target_nik:
            return
        this_year = self.target.today.year
        for year in range(this_year - _YEARS_OF_PLAN // 2, this_year + _YEARS_OF_PLAN // 2 + 1):
            nik = Decimal(self.regency.target_nik) + (year - this_year) * _STEP_OF_TARGET
            source = f"RPJMD {this_year - _YEARS_OF_PLAN // 2}–{this_year + _YEARS_OF_PLAN // 2}"
            save_target(session=session, tenant_id=self.tenant.id, year=year, nik=nik, source=source, account_id=None, now=self.target.now)

    def _add_agencies(self, session: Session) -> None:
        for number, told in enumerate(self.regency.agencies):
            agency = self._agency(number, told)
            session.add(agency)
            session.flush()
            taken: list[str] = []
            for each in told.services:
                taken.append(service_address(each.name, taken))
            services = [
                ServiceType(
                    tenant_id=self.tenant.id,
                    id=new_id(),
                    agency_id=agency.id,
                    name=each.name,
                    population=each.population,
                    is_free=each.is_free,
                    slug=slug,
                )
                for each, slug in zip(told.services, taken, strict=True)
            ]
            session.add_all(services)
            session.flush()
            add_past_results(session, agency=agency, told=told, today=self.target.today, rng=self.rng)
            self.agencies.append(agency)
            self.services.append(services)

    def _agency(self, number: int, told: AgencyStory) -> Agency:
        name = f"{self.rng.choice(self.story.first_names)} {self.rng.choice(self.story.last_names)}, S.Sos., M.Si."
        return Agency(
            tenant_id=self.tenant.id,
            id=new_id(),
            name=told.name,
            short_name=told.short_name,
            slug=agency_address(told.name, told.short_name, [each.slug for each in self.agencies if each.slug]),
            kind=told.kind,
            address=self.regency.look.address,
            target_nik=self.regency.target_nik,
            signatory_name=name,
            signatory_position="Camat" if told.kind == "kecamatan" else f"Kepala {told.name}",
            # Eighteen digits as the form wants them, but of a birth date that does not exist.
            signatory_nip=f"1970010119950319{number:02d}",
        )

    def _add_people(self, session: Session) -> None:
        self.admin_id = self._member(session, "admin", Role.TENANT_ADMIN, "Admin kabupaten/kota", "Membuka survei, mengundang petugas")
        self._member(session, "pimpinan", Role.LEADER, "Pimpinan", "Melihat indeks dan sebabnya")
        for agency, told in list(zip(self.agencies, self.regency.agencies, strict=True))[: self.regency.officers]:
            self._officer(session, told.mailbox, (agency,))
        self.officer_id = self._officer(session, "petugas.lain", self.agencies[self.regency.officers :], listed=False)

    def _add_contact(self, session: Session) -> None:
        name = f"{self.rng.choice(self.story.first_names)} {self.rng.choice(self.story.last_names)}"
        look = self.regency.look
        details = ContactDetails(name, "Kepala Bagian Organisasi", look.phone, look.email)
        save_contact(session=session, tenant_id=self.tenant.id, details=details, account_id=None, now=self.target.now)

    def _officer(self, session: Session, mailbox: str, agencies: Sequence[Agency], *, listed: bool = True) -> UUID:
        purpose = "Mengumpulkan jawaban, menyusun laporan"
        return self._member(session, mailbox, Role.AGENCY_OFFICER, "Petugas perangkat daerah", purpose, agencies, listed=listed)

    def _member(
        self, session: Session, local: str, role: Role, label: str, purpose: str, agencies: Sequence[Agency] = (), *, listed: bool = True
    ) -> UUID:
        place = f"{agencies[0].short_name}, {self.regency.look.name}" if agencies else self.regency.look.name
        name = f"{self.rng.choice(self.story.first_names)} {self.rng.choice(self.story.last_names)}"
        account_id = self.people.add(
            session, email=f"{local}@{self.story.host_of(self.regency.look.slug)}", name=name, role=label, place=place, purpose=purpose,
            listed=listed and self.regency.is_main,
        )  # fmt: skip
        join(session, tenant_id=self.tenant.id, account_id=account_id, role=role, agency_ids=tuple(each.id for each in agencies))
        return account_id

    # -- periods

    def _add_closed_period(self, planned: PlannedPeriod, back: int) -> None:
        closed = self._morning_of(planned.window.ends_on + timedelta(days=4))
        for number, plans in planned.agencies.items():
            with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
                period_id = self._open(session, number, planned.window)
                pairs = [(row.id, plan) for row, plan in zip(self.services[number], plans, strict=True)]
                self._answer(session, period_id, planned.window, pairs, planned.window.ends_on, at_mall=back < PERIODS_AT_MALL)
                close_survey_period(
                    session=session,
                    tenant_id=self.tenant.id,
                    period_id=period_id,
                    account_id=self.admin_id,
                    signing_key=self.target.signing_key,
                    now=closed,
                )
                add_plan(
                    session,
                    period_id=period_id,
                    tenant_id=self.tenant.id,
                    after=planned.window.ends_on,
                    today=self.target.today,
                    turn=back,
                    rng=self.rng,
                )
                steps = journey(number, back, planned.window.ends_on, self.target.today) if self.regency.is_told else ()
                self.closed.append(ClosedPeriod(period_id, planned.window.ends_on, steps))
                if number < min(self.regency.officers, _WITH_PICTURES):
                    add_pictures(
                        session,
                        store=self.target.store,
                        tenant_id=self.tenant.id,
                        period_id=period_id,
                        account_id=self.admin_id,
                        now=closed,
                    )

    def _add_present(self) -> None:
        """The open window: some agencies are nearly there, some late, some have not begun, one waits for the main job."""
        window = period_of(self.regency.rhythm, self.target.today)
        yesterday = max(window.starts_on, self.target.today - timedelta(days=1))
        for number, told in enumerate(self.regency.agencies):
            if told.silent and number % 3:
                continue
            with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
                period_id = self._open(session, number, window)
                self._hang_stickers(session, number, self._morning_of(window.starts_on))
                waiting = told.silent or told.name == self.story.main_job.agency
                pairs = [] if waiting else self._some_answers(number, told)
                self._answer(session, period_id, window, pairs, yesterday)

    def _tell_what_became_of_the_reports(self) -> None:
        if self.admin_id is None or self.officer_id is None:
            return
        with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
            public = tell_ways(
                session, tenant=self.tenant, staff=Staff(self.officer_id, self.admin_id), periods=self.closed,
                base_url=self.target.base_url if self.regency.is_main else None,
            )  # fmt: skip
            share_figures(session=session, tenant_id=self.tenant.id, period_ids=public, now=self.target.now)

    def _add_registers(self) -> None:
        """The other yardsticks of public service."""
        with unit_of_work(self.factory, tenant_id=self.tenant.id) as session:
            add_standards(
                session, tenant=self.tenant, agencies=self.agencies, services=self.services, account_id=self.admin_id, now=self.target.now
            )
            add_procedures(
                session, tenant=self.tenant, agencies=self.agencies, services=self.services, account_id=self.admin_id, now=self.target.now
            )
            add_compliance(
                session, tenant_id=self.tenant.id, slug=self.tenant.slug, agencies=self.agencies, account_id=self.admin_id,
                target=self.target,
            )  # fmt: skip
            self._add_performance(session)

    def _add_performance(self, session: Session) -> None:
        """Assessments of performance; regencies that visitors sign in to have evaluators of their own."""
        evaluators = []
        for mailbox, listed in (("evaluator", True), ("evaluator.kedua", False)) if self.regency.is_main and self.agencies else ():
            purpose = "Menilai unit pelayanan dengan formulir F-02"
            account_id = self._member(session, mailbox, Role.EVALUATOR, "Evaluator", purpose, listed=listed)
            evaluators.append((account_id, session.get_one(Account, account_id).name))
        add_performance(
            session, tenant_id=self.tenant.id, agencies=self.agencies, assessors=Assessors(self.admin_id, evaluators, self.officer_id),
            number=int(self.tenant.id), target=self.target,
        )  # fmt: skip

    def _open(self, session: Session, number: int, window: Period) -> UUID:
        period = open_survey_period(
            session=session,
            tenant_id=self.tenant.id,
            agency_id=self.agencies[number].id,
            period=window,
            account_id=self.admin_id,
            now=self._morning_of(window.starts_on),
        )
        return period.id

    def _hang_stickers(self, session: Session, number: int, when: datetime) -> None:
        per_service = [NewPoint("sticker", f"Loket {place}", row.id) for place, row in enumerate(self.services[number], start=1)]
        points = create_collection_points(
            session=session,
            tenant_id=self.tenant.id,
            agency_id=self.agencies[number].id,
            points=[*per_service, NewPoint("poster", "Ruang tunggu")],
            account_id=self.admin_id,
            now=when,
        )
        for point in points:
            point.printed_at = when

    def _answer(
        self, session: Session, period_id: UUID, window: Period, pairs: list[tuple[UUID, PlannedService]], until: date, *,
        at_mall: bool = True,
    ) -> None:  # fmt: skip
        add_responses(
            session,
            tenant=self.tenant,
            period_id=period_id,
            window=window,
            services=pairs,
            suggestions=self.story.suggestions,
            rng=self.rng,
            until=until,
            counters=self.counters if at_mall else None,
        )
        recount_tallies(session=session, tenant_id=self.tenant.id, period_id=period_id)

    def _some_answers(self, number: int, told: AgencyStory) -> list[tuple[UUID, PlannedService]]:
        share = self.rng.uniform(0.15, 0.95)
        pairs = []
        for row, service in zip(self.services[number], told.services, strict=True):
            respondents = max(1, round(service.respondents * share))
            pairs.append((row.id, PlannedService(totals_for(Fraction(service.nik), respondents, self.rng), respondents)))
        return pairs

    def _morning_of(self, day: date) -> datetime:
        return datetime.combine(day, time(7, 30), ZoneInfo(self.tenant.time_zone)).astimezone(UTC)
