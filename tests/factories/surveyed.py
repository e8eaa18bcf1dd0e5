"""A tenant whose surveys have been answered: agencies, services, periods and the tallies of their answers.

Tallies are written directly, as the tally job would leave them; no raw answers unless a test adds some.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.public_addresses import agency_addresses
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant, TenantProfile
from puas.db.tables.surveys import PeriodService, SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.public_addresses import agency_address, service_address
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.sample_size import sample_size, spread_sample
from puas.domain.survey_period import Period, triwulan
from puas.domain.tally import Tally, UnsurCounts
from tests.factories.snapshots import answers

OPENED_AT = datetime(2026, 1, 1, tzinfo=UTC)

# Name, users a year, answers in the period.
SERVICES = (("Kartu Keluarga", 1200, 90), ("KTP-el", 1700, 130), ("Surat Pindah", 100, 0))
# The worked example of the 2024-25 form: 400 answers of 83,33 and 50 of 81,11; the mean is 82,22, all together 83,09.
GOLDEN = {"KTP": (400, 12000), "KK": (50, 1460)}


@dataclass(frozen=True)
class SurveyedPeriod:
    """One period and what was counted in it, by service type."""

    id: UUID
    window: Period
    sample_target: int
    tallies: Mapping[UUID, Tally]


@dataclass
class Surveyed:
    """A tenant with answered surveys."""

    tenant_id: int
    slug: str
    agency_ids: list[UUID] = field(default_factory=list)
    service_ids: list[UUID] = field(default_factory=list)
    periods: list[SurveyedPeriod] = field(default_factory=list)


def survey_tenant(
    session: Session,
    *,
    slug: str,
    name: str,
    windows: tuple[Period, ...] | None = None,
    agencies: tuple[str, ...] = ("Dinas Kependudukan",),
    golden: bool = False,
    answered: bool = True,
    province_code: str | None = None,
) -> Surveyed:
    """Create the tenant and survey each agency in each window (Triwulan II 2026 when none is named)."""
    tenant = Tenant(slug=slug, kind="regency", name=name, time_zone="Asia/Jakarta", province_code=province_code)
    session.add(tenant)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id)
    session.add(TenantProfile(tenant_id=tenant.id, government_name=f"Pemerintah {name}"))
    surveyed = Surveyed(tenant.id, slug)
    for number, agency_name in enumerate(agencies):
        _survey_agency(session, surveyed, agency_name, windows or (triwulan(2026, 2),), golden, answered, seed=number)
    return surveyed


def _survey_agency(
    session: Session, surveyed: Surveyed, name: str, windows: tuple[Period, ...], golden: bool, answered: bool, seed: int
) -> None:
    slug = agency_address(name, "", agency_addresses(session, tenant_id=surveyed.tenant_id))
    agency = Agency(tenant_id=surveyed.tenant_id, id=new_id(), name=name, short_name=name.split()[0], slug=slug)
    session.add(agency)
    session.flush()
    surveyed.agency_ids.append(agency.id)
    services = []
    for service_name, population in [(each, None) for each in GOLDEN] if golden else [each[:2] for each in SERVICES]:
        service = ServiceType(
            tenant_id=surveyed.tenant_id, id=new_id(), agency_id=agency.id, name=service_name, population=population,
            slug=service_address(service_name, ()),
        )  # fmt: skip
        services.append(service)
    session.add_all(services)
    session.flush()
    surveyed.service_ids += [each.id for each in services]
    for number, window in enumerate(windows):
        tallies = _tallies(services, golden, answered, seed=seed * 100 + number * 10)
        surveyed.periods.append(open_period(session, surveyed.tenant_id, agency, services, window, tallies))


def _tallies(services: list[ServiceType], golden: bool, answered: bool, *, seed: int) -> dict[UUID, Tally]:
    if not answered:
        return {}
    if golden:
        return {each.id: tally_of_total(*GOLDEN[each.name]) for each in services}
    numbers = {name: number for name, _, number in SERVICES}
    return {each.id: answers(numbers[each.name], seed=seed + position) for position, each in enumerate(services) if numbers[each.name]}


def tally_of_total(respondents: int, total: int) -> Tally:
    """A tally whose nine totals add up to `total`: threes, with twos or fours to make up the difference."""
    slugs = edition().slugs()
    difference = total - 3 * respondents * len(slugs)
    counts = {}
    for position, slug in enumerate(slugs):
        share = abs(difference) // len(slugs) + (position < abs(difference) % len(slugs))
        counts[slug] = UnsurCounts(0, *((0, respondents - share, share) if difference > 0 else (share, respondents - share, 0)))
    return Tally(respondents, counts)


def open_period(
    session: Session,
    tenant_id: int,
    agency: Agency,
    services: list[ServiceType],
    window: Period,
    tallies: Mapping[UUID, Tally],
) -> SurveyedPeriod:
    """Open a period of an agency over these services and put the counts in."""
    population = sum(each.population or 0 for each in services)
    target = sample_size(population)
    period = SurveyPeriod(
        tenant_id=tenant_id,
        id=new_id(),
        agency_id=agency.id,
        kind=window.kind,
        label=window.label,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        edition=DEFAULT_EDITION_ID,
        agency_name=agency.name,
        sample_target=target,
        opened_at=OPENED_AT,
    )
    session.add(period)
    session.flush()
    shares = spread_sample(target, [each.population or 0 for each in services])
    session.add_all(
        PeriodService(
            tenant_id=tenant_id,
            period_id=period.id,
            service_type_id=each.id,
            name=each.name,
            position=position,
            population=each.population,
            sample_target=share,
        )
        for position, (each, share) in enumerate(zip(services, shares, strict=True))
    )
    session.flush()
    put_counts(session, tenant_id=tenant_id, period_id=period.id, tallies=tallies)
    return SurveyedPeriod(period.id, window, target, tallies)


def put_counts(session: Session, *, tenant_id: int, period_id: UUID, tallies: Mapping[UUID, Tally]) -> None:
    """Write the tallies of a period: scores per service, and a profile that adds up."""
    for service_id, each in tallies.items():
        columns = {
            f"{slug}_{score}": number
            for slug, counts in each.counts.items()
            for score, number in zip((1, 2, 3, 4), counts.as_tuple(), strict=True)
        }
        session.execute(
            insert(tally).values(
                tenant_id=tenant_id,
                period_id=period_id,
                dimension="service",
                category=str(service_id),
                respondents=each.respondents,
                **columns,
            )
        )
    everyone = sum(each.respondents for each in tallies.values())
    if everyone:
        men = everyone * 2 // 5
        session.execute(
            insert(tally),
            [
                _profile(tenant_id, period_id, "gender", "laki_laki", men),
                _profile(tenant_id, period_id, "gender", "perempuan", everyone - men),
                _profile(tenant_id, period_id, "education", "sma", everyone - 5),
                _profile(tenant_id, period_id, "education", "", 5),
                _profile(tenant_id, period_id, "channel", "sticker", everyone),
            ],
        )


def _profile(tenant_id: int, period_id: UUID, dimension: str, category: str, respondents: int) -> dict[str, object]:
    return {
        "tenant_id": tenant_id,
        "period_id": period_id,
        "dimension": dimension,
        "category": category,
        "respondents": respondents,
    }
