"""Assessments of performance in a demo regency: two years behind, by two rules, and one under way. All figures are invented.

The main regency has whole assessments with sheets; the others know their indices from outside only, as many regions do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from puas.cli.demo.target import SeedTarget
from puas.db.identifiers import new_id
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAnswer, PerformanceAssessment, PerformanceScore, PerformanceSheet
from puas.domain.performance_snapshot import (
    EVALUATOR_FORM,
    SELF_FORM,
    GivenScore,
    PerformanceFrame,
    SentSheet,
    UnitIdentity,
    build_performance_snapshot,
)
from puas.domain.regulation.performance_registry import PerformanceRule, performance_edition
from puas.domain.service_performance import category_of, count_answers
from puas.domain.yardsticks import PERFORMANCE
from puas.usecases.open_performance import open_performance
from puas.usecases.share_yardsticks import share_yardsticks

OLD, NEW = PerformanceRule("permenpanrb-17-2017"), PerformanceRule("permenpanrb-29-2022", "A")
ASSESSED, USERS = 4, 12
# How good each unit is, of five: one excellent, one good, one with weak spots, one weak.
_LEVELS = (5, 4, 4, 3)
# Indicators on which nobody is good at once, by their place on the form: the story has something to promise.
_HARD = (7, 8, 17, 26)
_RECORDED = ("4.12", "3.87", "3.44", "4.31", "2.96", "3.71")
_NOTES = {0: "Bukti diperiksa di tempat.", 7: "Empat dari tujuh rencana selesai.", 17: "Bidang landai ada, toilet khusus belum."}


@dataclass(frozen=True, slots=True)
class Assessors:
    """The evaluators as (account, name); the first is the one the demo's front door offers."""

    admin_id: UUID | None
    evaluators: Sequence[tuple[UUID, str]]
    officer_id: UUID | None


def add_performance(
    session: Session, *, tenant_id: int, agencies: Sequence[Agency], assessors: Assessors, number: int, target: SeedTarget
) -> None:
    """Write the register; without evaluators only what is known from outside."""
    if not agencies:
        return
    this_year = target.today.year
    if assessors.evaluators:
        for place, agency in enumerate(agencies[:ASSESSED]):
            for year, rule in ((this_year - 2, OLD), (this_year - 1, NEW)):
                _add_validated(session, tenant_id, agency, place, year, rule, assessors, target)
        # The ministry's own look at the best unit by the newer rule, a year earlier: two rules side by side.
        _record(session, tenant_id, agencies[0], this_year - 2, NEW, "4.47", "Hasil PEKPPP nasional (contoh)", assessors, target)
        _add_present(session, tenant_id, agencies[:ASSESSED], assessors, target)
    else:
        for place, agency in enumerate(agencies[:3]):
            for back, rule in ((2, OLD), (1, NEW)):
                index = _RECORDED[(number + place * 2 + back) % len(_RECORDED)]
                _record(session, tenant_id, agency, this_year - back, rule, index, "Laporan hasil penilaian (contoh)", assessors, target)
    share_yardsticks(session=session, tenant_id=tenant_id, now=target.now, yardsticks=(PERFORMANCE,))


def _scores(rule: PerformanceRule, place: int, person: int, year: int) -> dict[str, int]:
    """Every indicator's score: the unit's level, a little more or less, and low where things are hard."""
    form = performance_edition(rule.edition_id).form(rule.form)
    found = {}
    for number, indicator in enumerate(form.indicators):
        swing = (number * 7 + place * 3 + person + year) % 3 - 1
        hard = 2 if number in _HARD and place else 0
        found[indicator.code] = max(0, min(5, _LEVELS[place % len(_LEVELS)] + swing - hard))
    return found


def _sheet(
    session: Session, assessment: PerformanceAssessment, form: str, person: tuple[UUID | None, str], when: datetime
) -> PerformanceSheet:
    sheet = PerformanceSheet(
        tenant_id=assessment.tenant_id, id=new_id(), assessment_id=assessment.id, form=form, account_id=person[0], person_name=person[1],
        state="sent", version=2, created_at=assessment.opened_at, changed_at=when, sent_at=when,
    )  # fmt: skip
    session.add(sheet)
    session.flush()
    return sheet


def _fill(session: Session, sheet: PerformanceSheet, scores: dict[str, int]) -> SentSheet:
    rows = [
        {"tenant_id": sheet.tenant_id, "sheet_id": sheet.id, "indicator": code, "score": score, "note": _NOTES.get(number, "")}
        for number, (code, score) in enumerate(scores.items())
    ]
    session.execute(insert(PerformanceScore), rows)
    given = [GivenScore(code, score, _NOTES.get(number, ""), None, "") for number, (code, score) in enumerate(scores.items())]
    return SentSheet(sheet.form, sheet.person_name, sheet.sent_at or sheet.changed_at, sheet.note, tuple(given))


