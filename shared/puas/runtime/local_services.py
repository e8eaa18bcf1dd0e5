"""PostgreSQL and Valkey of our own, for the demo and the tests, on unix sockets, from programs in wheels.

Nothing on the machine is changed: no user is made, no parent directory opened, no network port taken. PostgreSQL
refuses to run as root, so for root both servers run as *nobody* and their data live below ``/var/lib/puas-local``
(a link in the data folder shows where). One process at a time owns a data folder; servers that a killed owner
left running are stopped by the next one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import re
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg
import redis

from puas.runtime import abandoned_homes
from puas.runtime.embedded_binaries import EmbeddedBinaries, copy_binaries, find_binaries
from puas.runtime.leftover_processes import recorded_process, stop_process

SUPERUSER = "postgres"
ROLES_SQL = Path(__file__).resolve().parents[3] / "infra" / "postgres" / "roles.sql"
ROOT_BASE = Path("/var/lib/puas-local")
_LINK_NAME = "local-services"
# The socket address of the kernel holds 108 bytes on Linux, 104 on macOS; ".s.PGSQL.5432.lock" needs 20 of them.
_LONGEST_SOCKET_FOLDER = 80
# PostgreSQL reads a comma as the end of one folder and the beginning of another; Valkey's list of clients, which the job
# queue reads, names the socket unquoted, so white space and "=" break it apart.
_MISREAD = re.compile(r"[\s,=]")
_READY_WITHIN_SECONDS = 60.0


class UnableToStartServices(Exception):
    """The embedded servers did not come up; the message says why and where the log is."""


class ServicesInUse(UnableToStartServices):
    """Another living process owns the data folder."""


@dataclass(frozen=True)
class _Identity:
    """The user the servers run as; empty for an ordinary user, *nobody* for root."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def of_this_process(cls) -> _Identity:
        if os.geteuid() != 0:
            return cls()
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError as error:
            raise UnableToStartServices("PostgreSQL does not run as root and there is no user nobody; start as another user") from error
        return cls(uid=nobody.pw_uid, gid=nobody.pw_gid)

    @property
    def process_arguments(self) -> dict[str, Any]:
        if self.uid is None:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


