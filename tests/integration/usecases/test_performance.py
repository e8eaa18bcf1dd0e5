"""Assessments of performance through the use cases: what is refused, what is frozen, and what stays in the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries import performance_proposals
from puas.db.queries.performance_readings import read_performance
from puas.db.queries.performance_sheets import assessment_state, evaluator_sheets
from puas.db.tables.calendar import Notification
from puas.db.tables.people import AgencyAssignment, AuditEvent
from puas.db.tables.performance import PerformanceAssessment, PerformanceScore, PerformanceSheet
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.performance_proposals import Proposal
from puas.domain.performance_sheet import Entry, fingerprint
from puas.domain.performance_snapshot import read_performance_snapshot
from puas.domain.regulation.performance_registry import PerformanceRule
from puas.runtime.signing_key import verify
from puas.usecases import save_performance_sheet as saving
from puas.usecases import send_performance_sheet as sending
from puas.usecases._performance import UnableToChangePerformance
from puas.usecases.decide_performance import decide_performance
from puas.usecases.name_performance_evaluators import name_performance_evaluators
from puas.usecases.open_performance import OpenedPerformance, open_performance
from puas.usecases.record_performance import record_performance
from puas.usecases.reopen_performance import reopen_performance
from puas.usecases.reopen_performance_sheet import reopen_performance_sheet
from puas.usecases.save_performance_sheet import UnableToSavePerformanceSheet, save_performance_sheet
from puas.usecases.send_performance_sheet import send_performance_sheet
from puas.usecases.validate_performance import validate_performance
from puas.usecases.withdraw_performance import withdraw_performance
from tests.factories.assessments import KEY, NEW_RULE, NOW, OLD_RULE, Assessed, add_assessment, add_evaluator, add_validated
from tests.factories.members import add_workspace


def reason_of(act: Callable[[], object]) -> str:
    try:
        act()
    except UnableToChangePerformance as refused:
        return refused.reason
    return "done"


def open_again(
    session: Session, it: Assessed, *, rule: PerformanceRule = NEW_RULE, year: int = 2026, agencies: list[UUID] | None = None,
    evaluators: list[UUID] | None = None,
) -> OpenedPerformance:  # fmt: skip
    return open_performance(
        session=session, tenant_id=it.tenant_id, agency_ids=it.place.agencies if agencies is None else agencies, year=year, rule=rule,
        evaluators=[each.id for each in it.evaluators] if evaluators is None else evaluators, account_id=it.place.admin.id, now=NOW,
    )  # fmt: skip


def save(
    session: Session, it: Assessed, sheet_id: UUID, entries: dict[str, Entry], *, by: UUID | None = None, seen: str | None = None
) -> None:
    save_performance_sheet(session=session, tenant_id=it.tenant_id, sheet_id=sheet_id, entries=entries, seen=seen, account_id=by, now=NOW)


def decide(
    session: Session, it: Assessed, code: str = "A.06", score: int | None = 2, reason: str = "Bukti belum ada", **more: object
) -> None:
    given = {"version": None, "account_id": it.place.admin.id, **more}
    decide_performance(
        session=session, tenant_id=it.tenant_id, assessment_id=it.assessment_id, indicator=code, score=score, reason=reason, now=NOW,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def validate(session: Session, it: Assessed, *, by: UUID | None = None, version: int | None = None) -> None:
    validate_performance(
        session=session, tenant_id=it.tenant_id, assessment_id=it.assessment_id, version=version, signing_key=KEY,
        account_id=by or it.place.admin.id, now=NOW,
    )  # fmt: skip


def notices(session: Session, it: Assessed, account_id: UUID) -> list[str]:
    statement = select(Notification).where(Notification.tenant_id == it.tenant_id, Notification.account_id == account_id)
    return [row.kind for row in session.scalars(statement.order_by(Notification.id))]


def acts(session: Session, it: Assessed) -> list[AuditEvent]:
    statement = select(AuditEvent).where(AuditEvent.subject == f"performance_assessment:{it.assessment_id}").order_by(AuditEvent.id)
    return list(session.scalars(statement))


def test_opening_makes_the_sheets_and_tells_who_fills_them_in(session: Session) -> None:
    it = add_assessment(session)
    sheets = session.scalars(select(PerformanceSheet).where(PerformanceSheet.assessment_id == it.assessment_id)).all()
    assert sorted((each.form, each.person_name) for each in sheets) == [
        ("F-01", ""),
        ("F-02", "Dewi Anggraini"),
        ("F-02", "Rahmat Hidayat"),
    ]
    for person in (it.place.officer, *it.evaluators):
        assert notices(session, it, person.id) == ["performance-sheet-waiting"]
    assert [row.assessment.id for row in evaluator_sheets(session, tenant_id=it.tenant_id, account_id=it.evaluators[0].id, limit=9)] == [
        it.assessment_id
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"agencies": []}, "none-chosen"),
        ({"agencies": [new_id()]}, "unknown-agency"),
        ({"rule": PerformanceRule("permenpanrb-14-2017")}, "unknown-rule"),
        ({"rule": PerformanceRule("permenpanrb-29-2022")}, "unknown-form"),
        ({"rule": PerformanceRule("permenpanrb-29-2022", "C")}, "unknown-form"),
        ({"rule": PerformanceRule("permenpanrb-17-2017", "A")}, "unknown-form"),
        ({"rule": PerformanceRule("permenpanrb-29-2022", "A", "printed")}, "unknown-weights"),
        ({"year": 2021}, "impossible-year"),
        ({"year": 2028}, "impossible-year"),
        ({"rule": OLD_RULE, "year": 2016}, "impossible-year"),
        ({"evaluators": [new_id()]}, "not-evaluator"),
        ({"evaluators": [new_id() for _ in range(11)]}, "too-many"),
    ],
)
def test_what_cannot_be_opened(session: Session, changes: dict[str, object], reason: str) -> None:
    it = add_assessment(session)
    assert reason_of(lambda: open_again(session, it, **changes)) == reason  # type: ignore[arg-type]


def test_a_unit_has_one_assessment_per_year_rule_and_form(session: Session) -> None:
    it = add_assessment(session)
    again = open_again(session, it)
    assert (len(again.opened), again.existing) == (1, ("Dinas Kesehatan",))
    # Both rules side by side, and both forms.
    assert len(open_again(session, it, rule=OLD_RULE).opened) == 2
    assert len(open_again(session, it, rule=PerformanceRule("permenpanrb-29-2022", "B")).opened) == 2
    withdraw_performance(
        session=session,
        tenant_id=it.tenant_id,
        assessment_id=it.assessment_id,
        version=None,
        reason="Salah tahun",
        account_id=None,
        now=NOW,
    )
    assert len(open_again(session, it).opened) == 1


def test_nobody_evaluates_an_agency_they_work_for(session: Session) -> None:
    it = add_assessment(session)
    own, other = it.evaluators
    session.add(AgencyAssignment(tenant_id=it.tenant_id, account_id=own.id, agency_id=it.place.agencies[1]))
    session.flush()
    again = open_again(session, it)
    assert again.left_out == (("RSUD Tirta", "Dewi Anggraini"),)

    def name(*people: UUID) -> None:
        name_performance_evaluators(
            session=session, tenant_id=it.tenant_id, assessment_id=again.opened[0], evaluators=people, account_id=None, now=NOW
        )

    assert reason_of(lambda: name(own.id, other.id)) == "works-for-agency"
    assert reason_of(lambda: name(it.place.officer.id)) == "not-evaluator"


def test_evaluators_come_and_go_until_they_have_sent(session: Session) -> None:
    it = add_assessment(session)
    first, second = it.evaluators
    third = add_evaluator(session, it.place, "Siti Aminah")
    it.fill(session, first, send=False)

    def name(*people: UUID) -> None:
        name_performance_evaluators(
            session=session, tenant_id=it.tenant_id, assessment_id=it.assessment_id, evaluators=people, account_id=None, now=NOW
        )

    name(first.id, third.id)
    names = [each.person_name for each in assessment_state(session, tenant_id=it.tenant_id, assessment=it.assessment(session)).evaluators]
    assert names == ["Dewi Anggraini", "Siti Aminah"]
    assert session.scalars(select(PerformanceScore)).all(), "the sheet that stays keeps its scores"
    it.fill(session, first)
    assert reason_of(lambda: name(third.id)) == "sent-already"
    name(first.id)
    assert reason_of(lambda: name(*(new_id() for _ in range(11)))) == "too-many"


@pytest.mark.parametrize(
    ("code", "entry", "fault"),
    [
        ("A.01", Entry(6), "score-out-of-range"),
        ("A.01", Entry(-1), "score-out-of-range"),
        ("1.a.K1", Entry(3), "unknown-indicator"),
        ("B.01", Entry(3), "unknown-indicator"),
        ("A.01", Entry(3, note="x" * 2001), "too-long"),
    ],
)
def test_what_no_sheet_takes(session: Session, code: str, entry: Entry, fault: str) -> None:
    it = add_assessment(session)
    mine = it.evaluators[0]
    with pytest.raises(UnableToSavePerformanceSheet) as refusal:
        save(session, it, it.sheet(session, mine).id, {"A.02": Entry(5), code: entry}, by=mine.id)
    assert [(each.indicator, each.kind) for each in refusal.value.faults] == [(code, fault)]
    assert not session.scalars(select(PerformanceScore)).all(), "nothing is saved beside a fault"


def test_only_the_evaluator_writes_on_their_sheet(session: Session) -> None:
    it = add_assessment(session)
    sheet = it.sheet(session, it.evaluators[0])
    for other in (it.evaluators[1].id, it.place.admin.id, it.place.officer.id, None):
        assert reason_of(lambda other=other: save(session, it, sheet.id, {"A.01": Entry(5)}, by=other)) == "not-yours"  # type: ignore[misc]
    assert reason_of(lambda: save(session, it, new_id(), {"A.01": Entry(5)})) == "unknown-sheet"


def test_two_tabs_on_one_aspect_are_told_and_two_aspects_are_not(session: Session) -> None:
    it = add_assessment(session)
    mine = it.evaluators[0]
    sheet_id = it.sheet(session, mine).id
    nothing = fingerprint({}, ["A.01"])
    save(session, it, sheet_id, {"A.01": Entry(3)}, by=mine.id, seen=nothing)
    save(session, it, sheet_id, {"A.10": Entry(4)}, by=mine.id, seen=nothing)
    with pytest.raises(UnableToSavePerformanceSheet) as refusal:
        save(session, it, sheet_id, {"A.01": Entry(5)}, by=mine.id, seen=nothing)
    assert refusal.value.reason == "changed-meanwhile"
    assert refusal.value.entries["A.01"] == Entry(3)
    seen = fingerprint(refusal.value.entries, ["A.01"])
    save(session, it, sheet_id, {"A.01": Entry(5)}, by=mine.id, seen=seen)
    assert it.sheet(session, mine).version == 4
    stored = {row.indicator: row.score for row in session.scalars(select(PerformanceScore))}
    assert stored == {"A.01": 5, "A.10": 4}


def test_an_entry_can_be_emptied_again(session: Session) -> None:
    it = add_assessment(session)
    mine = it.evaluators[0]
    sheet_id = it.sheet(session, mine).id
    save(session, it, sheet_id, {"A.01": Entry(3, "catatan")}, by=mine.id)
    save(session, it, sheet_id, {"A.01": Entry(None, "catatan")}, by=mine.id)
    assert session.scalars(select(PerformanceScore)).one().score is None
    save(session, it, sheet_id, {"A.01": Entry()}, by=mine.id)
    assert not session.scalars(select(PerformanceScore)).all()


def test_another_score_than_the_proposed_one_needs_a_reason(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    it = add_assessment(session)
    mine = it.evaluators[0]
    sheet_id = it.sheet(session, mine).id
    save(session, it, sheet_id, {code: Entry(score) for code, score in it.scores(4).items()}, by=mine.id)

    def proposals(*_: object, **__: object) -> dict[str, Proposal]:
        return {"A.07": Proposal(2, "Hasil terbit di 2 media", {"media": 2})}

    for module in (performance_proposals, saving, sending):
        monkeypatch.setattr(module, "proposals_for", proposals)
    # What was entered before the proposal is looked at again when it is sent.
    with pytest.raises(UnableToChangePerformance) as refusal:
        send_performance_sheet(session=session, tenant_id=it.tenant_id, sheet_id=sheet_id, account_id=mine.id, now=NOW)
    assert (refusal.value.reason, refusal.value.names) == ("incomplete", ("A.07",))
    assert reason_of(lambda: save(session, it, sheet_id, {"A.07": Entry(4, reason=" ")}, by=mine.id)) == "faults"
    save(session, it, sheet_id, {"A.07": Entry(4, reason="Dua media lain belum dicatat")}, by=mine.id)
    row = session.scalars(select(PerformanceScore).where(PerformanceScore.indicator == "A.07")).one()
    assert (row.proposed, row.proof) == (2, {"sentence": "Hasil terbit di 2 media", "media": 2})
    send_performance_sheet(session=session, tenant_id=it.tenant_id, sheet_id=sheet_id, account_id=mine.id, now=NOW)


def test_a_sheet_is_sent_when_complete_and_then_stays(session: Session) -> None:
    it = add_assessment(session)
    first, second = it.evaluators
    sheet_id = it.sheet(session, first).id
    save(session, it, sheet_id, {code: Entry(4) for code in it.scores(4) if code != "A.30"}, by=first.id)

    def send() -> None:
        send_performance_sheet(session=session, tenant_id=it.tenant_id, sheet_id=sheet_id, account_id=first.id, now=NOW)

    assert reason_of(send) == "incomplete"
    save(session, it, sheet_id, {"A.30": Entry(2), "A.31": Entry()}, by=first.id)
    send()
    assert reason_of(send) == "sent-already"
    assert reason_of(lambda: save(session, it, sheet_id, {"A.30": Entry(5)}, by=first.id)) == "sent-already"
    assert notices(session, it, it.place.admin.id) == []
    it.fill(session, second)
    assert notices(session, it, it.place.admin.id) == ["performance-ready"]


def test_a_sheet_is_given_back_with_a_reason_and_keeps_what_stands_on_it(session: Session) -> None:
    it = add_assessment(session)
    mine = it.evaluators[0]
    it.fill(session, mine)
    sheet_id = it.sheet(session, mine).id

    def give_back(reason: str) -> None:
        reopen_performance_sheet(
            session=session, tenant_id=it.tenant_id, sheet_id=sheet_id, reason=reason, account_id=it.place.admin.id, now=NOW
        )

    assert reason_of(lambda: give_back("  ")) == "reason-missing"
    give_back("Bukti A.06 belum diperiksa")
    assert reason_of(lambda: give_back("sekali lagi")) == "not-sent"
    assert notices(session, it, mine.id) == ["performance-sheet-waiting", "performance-sheet-reopened"]
    assert len(session.scalars(select(PerformanceScore).where(PerformanceScore.sheet_id == sheet_id)).all()) == 31
    save(session, it, sheet_id, {"A.06": Entry(1)}, by=mine.id)


def test_validating_freezes_signs_and_shares_the_index(session: Session) -> None:
    it = add_validated(session)
    row = it.assessment(session)
    # 0.75 x 4 + 0.25 x 5
    assert (row.state, row.evaluated, row.users, row.index, row.category) == (
        "validated", Decimal("4.00"), Decimal("5.00"), Decimal("4.25"), "A-",
    )  # fmt: skip
    snapshot = read_performance_snapshot(row.snapshot)
    assert snapshot.holds and snapshot.sha256() == row.sha256 and snapshot.to_json() == row.snapshot
    assert verify(row.snapshot, row.signature, [KEY.public]) is not None
    assert [each.person for each in snapshot.sheets] == ["Budi Santoso", "Dewi Anggraini", "Rahmat Hidayat"]
    (reading,) = read_performance(session, tenant_id=it.tenant_id, today=NOW.date())
    assert (reading.value, reading.letter, reading.label) == (Decimal("4.25"), "A-", "Sangat Baik")
    assert reading.counts == {"indicators": 30, "weak": 0, "promises": 0, "promises_done": 0}
    figure = session.scalars(select(YardstickFigure)).one()
    assert (figure.value, figure.variant) == (Decimal("4.25"), "permenpanrb-29-2022:A")
    assert notices(session, it, it.place.officer.id)[-1] == "performance-validated"


def test_a_changed_snapshot_no_longer_holds(session: Session) -> None:
    it = add_validated(session)
    text = it.assessment(session).snapshot
    for change in (('"index":"4.25"', '"index":"4.55"'), ('"category":"A-"', '"category":"A"'), ('"score":"4"', '"score":"5"')):
        assert change[0] in text
        assert not read_performance_snapshot(text.replace(*change)).holds


def test_what_stands_in_the_way_of_validating(session: Session) -> None:
    it = add_assessment(session)
    first, second = it.evaluators
    it.fill(session, first)
    assert reason_of(lambda: validate(session, it)) == "not-sent"
    it.fill(session, second)
    assert reason_of(lambda: validate(session, it)) == "incomplete"
    it.answer(session)
    assert reason_of(lambda: validate(session, it, by=first.id)) == "evaluator"
    assert reason_of(lambda: validate(session, it, version=it.assessment(session).version - 1)) == "changed-meanwhile"
    validate(session, it, version=it.assessment(session).version)
    assert reason_of(lambda: validate(session, it)) == "validated-already"


def test_without_an_evaluator_nothing_is_validated(session: Session) -> None:
    it = add_assessment(session)
    name_performance_evaluators(
        session=session, tenant_id=it.tenant_id, assessment_id=it.assessment_id, evaluators=(), account_id=None, now=NOW
    )
    assert reason_of(lambda: validate(session, it)) == "no-evaluator"


def test_single_indicators_are_decided_with_a_reason(session: Session) -> None:
    it = add_assessment(session)
    for each in it.evaluators:
        it.fill(session, each)
    it.answer(session, 4)
    assert reason_of(lambda: decide(session, it, "1.a.K1")) == "unknown-indicator"
    assert reason_of(lambda: decide(session, it, score=6)) == "score-out-of-range"
    assert reason_of(lambda: decide(session, it, reason="")) == "reason-missing"
    assert reason_of(lambda: decide(session, it, reason="x" * 501)) == "too-long"
    assert reason_of(lambda: decide(session, it, account_id=it.evaluators[0].id)) == "evaluator"
    version = it.assessment(session).version
    decide(session, it, version=version)
    assert reason_of(lambda: decide(session, it, version=version)) == "changed-meanwhile"
    decide(session, it, score=3)
    decide(session, it, "A.07")
    decide(session, it, "A.07", None, "")
    validate(session, it)
    snapshot = read_performance_snapshot(it.assessment(session).snapshot)
    assert [(each.indicator, each.score, each.reason) for each in snapshot.decisions] == [("A.06", 3, "Bukti belum ada")]
    # 0.75 x (4 - 1/9 x 0.24) + 0.25 x 4 = 3.98
    assert it.assessment(session).index == Decimal("3.98")
    assert reason_of(lambda: decide(session, it)) == "not-open"


def test_opening_again_keeps_what_was_frozen_in_the_history(session: Session) -> None:
    it = add_validated(session)
    frozen, signature = it.assessment(session).snapshot, it.assessment(session).signature

    def again(reason: str, version: int | None = None) -> None:
        reopen_performance(
            session=session, tenant_id=it.tenant_id, assessment_id=it.assessment_id, version=version, reason=reason,
            account_id=it.place.admin.id, now=NOW,
        )  # fmt: skip

    assert reason_of(lambda: again("")) == "reason-missing"
    assert reason_of(lambda: again("Keberatan unit", version=1)) == "changed-meanwhile"
    again("Keberatan unit")
    assert reason_of(lambda: again("Keberatan unit")) == "not-validated"
    row = it.assessment(session)
    assert (row.state, row.index, row.category, row.snapshot) == ("open", None, "", "")
    assert not session.scalars(select(YardstickFigure)).all(), "what is open says nothing to the province"
    kept = next(each.detail for each in acts(session, it) if each.action == "reopen_performance")
    assert kept["snapshot"] == frozen and verify(kept["snapshot"], kept["signature"], [KEY.public]) and kept["signature"] == signature
    decide(session, it)
    validate(session, it)
    second = read_performance_snapshot(it.assessment(session).snapshot)
    assert (second.version, second.version_reason) == (2, "Keberatan unit")


def test_an_index_known_from_outside_is_recorded_with_its_source(session: Session) -> None:
    it = add_assessment(session)

    def record(index: str = "4.53", source: str = "Surat MenPANRB B/123/2025", year: int = 2024, agency: UUID | None = None) -> None:
        record_performance(
            session=session, tenant_id=it.tenant_id, agency_id=agency or it.place.agencies[0], year=year, rule=OLD_RULE,
            index=Decimal(index), source=source, account_id=None, now=NOW,
        )  # fmt: skip

    for index in ("5.01", "-0.01", "4.535"):
        assert reason_of(lambda index=index: record(index)) == "index-out-of-range"  # type: ignore[misc]
    assert reason_of(lambda: record(source=" ")) == "source-missing"
    assert reason_of(lambda: record(source="x" * 501)) == "too-long"
    assert reason_of(lambda: record(year=2016)) == "impossible-year"
    assert reason_of(lambda: record(agency=new_id())) == "unknown-agency"
    record()
    assert reason_of(record) == "exists"
    row = session.scalars(select(PerformanceAssessment).where(PerformanceAssessment.origin == "recorded")).one()
    assert (row.state, row.index, row.category, row.snapshot) == ("validated", Decimal("4.53"), "A", "")
    (reading,) = read_performance(session, tenant_id=it.tenant_id, today=NOW.date())
    assert reading.counts == {"promises": 0, "promises_done": 0}
    outcome = reason_of(
        lambda: reopen_performance(
            session=session, tenant_id=it.tenant_id, assessment_id=row.id, version=None, reason="ya", account_id=None, now=NOW
        )
    )
    assert outcome == "recorded"


def test_what_is_withdrawn_is_gone_from_everywhere_but_the_history(session: Session) -> None:
    it = add_validated(session)

    def withdraw(reason: str) -> None:
        withdraw_performance(
            session=session, tenant_id=it.tenant_id, assessment_id=it.assessment_id, version=None, reason=reason, account_id=None, now=NOW
        )

    assert reason_of(lambda: withdraw("")) == "reason-missing"
    withdraw("Salah unit")
    assert reason_of(lambda: withdraw("Salah unit")) == "unknown-assessment"
    assert not session.scalars(select(YardstickFigure)).all()
    assert not evaluator_sheets(session, tenant_id=it.tenant_id, account_id=it.evaluators[0].id, limit=9)
    assert acts(session, it)[-1].detail["reason"] == "Salah unit"


def test_the_log_does_not_tell_what_an_evaluator_gave(session: Session) -> None:
    it = add_assessment(session)
    it.fill(session, it.evaluators[0], send=False)
    it.fill(session, send=False, A_06=2)
    given = {each.detail["form"]: each.detail["indicators"] for each in acts(session, it) if each.action == "save_performance_sheet"}
    assert "A.06" in given["F-02"] and "A.06: – → 2" in given["F-01"]


def test_another_tenant_has_none_of_it(session: Session) -> None:
    it = add_validated(session)
    sheet_id = it.sheet(session, it.evaluators[0]).id
    other = add_workspace(session, "kabupaten-lain", "Kabupaten Lain")
    tenancy.enter(session, tenant_id=other.tenant_id)
    for act in (
        lambda: withdraw_performance(
            session=session, tenant_id=other.tenant_id, assessment_id=it.assessment_id, version=None, reason="x", account_id=None, now=NOW
        ),
        lambda: validate_performance(
            session=session, tenant_id=other.tenant_id, assessment_id=it.assessment_id, version=None, signing_key=KEY, account_id=None,
            now=datetime.now(UTC),
        ),
    ):  # fmt: skip
        assert reason_of(act) == "unknown-assessment"
    assert reason_of(lambda: save_performance_sheet(
        session=session, tenant_id=other.tenant_id, sheet_id=sheet_id, entries={}, seen=None, account_id=None, now=NOW
    )) == "unknown-sheet"  # fmt: skip
