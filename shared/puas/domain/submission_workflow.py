"""The way of a period's report, from collecting answers to the province: which step leads where, and whose step it is.

    collecting → closed → analysed → submitted → approved → published → handed over
                             ↑           ↓
                             └── change requested

A correction of what was approved already begins a new round at `closed`. What was published stays public until the corrected
version is published. Nobody approves what they submitted themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass

COLLECTING = "collecting"
CLOSED = "closed"
ANALYSED = "analysed"
SUBMITTED = "submitted"
CHANGE_REQUESTED = "change_requested"
APPROVED = "approved"
PUBLISHED = "published"
HANDED_OVER = "handed_over"
STATES = (COLLECTING, CLOSED, ANALYSED, SUBMITTED, CHANGE_REQUESTED, APPROVED, PUBLISHED, HANDED_OVER)
"""In the order of the way; `change_requested` stands where the report waits again."""

CLOSE = "close"
ANALYSE = "analyse"
SUBMIT = "submit"
TAKE_BACK = "take_back"
REQUEST_CHANGE = "request_change"
APPROVE = "approve"
PUBLISH = "publish"
HAND_OVER = "hand_over"
CORRECT = "correct"

GENERAL = "general"
"""The chapter of a remark that concerns the whole report."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way: from which states it may be taken, and where it leads. Some need a reason in words."""

    name: str
    starts_from: tuple[str, ...]
    leads_to: str
    needs_reason: bool = False


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(CLOSE, (COLLECTING,), CLOSED),
        Step(ANALYSE, (CLOSED, CHANGE_REQUESTED, ANALYSED), ANALYSED),
        Step(SUBMIT, (ANALYSED,), SUBMITTED),
        Step(TAKE_BACK, (SUBMITTED,), ANALYSED),
        Step(REQUEST_CHANGE, (SUBMITTED, APPROVED), CHANGE_REQUESTED, needs_reason=True),
        Step(APPROVE, (SUBMITTED,), APPROVED),
        Step(PUBLISH, (APPROVED,), PUBLISHED),
        Step(HAND_OVER, (PUBLISHED,), HANDED_OVER),
        Step(CORRECT, (APPROVED, PUBLISHED, HANDED_OVER), CLOSED, needs_reason=True),
    )
}


def may_take(step: str, state: str) -> bool:
    """Whether a report in this state can take the step."""
    return state in STEPS[step].starts_from


def is_with_agency(state: str) -> bool:
    """Whether the agency has to do something before the regency can."""
    return state in (COLLECTING, CLOSED, ANALYSED, CHANGE_REQUESTED)


def has_been_submitted(state: str) -> bool:
    """Whether the regency has the report in hand."""
    return state in (SUBMITTED, APPROVED, PUBLISHED, HANDED_OVER)
