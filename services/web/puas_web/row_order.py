"""Rows of a form that move, come and go by buttons beside them, without a script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]

_MOVE = re.compile(r"(up|down|remove)-([0-9]{1,2})")


def moved(rows: Sequence[Row], act: str) -> tuple[list[Row], int] | None:
    """The rows after `up-3`, `down-3` or `remove-3`, and the row to look at; None where no such button was."""
    found = _MOVE.fullmatch(act)
    if found is None or int(found[2]) >= len(rows):
        return None
    changed, place = list(rows), int(found[2])
    row = changed.pop(place)
    if found[1] == "remove":
        return changed, max(min(place, len(changed) - 1), 0)
    target = max(place - 1, 0) if found[1] == "up" else min(place + 1, len(changed))
    changed.insert(target, row)
    return changed, target
