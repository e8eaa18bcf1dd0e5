"""What follows from an assessment: promises from weak indicators, several at once and no indicator twice, and its document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.reports import Report
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import Due
from puas.domain.improvement_ideas import IDEAS
from puas.domain.performance_record import PerformanceRecordSource
from puas.domain.regulation.performance_registry import all_performance_editions
from puas.jobs import enqueue
from puas.usecases import plan_weak_indicators as planning
from puas.usecases.plan_weak_indicators import UnableToPlanWeakIndicators, WeakPromise, plan_weak_indicators
from tests.factories.assessments import OLD_RULE, Assessed, add_assessment, add_validated
from tests.web_pages import Browser

TODAY = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
WEAK = {"A_06": 1, "A_18": 2}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def assessed(session: Session) -> Assessed:
    """Validated, with two weak indicators."""
    made = add_assessment(session)
    made.fill(session, **WEAK)  # type: ignore[arg-type]
    for each in made.evaluators:
        made.fill(session, each, **WEAK)  # type: ignore[arg-type]
    made.answer(session)
    made.validate(session)
    session.commit()
    return made


def path(assessed: Assessed, page: str) -> str:
    return f"/t/{assessed.place.slug}/mutu/kinerja/{assessed.assessment_id}/{page}"


def items(session: Session, assessed: Assessed) -> list[ImprovementItem]:
    session.expire_all()
    tenancy.enter(session, tenant_id=assessed.tenant_id)
    return list(session.scalars(select(ImprovementItem).order_by(ImprovementItem.position)))


def test_every_aspect_of_every_rule_has_an_idea() -> None:
    for edition in all_performance_editions():
        assert {each.number for each in edition.scored_aspects} <= set(IDEAS)


def test_weak_indicators_become_promises_at_once(session: Session, browser: Browser, assessed: Assessed) -> None:
    browser.sign_in(assessed.place.admin.id)
    page = browser.get(path(assessed, "rencana"))
    assert page.status == 200 and "A.06" in page.text and "1,00" in page.text and IDEAS[3][:40] in page.text
    done = browser.send(page, {"due": "2026-12", "person": "Sekretaris"})
    assert "perangkat=" in done.location
    made = items(session, assessed)
    assert [(each.source_part, each.due_on, each.person_in_charge, each.agency_id) for each in made] == [
        (code, date(2026, 12, 1), "Sekretaris", assessed.place.agencies[0]) for code in ("A.06", "A.18")
    ]
    assert made[0].source_id == assessed.assessment_id and made[0].topic.startswith("A.06 SKM yang dilaksanakan")
    browser.send(page, {"due": "2026-12"})
    assert len(items(session, assessed)) == 2
    assert "Semua indikator lemah sudah direncanakan" in browser.get(path(assessed, "rencana")).text
    made[0].state, made[0].description = "done", "Selesai."
    session.commit()
    assert browser.get(path(assessed, "rencana")).filled()["rows-0-code"] == "A.06"


def test_only_what_is_ticked_is_promised(session: Session, browser: Browser, assessed: Assessed) -> None:
    browser.sign_in(assessed.place.admin.id)
    page = browser.get(path(assessed, "rencana"))
    filled = page.filled()
    del filled["rows-0-chosen"]
    browser.post(path(assessed, "rencana"), {**filled, "rows-1-action": "Memasang bidang landai"})
    assert [(each.source_part, each.action) for each in items(session, assessed)] == [("A.18", "Memasang bidang landai")]


def test_what_is_wrong_is_told_and_kept(session: Session, browser: Browser, assessed: Assessed) -> None:
    browser.sign_in(assessed.place.admin.id)
    page = browser.get(path(assessed, "rencana"))
    for typed, words in (
        ({"rows-0-action": ""}, "Tulis apa yang akan dikerjakan"), ({"due": "2026-13"}, "bulan atau triwulan"),
        ({"rows-0-code": "A.01"}, "tidak lagi termasuk"), ({"rows-0-code": "A.18"}, "tidak lagi termasuk"),
        ({"person": "x" * 201}, "200"), ({"rows-0-action": "x" * 2001}, "Periksa bagian ini"),
    ):  # fmt: skip
        sent = browser.send(page, typed)
        assert sent.status == 422 and words in " ".join(sent.errors()), typed
        assert sent.filled()["rows-1-action"].strip() == page.filled()["rows-1-action"].strip()
    bare = {name: value for name, value in page.filled().items() if not name.endswith("chosen")}
    assert "Centang paling sedikit satu" in browser.post(path(assessed, "rencana"), bare).errors()[0]
    assert items(session, assessed) == []


def test_before_validation_nothing_is_weak(session: Session, browser: Browser) -> None:
    made = add_assessment(session)
    session.commit()
    browser.sign_in(made.place.admin.id)
    answer = browser.get(path(made, "rencana"))
    assert answer.status == 302
    with pytest.raises(UnableToPlanWeakIndicators, match="not-validated"):
        plan(session, made, ())


def test_an_assessment_without_weak_ones_says_so(session: Session, browser: Browser) -> None:
    made = add_validated(session)
    session.commit()
    browser.sign_in(made.place.admin.id)
    assert "Tidak ada indikator lemah" in browser.get(path(made, "rencana")).text


def plan(session: Session, assessed: Assessed, promises: tuple[WeakPromise, ...], assessment_id: UUID | None = None) -> int:
    return plan_weak_indicators(
        session=session, tenant_id=assessed.tenant_id, assessment_id=assessment_id or assessed.assessment_id, promises=promises,
        due=Due(date(2026, 12, 1)), person_in_charge="", account_id=None, now=TODAY,
    )  # fmt: skip


def test_an_agency_cannot_promise_without_end(session: Session, assessed: Assessed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "MOST_OF_AN_AGENCY", 1)
    with pytest.raises(UnableToPlanWeakIndicators, match="too-many"):
        plan(session, assessed, (WeakPromise("A.06", "a"), WeakPromise("A.18", "b")))
    assert plan(session, assessed, (WeakPromise("A.06", "a"),)) == 1
    assert plan(session, assessed, (WeakPromise("A.06", "again"),)) == 0


def test_another_tenants_assessment_is_unknown(session: Session, assessed: Assessed) -> None:
    other = add_validated(session, slug="kabupaten-lain")
    with pytest.raises(UnableToPlanWeakIndicators, match="unknown-assessment"):
        plan(session, other, (WeakPromise("A.06", "a"),), assessed.assessment_id)


def report(session: Session, assessed: Assessed) -> Report:
    session.expire_all()
    tenancy.enter(session, tenant_id=assessed.tenant_id)
    return session.scalars(select(Report)).one()


@pytest.mark.parametrize("rule", [None, OLD_RULE])
def test_the_document_is_made_of_what_was_validated(session: Session, browser: Browser, rule: object) -> None:
    made = add_validated(session, **({"rule": rule} if rule else {}))  # type: ignore[arg-type]
    session.commit()
    browser.sign_in(made.place.admin.id)
    page = browser.get(path(made, "pengguna"))
    asked = browser.post(path(made, "dokumen"), {"csrf_token": _token(page.response.text)})
    row = report(session, made)
    assert asked.location.endswith(str(row.id)) and row.formats == ["pdf", "docx", "xlsx"] and row.agency_id == made.place.agencies[0]
    source = PerformanceRecordSource.from_json(row.snapshot)
    assert source.is_validated and source.head.draft_mark == "" and len(source.evaluators) == 2
    assert source.outcome().printed == made.assessment(session).index
    assert browser.get(asked.location).status == 200


def test_a_draft_is_for_the_validator_alone(session: Session, browser: Browser) -> None:
    made = add_assessment(session)
    made.fill(session, made.evaluators[0])
    session.commit()
    browser.sign_in(made.place.officer.id)
    token = {"csrf_token": _token(browser.get(path(made, "pengguna")).response.text)}
    refused = browser.follow(browser.post(path(made, "dokumen"), token))
    assert "setelah penilaian divalidasi" in refused.html.get_text()
    browser.sign_in(made.place.admin.id)
    token = {"csrf_token": _token(browser.get(path(made, "pengguna/buka")).response.text)}
    browser.post(path(made, "dokumen"), token)
    source = PerformanceRecordSource.from_json(report(session, made).snapshot)
    assert not source.is_validated and source.head.draft_mark.startswith("DRAF") and len(source.evaluators) == 1
    tenancy.enter(session, tenant_id=made.tenant_id)
    session.execute(update(PerformanceAssessment).values(state="withdrawn"))
    session.commit()
    assert "ditarik tidak dicetak" in browser.follow(browser.post(path(made, "dokumen"), token)).html.get_text()


def test_who_only_reads_asks_for_nothing(session: Session, browser: Browser, assessed: Assessed) -> None:
    browser.sign_in(assessed.evaluators[0].id)
    assert browser.get(path(assessed, "rencana")).status == 404
    assert browser.post(path(assessed, "dokumen")).status in (400, 404)


def _token(html: str) -> str:
    from bs4 import BeautifulSoup

    field = BeautifulSoup(html, "html.parser").select_one("input[name=csrf_token]")
    assert field is not None
    return str(field["value"])