@dataclass
class LocalServices:
    """Embedded PostgreSQL 18 and Valkey with their data below ``data_dir``.

    ``durable=False`` is for tests: the servers start empty and trade safety for speed.
    """

    data_dir: Path
    durable: bool = True
    database: str = "puas"
    _identity: _Identity = field(default_factory=_Identity.of_this_process)
    _processes: list[tuple[subprocess.Popen[bytes], signal.Signals]] = field(default_factory=list)
    _lock: IO[str] | None = None

    def __post_init__(self) -> None:
        self.data_dir = Path(self.data_dir).absolute()

    # -- where things are

    @property
    def home(self) -> Path:
        """The folder the servers' user owns; for root a link in the data folder leads there."""
        return (self.data_dir / _LINK_NAME).resolve()

    def abandoned_databases(self) -> list[Path]:
        """Homes of other data folders that are no more; only root has any."""
        return [] if self._identity.uid is None else abandoned_homes.abandoned_databases(ROOT_BASE)

    @property
    def postgres_data(self) -> Path:
        return self.home / "postgres"

    @property
    def socket_dir(self) -> Path:
        folder = self.home / "run"
        if len(os.fsencode(folder)) <= _LONGEST_SOCKET_FOLDER and not _MISREAD.search(str(folder)):
            return folder
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"puas-{os.geteuid()}-{digest}"

    @property
    def log_file(self) -> Path:
        return self.home / "servers.log"

    @property
    def redis_url(self) -> str:
        return "unix://" + quote(str(self._valkey_socket))

    def database_url(self, role: str = "puas_app", database: str | None = None) -> str:
        """An SQLAlchemy address for psycopg."""
        name = database or self.database
        return f"postgresql+psycopg://{quote(role)}@/{quote(name)}?host={quote(str(self.socket_dir), safe='')}"

    def postgres_program(self, name: str) -> Path:
        """``psql``, ``pg_dump`` and friends of the same version as the server."""
        return self._binaries().postgres_program(name)

    @property
    def _valkey_socket(self) -> Path:
        return self.socket_dir / "valkey.sock"

    # -- life

    def start(self) -> LocalServices:
        """Start both servers, make roles and database where missing, return when they answer."""
        self.launch()
        self.wait_until_ready()
        return self

    def launch(self) -> None:
        """Set both servers going; their addresses are good from here on, and nobody answers there yet."""
        self._take_lock()
        with self._stopped_by_trouble():
            self._make_home()
            self._stop_leftovers()
            if not self.durable:
                shutil.rmtree(self.postgres_data, ignore_errors=True)
            self._make_folders()
            self._start_valkey()
            self._start_postgres()

    def wait_until_ready(self) -> None:
        """Return when both answer and roles and database are there."""
        with self._stopped_by_trouble():
            deadline = time.monotonic() + _READY_WITHIN_SECONDS
            self._wait_for_postgres(deadline)
            while not self._valkey_answers():
                self._wait_a_moment(deadline)
            self._apply_roles()

    @contextmanager
    def _stopped_by_trouble(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop what was started; open transactions are rolled back, durable data are kept."""
        for process, polite in self._processes:
            if process.poll() is None:
                process.send_signal(polite)
        for process, _ in self._processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
        self._processes.clear()
        if self._lock is not None:
            if not self.durable:
                self._remove_home()
            self._lock.close()
            self._lock = None

    def erase(self) -> None:
        """Remove the data for good, also where the link of a root's data folder leads."""
        self._take_lock()
        self._stop_leftovers()
        self._remove_home()
        self.stop()

    def _remove_home(self) -> None:
        link = self.data_dir / _LINK_NAME
        shutil.rmtree(self.socket_dir, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)
        if link.is_symlink():
            link.unlink()

    def check_alive(self) -> None:
        """Raise when one of the servers has ended by itself."""
        for process, _ in self._processes:
            if process.poll() is not None:
                raise UnableToStartServices(f"embedded server ended with code {process.returncode}; {self._end_of_log()}")

    def __enter__(self) -> LocalServices:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # -- folders

    def _take_lock(self) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        lock = (self.data_dir / "owner.lock").open("a+", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            owner = lock.read().strip() or "unknown"
            lock.close()
            raise ServicesInUse(f"{self.data_dir} is in use by process {owner}") from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        self._lock = lock

    def _make_home(self) -> None:
        link = self.data_dir / _LINK_NAME
        if self._identity.uid is None:
            if link.is_symlink() and not os.access(link, os.R_OK | os.X_OK):
                raise UnableToStartServices(f"the data in {self.data_dir} were made by root; use another folder")
            link.mkdir(mode=0o700, exist_ok=True)
            return
        if link.is_symlink() and link.exists() and link.resolve().parent == ROOT_BASE:
            abandoned_homes.record_owner(link.resolve(), link, durable=self.durable)
            return
        if link.exists() and not link.is_symlink():
            raise UnableToStartServices(f"the data in {self.data_dir} were made by an ordinary user; use another folder")
        link.unlink(missing_ok=True)
        ROOT_BASE.mkdir(parents=True, exist_ok=True)
        ROOT_BASE.chmod(0o755)
        abandoned_homes.remove_throwaways(ROOT_BASE)
        home = ROOT_BASE / secrets.token_hex(6)
        home.mkdir(mode=0o700)
        self._identity.own(home)
        link.symlink_to(home)
        abandoned_homes.record_owner(home, link, durable=self.durable)

    def _make_folders(self) -> None:
        for folder in (self.socket_dir, self.home / "valkey"):
            if not folder.exists():
                folder.mkdir(mode=0o700)
                self._identity.own(folder)
        owner = os.geteuid() if self._identity.uid is None else self._identity.uid
        found = self.socket_dir.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise UnableToStartServices(f"{self.socket_dir} is not a private folder of ours; remove it")

    def _binaries(self) -> EmbeddedBinaries:
        return find_binaries() if self._identity.uid is None else copy_binaries(ROOT_BASE)

    # -- servers

    def _stop_leftovers(self) -> None:
        """A run that was killed leaves its servers; nobody else can own them while we hold the lock."""
        data = str(self.postgres_data)
        pid = recorded_process(self.postgres_data / "postmaster.pid", command_names=data)
        if pid is not None:
            stop_process(pid, command_names=data, signals=(signal.SIGINT, signal.SIGQUIT))
        sockets = str(self.socket_dir)
        pid = recorded_process(self.socket_dir / "valkey.pid", command_names=sockets)
        if pid is not None:
            stop_process(pid, command_names="valkey", signals=(signal.SIGTERM, signal.SIGKILL))
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock", "valkey.sock", "valkey.pid"):
            (self.socket_dir / name).unlink(missing_ok=True)
        self._disown_postmaster_pid()

    def _disown_postmaster_pid(self) -> None:
        """After a crash the recorded id may belong to a stranger, and PostgreSQL would refuse to start.

        It takes a file with its parent's id for stale, and still looks whether old children use the memory.
        """
        pid_file = self.postgres_data / "postmaster.pid"
        if pid_file.exists():
            rest = pid_file.read_text(encoding="utf-8").split("\n", 1)[1:]
            pid_file.write_text("\n".join([str(os.getpid()), *rest]), encoding="utf-8")

    def _start_postgres(self) -> None:
        binaries = self._binaries()
        if not (self.postgres_data / "PG_VERSION").exists():
            self._init_database_cluster(binaries)
        self._spawn(self._postgres_command(), polite=signal.SIGINT)

    def _postgres_command(self) -> list[str]:
        program = self._binaries().postgres_program("postgres")
        command = [str(program), "-D", str(self.postgres_data), "-k", str(self.socket_dir)]
        if not self.durable:
            for setting in ("fsync=off", "synchronous_commit=off", "full_page_writes=off"):
                command += ["-c", setting]
        return command

    def _wait_for_postgres(self, deadline: float) -> None:
        while not self._postgres_answers():
            # It was started last.
            if self._processes[-1][0].poll() is not None and "is still in use" in self._end_of_log():
                # Children of a killed server need a moment to notice and leave the shared memory.
                self._processes.pop()
                time.sleep(0.5)
                self._spawn(self._postgres_command(), polite=signal.SIGINT)
            self._wait_a_moment(deadline)

    def _init_database_cluster(self, binaries: EmbeddedBinaries) -> None:
        # Made beside and renamed, so that a killed run cannot leave half a cluster that looks whole.
        beside = self.home / "postgres.new"
        shutil.rmtree(beside, ignore_errors=True)
        command = [str(binaries.postgres_program("initdb")), "-D", str(beside), "-U", SUPERUSER, "-A", "trust"]
        # Without a fixed locale the sorting order would depend on the environment of the caller.
        command += ["-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"]
        for setting in ("listen_addresses=", "timezone=UTC", "max_connections=80", "unix_socket_permissions=0700"):
            command += ["--set", setting]
        if not self.durable:
            command.append("--no-sync")
        done = subprocess.run(command, env=_server_environment(), capture_output=True, check=False, **self._identity.process_arguments)
        if done.returncode != 0:
            raise UnableToStartServices(f"initdb failed: {done.stderr.decode(errors='replace').strip()}")
        beside.rename(self.postgres_data)

    def _start_valkey(self) -> None:
        command = [str(self._binaries().valkey_server), "--port", "0", "--unixsocket", str(self._valkey_socket)]
        command += ["--unixsocketperm", "700", "--dir", str(self.home / "valkey"), "--save", ""]
        command += ["--appendonly", "yes" if self.durable else "no"]
        command += ["--pidfile", str(self.socket_dir / "valkey.pid")]
        self._spawn(command, polite=signal.SIGTERM)

    def _spawn(self, command: list[str], *, polite: signal.Signals) -> subprocess.Popen[bytes]:
        with self.log_file.open("ab") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_server_environment(),
                # Ctrl-C goes to the whole terminal group; the servers must outlive the processes that use them.
                start_new_session=True,
                **self._identity.process_arguments,
            )
        self._processes.append((process, polite))
        return process

    def _wait_a_moment(self, deadline: float) -> None:
        self.check_alive()
        if time.monotonic() > deadline:
            raise UnableToStartServices(f"embedded servers do not answer; {self._end_of_log()}")
        time.sleep(0.02)

    def _postgres_answers(self) -> bool:
        try:
            psycopg.connect(host=str(self.socket_dir), user=SUPERUSER, dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _valkey_answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self._valkey_socket), socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _apply_roles(self) -> None:
        command = [str(self.postgres_program("psql")), "-X", "-q", "-v", "ON_ERROR_STOP=1"]
        command += ["-v", f"database={self.database}", "-h", str(self.socket_dir), "-U", SUPERUSER, "-d", "postgres"]
        done = subprocess.run(
            [*command, "-f", "-"],
            input=ROLES_SQL.read_bytes(),
            capture_output=True,
            check=False,
            env=_server_environment(),
        )
        if done.returncode != 0:
            raise UnableToStartServices(f"roles.sql failed: {done.stderr.decode(errors='replace').strip()}")

    def _end_of_log(self) -> str:
        try:
            lines = self.log_file.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
        except FileNotFoundError:
            lines = []
        return f"end of {self.log_file}:\n" + "\n".join(lines)


def _server_environment() -> dict[str, str]:
    """Nothing of the caller's locale, time zone or PG* settings reaches the servers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG", "TZ"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
