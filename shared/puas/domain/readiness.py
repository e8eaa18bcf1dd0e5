"""How far a regency has come from its approval to its first answers, where it is stuck, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# An open survey that nobody has answered for so long is not collecting, whatever its state says.
IDLE_AFTER = timedelta(days=30)


class Step(StrEnum):
    """The five steps, in the order they are usually taken."""

    JOINED = "joined"
    AGENCIES = "agencies"
    PERIOD = "period"
    STICKERS = "stickers"
    ANSWERS = "answers"


STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class SetUp:
    """What is known of a regency's set-up; a date is empty while its step is not taken, or was not noted."""

    joined_on: date
    agencies: int = 0
    services: int = 0
    agencies_surveyed: int = 0
    open_periods: int = 0
    points: int = 0
    printed_points: int = 0
    members: int = 0
    respondents: int = 0
    first_agency_on: date | None = None
    first_period_on: date | None = None
    first_print_on: date | None = None
    first_answer_on: date | None = None
    last_answer_on: date | None = None

    def is_done(self, step: Step) -> bool:
        """Whether the step is taken."""
        return {
            Step.JOINED: True,
            Step.AGENCIES: self.services > 0,
            Step.PERIOD: self.agencies_surveyed > 0,
            Step.STICKERS: self.printed_points > 0,
            Step.ANSWERS: self.respondents > 0,
        }[step]

    def done_on(self, step: Step) -> date | None:
        """When the step was taken, where that is known."""
        return {
            Step.JOINED: self.joined_on,
            Step.AGENCIES: self.first_agency_on,
            Step.PERIOD: self.first_period_on,
            Step.STICKERS: self.first_print_on,
            Step.ANSWERS: self.first_answer_on,
        }[step]

    @property
    def is_running(self) -> bool:
        """Whether people answer: who has answers needs no printed sticker to prove it."""
        return self.is_done(Step.ANSWERS)

    @property
    def stuck_at(self) -> Step | None:
        """The first step that is not taken; None where people answer."""
        if self.is_running:
            return None
        return next((step for step in STEPS if not self.is_done(step)), None)

    @property
    def stuck_since(self) -> date | None:
        """The day of the last step that was taken; None where nothing is stuck."""
        if self.stuck_at is None:
            return None
        taken = [day for step in STEPS if self.is_done(step) and (day := self.done_on(step)) is not None]
        return max(taken)

    def idle_since(self, today: date) -> date | None:
        """The day of the last answer, where a survey is open and has gone unanswered for long."""
        if not self.open_periods or self.last_answer_on is None or today - self.last_answer_on <= IDLE_AFTER:
            return None
        return self.last_answer_on
