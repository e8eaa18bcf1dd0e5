"""Provinsi contoh lengkap di komputer ini: basis data, semua layanan, dan pekerjaan utama lewat HTTP; lalu melayani sampai Ctrl-C."""

from __future__ import annotations

import argparse
import errno
import os
import secrets
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from puas.cli.demo.browser import UnexpectedPage
from puas.cli.demo.local_network import Place, UnusableHost, choose_place, own_interfaces
from puas.cli.demo.ports import DEFAULT_PORT, first_free, is_free, port_number
from puas.cli.demo.processes import ServiceDied, ServiceProcesses
from puas.cli.demo.room import how_to_join, refusal_in_words, room_environment, stay_inside
from puas.cli.demo.story import read_story
from puas.cli.demo.target import SeedTarget
from puas.domain.survey_period import local_day
from puas.runtime.demo_logins import DemoLogin, demo_logins
from puas.runtime.file_store import FileStore, open_file_store
from puas.runtime.local_services import LocalServices, ServicesInUse, UnableToStartServices
from puas.runtime.signing_key import SigningKey

if TYPE_CHECKING:
    from puas.cli.demo.main_job import MainJobOutcome
    from puas.cli.demo.trainings import OpenRoom

_SECRET_FILE = "secret-key"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the database and the queue are, whoever started them; they answer once `wait` has returned."""

    owner: str
    app: str
    province: str
    redis: str
    wait: Callable[[], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Port, data folder, and whether to serve."""
    parser.add_argument("--port", type=port_number, default=DEFAULT_PORT, help=f"porta web di komputer ini (semula {DEFAULT_PORT})")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder data; berkas hasil ada di DATA/output")
    parser.add_argument("--training", action="store_true", help="profil pelatihan: tanpa internet, terbuka bagi ponsel di ruangan")
    parser.add_argument("--host", help="alamat laptop di jaringan setempat; hanya dengan --training (0.0.0.0: semua jaringan)")
    parser.add_argument("--once", action="store_true", help="kerjakan sekali lalu selesai, tanpa melayani")


