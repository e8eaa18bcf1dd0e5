"""Servers that a killed run left behind: recognised by their command line, stopped by their process id."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path


class UnableToStopProcess(Exception):
    """A process did not end although it was killed."""


def recorded_process(pid_file: Path, *, command_names: str) -> int | None:
    """The living process whose id the file records, if its command line names ``command_names``.

    Process ids are used again, so an id alone says nothing.
    """
    try:
        pid = int(pid_file.read_text(encoding="ascii").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if pid > 1 and command_names in command_line(pid) else None


def command_line(pid: int) -> str:
    """The command line of a process, empty when there is no such process."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    answer = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout


def stop_process(pid: int, *, command_names: str, signals: tuple[signal.Signals, ...], patience: float = 10.0) -> None:
    """Ask politely, then less so; returns when the process is gone."""
    for each in signals:
        try:
            os.kill(pid, each)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if command_names not in command_line(pid):
                return
            time.sleep(0.02)
    raise UnableToStopProcess(f"process {pid} does not end: {command_line(pid)}")
