"""Fills an empty database with the fictional province. Everything but regions and the operator goes through the application's log-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import create_engine, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import NullPool

from puas.cli.demo.people import People, join
from puas.cli.demo.side_by_side import Telling, tell_regencies
from puas.cli.demo.story import Look, RegencyStory, Story
from puas.cli.demo.target import SeedTarget
from puas.cli.demo.trainings import add_past_training
from puas.db.identifiers import new_id
from puas.db.session import make_engine, make_session_factory, unit_of_work, with_driver
from puas.db.tables.people import Operator, TenantRequest
from puas.db.tables.places import Region, Tenant, TenantProfile
from puas.domain.permissions import Role
from puas.domain.survey_period import local_day
from puas.runtime.demo_logins import write_demo_logins
from puas.usecases._made_up_deadlines import add_deadlines

_ZONE = "Asia/Jakarta"


def is_seeded(app_url: str) -> bool:
    """Whether the database already holds a tenant."""
    with _sessions(app_url) as factory, factory() as session:
        return bool(session.scalar(select(func.count()).select_from(Tenant)))


@contextmanager
def _sessions(url: str) -> Iterator[sessionmaker[Session]]:
    engine = make_engine(url, pool_size=1, max_overflow=1)
    try:
        yield make_session_factory(engine)
    finally:
        engine.dispose()


def seed(story: Story, target: SeedTarget, say: Callable[[str], None], *, processes: int = 1) -> People:
    """Write the whole province; the same story and day give the same figures, in however many processes."""
    _add_regions(story, target.owner_url)
    people = People(story.password, target.now)
    _add_operator(story, target.owner_url, people)
    with _sessions(target.app_url) as factory:
        _add_province(story, factory, people, target.base_url)
        tenants = [_add_regency(story, each, factory, target.now) for each in story.regencies]
    people.logins += tell_regencies(Telling(story, tenants, people, target), say, processes=processes)
    with _sessions(target.app_url) as factory:
        # The last commit is one that waits for the disk, so that all before it are there, too.
        _add_claims(story, factory, target.now)
    write_demo_logins(target.store, people.logins)
    return people


def _add_regions(story: Story, owner_url: str) -> None:
    # Fictional codes are not part of the official list, and the services may not write regions: the owner does.
    province = story.province
    looks = [regency.look for regency in story.regencies]
    places = [(look.code, look.name) for look in looks] + [(each["code"], each["name"]) for each in story.unclaimed]
    rows = [{"code": province.code, "parent_code": None, "name": province.name}]
    rows += [{"code": code, "parent_code": province.code, "name": name} for code, name in places]
    complete = [{**row, "time_zone": _ZONE, "can_be_tenant": True} for row in rows]
    with create_engine(with_driver(owner_url), poolclass=NullPool).begin() as connection:
        connection.execute(insert(Region).values(complete).on_conflict_do_nothing())


def _add_operator(story: Story, owner_url: str, people: People) -> None:
    with _sessions(owner_url) as factory, unit_of_work(factory) as session:
        account_id = people.add(
            session,
            email=f"operator@{story.domain}",
            name="Operator Contoh",
            role="Operator",
            place="Instalasi ini",
            purpose="Menyetujui provinsi dan menjaga layanan",
        )
        session.add(Operator(account_id=account_id))


def _add_province(story: Story, factory: sessionmaker[Session], people: People, base_url: str) -> None:
    tenant = _add_tenant(factory, "province", story.province, story.province.code, people.now - timedelta(days=1100))
    with unit_of_work(factory, tenant_id=tenant.id) as session:
        for local, name, role, label, purpose in (
            ("provinsi", "Dewi Teladani", Role.PROVINCE_ADMIN, "Admin provinsi", "Memutuskan pendaftaran kabupaten/kota"),
            ("pengamat", "Surya Umpamawan", Role.PROVINCE_VIEWER, "Pengamat provinsi", "Melihat kabupaten/kota"),
            ("pelatih", "Lestari Percontohan", Role.TRAINER, "Pelatih", "Memandu pelatihan dan melihat kemajuan peserta"),
        ):
            account_id = people.add(
                session, email=f"{local}@{story.domain}", name=name, role=label, place=story.province.name, purpose=purpose
            )
            join(session, tenant_id=tenant.id, account_id=account_id, role=role)
        # The last of them is the trainer.
        add_past_training(session, story=story, tenant=tenant, trainer_id=account_id, base_url=base_url, now=people.now)
        add_deadlines(session, tenant_id=tenant.id, kind=tenant.kind, time_zone=_ZONE, today=local_day(people.now, _ZONE))


def _add_regency(story: Story, regency: RegencyStory, factory: sessionmaker[Session], now: datetime) -> Tenant:
    since = now - timedelta(days=1000 if regency.closed_periods else 0)
    return _add_tenant(factory, "regency", regency.look, story.province.code, since)


def _add_tenant(factory: sessionmaker[Session], kind: str, look: Look, province_code: str, since: datetime) -> Tenant:
    with unit_of_work(factory) as session:
        tenant = Tenant(
            slug=look.slug,
            kind=kind,
            region_code=look.code,
            province_code=province_code,
            name=look.name,
            time_zone=_ZONE,
            is_sample=True,
            created_at=since,
        )
        session.add(tenant)
    with unit_of_work(factory, tenant_id=tenant.id) as session:
        government = f"Pemerintah {look.name}"
        profile = TenantProfile(
            tenant_id=tenant.id,
            government_name=government,
            office_name=look.office_name,
            address=look.address,
            phone=look.phone,
            email=look.email,
            website=look.website,
            accent=look.accent,
            signatory_name="Wira Teladani, S.Sos., M.Si.",
            signatory_position="Sekretaris Daerah",
        )
        session.add(profile)
    return tenant


def _add_claims(story: Story, factory: sessionmaker[Session], now: datetime) -> None:
    """Two offices that want the same regency, waiting for the province's decision."""
    with unit_of_work(factory) as session:
        for number, claim in enumerate(story.claims):
            asked = now - timedelta(days=3 - number)
            session.add(
                TenantRequest(
                    id=new_id(),
                    region_code=claim["code"],
                    email=claim["email"],
                    name=claim["name"],
                    position=claim["position"],
                    office_name=claim["office_name"],
                    state="waiting",
                    created_at=asked,
                    verified_at=asked + timedelta(minutes=7),
                )
            )
