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
from dataclasses import dataclass
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
