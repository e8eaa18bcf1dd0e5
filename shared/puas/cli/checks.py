"""One thing that `puas verify` looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """Held, failed, or could not be looked at (None)."""

    name: str
    holds: bool | None
    detail: str
