"""What the pages of tests show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from flask import abort, request

from puas.db.queries.room_tests import RoomTests, TakenTest, read_test_room
from puas.domain.question_bank import RIGHT, Question
from puas.domain.training_tests import KINDS
from puas_web.database import db
from puas_web.training_seat import current_seat

PREFIX, SEEN = "q", "s"


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its options in the order drawn. `chosen` is a place, 0 for none; `kept` is what the server holds."""

    number: int
    question: Question
    options: tuple[str, ...]
    chosen: str
    kept: str
    is_right: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class ExamPage:
    """A participant's test."""

    kind: str
    room: RoomTests
    test: TakenTest | None
    lines: tuple[Line, ...]
    refusal: str = ""
    still_open: tuple[int, ...] = ()

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The questions by topic, in the order drawn."""
        return [(topic, list(lines)) for topic, lines in groupby(self.lines, key=lambda each: each.question.topic)]

    @property
    def is_sent(self) -> bool:
        return self.test is not None and self.test.finished_at is not None

    @property
    def closed(self) -> str:
        return self.room.refusal(self.kind)

    @property
    def answered(self) -> int:
        return sum(each.chosen != "0" for each in self.lines)

    @property
    def faulty(self) -> list[Line]:
        return [each for each in self.lines if each.error]


def kind_or_404(kind: str) -> str:
    """A test by the name in the address."""
    if kind not in KINDS:
        abort(404)
    return kind


def room_or_404() -> RoomTests:
    return read_test_room(db.session(), seat=current_seat()) or abort(404)


def sent_places() -> dict[int, str]:
    """What was chosen and differs from what the page was made with: a page that is behind another device takes nothing back."""
    found = {}
    for name, place in request.form.items():
        number = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and number.isascii() and number.isdigit() and place != request.form.get(f"{SEEN}{number}"):
            found[int(number[:4])] = place
    return found


def exam_page(
    kind: str, *, chosen: Mapping[int, str] | None = None, refusal: str = "", fault: int = 0, sentence: str = "",
    still_open: tuple[int, ...] = (),
) -> ExamPage:
    """The test as it is kept; with `chosen` what was just chosen over it, and `sentence` at question number `fault`."""
    room = room_or_404()
    test = room.tests.get(kind)
    lines = _lines(test, chosen or {}, fault, sentence) if test else ()
    return ExamPage(kind, room, test, lines, refusal, still_open)


def _lines(test: TakenTest, chosen: Mapping[int, str], fault: int, sentence: str) -> tuple[Line, ...]:
    kept = test.places
    return tuple(
        Line(
            number=number,
            question=drawn.question,
            options=tuple(drawn.question.options[option] for option in drawn.options),
            chosen=chosen.get(number, str(kept[number])),
            kept=str(kept[number]),
            is_right=test.answers.get(drawn.key) == RIGHT,
            error=sentence if number == fault else "",
        )
        for number, drawn in enumerate(test.questions, start=1)
    )
