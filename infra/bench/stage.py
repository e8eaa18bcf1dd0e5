"""The stage of every benchmark: durable servers of its own, a migrated database, an office that asks, web servers to compare."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.migrate import upgrade
from puas.db.session import make_engine, make_session_factory
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant, TenantProfile
from puas.domain.survey_period import YEAR, Period
from puas.runtime.local_services import LocalServices
from puas.usecases.create_collection_points import NewPoint, create_collection_points
from puas.usecases.open_survey_period import open_survey_period

ROOT = Path(__file__).resolve().parents[2]
SECRET = "only for benchmarks, only for benchmarks"


@dataclass(frozen=True)
class Office:
    """An agency whose services are asked about, and its sticker."""

    tenant_id: int
    time_zone: str
    agency_id: UUID
    period_id: UUID
    service_ids: tuple[UUID, ...]
    point_id: UUID
    code: str


@dataclass(frozen=True)
class Service:
    """A running server."""

    address: tuple[str, int]
    pid: int


@dataclass(frozen=True)
class Stage:
    """Servers with data."""

    services: LocalServices
    office: Office

    @property
    def app_url(self) -> str:
        return self.services.database_url("puas_app")

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session of the services' log-in, in no tenant until it enters one."""
        engine = make_engine(self.app_url)
        with make_session_factory(engine)() as session:
            yield session
        engine.dispose()

    @property
    def postgres_pid(self) -> int:
        return int((self.services.postgres_data / "postmaster.pid").read_text().split()[0])

    def connect(self, role: str = "puas_app") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.address(role), autocommit=True)

    def address(self, role: str) -> str:
        return f"host={self.services.socket_dir} user={role} dbname={self.services.database}"


@contextmanager
def stage(*, durable: bool = True) -> Iterator[Stage]:
    """Servers that write through to the disk, as in production; removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="puas-bench-"))
    services = LocalServices(folder, durable=durable)
    try:
        services.start()
        upgrade(services.database_url("puas_owner"))
        engine = make_engine(services.database_url("puas_app"))
        with make_session_factory(engine)() as session:
            office = _open_office(session)
            session.commit()
        engine.dispose()
        yield Stage(services, office)
    finally:
        services.stop()
        services.erase()
        shutil.rmtree(folder, ignore_errors=True)


def _open_office(session: Session, services: int = 10) -> Office:
    now = datetime.now(UTC)
    tenant = Tenant(slug="bench", kind="demo", name="Kabupaten Uji", time_zone="Asia/Jakarta", is_sample=True)
    session.add(tenant)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id)
    session.add(TenantProfile(tenant_id=tenant.id, government_name="Pemerintah Kabupaten Uji"))
    agency = Agency(tenant_id=tenant.id, id=new_id(), name="Dinas Kependudukan dan Pencatatan Sipil", slug="dinas-kependudukan")
    session.add(agency)
    session.flush()
    types = [
        ServiceType(
            tenant_id=tenant.id, id=new_id(), agency_id=agency.id, name=f"Layanan {number}", slug=f"layanan-{number}", population=1000
        )
        for number in range(services)
    ]
    session.add_all(types)
    session.flush()
    window = Period(YEAR, "Uji", date(now.year, 1, 1), (now + timedelta(days=40)).date())
    period = open_survey_period(session=session, tenant_id=tenant.id, agency_id=agency.id, period=window, account_id=None, now=now)
    (point,) = create_collection_points(
        session=session, tenant_id=tenant.id, agency_id=agency.id, points=[NewPoint(service_type_id=types[0].id)], account_id=None, now=now
    )
    ids = tuple(each.id for each in types)
    return Office(tenant.id, tenant.time_zone, agency.id, period.id, ids, point.id, point.code)


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def web_service(stage: Stage, *, server: str, processes: int, path: str) -> Iterator[Service]:
    """Our web service as `./puas serve web` starts it."""
    port = free_port()
    environment = {**service_environment(stage, port), "PUAS_WEB_SERVER": server, "PUAS_WEB_PROCESSES": str(processes)}
    with process([sys.executable, "-m", "puas_web"], environment) as running:
        _wait(port, path)
        yield Service(("127.0.0.1", port), running.pid)


@contextmanager
def floor_service(stage: Stage, *, server: str, processes: int, page_bytes: int) -> Iterator[Service]:
    """The bare application under the same server."""
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "infra"),
        "FLOOR_DATABASE": stage.address("puas_app"),
        "FLOOR_PAGE_BYTES": str(page_bytes),
    }
    with process([sys.executable, "-m", "bench.floor_app", str(port), server, str(processes)], environment) as running:
        _wait(port, "/form")
        yield Service(("127.0.0.1", port), running.pid)


def service_environment(stage: Stage, port: int = 8000) -> dict[str, str]:
    """What a service is told."""
    return {
        **os.environ,
        "PUAS_MODE": "demo",
        "PUAS_DATABASE_URL": stage.app_url,
        "PUAS_REDIS_URL": stage.services.redis_url,
        "PUAS_BASE_URL": f"http://127.0.0.1:{port}",
        "PUAS_FILES_URL": (stage.services.data_dir / "files").as_uri(),
        "PUAS_SECRET_KEY": SECRET,
        "PUAS_WEB_PORT": str(port),
        "PUAS_LOG_LEVEL": "WARNING",
    }


@contextmanager
def process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block."""
    running = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        yield running
    finally:
        running.terminate()
        with suppress(subprocess.TimeoutExpired):
            running.wait(10)
        # Whoever of its children is still there: the group is theirs alone.
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _wait(port: int, path: str) -> None:
    deadline = time.monotonic() + 90
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as response:
                response.read()
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
