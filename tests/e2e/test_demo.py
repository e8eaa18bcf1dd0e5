"""`puas demo`, as someone with a fresh clone runs it: the main job once, then again on the same data, then stopped."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from puas.domain.result_check import mismatches
from puas.domain.signed_result import read_signed_result

_PATIENCE = 300


@dataclass(frozen=True)
class Demo:
    """A data folder and what the first run printed."""

    data: Path
    wanted_port: int
    printed: str

    @property
    def output(self) -> Path:
        return self.data / "output"


def _command(data: Path, port: int, *options: str) -> list[str]:
    return [sys.executable, "-m", "puas.cli.main", "demo", "--data", str(data), "--port", str(port), *options]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PUAS_") and name != "PYTHONDONTWRITEBYTECODE"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    data = Path(tempfile.mkdtemp(prefix="puas demo "))
    with socket.socket() as taken:
        # Someone else has the port that is asked for.
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = subprocess.run(
            _command(data, port, "--once"), capture_output=True, text=True, timeout=_PATIENCE, env=_environment(), check=False
        )
    assert run.returncode == 0, run.stdout + run.stderr
    yield Demo(data, port, run.stdout)
    home = (data / "local-services").resolve()
    shutil.rmtree(data, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def test_the_main_job_leaves_its_files_and_says_where(demo: Demo) -> None:
    names = {file.name for file in demo.output.iterdir()}
    assert names == {"result.json", "laporan-skm.pdf", "laporan-skm.docx", "laporan-skm.xlsx"}
    assert all(str(demo.output / name) in demo.printed for name in names)
    assert (demo.output / "laporan-skm.pdf").read_bytes().startswith(b"%PDF-")


def test_the_result_is_whole_signed_and_recomputes(demo: Demo) -> None:
    record = read_signed_result((demo.output / "result.json").read_bytes())
    assert record.signature
    assert record.hash_fits
    assert mismatches(record.result) == ()
    assert record.result.respondents == 72
    assert record.result.sample_data


def test_the_report_of_the_main_job_waits_for_no_document_of_the_story(demo: Demo) -> None:
    lines = (demo.data / "logs" / "reporter.log").read_text().splitlines()
    ready = [line for line in lines if "document ready" in line]
    # Somebody asked for it; the others nobody did.
    assert "request_id=" in ready[0], lines


def test_a_taken_port_is_said_and_another_one_used(demo: Demo) -> None:
    assert f"porta {demo.wanted_port} sedang dipakai" in demo.printed
    used = re.search(r"siap di http://localhost:(\d+)", demo.printed)
    assert used is not None
    assert int(used[1]) != demo.wanted_port


def test_log_ins_of_every_role_are_printed(demo: Demo) -> None:
    for who in ("operator@", "provinsi@", "pengamat@", "admin@segaraasri", "pimpinan@segaraasri", "petugas.kecdawuhan@segaraasri"):
        assert who in demo.printed


def test_a_second_start_keeps_the_data_and_ends_when_told(demo: Demo) -> None:
    before = read_signed_result((demo.output / "result.json").read_bytes())
    process = subprocess.Popen(
        _command(demo.data, _free_port()), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_environment()
    )
    try:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Akun" in line:
                break
        assert not any("mengisi provinsi contoh" in line for line in lines), lines
        services = [int(file.read_text()) for file in (demo.data / "logs").glob("*.pid")]
        assert len(services) == 4
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            process.kill()
    assert process.returncode == 0, rest
    assert "semua layanan sudah berhenti" in rest
    assert not [pid for pid in services if Path(f"/proc/{pid}").exists()]
    after = read_signed_result((demo.output / "result.json").read_bytes())
    assert after == before


# A room without internet: `puas demo --training`, only at the address asked for, where a phone can join.

_LAPTOP = "127.0.0.2"


@dataclass(frozen=True)
class Room:
    """A running demo and what it printed until people could join."""

    port: int
    printed: str
    process: subprocess.Popen[str]

    @property
    def base_url(self) -> str:
        return f"http://{_LAPTOP}:{self.port}"

    def open(self, path: str, host: str = "") -> tuple[int, str, HTTPMessage]:
        """The answer as it comes, redirects not followed."""
        with closing(HTTPConnection(_LAPTOP, self.port, timeout=20)) as line:
            line.request("GET", path, headers={"Host": host} if host else {})
            answer = line.getresponse()
            return answer.status, answer.read().decode(), answer.headers


@pytest.fixture(scope="module")
def room(demo: Demo) -> Iterator[Room]:
    """A room on the data of the demo, whose first start is behind it."""
    port = _free_port()
    process = subprocess.Popen(
        _command(demo.data, port, "--training", "--host", _LAPTOP), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=_environment(),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Tampilkan ke layar" in line:
                break
        assert process.poll() is None, "".join(lines)
        yield Room(port, "".join(lines), process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=90)
        assert process.returncode == 0
    finally:
        if process.poll() is None:
            process.kill()


def test_the_room_is_told_how_to_join(room: Room) -> None:
    assert "CARA BERGABUNG" in room.printed
    assert f"{room.base_url}/ikut" in room.printed
    assert "█" in room.printed


def test_a_phone_joins_by_the_address_that_was_told(room: Room) -> None:
    status, page, headers = room.open("/ikut")
    assert status == 200
    assert "Ikut pelatihan" in page
    cookie = headers["Set-Cookie"]
    assert "puas_sesi" in cookie
    assert "Secure" not in cookie
    address = next(part for part in room.printed.split() if "/ikut/" in part)
    assert room.open(address.removeprefix(room.base_url))[0] == 200


def test_it_listens_nowhere_else(room: Room) -> None:
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", room.port)) != 0


def test_another_host_name_leads_to_the_address(room: Room) -> None:
    status, page, headers = room.open("/ikut", host="jahat.example")
    assert (status, headers["Location"]) == (302, f"{room.base_url}/ikut")
    assert "jahat.example" not in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "--training"),
        (["--training", "--host", "8.8.8.8"], "internet"),
        (["--training", "--host", "192.168.255.254"], "tidak beralamat"),
    ],
)
def test_it_refuses_to_be_open_where_it_should_not(options: list[str], said: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "puas.cli.main", "demo", "--data", str(tmp_path / "data"), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=_environment(), check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "data").exists()
