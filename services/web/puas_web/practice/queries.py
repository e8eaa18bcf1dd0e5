"""What the participant's pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from puas.db.queries.practice_home import PracticeHome, read_practice_home
from puas.db.queries.training_rooms import screen_of
from puas.db.queries.training_seats import Room, Seat
from puas.domain.survey_period import local_day
from puas.domain.training_room import Screen
from puas.runtime import clock
from puas_web.database import db
from puas_web.practice.steps import Step, next_step, steps_of
from puas_web.training_seat import current_room, current_seat


@dataclass(frozen=True)
class HomePage:
    """The participant's page."""

    seat: Seat
    room: Room
    home: PracticeHome
    steps: Sequence[Step]
    today: date

    @property
    def next(self) -> Step | None:
        return next_step(self.steps)

    @property
    def screen(self) -> Screen | None:
        """What the trainer shows to everybody now; also for phones without scripts, which hear no pulse."""
        return screen_of(self.room.shown)

    @property
    def may_attend(self) -> bool:
        """Whether today is a day of the session on which the person has not been noted yet."""
        return self.home.days.get(self.today) is False

    @property
    def days_attended(self) -> list[date]:
        return [day for day, was_there in self.home.days.items() if was_there]


def read_home() -> HomePage:
    seat, room = current_seat(), current_room()
    home = read_practice_home(db.session(), owner_id=seat.owner_id, session_id=seat.session_id, participant_id=seat.participant_id)
    return HomePage(seat, room, home, steps_of(room, home), local_day(clock.now(), home.time_zone))
