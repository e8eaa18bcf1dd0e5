"""What becomes of the registers of an agency that merges into another: what is alive goes on there, what is decided stays.

Alive are standards and SOP in use, the fields of SPM, complaints of the quarter and the checklist of the year that run, innovations, and
promises still open. Decided are assessments, scores of the Ombudsman, pledges, documents, years and quarters past: they stay under the old
name. Where both have the same thing, that of the agency that goes on counts, and the other's stays where it can be read. An SOP whose
number the other agency uses follows under a number of its own, if it is given one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count
from uuid import UUID

from puas.domain.complaint_counts import quarter_of
from puas.domain.operating_procedures import LONGEST_NUMBER, number_fault
from puas.domain.service_standards import DRAFT, IN_FORCE, REPLACED
from puas.domain.yardsticks import PERFORMANCE

SAME_NUMBER = "same-number"
ARCHIVED_SERVICE = "archived-service"

FOLLOWS, STAYS, NONE = "follows", "stays", ""


@dataclass(frozen=True, slots=True)
class LiveProcedure:
    """An SOP in use; without a service it is about work inside the office."""

    id: UUID
    number: str
    title: str
    service_id: UUID | None = None
    # The number it goes on under, where the other agency has an SOP of its own.
    new_number: str = ""


@dataclass(frozen=True, slots=True)
class KeptProcedure:
    """An SOP that stays with the agency that ends; `reason` is same-number (it could follow under another) or archived-service."""

    id: UUID
    number: str
    title: str
    reason: str
    # A free number like its own, where the reason is same-number.
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """An improvement item that is not done, and the yardstick it comes from."""

    id: UUID
    source: str


@dataclass(frozen=True, slots=True)
class Registers:
    """What is alive in the registers of one agency. Standards are the states by service, complaints those received this quarter."""

    standards: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    procedures: tuple[LiveProcedure, ...] = ()
    # Numbers of all its SOP in lower case, withdrawn ones too: a number is given once.
    numbers: frozenset[str] = frozenset()
    short_name: str = ""
    fields: tuple[str, ...] = ()
    complaints: int = 0
    has_counts: bool = False
    has_checklist: bool = False
    innovations: tuple[UUID, ...] = ()
    promises: tuple[OpenPromise, ...] = ()
    open_assessments: int = 0


@dataclass(frozen=True, slots=True)
class StandardMove:
    """What of the standards of one service goes on: the states that do (none: everything stays), and whether something stays."""

    service_id: UUID
    name: str
    states: frozenset[str]
    something_stays: bool


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """Register by register what follows, and what stays because the other agency has its own."""

    standards: tuple[StandardMove, ...] = ()
    procedures: tuple[LiveProcedure, ...] = ()
    procedures_kept: tuple[KeptProcedure, ...] = ()
    fields: tuple[str, ...] = ()
    fields_kept: tuple[str, ...] = ()
    complaints: int = 0
    has_counts: bool = False
    checklist: str = NONE
    innovations: tuple[UUID, ...] = ()
    promises: tuple[UUID, ...] = ()
    open_assessments: int = 0

    @property
    def is_anything_following(self) -> bool:
        return bool(
            self.standards_following or self.procedures or self.fields or self.has_counts or self.checklist == FOLLOWS
            or self.innovations or self.promises
        )  # fmt: skip

    @property
    def standards_following(self) -> tuple[StandardMove, ...]:
        return tuple(each for each in self.standards if each.states)

    @property
    def standards_kept(self) -> tuple[StandardMove, ...]:
        return tuple(each for each in self.standards if each.something_stays)


class UnusableNumbers(ValueError):
    """Numbers SOP cannot go on under: why not, by the SOP's id. A reason of `number_fault`, or in-use."""

    def __init__(self, reasons: Mapping[UUID, str]) -> None:
        super().__init__(", ".join(f"{each}: {reason}" for each, reason in reasons.items()))
        self.reasons = reasons


