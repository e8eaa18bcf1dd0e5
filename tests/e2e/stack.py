"""The whole product on this machine: a small made-up regency and all services, as real processes behind a real port."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

from puas.cli.demo.processes import ServiceProcesses
from puas.cli.demo.seed import seed
from puas.cli.demo.story import MainJobStory, Story, read_story
from puas.cli.demo.target import SeedTarget
from puas.domain.survey_period import local_day
from puas.runtime.demo_logins import DemoLogin, demo_logins
from puas.runtime.file_store import open_file_store
from puas.runtime.signing_key import SigningKey

_SECRET = "only for tests, only for tests, only for tests"
_READY_WITHIN = 60.0
_REGENCY = "segara-asri"
_NEIGHBOUR = "lembah-hijau"
_AGENCIES = 3


@dataclass(frozen=True)
class Stack:
    """Where it listens and who can sign in. `room` is the address of the regency's workspace."""

    base_url: str
    logins: tuple[DemoLogin, ...]
    folder: Path

    @property
    def room(self) -> str:
        return f"/t/{_REGENCY}"

    def login(self, beginning: str) -> DemoLogin:
        """The first whose address begins like this: `admin`, `petugas`, `operator` …"""
        return next(each for each in self.logins if each.email.startswith(beginning))


def small_story() -> Story:
    """One regency of three agencies, each with one closed period whose report is still to be made. The first has no answer yet in the
    open one; that of the third is closed by a journey. A neighbour has handed its reports over, so that the province has something to
    compare.
    """
    story = read_story()
    whole = next(each for each in story.regencies if each.look.slug == _REGENCY)
    agencies = tuple(each for each in whole.agencies if not each.silent)[:_AGENCIES]
    regency = replace(whole, agencies=agencies, officers=_AGENCIES, closed_periods=1, exact_means=(), is_told=False)
    neighbour = next(each for each in story.regencies if each.look.slug == _NEIGHBOUR)
    return replace(story, regencies=(regency, neighbour), main_job=MainJobStory(_REGENCY, agencies[0].name))


@contextmanager
def running(folder: Path, *, owner_url: str, app_url: str, province_url: str, redis_url: str) -> Iterator[Stack]:
    """Seed the empty database and start web, worker, scheduler and reporter; all are stopped at the end."""
    files_url = (folder / "files").as_uri()
    store = open_file_store(files_url)
    now = datetime.now(UTC)
    base_url = f"http://localhost:{_free_port()}"
    target = SeedTarget(
        owner_url=owner_url, app_url=app_url, store=store, signing_key=SigningKey(_SECRET), base_url=base_url, now=now,
        today=local_day(now, "Asia/Jakarta"),
    )  # fmt: skip
    seed(small_story(), target, lambda _line: None)
    environment = {
        "PUAS_MODE": "demo",
        "PUAS_DATABASE_URL": app_url,
        "PUAS_PROVINCE_DATABASE_URL": province_url,
        "PUAS_REDIS_URL": redis_url,
        "PUAS_SECRET_KEY": _SECRET,
        "PUAS_BASE_URL": base_url,
        "PUAS_FILES_URL": files_url,
        "PUAS_WEB_HOST": "127.0.0.1",
        "PUAS_WEB_PORT": base_url.rpartition(":")[2],
    }
    services = ServiceProcesses(folder / "logs", environment)
    try:
        services.start()
        _wait_until_ready(base_url, services)
        yield Stack(base_url, tuple(demo_logins(store)), folder)
    finally:
        services.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(base_url: str, services: ServiceProcesses) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        services.check_alive()
        connection = HTTPConnection(base_url.removeprefix("http://"), timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise TimeoutError(f"nothing answers at {base_url}; see {services.folder}")
