"""Two evaluators, two tabs, two validators in the same moment: nothing is lost, and who came second is told. Commits are real here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.performance_sheets import assessment_state
from puas.db.session import unit_of_work
from puas.db.tables.performance import PerformanceAssessment, PerformanceScore
from puas.domain.performance_sheet import Entry, fingerprint
from puas.usecases._performance import UnableToChangePerformance
from puas.usecases.decide_performance import decide_performance
from puas.usecases.open_performance import open_performance
from puas.usecases.save_performance_sheet import save_performance_sheet
from puas.usecases.send_performance_sheet import send_performance_sheet
from puas.usecases.validate_performance import validate_performance
from tests.conftest import Committing
from tests.factories.assessments import KEY, NOW, Assessed, add_assessment


@dataclass(frozen=True)
class Place:
    """An open assessment on a database of its own."""

    committing: Committing
    it: Assessed

    def at_once(self, act: Callable[[Session, int], None]) -> list[str]:
        """What two people are told who act together, each in a transaction that has read the assessment already."""
        start = threading.Barrier(2)

        def one(number: int) -> str:
            try:
                with unit_of_work(self.committing.session_factory, tenant_id=self.it.tenant_id) as session:
                    assessment_state(session, tenant_id=self.it.tenant_id, assessment=self.it.assessment(session))
                    start.wait(60)
                    act(session, number)
            except UnableToChangePerformance as refused:
                return refused.reason
            return "done"

        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(one, (0, 1)))

    def alone(self, act: Callable[[Session], None]) -> None:
        with unit_of_work(self.committing.session_factory, tenant_id=self.it.tenant_id) as session:
            act(session)


@pytest.fixture
def place(committing: Committing) -> Place:
    with committing.session_factory() as session:
        it = add_assessment(session)
        session.commit()
    return Place(committing, it)


def _complete(place: Place) -> int:
    """Both sheets sent and answers there; gives the version a validator sees."""

    def fill(session: Session) -> None:
        for each in place.it.evaluators:
            place.it.fill(session, each)
        place.it.answer(session)

    place.alone(fill)
    with unit_of_work(place.committing.session_factory, tenant_id=place.it.tenant_id) as session:
        return place.it.assessment(session).version


def test_two_evaluators_save_and_send_at_once_and_lose_nothing(place: Place) -> None:
    def work(session: Session, number: int) -> None:
        person = place.it.evaluators[number]
        sheet_id = place.it.sheet(session, person).id
        entries = {code: Entry(4 + number) for code in place.it.scores(4)}
        for code in entries:
            save_performance_sheet(
                session=session, tenant_id=place.it.tenant_id, sheet_id=sheet_id, entries={code: entries[code]},
                seen=fingerprint({}, [code]), account_id=person.id, now=NOW,
            )  # fmt: skip
        send_performance_sheet(session=session, tenant_id=place.it.tenant_id, sheet_id=sheet_id, account_id=person.id, now=NOW)

    assert place.at_once(work) == ["done", "done"]
    with unit_of_work(place.committing.session_factory, tenant_id=place.it.tenant_id) as session:
        state = assessment_state(session, tenant_id=place.it.tenant_id, assessment=place.it.assessment(session))
        assert len(state.counted) == 2
        assert {figure.scores for aspect in state.outcome().aspects for figure in aspect.indicators} == {(4, 5)}


def test_two_tabs_on_one_aspect_of_one_sheet(place: Place) -> None:
    person = place.it.evaluators[0]

    def work(session: Session, number: int) -> None:
        save_performance_sheet(
            session=session, tenant_id=place.it.tenant_id, sheet_id=place.it.sheet(session, person).id, entries={"A.01": Entry(number)},
            seen=fingerprint({}, ["A.01"]), account_id=person.id, now=NOW,
        )  # fmt: skip

    assert place.at_once(work) == ["changed-meanwhile", "done"]


def test_two_validate_at_once_and_one_is_told(place: Place) -> None:
    version = _complete(place)

    def work(session: Session, number: int) -> None:
        validate_performance(
            session=session, tenant_id=place.it.tenant_id, assessment_id=place.it.assessment_id, version=version, signing_key=KEY,
            account_id=place.it.place.admin.id, now=NOW,
        )  # fmt: skip

    assert place.at_once(work) == ["done", "validated-already"]


def test_a_decision_and_a_validation_at_once_do_not_pass_each_other(place: Place) -> None:
    version = _complete(place)

    def work(session: Session, number: int) -> None:
        if number:
            validate_performance(
                session=session, tenant_id=place.it.tenant_id, assessment_id=place.it.assessment_id, version=version, signing_key=KEY,
                account_id=place.it.place.admin.id, now=NOW,
            )  # fmt: skip
        else:
            decide_performance(
                session=session, tenant_id=place.it.tenant_id, assessment_id=place.it.assessment_id, indicator="A.06", score=0,
                reason="Tidak ada bukti", version=version, account_id=place.it.place.admin.id, now=NOW,
            )  # fmt: skip

    assert place.at_once(work) in (["changed-meanwhile", "done"], ["done", "not-open"])


def test_a_score_is_not_slipped_in_while_the_assessment_is_validated(place: Place) -> None:
    """Saving shares the lock validating needs: the frozen scores are the stored ones, whoever came first."""
    version = _complete(place)
    person = place.it.evaluators[0]

    def work(session: Session, number: int) -> None:
        if number:
            validate_performance(
                session=session, tenant_id=place.it.tenant_id, assessment_id=place.it.assessment_id, version=version, signing_key=KEY,
                account_id=place.it.place.admin.id, now=NOW,
            )  # fmt: skip
        else:
            save_performance_sheet(
                session=session, tenant_id=place.it.tenant_id, sheet_id=place.it.sheet(session, person).id, entries={"A.01": Entry(0)},
                seen=None, account_id=person.id, now=NOW,
            )  # fmt: skip

    assert place.at_once(work) in (["done", "not-open"], ["done", "sent-already"])
    with unit_of_work(place.committing.session_factory, tenant_id=place.it.tenant_id) as session:
        assert session.scalar(select(func.min(PerformanceScore.score))) == 4


def test_two_open_the_same_assessment_at_once(place: Place) -> None:
    opened: list[int] = []

    def work(session: Session, number: int) -> None:
        found = open_performance(
            session=session, tenant_id=place.it.tenant_id, agency_ids=place.it.place.agencies[1:], year=2026, rule=place.it.rule,
            evaluators=(), account_id=None, now=NOW,
        )  # fmt: skip
        opened.append(len(found.opened))

    assert place.at_once(work) == ["done", "done"]
    assert sorted(opened) == [0, 1]
    with unit_of_work(place.committing.session_factory, tenant_id=place.it.tenant_id) as session:
        assert session.scalar(select(func.count()).select_from(PerformanceAssessment)) == 2