def plan_registers(
    ending: Registers, continuing: Registers, services: Mapping[UUID, tuple[str, UUID | None]],
    new_numbers: Mapping[UUID, str] | None = None,
) -> RegisterPlan:  # fmt: skip
    """`services`: name and successor (empty: it is to be made) of each service that goes on, by the id it had.

    `new_numbers` are for SOP whose number the other agency uses, by their id; without one such an SOP stays. Raises UnusableNumbers.
    """
    procedures, kept = _procedures(ending, continuing, services, new_numbers or {})
    return RegisterPlan(
        standards=_standards(ending, continuing, services),
        procedures=procedures,
        procedures_kept=kept,
        fields=tuple(each for each in ending.fields if each not in continuing.fields),
        fields_kept=tuple(each for each in ending.fields if each in continuing.fields),
        complaints=ending.complaints,
        has_counts=ending.has_counts,
        checklist=NONE if not ending.has_checklist else STAYS if continuing.has_checklist else FOLLOWS,
        innovations=ending.innovations,
        # A promise from an assessment stays beside it: its progress is part of what the assessment tells.
        promises=tuple(each.id for each in ending.promises if each.source != PERFORMANCE),
        open_assessments=ending.open_assessments,
    )


def is_quarter_of(merged_on: date | None, year: int, quarter: int) -> bool:
    """Whether figures of a quarter are told under the name of an agency: of one that merged those of quarters that were over.

    The quarter in which it merged is its successor's, for what was known of it went on there.
    """
    return merged_on is None or (year, quarter) < (merged_on.year, quarter_of(merged_on.month))


def is_year_of(merged_on: date | None, year: int) -> bool:
    """The same for figures of a year."""
    return merged_on is None or year < merged_on.year


def following_states(ending: Collection[str], continuing: Collection[str]) -> frozenset[str]:
    """Which versions of a service's standard go on, where the service it becomes has these already.

    One in force there stands, and all of the other stays. A draft there stays a draft, beside what was in force here.
    """
    if IN_FORCE in continuing:
        return frozenset()
    if DRAFT in continuing:
        return frozenset(ending) & {IN_FORCE, REPLACED}
    return frozenset(ending)


def _standards(
    ending: Registers, continuing: Registers, services: Mapping[UUID, tuple[str, UUID | None]]
) -> tuple[StandardMove, ...]:
    moves = []
    for service_id, (name, successor) in services.items():
        having = ending.standards.get(service_id)
        if having:
            there = continuing.standards.get(successor, frozenset()) if successor is not None else frozenset()
            states = following_states(having, there)
            moves.append(StandardMove(service_id, name, states, states != having))
    return tuple(moves)


def _procedures(
    ending: Registers, continuing: Registers, services: Mapping[UUID, tuple[str, UUID | None]], new_numbers: Mapping[UUID, str]
) -> tuple[tuple[LiveProcedure, ...], tuple[KeptProcedure, ...]]:
    following, kept, same = [], [], []
    for each in ending.procedures:
        if each.service_id is not None and each.service_id not in services:
            kept.append(KeptProcedure(each.id, each.number, each.title, ARCHIVED_SERVICE))
        elif each.number.lower() not in continuing.numbers:
            following.append(each)
        elif number := new_numbers.get(each.id, ""):
            following.append(replace(each, new_number=number))
        else:
            same.append(each)
    _refuse_unusable(following, continuing.numbers)
    taken = {*continuing.numbers, *((each.new_number or each.number).lower() for each in following)}
    for each in same:
        suggestion = _suggested(each.number, ending.short_name, taken)
        taken.add(suggestion.lower())
        kept.append(KeptProcedure(each.id, each.number, each.title, SAME_NUMBER, suggestion))
    return tuple(following), tuple(kept)


def _suggested(number: str, short_name: str, taken: Collection[str]) -> str:
    """A number like the old one that nobody has: with the short name of its agency behind it, or else the first free count."""
    endings = chain([short_name] if short_name else [], map(str, count(2)))
    candidates = (f"{number[: LONGEST_NUMBER - len(each) - 1]}-{each}" for each in endings)
    return next(each for each in candidates if each.lower() not in taken)


def _refuse_unusable(following: Collection[LiveProcedure], numbers: Collection[str]) -> None:
    taken = {*numbers, *(each.number.lower() for each in following if not each.new_number)}
    reasons = {}
    for each in following:
        if each.new_number:
            reason = number_fault(each.new_number) or ("in-use" if each.new_number.lower() in taken else "")
            taken.add(each.new_number.lower())
            if reason:
                reasons[each.id] = reason
    if reasons:
        raise UnusableNumbers(reasons)
