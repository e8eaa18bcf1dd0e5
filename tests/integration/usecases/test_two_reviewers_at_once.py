"""Two people act on one report at the same moment: one wins, the other is told who did what. Commits are real here."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.submissions import ReviewRemark, Submission, SubmissionStep
from puas.domain.submission_standing import UnableToTakeStep
from puas.domain.submission_workflow import ANALYSED, APPROVED, CHANGE_REQUESTED, GENERAL, PUBLISHED, SUBMITTED
from puas.usecases.approve_report import approve_report
from puas.usecases.begin_correction import begin_correction
from puas.usecases.publish_results import publish_results
from puas.usecases.request_report_change import Remark, request_report_change
from puas.usecases.submit_report import submit_report
from tests.factories.closed import KEY
from tests.factories.regency import make_member
from tests.factories.submissions import ASKED_AT, OnItsWay, report_on_its_way

if TYPE_CHECKING:
    from tests.conftest import Committing

NOW = ASKED_AT + timedelta(days=30)
# Enough rounds that both orders come up and the guard is really needed.
ROUNDS = 6

Act = Callable[[Session, UUID], object]


def prepare(committing: Committing, state: str, slug: str) -> tuple[OnItsWay, UUID]:
    """A report in this state, and a second admin."""
    with committing.session_factory() as session:
        way = report_on_its_way(session, state, slug=slug)
        second = make_member(session, way.tenant_id, "tenant-admin").id
        session.commit()
    return way, second


def at_once(committing: Committing, way: OnItsWay, *acts: tuple[Act, UUID]) -> list[str]:
    """What became of each act: `done`, or the refusal with the step and the name of whoever was faster."""
    start = Barrier(len(acts))

    def run(act: Act, account_id: UUID) -> str:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=way.tenant_id)
            start.wait()
            try:
                act(session, account_id)
            except UnableToTakeStep as refused:
                session.rollback()
                return f"{refused.reason} {refused.last.step} {refused.last.by}" if refused.last else refused.reason
            session.commit()
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(lambda each: run(*each), acts))


def steps_of(committing: Committing, way: OnItsWay) -> tuple[str, list[str]]:
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=way.tenant_id)
        state = session.scalars(select(Submission.state).where(Submission.tenant_id == way.tenant_id)).one()
        steps = select(SubmissionStep.step).where(SubmissionStep.tenant_id == way.tenant_id).order_by(SubmissionStep.at)
        return state, list(session.scalars(steps))


def approving(way: OnItsWay) -> Act:
    return lambda session, account_id: approve_report(
        session=session, tenant_id=way.tenant_id, period_id=way.period_id, account_id=account_id, now=NOW
    )


def asking_for_change(way: OnItsWay) -> Act:
    return lambda session, account_id: request_report_change(
        session=session, tenant_id=way.tenant_id, period_id=way.period_id, account_id=account_id, now=NOW,
        remarks=[Remark(GENERAL, "Lampirkan foto.")],
    )  # fmt: skip


def publishing(way: OnItsWay) -> Act:
    return lambda session, account_id: publish_results(
        session=session, tenant_id=way.tenant_id, period_ids=[way.period_id], account_id=account_id, now=NOW
    )


def lost(outcomes: list[str]) -> str:
    assert sorted(each == "done" for each in outcomes) == [False, True], outcomes
    return next(each for each in outcomes if each != "done")


def test_of_two_approvals_one_counts_and_the_other_hears_who_approved(committing: Committing) -> None:
    for number in range(ROUNDS):
        way, second = prepare(committing, SUBMITTED, f"setuju-{number}")
        refusal = lost(at_once(committing, way, (approving(way), way.admin_id), (approving(way), second)))
        assert refusal.split()[0] in {"changed-meanwhile", "wrong-state"} and refusal.endswith("approve Contoh tenant-admin")
        state, steps = steps_of(committing, way)
        assert (state, steps.count("approve")) == (APPROVED, 1)


def test_of_an_approval_and_a_request_for_change_either_may_win_and_never_both_halves(committing: Committing) -> None:
    for number in range(ROUNDS):
        way, second = prepare(committing, SUBMITTED, f"ubah-{number}")
        outcomes = at_once(committing, way, (approving(way), way.admin_id), (asking_for_change(way), second))
        state, steps = steps_of(committing, way)
        if outcomes == ["done", "done"]:
            # The approval came first: what is approved may still be sent back.
            assert (state, steps[-2:]) == (CHANGE_REQUESTED, ["approve", "request_change"])
            continue
        lost(outcomes)
        assert (state, steps[-1]) in {(APPROVED, "approve"), (CHANGE_REQUESTED, "request_change")}
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=way.tenant_id)
            remarks = session.scalars(select(ReviewRemark.id).where(ReviewRemark.tenant_id == way.tenant_id)).all()
            assert bool(remarks) is (state == CHANGE_REQUESTED)


def test_of_two_who_publish_one_does(committing: Committing) -> None:
    for number in range(ROUNDS):
        way, second = prepare(committing, APPROVED, f"umum-{number}")
        refusal = lost(at_once(committing, way, (publishing(way), way.admin_id), (publishing(way), second)))
        assert refusal.endswith("publish Contoh tenant-admin")
        state, steps = steps_of(committing, way)
        assert (state, steps.count("publish")) == (PUBLISHED, 1)


def test_publishing_and_correcting_at_once_leaves_one_round_and_one_result_in_force(committing: Committing) -> None:
    way, second = prepare(committing, APPROVED, "koreksi")

    def correcting(session: Session, account_id: UUID) -> None:
        begin_correction(
            session=session, tenant_id=way.tenant_id, period_id=way.period_id, account_id=account_id, now=NOW, reason="Salah.",
            signing_key=KEY,
        )  # fmt: skip

    at_once(committing, way, (publishing(way), way.admin_id), (correcting, second))
    state, steps = steps_of(committing, way)
    # Published before the correction, or the correction first and nothing published.
    assert (state, steps[-1]) in {("closed", "correct"), (PUBLISHED, "publish")}
    assert steps.count("correct") + steps.count("publish") >= 1


def test_of_two_who_submit_one_does(committing: Committing) -> None:
    way, second = prepare(committing, ANALYSED, "kirim")

    def submitting(session: Session, account_id: UUID) -> None:
        submit_report(session=session, tenant_id=way.tenant_id, period_id=way.period_id, account_id=account_id, now=NOW)

    lost(at_once(committing, way, (submitting, way.officer_id), (submitting, second)))
    assert steps_of(committing, way)[1].count("submit") == 1
