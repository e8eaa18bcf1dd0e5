"""What a brief for the head of a region says, whatever it is printed as: the index and its cause, who is strong and weak, what was
promised and done, what to decide. All of it on one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from puas.domain.report_snapshot import Letterhead


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A name with its index and letter, and what else is worth a word; `note` is the same in a few characters."""

    name: str
    value: str
    letter: str
    remark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFact:
    """One of the figures beside the index."""

    label: str
    value: str
    remark: str


@dataclass(frozen=True, slots=True)
class BriefFrame:
    """Whose page it is, over which scope, under which number, and how the units on it are called (`Perangkat daerah`).

    `note` explains the marks at the foot, `trend` draws the trend at a width; None where there is only one point.
    """

    name: str
    label: str
    year: int
    edition_name: str
    time_zone: str
    prepared_at: datetime
    document_id: str
    verification_url: str
    letterhead: Letterhead
    units: str
    units_short: str
    trend_title: str
    trend: Callable[[float], str] | None
    note: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The words and figures of the page."""

    frame: BriefFrame
    title: str
    scope: str
    index: str
    letter: str
    mutu: str | None
    predikat: str
    declared: str
    other_mean: str
    facts: tuple[KeyFact, ...]
    strongest: tuple[NamedValue, ...]
    weakest: tuple[NamedValue, ...]
    unsur: tuple[NamedValue, ...]
    promises: str
    gaps: str
    decisions: tuple[str, ...]
    mark: str
