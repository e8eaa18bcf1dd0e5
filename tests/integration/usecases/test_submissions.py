"""The way of a report through the use cases: who may take which step, what is refused and what is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.calendar import Notification
from puas.db.tables.people import AuditEvent
from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.responses import Response
from puas.db.tables.results import Result
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import ReviewRemark, Submission, SubmissionStep
from puas.domain.report_snapshot import FINAL
from puas.domain.submission_workflow import ANALYSED, APPROVED, CHANGE_REQUESTED, CLOSED, GENERAL, PUBLISHED, SUBMITTED
from puas.usecases.answer_remark import UnableToAnswerRemark, answer_remark
from puas.usecases.approve_report import UnableToApproveReport, approve_report
from puas.usecases.begin_correction import UnableToBeginCorrection, begin_correction
from puas.usecases.carry_followup import UnableToCarryFollowup, carry_followup
from puas.usecases.hand_over_results import UnableToHandOverResults, hand_over_results
from puas.usecases.publish_results import UnableToPublishResults, publish_results
from puas.usecases.request_report import UnableToRequestReport, request_report
from puas.usecases.request_report_change import Remark, UnableToRequestReportChange, request_report_change
from puas.usecases.save_followup_plan import UnableToSaveFollowupPlan, save_followup_plan
from puas.usecases.save_report_text import UnableToSaveReportText, save_report_text
from puas.usecases.submit_report import UnableToSubmitReport, submit_report
from puas.usecases.take_back_report import UnableToTakeBackReport, take_back_report
from tests.factories.closed import KEY, closed_period
from tests.factories.regency import make_member
from tests.factories.submissions import ASKED_AT, BASE, LATER, OnItsWay, bring_to, final_report, late_answers, report_on_its_way

REMARKS = (Remark(GENERAL, "Lampirkan foto."), Remark("four-chapters/2", "Sebabnya belum dijelaskan."))

Step = Callable[..., Any]


def row_of(session: Session, way: OnItsWay) -> Submission:
    mine = (Submission.tenant_id == way.tenant_id, Submission.period_id == way.period_id)
    return session.scalars(select(Submission).where(*mine).execution_options(populate_existing=True)).one()


def state_of(session: Session, way: OnItsWay) -> str:
    return row_of(session, way).state


def one(session: Session, way: OnItsWay, account_id: UUID, now: datetime = LATER) -> dict[str, Any]:
    return {"session": session, "tenant_id": way.tenant_id, "period_id": way.period_id, "account_id": account_id, "now": now}


def many(session: Session, way: OnItsWay, now: datetime = LATER) -> dict[str, Any]:
    return {"session": session, "tenant_id": way.tenant_id, "period_ids": [way.period_id], "account_id": way.admin_id, "now": now}


def correct(session: Session, way: OnItsWay, now: datetime = LATER, **more: Any) -> None:
    begin_correction(**one(session, way, way.admin_id, now), **{"reason": "Salah hitung.", "signing_key": KEY, **more})


def notices(session: Session, way: OnItsWay) -> list[tuple[UUID, str]]:
    found = select(Notification).where(Notification.tenant_id == way.tenant_id).order_by(Notification.created_at)
    return [(row.account_id, row.kind) for row in session.scalars(found)]


def test_the_whole_way_is_written_down_with_who_and_when(session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    row = row_of(session, way)
    assert (row.state, row.round, row.version, row.report_id) == (PUBLISHED, 1, 5, way.report_id)
    assert (row.submitted_by, row.approved_by) == (way.officer_id, way.admin_id)
    in_force = session.scalars(select(Result.id).where(Result.tenant_id == way.tenant_id, Result.superseded_at.is_(None))).one()
    assert row.published_result_id == in_force
    assert row.submitted_at and row.approved_at and row.published_at and row.submitted_at < row.approved_at < row.published_at
    steps = session.scalars(select(SubmissionStep).where(SubmissionStep.tenant_id == way.tenant_id).order_by(SubmissionStep.at)).all()
    assert [(each.step, each.account_id) for each in steps] == [
        ("close", None), ("analyse", way.officer_id), ("submit", way.officer_id), ("approve", way.admin_id), ("publish", way.admin_id),
    ]  # fmt: skip
    assert [each.report_id for each in steps] == [None, None, way.report_id, None, None]
    acts = set(session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == way.tenant_id)))
    assert {"submit_report", "approve_report", "publish_results"} <= acts
    assert notices(session, way) == [
        (way.admin_id, "report-submitted"), (way.officer_id, "report-approved"), (way.officer_id, "report-published"),
    ]  # fmt: skip


STEPS: dict[str, tuple[Step, type[Exception]]] = {
    "submit": (lambda s, w: submit_report(**one(s, w, w.officer_id)), UnableToSubmitReport),
    "take_back": (lambda s, w: take_back_report(**one(s, w, w.officer_id)), UnableToTakeBackReport),
    "request_change": (lambda s, w: request_report_change(**one(s, w, w.admin_id), remarks=REMARKS), UnableToRequestReportChange),
    "approve": (lambda s, w: approve_report(**one(s, w, w.admin_id)), UnableToApproveReport),
    "publish": (lambda s, w: publish_results(**many(s, w)), UnableToPublishResults),
    "correct": (lambda s, w: correct(s, w), UnableToBeginCorrection),
}
POSSIBLE = {
    CLOSED: set(), ANALYSED: {"submit"}, SUBMITTED: {"take_back", "request_change", "approve"},
    APPROVED: {"request_change", "publish", "correct"}, PUBLISHED: {"correct"}, CHANGE_REQUESTED: set(),
}  # fmt: skip


@pytest.mark.parametrize("state", POSSIBLE)
def test_every_step_from_every_state(session: Session, state: str) -> None:
    way = report_on_its_way(session, state if state in (ANALYSED, SUBMITTED, APPROVED, PUBLISHED) else SUBMITTED)
    if state in (CLOSED, CHANGE_REQUESTED):
        mine = (Submission.tenant_id == way.tenant_id, Submission.period_id == way.period_id)
        session.execute(update(Submission).where(*mine).values(state=state))
    for step in STEPS:
        tried = session.begin_nested()
        _expect_possible_or_refused(session, way, state, step)
        tried.rollback()
        session.expire_all()


def _expect_possible_or_refused(session: Session, way: OnItsWay, state: str, step: str) -> None:
    take, refusal = STEPS[step]
    if step in POSSIBLE[state]:
        take(session, way)
        assert state_of(session, way) != state, step
    else:
        with pytest.raises(refusal) as refused:
            take(session, way)
        assert refused.value.reason == "wrong-state", step  # type: ignore[attr-defined]
        assert refused.value.standing.state == state == state_of(session, way), step  # type: ignore[attr-defined]


def test_a_refusal_says_who_did_what(session: Session) -> None:
    way = report_on_its_way(session, APPROVED)
    with pytest.raises(UnableToApproveReport) as refused:
        approve_report(**one(session, way, make_member(session, way.tenant_id, "tenant-admin").id))
    last = refused.value.last
    assert last is not None and (last.step, last.by) == ("approve", "Contoh tenant-admin")


def test_what_was_seen_before_another_step_is_refused(session: Session) -> None:
    way = report_on_its_way(session, SUBMITTED)
    seen = row_of(session, way).version
    take_back_report(**one(session, way, way.officer_id))
    submit_report(**one(session, way, way.officer_id))
    with pytest.raises(UnableToApproveReport, match="changed-meanwhile"):
        approve_report(**one(session, way, way.admin_id), version=seen)
    assert state_of(session, way) == SUBMITTED


def test_without_a_final_report_nothing_is_submitted(session: Session) -> None:
    way = report_on_its_way(session, ANALYSED)
    session.execute(update(Report).where(Report.tenant_id == way.tenant_id).values(stage="draft"))
    assert refused_submission(session, way) == "no-final-report"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"state": "pending"}, "report-not-ready"),
        ({"state": "running"}, "report-not-ready"),
        ({"state": "failed"}, "no-final-report"),
        ({"state": "gone"}, "no-final-report"),
        ({"withdrawn_at": LATER}, "no-final-report"),
    ],
)
def test_a_report_that_is_not_there_is_not_submitted(session: Session, values: dict[str, Any], reason: str) -> None:
    way = report_on_its_way(session, ANALYSED)
    session.execute(update(Report).where(Report.tenant_id == way.tenant_id).values(**values))
    assert refused_submission(session, way) == reason


def refused_submission(session: Session, way: OnItsWay) -> str:
    with pytest.raises(UnableToSubmitReport) as refused:
        submit_report(**one(session, way, way.officer_id))
    assert state_of(session, way) == ANALYSED
    return refused.value.reason


def test_a_report_of_an_older_result_is_not_submitted(session: Session) -> None:
    way = report_on_its_way(session, APPROVED)
    late_answers(session, way, 3)
    correct(session, way, count_late=True)
    final_report(session, way.closed, asked_by=way.officer_id, now=LATER + timedelta(days=1))
    # Withdrawn, so that the newest one is that of before the correction.
    newest = session.scalars(select(Report).where(Report.tenant_id == way.tenant_id).order_by(Report.requested_at.desc())).first()
    assert newest is not None
    newest.withdrawn_at = LATER
    session.flush()
    assert refused_submission(session, way) == "report-outdated"


def test_a_change_is_asked_for_by_chapter_and_answered_before_submitting_again(session: Session) -> None:
    way = report_on_its_way(session, SUBMITTED)
    request_report_change(**one(session, way, way.admin_id), remarks=[*REMARKS, Remark(GENERAL, "  ")])
    assert state_of(session, way) == CHANGE_REQUESTED
    remarks = session.scalars(select(ReviewRemark).where(ReviewRemark.tenant_id == way.tenant_id).order_by(ReviewRemark.chapter)).all()
    assert [(each.chapter, each.body) for each in remarks] == [("four-chapters/2", REMARKS[1].body), (GENERAL, REMARKS[0].body)]
    notice = session.scalars(select(Notification).where(Notification.kind == "change-requested")).one()
    assert notice.account_id == way.officer_id and "Bab II" in notice.facts["reason"]

    final_report(session, way.closed, asked_by=way.officer_id, now=LATER + timedelta(days=1))
    again = LATER + timedelta(days=2)
    with pytest.raises(UnableToSubmitReport, match="remarks-open"):
        submit_report(**one(session, way, way.officer_id, again))
    for each in remarks:
        answer_remark(**one(session, way, way.officer_id, again), remark_id=each.id, answer=" Sudah dijelaskan. ")
    submit_report(**one(session, way, way.officer_id, again))
    row = row_of(session, way)
    assert row.state == SUBMITTED and row.report_id != way.report_id
    # When it first came in decides about lateness, not when it came back.
    assert row.submitted_at == ASKED_AT + timedelta(days=1)
    session.refresh(remarks[0])
    assert (remarks[0].answer, remarks[0].answered_by) == ("Sudah dijelaskan.", way.officer_id)


def test_the_report_from_before_the_change_request_is_not_submitted_again(session: Session) -> None:
    way = report_on_its_way(session, SUBMITTED)
    request_report_change(**one(session, way, way.admin_id), remarks=REMARKS)
    for remark_id in session.scalars(select(ReviewRemark.id).where(ReviewRemark.tenant_id == way.tenant_id)).all():
        answer_remark(**one(session, way, way.officer_id), remark_id=remark_id, answer="Sudah.")
    request_report(
        session=session, tenant_id=way.tenant_id, period_id=way.period_id, requested_by=way.officer_id, base_url=BASE,
        now=LATER + timedelta(hours=1), stage=FINAL, advice_seen=True,
    ).state = "failed"  # fmt: skip
    session.flush()
    assert refused_submission(session, way) == "report-before-change"


@pytest.mark.parametrize(
    ("remarks", "reason"),
    [
        ((), "no-remarks"),
        ((Remark(GENERAL, "   "),), "no-remarks"),
        ((Remark("bab-99", "Perbaiki."),), "unknown-chapter"),
        ((Remark(GENERAL, "a" * 2001),), "too-long"),
    ],
)
def test_remarks_that_say_nothing_are_refused(session: Session, remarks: tuple[Remark, ...], reason: str) -> None:
    way = report_on_its_way(session, SUBMITTED)
    with pytest.raises(UnableToRequestReportChange, match=reason):
        request_report_change(**one(session, way, way.admin_id), remarks=remarks)
    assert state_of(session, way) == SUBMITTED


def test_remarks_are_answered_by_the_agency_while_it_has_the_report(session: Session) -> None:
    way = report_on_its_way(session, SUBMITTED)
    request_report_change(**one(session, way, way.admin_id), remarks=REMARKS[:1])
    remark_id = session.scalars(select(ReviewRemark.id).where(ReviewRemark.tenant_id == way.tenant_id)).one()
    for answer, reason in (("  ", "no-answer"), ("a" * 2001, "too-long")):
        with pytest.raises(UnableToAnswerRemark, match=reason):
            answer_remark(**one(session, way, way.officer_id), remark_id=remark_id, answer=answer)
    with pytest.raises(UnableToAnswerRemark, match="unknown-remark"):
        answer_remark(**one(session, way, way.officer_id), remark_id=new_id(), answer="Sudah.")
    answer_remark(**one(session, way, way.officer_id), remark_id=remark_id, answer="Sudah.")
    final_report(session, way.closed, asked_by=way.officer_id, now=LATER + timedelta(days=1))
    submit_report(**one(session, way, way.officer_id, LATER + timedelta(days=2)))
    with pytest.raises(UnableToAnswerRemark, match="with-regency"):
        answer_remark(**one(session, way, way.officer_id), remark_id=remark_id, answer="Lain lagi.")


def test_nobody_approves_what_they_submitted(session: Session) -> None:
    way = report_on_its_way(session, ANALYSED)
    submit_report(**one(session, way, way.admin_id))
    with pytest.raises(UnableToApproveReport, match="own-submission"):
        approve_report(**one(session, way, way.admin_id))
    approve_report(**one(session, way, make_member(session, way.tenant_id, "tenant-admin").id))


def test_nobody_approves_the_report_they_asked_for(session: Session) -> None:
    way = report_on_its_way(session, ANALYSED)
    final_report(session, way.closed, asked_by=way.admin_id, now=ASKED_AT + timedelta(hours=1))
    submit_report(**one(session, way, way.officer_id))
    with pytest.raises(UnableToApproveReport, match="own-report"):
        approve_report(**one(session, way, way.admin_id))
    assert state_of(session, way) == SUBMITTED


def test_a_withdrawn_report_is_neither_approved_nor_published(session: Session) -> None:
    way = report_on_its_way(session, SUBMITTED)
    session.execute(update(Report).where(Report.tenant_id == way.tenant_id).values(withdrawn_at=LATER))
    with pytest.raises(UnableToApproveReport, match="report-withdrawn"):
        approve_report(**one(session, way, way.admin_id))
    session.execute(update(Report).where(Report.tenant_id == way.tenant_id).values(withdrawn_at=None))
    approve_report(**one(session, way, way.admin_id))
    session.execute(update(Report).where(Report.tenant_id == way.tenant_id).values(withdrawn_at=LATER))
    with pytest.raises(UnableToPublishResults, match="report-withdrawn"):
        publish_results(**many(session, way))


def test_publishing_twice_is_refused_and_says_who_did(session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    with pytest.raises(UnableToPublishResults) as refused:
        publish_results(**many(session, way))
    assert refused.value.reason == "wrong-state"
    assert refused.value.last is not None and refused.value.last.step == "publish"
    with pytest.raises(UnableToPublishResults, match="none-chosen"):
        publish_results(**{**many(session, way), "period_ids": []})
    with pytest.raises(UnableToPublishResults, match="unknown-period"):
        publish_results(**{**many(session, way), "period_ids": [new_id()]})


def test_of_many_those_that_can_are_published_and_the_others_named(session: Session) -> None:
    way = report_on_its_way(session, APPROVED)
    other = closed_period(session, slug="arjosari")
    outcome = publish_results(**{**many(session, way), "period_ids": [way.period_id, other.period_id]})
    assert [each.period_id for each in outcome.taken] == [way.period_id]
    assert [(each.reason, each.standing and each.standing.state) for each in outcome.refused] == [("wrong-state", CLOSED)]


def test_a_demo_hands_nothing_over(session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    with pytest.raises(UnableToHandOverResults, match="no-province"):
        hand_over_results(**many(session, way))
    assert state_of(session, way) == PUBLISHED


def test_taking_back_makes_it_the_agencys_again(session: Session) -> None:
    way = report_on_its_way(session, SUBMITTED)
    take_back_report(**one(session, way, way.officer_id), reason="Salah berkas")
    row = row_of(session, way)
    assert (row.state, row.submitted_at, row.submitted_by) == (ANALYSED, None, None)
    save_report_text(**{**one(session, way, way.officer_id), "section": "saran", "body": "Tulisan sendiri.", "version": None})


@pytest.mark.parametrize("state", [SUBMITTED, APPROVED, PUBLISHED])
def test_what_is_with_the_regency_is_not_changed(session: Session, state: str) -> None:
    way = report_on_its_way(session, state)
    with pytest.raises(UnableToSaveReportText, match="with-regency"):
        save_report_text(**one(session, way, way.officer_id), section="saran", body="Tulisan.", version=None)
    with pytest.raises(UnableToSaveFollowupPlan, match="with-regency"):
        save_followup_plan(**one(session, way, way.officer_id), items=[], version=None)
    item_id = session.scalars(select(FollowupItem.id).where(FollowupItem.tenant_id == way.tenant_id).limit(1)).one()
    with pytest.raises(UnableToCarryFollowup, match="with-regency"):
        carry_followup(**one(session, way, way.officer_id), item_id=item_id)
    with pytest.raises(UnableToRequestReport, match="with-regency"):
        final_report(session, way.closed, asked_by=way.officer_id, now=LATER)


def test_who_wrote_in_a_report_stands_in_the_log_once_a_sitting(session: Session) -> None:
    way = report_on_its_way(session, ANALYSED)
    steps = (
        (way.officer_id, "saran", 0), (way.officer_id, "saran", 20), (way.officer_id, "latar_belakang", 21), (way.admin_id, "saran", 22),
        (way.officer_id, "saran", 59), (way.officer_id, "saran", 61),
    )  # fmt: skip
    for account_id, section, minutes in steps:
        now = LATER + timedelta(minutes=minutes)
        save_report_text(**one(session, way, account_id, now), section=section, body=f"Menit {minutes}.", version=None)
    found = select(AuditEvent).where(AuditEvent.tenant_id == way.tenant_id, AuditEvent.action == "save_report_text")
    told = [(each.account_id, each.detail["section"], each.subject) for each in session.scalars(found.order_by(AuditEvent.at))]
    subject = f"survey_period:{way.period_id}"
    assert told == [
        (way.officer_id, "saran", subject), (way.officer_id, "latar_belakang", subject), (way.admin_id, "saran", subject),
        (way.officer_id, "saran", subject),
    ]  # fmt: skip


def results_of(session: Session, way: OnItsWay) -> list[Result]:
    found = select(Result).where(Result.tenant_id == way.tenant_id).order_by(Result.version)
    return list(session.scalars(found.execution_options(populate_existing=True)))


def test_a_correction_of_words_leaves_the_result_alone_and_the_public_one_public(session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    before = row_of(session, way)
    public, published_at, submitted_at = before.published_result_id, before.published_at, before.submitted_at
    late_answers(session, way, 2)
    correct(session, way)
    row = row_of(session, way)
    assert (row.state, row.round, row.submitted_by, row.approved_by) == (CLOSED, 2, None, None)
    assert (row.published_result_id, row.published_at, row.submitted_at) == (public, published_at, submitted_at)
    assert [each.version for each in results_of(session, way)] == [1]
    assert notices(session, way)[-1] == (way.officer_id, "correction-begun")
    save_report_text(**one(session, way, way.officer_id), section="saran", body="Tulisan baru.", version=None)


def test_a_correction_that_counts_late_answers_makes_a_new_version(session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    late_answers(session, way, 3)
    correct(session, way, count_late=True)
    old, new = results_of(session, way)
    assert (old.respondents, new.respondents, new.version, new.reason) == (24, 27, 2, "Salah hitung.")
    assert old.superseded_at is not None and row_of(session, way).published_result_id == old.id
    assert not session.scalar(select(func.count()).where(Response.tenant_id == way.tenant_id, Response.state == "late"))
    final_report(session, way.closed, asked_by=way.officer_id, now=LATER + timedelta(days=1))
    bring_to(session, way, PUBLISHED, since=LATER + timedelta(days=1))
    row = row_of(session, way)
    assert (row.state, row.published_result_id, row.round) == (PUBLISHED, new.id, 2)
    step = session.scalars(select(SubmissionStep).where(SubmissionStep.step == "submit", SubmissionStep.round == 2)).one()
    assert "Jumlah responden 24 menjadi 27." in step.changes.splitlines()


@pytest.mark.parametrize(("reason", "refusal"), [("  ", "no-reason"), ("a" * 1001, "too-long")])
def test_a_correction_needs_a_reason(session: Session, reason: str, refusal: str) -> None:
    way = report_on_its_way(session, APPROVED)
    with pytest.raises(UnableToBeginCorrection, match=refusal):
        correct(session, way, reason=reason)


def test_a_period_of_another_tenant_is_unknown(session: Session) -> None:
    way = report_on_its_way(session, SUBMITTED)
    other = report_on_its_way(session, ANALYSED, slug="lain")
    with pytest.raises(UnableToSubmitReport, match="unknown-period"):
        submit_report(**{**one(session, way, way.officer_id), "tenant_id": other.tenant_id})


def test_publishing_makes_the_figures_others_read_and_shows_the_promises(session: Session) -> None:
    way = report_on_its_way(session, APPROVED)
    figures = select(SharedFigure).where(SharedFigure.tenant_id == way.tenant_id, SharedFigure.level == "agency")
    assert session.scalars(figures).all() == []
    publish_results(**many(session, way))
    assert {(row.year, row.respondents) for row in session.scalars(figures)} == {(2026, 24)}
