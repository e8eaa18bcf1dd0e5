"""What becomes of the registers of an agency that merges into another: what is alive goes on there, what is decided stays.

Alive are standards and SOP in use, the fields of SPM, complaints of the quarter and the checklist of the year that run, innovations, and
promises still open. Decided are assessments, scores of the Ombudsman, pledges, documents, years and quarters past: they stay under the old
name. Where both have the same thing, that of the agency that goes on counts, and the other's stays where it can be read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class KeptProcedure:
    """An SOP that stays with the agency that ends; `reason` is same-number or archived-service."""

    number: str
    title: str
    reason: str


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


def plan_registers(ending: Registers, continuing: Registers, services: Mapping[UUID, tuple[str, UUID | None]]) -> RegisterPlan:
    """`services`: name and successor (empty: it is to be made) of each service that goes on, by the id it had."""
    procedures, kept = _procedures(ending, continuing, services)
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
    ending: Registers, continuing: Registers, services: Mapping[UUID, tuple[str, UUID | None]]
) -> tuple[tuple[LiveProcedure, ...], tuple[KeptProcedure, ...]]:
    following, kept = [], []
    for each in ending.procedures:
        if each.number.lower() in continuing.numbers:
            kept.append(KeptProcedure(each.number, each.title, SAME_NUMBER))
        elif each.service_id is not None and each.service_id not in services:
            kept.append(KeptProcedure(each.number, each.title, ARCHIVED_SERVICE))
        else:
            following.append(each)
    return tuple(following), tuple(kept)