def run(arguments: argparse.Namespace) -> int:
    """The whole demo; returns when told to stop."""
    data: Path = arguments.data.absolute()
    try:
        place = _place(arguments)
        _make_writable(data)
    except UnusableHost as refusal:
        print(f"puas: {refusal_in_words(refusal)}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"puas: folder data {data} tidak dapat dibuat atau ditulisi: {error.strerror}; pilih yang lain lewat --data", file=sys.stderr)
        return 2
    stop = _stop_on_signals()
    try:
        with ExitStack() as stack:
            addresses = stack.enter_context(_servers(data))
            port = _port(arguments.port, place.listen)
            base_url = f"http://{place.shown}:{port}"
            environment = {"PUAS_WEB_HOST": place.listen} | (room_environment() if arguments.training else {})
            services = stack.enter_context(_services(data, addresses, base_url, port, environment))
            if demo_logins(_store(data)):
                # A province to show is there: the web service loads while the database comes up.
                services.start("web")
            code = _show(arguments, data, addresses, base_url, services, stop)
    except _Stopped:
        code = 0
    except (ServiceDied, NotReady, UnableToStartServices) as trouble:
        print(f"puas: {_in_words(trouble, data)}", file=sys.stderr)
        return 1
    if code == 0:
        _say("selesai, semua layanan sudah berhenti")
    return code


def _show(
    arguments: argparse.Namespace, data: Path, addresses: Addresses, base_url: str, services: ServiceProcesses, stop: threading.Event
) -> int:
    """The province, the main job and what came of it; then serve."""
    # These know the whole platform and take a second to load: not before the servers are on their way.
    from puas.cli.demo.main_job import UnableToDoMainJob, do_main_job
    from puas.cli.demo.province import open_room, prepare_province

    addresses.wait()
    story, store = read_story(), _store(data)
    is_new = prepare_province(story, _target(data, addresses, base_url), _say)
    services.start("web")
    _wait_until_ready(base_url, services, stop)
    _say(f"siap di {base_url}")
    # A new scheduler asks for the documents of the story that nobody has written yet; the report of the main job goes before them.
    services.start("worker", "reporter", *([] if is_new else ["scheduler"]))
    try:
        outcome = do_main_job(story, base_url, data / "output", _say)
    except (UnexpectedPage, UnableToDoMainJob) as error:
        print(f"puas: pekerjaan utama tidak selesai: {error}. Catatan layanan ada di {data / 'logs'}", file=sys.stderr)
        return 1
    room = None
    if not arguments.once:
        # Nobody joins what is about to end, and work that is begun would have to be waited for.
        services.start("scheduler")
        room = open_room(story, store, app_url=addresses.app, redis_url=addresses.redis, is_room=arguments.training)
    _print_summary(base_url, outcome, demo_logins(store), room)
    if arguments.training:
        print(how_to_join(base_url, room), flush=True)
    if not arguments.once:
        _serve(services, stop)
    return 0


def _make_writable(data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    if not os.access(data, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(data))


def _in_words(trouble: Exception, data: Path) -> str:
    """Why the demo does not go on, and where to look."""
    match trouble:
        case ServiceDied():
            return f"layanan {trouble.name} berhenti sendiri. Catatan: {trouble.log_file}"
        case NotReady():
            return f"layanan web belum menjawab sesudah {trouble.seconds:.0f} detik. Catatan: {trouble.log_file}"
        case ServicesInUse():
            return f"folder data {data} sedang dipakai `puas demo` lain; hentikan yang itu, atau pilih folder lain lewat --data"
    return f"PostgreSQL atau Valkey tidak dapat dinyalakan: {trouble}"


def _place(arguments: argparse.Namespace) -> Place:
    """This machine alone, unless a training is held with it."""
    if not arguments.training:
        if arguments.host is not None:
            raise UnusableHost("needs-training", arguments.host)
        return Place("127.0.0.1", "localhost")
    stay_inside()
    return choose_place(own_interfaces(), arguments.host)


class NotReady(Exception):
    """The web service runs and does not answer in time."""

    def __init__(self, seconds: float, log_file: Path) -> None:
        super().__init__(f"no answer within {seconds:.0f} s, see {log_file}")
        self.seconds = seconds
        self.log_file = log_file


class _Stopped(Exception):
    """The person pressed Ctrl-C or the machine asked us to end."""


def _say(line: str) -> None:
    print(f"[puas] {line}", flush=True)


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            return  # already stopping: children end in order, patience
        stop.set()
        raise _Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    return stop


@contextmanager
def _servers(data: Path) -> Iterator[Addresses]:
    """Embedded PostgreSQL and Valkey, unless the environment names others."""
    database, queue = os.environ.get("PUAS_DATABASE_URL"), os.environ.get("PUAS_REDIS_URL")
    if database and queue:
        owner = os.environ.get("PUAS_OWNER_DATABASE_URL", database)
        province = os.environ.get("PUAS_PROVINCE_DATABASE_URL", database)
        yield Addresses(owner, database, province, queue, wait=lambda: None)
        return
    _say("menyalakan PostgreSQL dan Valkey …")
    local = LocalServices(data)
    local.launch()
    try:
        if local.home.parent != data:
            _say(f"data basis data ada di {local.home} (dapat dijangkau pengguna tanpa hak khusus)")
        for home in local.abandoned_databases():
            _say(f"basis data lama tanpa folder data: {home} (hapus bila tidak diperlukan lagi)")
        yield Addresses(
            owner=os.environ.get("PUAS_OWNER_DATABASE_URL") or local.database_url("puas_owner"),
            app=database or local.database_url("puas_app"),
            province=local.database_url("puas_province"),
            redis=queue or local.redis_url,
            wait=local.wait_until_ready,
        )
    finally:
        local.stop()


def _target(data: Path, addresses: Addresses, base_url: str) -> SeedTarget:
    now = datetime.now(UTC)
    return SeedTarget(
        owner_url=addresses.owner,
        app_url=addresses.app,
        store=_store(data),
        signing_key=SigningKey(_secret_key(data)),
        base_url=base_url,
        now=now,
        today=local_day(now, "Asia/Jakarta"),
    )


def _port(wanted: int, listen: str) -> int:
    if is_free(wanted, listen):
        return wanted
    port = first_free(wanted + 1, listen)
    _say(f"porta {wanted} sedang dipakai program lain, memakai {port}")
    return port


@contextmanager
def _services(
    data: Path, addresses: Addresses, base_url: str, port: int, more: Mapping[str, str]
) -> Iterator[ServiceProcesses]:
    environment = {
        "PUAS_MODE": "demo",
        "PUAS_DATABASE_URL": addresses.app,
        "PUAS_PROVINCE_DATABASE_URL": addresses.province,
        "PUAS_REDIS_URL": addresses.redis,
        "PUAS_SECRET_KEY": _secret_key(data),
        "PUAS_BASE_URL": base_url,
        "PUAS_FILES_URL": _files_url(data),
        "PUAS_WEB_PORT": str(port),
        **more,
    }
    services = ServiceProcesses(data / "logs", environment)
    try:
        yield services
    finally:
        services.stop()


def _files_url(data: Path) -> str:
    return (data / "files").as_uri()


def _store(data: Path) -> FileStore:
    return open_file_store(_files_url(data))


def _secret_key(data: Path) -> str:
    """Made once and kept, so that sessions and signatures outlive a restart."""
    file = data / _SECRET_FILE
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii").strip()


def _wait_until_ready(base_url: str, services: ServiceProcesses, stop: threading.Event, patience: float = 180.0) -> None:
    opener = build_opener(ProxyHandler({}))
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        services.check_alive()
        try:
            with opener.open(f"{base_url}/readyz", timeout=5):
                return
        except (URLError, OSError):
            stop.wait(0.05)
    raise NotReady(patience, services.log_file("web"))


def _serve(services: ServiceProcesses, stop: threading.Event) -> None:
    while not stop.wait(1.0):
        services.check_alive()


def _print_summary(base_url: str, outcome: MainJobOutcome, logins: list[DemoLogin], room: OpenRoom | None) -> None:
    line = "─" * min(100, shutil.get_terminal_size().columns)
    print(line)
    print(f"Puas berjalan di   {base_url}   (provinsi rekaan: semua data hanya contoh)")
    print(f"Formulir warga     {outcome.form_address}")
    print(f"Hasil              {outcome.summary}")
    if room is not None:
        print(f"Ikut pelatihan     {base_url}/ikut/{room.code}   (sebagai peserta, tanpa surel)")
    print("Berkas")
    for file in outcome.files:
        print(f"  {file}")
    if logins:
        print(f"Akun (kata sandi semuanya: {logins[0].password})")
    for login in logins:
        print(f"  {login.email:<50} {login.role} · {login.place}")
    print(line, flush=True)
