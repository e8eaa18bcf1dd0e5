"""How much processor time a service and the database took: steadier than rates where the machine has other work to do."""

from __future__ import annotations

import os
from pathlib import Path


def spent(root: int) -> float:
    """Seconds of processor time of a process and all below it that are alive."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    tick = os.sysconf("SC_CLK_TCK")
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)] = int(fields[1])
        seconds[int(entry.name)] = (int(fields[11]) + int(fields[12])) / tick
    return sum(each for number, each in seconds.items() if _is_below(number, root, parents))


def _is_below(number: int, root: int, parents: dict[int, int]) -> bool:
    while number and number != root:
        number = parents.get(number, 0)
    return number == root
