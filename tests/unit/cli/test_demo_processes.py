"""The demo's services: started in the order they are asked for, each once."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from puas.cli.demo.processes import ServiceProcesses


class _Started:
    """Stands in for a process."""

    pid = 4_000_000

    def __init__(self, started: list[str], command: list[str], **_options: Any) -> None:
        started.append(command[-1])


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    modules: list[str] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **options: _Started(modules, command, **options))
    return modules


def test_all_are_started_where_none_is_named(started: list[str], tmp_path: Path) -> None:
    ServiceProcesses(tmp_path, {}).start()
    assert started == ["puas_web", "puas_worker", "puas_worker.schedule", "puas_reporter"]


def test_what_runs_is_not_started_again(started: list[str], tmp_path: Path) -> None:
    services = ServiceProcesses(tmp_path, {})
    services.start("web")
    assert started == ["puas_web"]
    services.start("worker", "reporter")
    services.start("web", "scheduler")
    assert started == ["puas_web", "puas_worker", "puas_reporter", "puas_worker.schedule"]
    assert (tmp_path / "scheduler.pid").read_text() == "4000000"


def test_starting_one_does_not_end_those_started_before(started: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    monkeypatch.setattr(ServiceProcesses, "_end_leftover", lambda _self, name: ended.append(name))
    services = ServiceProcesses(tmp_path, {})
    services.start("web")
    services.start()
    assert ended == ["web", "worker", "scheduler", "reporter"]