def _answers(session: Session, assessment: PerformanceAssessment, place: int, when: datetime) -> list[dict[str, int]]:
    form = performance_edition(assessment.edition).form(assessment.form)
    filled = [
        {each.code: max(1, min(5, _LEVELS[place] + (number + user + place) % 3 - 1)) for number, each in enumerate(form.questions)}
        for user in range(USERS)
    ]
    rows = [
        {"tenant_id": assessment.tenant_id, "id": new_id(), "assessment_id": assessment.id, "scores": scores, "answered_at": when}
        for scores in filled
    ]
    session.execute(insert(PerformanceAnswer), rows)
    return filled


def _add_validated(
    session: Session, tenant_id: int, agency: Agency, place: int, year: int, rule: PerformanceRule, assessors: Assessors, target: SeedTarget
) -> None:
    opened, validated = datetime(year, 6, 2, 2, tzinfo=UTC), datetime(year, 8, 20, 3, tzinfo=UTC)
    edition = performance_edition(rule.edition_id)
    assessment = PerformanceAssessment(
        **_unit(tenant_id, agency, year, rule), opened_by=assessors.admin_id, opened_at=opened, state="validated",
        validated_by=assessors.admin_id, validated_at=validated, version=2,
    )  # fmt: skip
    session.add(assessment)
    session.flush()
    sheets = []
    for person, (form, who) in enumerate(
        ((SELF_FORM, (assessors.officer_id, "")), *((EVALUATOR_FORM, each) for each in assessors.evaluators))
    ):
        sheet = _sheet(session, assessment, form, who, opened + timedelta(days=20 + person))
        sheets.append(_fill(session, sheet, _scores(rule, place, person, year)))
    users = None
    if edition.asks_users:
        filled = _answers(session, assessment, place, opened + timedelta(days=30))
        users = count_answers(edition, rule.form, filled)
    tenant = tenant_frame(session, tenant_id=tenant_id)
    frame = PerformanceFrame(
        tenant=tenant.identity, unit=UnitIdentity(str(agency.id), agency.name), sample_data=tenant.is_sample, frozen_at=validated,
        year=year, version=1, version_reason="", edition_id=rule.edition_id, form=rule.form, weights=rule.weights,
    )  # fmt: skip
    snapshot = build_performance_snapshot(frame, sheets, (), users)
    text = snapshot.to_json()
    assessment.evaluated, assessment.users, assessment.index = snapshot.evaluated, snapshot.users, snapshot.index
    assessment.category, assessment.snapshot, assessment.sha256 = snapshot.category, text, snapshot.sha256()
    assessment.signature = target.signing_key.sign(text)
    session.flush()


def _add_present(session: Session, tenant_id: int, agencies: Sequence[Agency], assessors: Assessors, target: SeedTarget) -> None:
    """This year's, by the newer rule: the first unit has sent F-01, one evaluator is done, the other has begun."""
    opened = target.now - timedelta(days=12)
    open_performance(
        session=session, tenant_id=tenant_id, agency_ids=[each.id for each in agencies], year=target.today.year, rule=NEW,
        evaluators=[person for person, _name in assessors.evaluators], account_id=assessors.admin_id, now=opened,
    )  # fmt: skip
    statement = (
        select(PerformanceSheet)
        .join(PerformanceAssessment, PerformanceAssessment.id == PerformanceSheet.assessment_id)
        .where(
            PerformanceSheet.tenant_id == tenant_id, PerformanceAssessment.tenant_id == tenant_id,
            PerformanceAssessment.agency_id == agencies[0].id, PerformanceAssessment.year == target.today.year,
        )
    )  # fmt: skip
    begun = assessors.evaluators[0][0]
    for sheet in session.scalars(statement):
        person = 0 if sheet.form == SELF_FORM else 1 if sheet.account_id == begun else 2
        scores = _scores(NEW, 0, person, target.today.year)
        if sheet.account_id == begun:
            _fill(session, sheet, dict(list(scores.items())[:9]))
            continue
        _fill(session, sheet, scores)
        sheet.state, sheet.sent_at = "sent", target.now - timedelta(days=4)
        sheet.changed_at, sheet.version = target.now - timedelta(days=4), 2
        if sheet.form == SELF_FORM:
            sheet.account_id, sheet.person_name = assessors.officer_id, "Petugas unit"
    session.flush()


def _record(
    session: Session, tenant_id: int, agency: Agency, year: int, rule: PerformanceRule, index: str, source: str, assessors: Assessors,
    target: SeedTarget,
) -> None:  # fmt: skip
    when = min(datetime(year, 11, 3, 3, tzinfo=UTC), target.now)
    category = category_of(performance_edition(rule.edition_id), Decimal(index))
    session.add(
        PerformanceAssessment(
            **_unit(tenant_id, agency, year, rule), origin="recorded", source=source, state="validated", index=Decimal(index),
            category=category.letter, opened_by=assessors.admin_id, opened_at=when, validated_by=assessors.admin_id, validated_at=when,
        )
    )  # fmt: skip
    session.flush()


def _unit(tenant_id: int, agency: Agency, year: int, rule: PerformanceRule) -> dict[str, Any]:
    return {
        "tenant_id": tenant_id, "id": new_id(), "agency_id": agency.id, "agency_name": agency.name, "year": year,
        "edition": rule.edition_id,
        "form": rule.form, "weights": rule.weights,
    }  # fmt: skip
