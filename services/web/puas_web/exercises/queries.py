"""What the pages of exercises show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from puas.db.queries.exercise_rooms import ExerciseRoom, read_exercise_room
from puas.db.queries.exercise_tasks import find_task
from puas.domain import exercises
from puas.domain.exercises import ENOUGH_ATTEMPTS, EXERCISES, Exercise
from puas.domain.exercises.task import UNREADABLE, Checked, Field, Given, Task, Verdict
from puas.domain.regulation.registry import edition
from puas_web.database import db
from puas_web.exercises.words import PAGES
from puas_web.local_day import today_here
from puas_web.training_seat import current_seat

MOST_ROUNDS = 99


@dataclass(frozen=True, slots=True)
class Question:
    """A field with what was typed into it, and what became of it."""

    field: Field
    typed: tuple[str, ...]
    verdict: Verdict | None

    @property
    def text(self) -> str:
        """The first value."""
        return self.typed[0] if self.typed else ""

    @property
    def is_unreadable(self) -> bool:
        """Whether it has to be typed again."""
        return self.verdict is not None and self.verdict.state == UNREADABLE


@dataclass(frozen=True, slots=True)
class Sheet:
    """A task with answers. `checked` is None before anything was handed in."""

    task: Task
    given: Given
    checked: Checked | None

    @property
    def questions(self) -> list[Question]:
        """Every field in order."""
        found = self.checked
        return [Question(each, tuple(self.given.get(each.key, ())), found.of(each.key) if found else None) for each in self.task.fields]

    @property
    def unreadable(self) -> list[Question]:
        """Fields that have to be typed again."""
        return [each for each in self.questions if each.is_unreadable]

    @property
    def is_judged(self) -> bool:
        """Whether there is a result to show."""
        return self.checked is not None and not self.checked.is_empty and not self.checked.is_unreadable


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """A participant's exercise."""

    exercise: Exercise
    room: ExerciseRoom
    sheet: Sheet | None
    refusal: str = ""

    @property
    def hints(self) -> Sequence[str]:
        """The hints uncovered so far."""
        done = self.room.progress
        return self.sheet.task.hints[: done.hints] if self.sheet and done else ()

    @property
    def attempts_left(self) -> int:
        """Attempts until the solution may be looked at."""
        return max(0, ENOUGH_ATTEMPTS - (self.room.progress.attempts if self.room.progress else 0))

    @property
    def shows_solution(self) -> bool:
        """Whether the worked solution stands on the page."""
        return self.room.progress is not None and self.room.progress.is_over


def exercise_or_404(key: str) -> Exercise:
    """An exercise by the name in the address."""
    if key not in EXERCISES:
        abort(404)
    return EXERCISES[key]


def sent() -> dict[str, list[str]]:
    """Everything the form sent, by name."""
    return {name: request.form.getlist(name) for name in request.form}


def exercise_page(key: str, *, given: Given | None = None, refusal: str = "") -> ExercisePage:
    """The exercise as it stands; with `given` what was just typed instead of what was sent last."""
    exercise, seat = exercise_or_404(key), current_seat()
    room = read_exercise_room(db.session(), seat=seat, exercise=key)
    if room is None:
        abort(404)
    task = find_task(db.session(), seat=seat, room=room, now=datetime.now(UTC)) if room.progress or given is not None else None
    return ExercisePage(exercise, room, None if task is None else _sheet(task, room, given), refusal)


def round_sheet(key: str, again: int, *, given: Given | None = None) -> tuple[Exercise, Sheet]:
    """The same exercise with other numbers, for practice without points."""
    exercise, seat = exercise_or_404(key), current_seat()
    room = read_exercise_room(db.session(), seat=seat, exercise=key)
    if room is None or not exercise.is_generated or not 1 <= again <= MOST_ROUNDS:
        abort(404)
    task = find_task(db.session(), seat=seat, room=room, now=datetime.now(UTC), again=again)
    if task is None:
        abort(404)
    return exercise, Sheet(task, given or {}, None if given is None else task.check(given))


def example_sheet(key: str) -> tuple[Exercise, Sheet]:
    """The exercise with example numbers and what is right, for whoever leads a training."""
    exercise = exercise_or_404(key)
    task = exercises.example_task(key, edition(), today=today_here())
    return exercise, Sheet(task, task.right_answers(), None)


def page_url(page: str) -> str:
    """Where something is done: the key of a page, and after a colon the period it is about."""
    key, _, period_id = page.partition(":")
    return url_for(PAGES[key][0], period_id=UUID(period_id)) if period_id else url_for(PAGES[key][0])


def page_name(page: str) -> str:
    """What the button to that page says."""
    return str(PAGES[page.partition(":")[0]][1])


def practice_url() -> str:
    """The list of steps the exercise belongs to."""
    known = "practice.index" in current_app.view_functions
    return url_for("practice.index" if known else "home.start_page")


def _sheet(task: Task, room: ExerciseRoom, given: Given | None) -> Sheet:
    """What was sent last, judged; what was typed since then and not handed in is shown and not judged."""
    done = room.progress
    kept = {key: list(values) for key, values in done.answers.items()} if done else {}
    typed = kept if given is None else {each.key: list(given[each.key]) for each in task.fields if each.key in given}
    is_judged = task.is_live or (typed == kept and done is not None and bool(done.attempts or kept))
    return Sheet(task, typed, task.check(typed) if is_judged else None)


def training_trail() -> list[tuple[str, str]]:
    """The way back to the sessions of the tenant that holds them."""
    known = "training.index" in current_app.view_functions
    return [(_("Pelatihan"), url_for("training.index"))] if known else []
