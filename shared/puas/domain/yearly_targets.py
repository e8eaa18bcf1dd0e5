"""Targets of a year (RPJMD of the regency, Renstra of each agency): what may be laid down, and two people editing at once.

A target stands on the NIK scale. A page shows all targets of a year in one table, so two people may have the same table
open: what a person did not touch is left as the other one saved it, and only a target both changed is asked about.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from puas.domain.comparison import against_target, printed_nik
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.regulation.registry import edition

# A plan of five years is written a year ahead; targets of the past stand beside results of the past.
FIRST_YEAR = 2017
YEARS_AHEAD = 10
LONGEST_SOURCE = 120

OUT_OF_SCALE = "out_of_scale"
TOO_PRECISE = "too_precise"
SOURCE_TOO_LONG = "source_too_long"
CHANGED_MEANWHILE = "changed_meanwhile"

KEEP = "keep"
WRITE = "write"
ASK = "ask"


@dataclass(frozen=True, slots=True)
class Aim:
    """A target on the NIK scale, and the document that lays it down."""

    nik: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A year's index so far beside its target; a part is None where it is not known. `gap` is negative where it is missing."""

    target: Decimal | None = None
    target_mutu: str | None = None
    nik: Decimal | None = None
    mutu: str | None = None
    is_final: bool = False

    @property
    def gap(self) -> Decimal | None:
        """The index minus the target, between printed figures."""
        return None if self.nik is None or self.target is None else against_target(self.nik, self.target).gap

    @property
    def is_reached(self) -> bool | None:
        """None where there is no target or no index yet."""
        return None if self.gap is None else self.gap >= 0

    @property
    def has_lower_letter(self) -> bool:
        """Whether the index stands in another row of the mutu table than the target, below it."""
        return self.is_reached is False and self.mutu != self.target_mutu


def progress(target: Decimal | None, nik: Decimal | None, mutu: str | None, edition_id: str, *, is_final: bool = False) -> Progress:
    """The index beside the target; both with their letters."""
    letter = None if target is None else grade(edition(edition_id), target).mutu
    return Progress(None if target is None else printed_nik(target), letter, nik, mutu, is_final)


def is_plannable(year: int, this_year: int) -> bool:
    """Whether targets may be laid down for this year."""
    return FIRST_YEAR <= year <= this_year + YEARS_AHEAD


def aim_fault(aim: Aim) -> str:
    """What is wrong with a target; empty when nothing is."""
    bands = edition().bands
    if not aim.nik.is_finite() or not bands[0].nik_from <= aim.nik <= bands[-1].nik_to:
        return OUT_OF_SCALE
    exponent = aim.nik.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -NIK_PLACES:
        return TOO_PRECISE
    return SOURCE_TOO_LONG if len(aim.source) > LONGEST_SOURCE else ""


def old_aim(text: str, source: str) -> Aim | None:
    """A target kept as text with an agency, as a proposal; None where it cannot be one."""
    try:
        nik = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    aim = Aim(nik, source)
    return None if aim_fault(aim) else aim


def decide(*, stored: Aim | None, seen: Aim | None, wanted: Aim | None) -> str:
    """What becomes of one line of the table: `seen` is what the person was shown, `wanted` what they sent.

    Ask where somebody else changed the same target meanwhile to something else.
    """
    if wanted in (seen, stored):
        return KEEP
    return WRITE if stored == seen else ASK
