"""The services of the demo as child processes: started together, watched, stopped in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from puas.cli.serve import MODULES
from puas.runtime.leftover_processes import recorded_process, stop_process

_ORDER = ("web", "worker", "scheduler", "reporter")
# Enough for a job in hand to finish.
_PATIENCE = 20.0


class ServiceDied(RuntimeError):
    """A service of the demo ended by itself; `log_file` says why."""

    def __init__(self, name: str, log_file: Path) -> None:
        super().__init__(f"{name} ended unexpectedly, see {log_file}")
        self.name = name
        self.log_file = log_file


@dataclass
class ServiceProcesses:
    """Web, worker, scheduler and reporter with one environment; logs and process ids below `folder`."""

    folder: Path
    environment: Mapping[str, str]
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Start these that do not run yet, all where none is named; servers that a killed demo left behind are ended first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._running:
            for name in _ORDER:
                self._end_leftover(name)
        for name in names or _ORDER:
            if name in self._running:
                continue
            with open(self.log_file(name), "ab") as log:
                self._running[name] = subprocess.Popen(
                    [sys.executable, "-m", MODULES[name]],
                    env={**os.environ, **self.environment},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    # Ctrl-C reaches only us; we stop the services in order.
                    start_new_session=True,
                )
            self._pid_file(name).write_text(str(self._running[name].pid), encoding="ascii")

    def stop(self) -> None:
        """Ask all to end, wait for work in hand, and insist on those that do not."""
        for process in self._running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for name in self._running:
            self._pid_file(name).unlink(missing_ok=True)
        self._running.clear()

    def check_alive(self) -> None:
        """Raises ServiceDied for the first one that is not."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise ServiceDied(name, self.log_file(name))

    def log_file(self, name: str) -> Path:
        """Where a service writes its lines."""
        return self.folder / f"{name}.log"

    def _pid_file(self, name: str) -> Path:
        return self.folder / f"{name}.pid"

    def _end_leftover(self, name: str) -> None:
        command_names = f"-m {MODULES[name]}"
        pid = recorded_process(self._pid_file(name), command_names=command_names)
        if pid is not None:
            stop_process(pid, command_names=command_names, signals=(signal.SIGTERM, signal.SIGKILL))
