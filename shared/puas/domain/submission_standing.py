"""Where a report stands on its way to the province, and why a step of it could not be taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a period's report stands."""

    period_id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    province_code: str | None
    state: str
    round: int
    version: int
    report_id: UUID | None
    published_result_id: UUID | None
    submitted_by: UUID | None
    submitted_at: datetime | None
    approved_by: UUID | None


@dataclass(frozen=True, slots=True)
class LastStep:
    """The step that led to where a report stands; `by` is empty where the schedule took it."""

    step: str
    by: str
    at: datetime


class UnableToTakeStep(Exception):
    """A step on the way of a report that could not be taken.

    `reason`: unknown-period, wrong-state, changed-meanwhile, or one of the step's own; `state` is where the report stands, and
    `last` who brought it there.
    """

    def __init__(self, reason: str, standing: Standing | None = None, last: LastStep | None = None) -> None:
        super().__init__(reason if standing is None else f"{reason}: {standing.label} of {standing.agency_name} is {standing.state}")
        self.reason = reason
        self.standing = standing
        self.last = last

    @classmethod
    @contextmanager
    def instead(cls) -> Iterator[None]:
        """Within the block, refusals of any step are refusals of this one."""
        try:
            yield
        except UnableToTakeStep as refused:
            raise cls(refused.reason, refused.standing, refused.last) from refused


@dataclass(frozen=True, slots=True)
class StepsTaken:
    """What became of several periods at once: where each stood that took the step, and the refusals."""

    taken: tuple[Standing, ...]
    refused: tuple[UnableToTakeStep, ...]
