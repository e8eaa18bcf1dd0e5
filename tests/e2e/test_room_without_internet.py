"""`puas demo --training` on a machine: only at the address asked for, a phone can join there, and nothing is left when it ends."""

from __future__ import annotations

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

from tests.e2e.test_demo import _environment, _free_port

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
def room() -> Iterator[Room]:
    data, port = Path(tempfile.mkdtemp(prefix="puas-room-")), _free_port()
    command = [sys.executable, "-m", "puas.cli.main", "demo", "--training", "--host", _LAPTOP, "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_environment())
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
        home = (data / "local-services").resolve()
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


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
