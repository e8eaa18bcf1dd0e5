"""A province to measure: regencies, agencies, services and millions of answers, made by the server itself and closed as in life.

Answers are one INSERT per regency; everything after them goes through the use cases: counted afresh, closed, frozen and signed, and
their figures shared. Only the steps of review in between, which no page is slower for, are written straight to the rows.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Region, Tenant, TenantContact, TenantProfile
from puas.db.tables.reports import FollowupItem
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.regulation.registry import edition
from puas.domain.survey_period import TRIWULAN, Period, period_of, triwulan, whole_year
from puas.runtime.signing_key import SigningKey
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.count_participation import count_participation
from puas.usecases.open_survey_periods import open_survey_periods
from puas.usecases.recount_tallies import recount_tallies
from puas.usecases.share_figures import share_figures

PROVINCE = "35"
TABLES = (
    "response", "tally", "result", "submission", "shared_figure", "followup_item", "period_service", "survey_period", "agency",
)  # fmt: skip
SECRET = "only for benchmarks, only for benchmarks"
KINDS = ("dinas", "badan", "kecamatan", "puskesmas", "kelurahan", "rsud", "bagian")
SLUGS = edition().slugs()
# One agency in ten has a service hardly anybody answers about, so that what is too small to be shown is there.
SMALL_SERVICE_EVERY, SMALL_NUMBER = 10, 6

# As ids are in life: first the time, then chance. Scores lean to three and four, by agency and unsur a little differently.
_ANSWERS = """
    with cell as (
        select p.id as period_id, p.starts_on, least(p.ends_on, :today) as ends_on, s.service_type_id,
            case when a.place % {small_every} = 0 and s.position = {last} then {small} else :number end as number,
            0.25 * sin(a.place) as lean
        from survey_period p
        join period_service s on s.tenant_id = p.tenant_id and s.period_id = p.id
        join (select id, row_number() over (order by name) as place from agency where tenant_id = :tenant_id) a on a.id = p.agency_id
        where p.tenant_id = :tenant_id
    ), answer as (
        select cell.*, n, (starts_on + (random() * (ends_on - starts_on)) * interval '1 day' + interval '9 hours') as at
        from cell cross join lateral generate_series(1, cell.number) n
    )
    insert into response (tenant_id, id, period_id, service_type_id, {slugs}, gender, age, education, occupation, channel, submitted_at,
        content_hash)
    select :tenant_id, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
            || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid,
        period_id, service_type_id, {scores}, (array['laki_laki', 'perempuan'])[1 + n % 2], 17 + n % 58,
        (array['sd', 'smp', 'sma', 's1'])[1 + n % 4], (array['asn', 'swasta', 'wirausaha', 'petani_nelayan', 'lainnya'])[1 + n % 5],
        'sticker', at, '\\x00'
    from answer order by period_id, at"""


@dataclass(frozen=True)
class Size:
    """How large a province."""

    answers: int = 10_000_000
    regencies: int = 38
    agencies: int = 50
    services: int = 10


@dataclass
class World:
    """What was made, and how many seconds each part of it took, added up over the processes that worked side by side."""

    size: Size
    today: date
    tenants: dict[str, int] = field(default_factory=dict)
    province_id: int = 0
    answers: int = 0
    wall: dict[str, float] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    # Data kept by an older version lack them.
    has_registers: bool = False

    @property
    def slugs(self) -> list[str]:
        return sorted(self.tenants)

    def save(self, path: Path) -> None:
        """Keep it beside the data."""
        path.write_text(json.dumps({**asdict(self), "today": self.today.isoformat()}), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> World:
        """Read it back."""
        plain = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{**plain, "size": Size(**plain["size"]), "today": date.fromisoformat(plain["today"])})


@dataclass(frozen=True)
class _Order:
    """One regency to be filled; plain values, since another process does it."""

    database_url: str
    tenant_id: int
    size: Size
    today: date
    seed: int


def windows(today: date) -> tuple[Period, ...]:
    """The year before as one period, and the quarters of this year up to the one that is going on."""
    current = period_of(TRIWULAN, today)
    quarters = (triwulan(today.year, number) for number in (1, 2, 3, 4))
    return (whole_year(today.year - 1), *(each for each in quarters if each.starts_on <= current.starts_on))


def build(
    database_url: str, owner_url: str, size: Size, today: date, *, processes: int = 2, say: Callable[[str], None] = print
) -> World:
    """Make the whole province."""
    world = World(size, today)
    with _timed(world.wall, "directory"):
        _make_directory(database_url, world)
    orders = [_Order(database_url, tenant_id, size, today, number) for number, tenant_id in enumerate(world.tenants.values())]
    for step in (_fill, _count_and_close, _publish):
        name = step.__name__.strip("_")
        with _timed(world.wall, name), ProcessPoolExecutor(processes) as pool:
            for done in pool.map(step, orders):
                for what, took in done.items():
                    world.seconds[what] = world.seconds.get(what, 0.0) + took
        say(f"{name}: {world.wall[name]:.0f} s")
        with _timed(world.wall, "vacuum"):
            _tidy(owner_url)
    world.answers = int(world.seconds.pop("answers made"))
    return world


def _tidy(owner_url: str) -> None:
    """As autovacuum would have done by then."""
    engine = make_engine(owner_url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in TABLES:
            connection.execute(text(f"vacuum analyze {table}"))
    engine.dispose()


@contextmanager
def _timed(into: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    into[name] = into.get(name, 0.0) + time.perf_counter() - began


@contextmanager
def _work(order: _Order) -> Iterator[Session]:
    engine = make_engine(order.database_url, pool_size=1)
    try:
        with unit_of_work(make_session_factory(engine), tenant_id=order.tenant_id) as session:
            yield session
    finally:
        engine.dispose()


def _make_directory(database_url: str, world: World) -> None:
    engine = make_engine(database_url)
    with make_session_factory(engine)() as session:
        province = Tenant(
            slug="provinsi", kind="province", region_code=PROVINCE, province_code=PROVINCE, name="Provinsi Jawa Timur",
            time_zone="Asia/Jakarta",
        )  # fmt: skip
        session.add(province)
        found = select(Region).where(Region.parent_code == PROVINCE, Region.can_be_tenant).order_by(Region.code)
        made = []
        for region in session.scalars(found.limit(world.size.regencies)):
            made.append(
                Tenant(
                    slug=f"kabupaten-{region.code.replace('.', '-')}", kind="regency", region_code=region.code, province_code=PROVINCE,
                    name=region.name, time_zone=region.time_zone,
                )
            )  # fmt: skip
        session.add_all(made)
        session.flush()
        world.province_id = province.id
        world.tenants = {each.slug: each.id for each in made}
        session.commit()
    with unit_of_work(make_session_factory(engine), tenant_id=world.province_id) as session:
        session.add(TenantProfile(tenant_id=world.province_id, government_name="Pemerintah Provinsi Jawa Timur"))
    engine.dispose()


def _fill(order: _Order) -> dict[str, float]:
    """Agencies, services, periods, and all answers."""
    seconds: dict[str, float] = {}
    with _timed(seconds, "set-up"), _work(order) as session:
        _make_agencies(session, order)
        agency_ids = list(session.scalars(select(Agency.id).where(Agency.tenant_id == order.tenant_id)))
        for window in windows(order.today):
            opened = datetime.combine(window.starts_on, clock_time(3), UTC)
            open_survey_periods(
                session=session, tenant_id=order.tenant_id, agency_ids=agency_ids, period=window, account_id=None, now=opened
            )
    with _timed(seconds, "generating answers"), _work(order) as session:
        made = session.execute(text(_answers_statement(order.size)), _numbers(order))
        seconds["answers made"] = made.rowcount  # type: ignore[attr-defined]
    return seconds


def _answers_statement(size: Size) -> str:
    scores = ", ".join(
        f"greatest(1, least(4, round(3.35 + lean + {0.2 - 0.05 * place:.2f} + 1.6 * (random() - 0.5))))::smallint"
        for place in range(len(SLUGS))
    )
    return _ANSWERS.format(
        slugs=", ".join(SLUGS), scores=scores, small_every=SMALL_SERVICE_EVERY, small=SMALL_NUMBER, last=size.services - 1
    )


def _numbers(order: _Order) -> dict[str, object]:
    cells = order.size.regencies * order.size.agencies * order.size.services * len(windows(order.today))
    return {"tenant_id": order.tenant_id, "today": order.today, "number": max(1, round(order.size.answers / cells))}


def _make_agencies(session: Session, order: _Order) -> None:
    session.add(TenantProfile(tenant_id=order.tenant_id, government_name="Pemerintah Kabupaten"))
    session.add(
        TenantContact(
            tenant_id=order.tenant_id, id=new_id(), province_code=PROVINCE, name="Sri Wahyuni", position="Kepala Bagian Organisasi",
            phone="(031) 881111", updated_at=datetime.now(UTC),
        )
    )  # fmt: skip
    agencies = [
        {
            "tenant_id": order.tenant_id, "id": new_id(), "name": f"Perangkat Daerah {number:02d}", "kind": KINDS[number % len(KINDS)],
            "slug": f"perangkat-daerah-{number:02d}",
        }
        for number in range(1, order.size.agencies + 1)
    ]  # fmt: skip
    session.execute(insert(Agency), agencies)
    session.execute(
        insert(ServiceType),
        [
            {
                "tenant_id": order.tenant_id, "id": new_id(), "agency_id": agency["id"], "name": f"Layanan {number:02d}",
                "slug": f"layanan-{number:02d}", "population": 400 + 90 * number,
            }
            for agency in agencies
            for number in range(1, order.size.services + 1)
        ],
    )  # fmt: skip
    session.flush()


def _count_and_close(order: _Order) -> dict[str, float]:
    """Each period counted afresh from its answers; those that are over closed, frozen and signed."""
    seconds: dict[str, float] = {}
    signing_key = SigningKey(SECRET)
    with _work(order) as session:
        periods = session.execute(
            select(SurveyPeriod.id, SurveyPeriod.ends_on).where(SurveyPeriod.tenant_id == order.tenant_id).order_by(SurveyPeriod.id)
        ).all()
        for period_id, ends_on in periods:
            with _timed(seconds, "counting afresh"):
                recount_tallies(session=session, tenant_id=order.tenant_id, period_id=period_id)
            if ends_on < order.today:
                with _timed(seconds, "closing"):
                    close_survey_period(
                        session=session, tenant_id=order.tenant_id, period_id=period_id, account_id=None, signing_key=signing_key,
                        now=datetime.combine(ends_on + timedelta(days=1), clock_time(3), UTC),
                    )  # fmt: skip
                session.expunge_all()
    return seconds


def _publish(order: _Order) -> dict[str, float]:
    """Most results are public; of the last closed period some reports are still on their way. Then plans, figures and counts."""
    seconds: dict[str, float] = {}
    chance = random.Random(order.seed)
    now = datetime.now(UTC)
    with _work(order) as session:
        closed = session.execute(
            select(Submission.period_id, Submission.ends_on).where(Submission.tenant_id == order.tenant_id, Submission.state == "closed")
        ).all()
        newest = max((each.ends_on for each in closed), default=order.today)
        by_state: dict[str, list[UUID]] = {}
        for period_id, ends_on in closed:
            states, odds = ("handed_over", "published", "submitted", "closed"), ((60, 15, 15, 10) if ends_on == newest else (95, 5, 0, 0))
            by_state.setdefault(chance.choices(states, odds)[0], []).append(period_id)
        for state, period_ids in by_state.items():
            _set_state(session, order.tenant_id, state, period_ids, now)
        _promise(session, order, [each.period_id for each in closed], chance)
        public = [*by_state.get("handed_over", ()), *by_state.get("published", ())]
        with _timed(seconds, "sharing figures"):
            share_figures(session=session, tenant_id=order.tenant_id, period_ids=public, now=now)
        with _timed(seconds, "counting participation"):
            count_participation(session=session, tenant_id=order.tenant_id, now=now)
    return seconds


def _set_state(session: Session, tenant_id: int, state: str, period_ids: list[UUID], now: datetime) -> None:
    session.execute(
        update(Submission)
        .where(Submission.tenant_id == tenant_id, Submission.period_id.in_(period_ids))
        .values(state=state, submitted_at=now - timedelta(days=20) if state != "closed" else None, changed_at=now)
    )
    if state in ("published", "handed_over"):
        session.execute(
            text(
                "update submission s set published_result_id = r.id, approved_at = :now, published_at = :now,"
                " handed_over_at = case when s.state = 'handed_over' then cast(:now as timestamptz) end from result r"
                " where s.tenant_id = :tenant_id and s.period_id = any(:periods) and r.tenant_id = s.tenant_id"
                " and r.period_id = s.period_id and r.superseded_at is null"
            ),
            {"tenant_id": tenant_id, "now": now, "periods": period_ids},
        )


def _promise(session: Session, order: _Order, period_ids: list[UUID], chance: random.Random) -> None:
    items = [
        {
            "tenant_id": order.tenant_id, "id": new_id(), "period_id": period_id, "unsur": chance.choice(SLUGS), "position": position,
            "action": "Menambah petugas di loket pada jam ramai.", "due_on": date(order.today.year, chance.randint(1, 12), 1),
            "state": chance.choice(("planned", "in_progress", "done")),
        }
        for period_id in period_ids
        for position in range(3)
    ]  # fmt: skip
    if items:
        session.execute(insert(FollowupItem), items)
