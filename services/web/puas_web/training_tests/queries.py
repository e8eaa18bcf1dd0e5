"""What the trainer's page of tests and evaluation shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _

from puas.db.queries.training_results import ParticipantTests, list_evaluations, list_participant_tests
from puas.db.queries.training_sessions import find_session
from puas.db.tables.training import TrainingSession
from puas.domain.curricula import EVALUATION, from_plain
from puas.domain.question_bank import BANK, ItemStatistics, TopicGain, gain_by_topic, item_statistics
from puas.domain.training_evaluation import STATEMENTS, EvaluationSummary, summary_of
from puas.domain.training_gain import RoomGain, room_gain
from puas.domain.training_tests import AFTER, BEFORE, KINDS, Score, refusal_of, strongest_distractor, weaknesses
from puas.presentation.charts import Pair, paired_bars
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.layout import page_language
from puas_web.training_words import TOPIC_WORDS


@dataclass(frozen=True, slots=True)
class Item:
    """A question with how it fared."""

    topic: str
    text: str
    figures: ItemStatistics
    distractor: tuple[str, int] | None
    is_weak: bool


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Everything the tests and the evaluation of a session say."""

    row: TrainingSession
    people: Sequence[ParticipantTests]
    gain: RoomGain
    topics: Sequence[TopicGain]
    items: dict[str, list[Item]]
    evaluation: EvaluationSummary
    is_evaluation_open: bool

    @property
    def is_empty(self) -> bool:
        return not (self.gain.before_count or self.gain.after_count)

    @property
    def kind(self) -> str:
        """Whose questions are listed: those the address names, else of the last test anybody sent."""
        asked = request.args.get("tes", "")
        return asked if asked in KINDS else AFTER if self.gain.after_count else BEFORE

    def unsent(self, kind: str) -> int:
        """How many began a test and did not send it."""
        return sum(kind in each.unsent for each in self.people)

    def drawing(self) -> str:
        """The gain by topic."""
        return paired_bars(
            [Pair(str(TOPIC_WORDS[each.topic]), each.before, each.after) for each in self.topics],
            names=(_("Tes awal"), _("Tes akhir")), note=_("n = %(number)s peserta dengan kedua tes", number=self.gain.pairs),
            title=_("Jawaban benar per materi"), chart_id="materi", language=page_language(),
        )  # fmt: skip


def results_page(session_id: UUID) -> ResultsPage:
    """The page of a session of this tenant; four statements of its own."""
    here = current_tenant()
    row = find_session(db.session(), tenant_id=here.id, session_id=session_id) or abort(404)
    people = list_participant_tests(db.session(), tenant_id=here.id, session_id=session_id)
    both = [each for each in people if each.has_both]
    papers = {kind: [(each.papers[kind].questions, each.papers[kind].answers) for each in both] for kind in KINDS}
    is_open = not refusal_of(row.state, from_plain(row.agenda), row.open_steps, EVALUATION)
    return ResultsPage(
        row=row,
        people=people,
        gain=room_gain(
            _scores(people, BEFORE),
            _scores(people, AFTER),
            [(each.papers[BEFORE].score, each.papers[AFTER].score) for each in both],
        ),
        topics=gain_by_topic(papers[BEFORE], papers[AFTER]) if both else (),
        items={kind: _items(people, kind) for kind in KINDS},
        evaluation=_told(summary_of(list_evaluations(db.session(), tenant_id=here.id, session_id=session_id)), is_open),
        is_evaluation_open=is_open,
    )


def statement(key: str) -> str:
    """A statement of the evaluation by its key."""
    return STATEMENTS[key]


def _told(summary: EvaluationSummary, is_open: bool) -> EvaluationSummary:
    """While people still answer only how many: with one figure before and one after an answer, whose it was would be known."""
    return EvaluationSummary(summary.answers, (), (), ()) if is_open else summary


def _scores(people: Sequence[ParticipantTests], kind: str) -> list[Score]:
    return [each.papers[kind].score for each in people if kind in each.papers]


def _items(people: Sequence[ParticipantTests], kind: str) -> list[Item]:
    """The weak ones first, each half in the order of the bank."""
    papers = [(each.papers[kind].questions, each.papers[kind].answers) for each in people if kind in each.papers]
    found = [
        Item(BANK[each.key].topic, BANK[each.key].text, each, strongest_distractor(each), bool(weaknesses(each)))
        for each in item_statistics(papers)
    ]
    return sorted(found, key=lambda item: not item.is_weak)
