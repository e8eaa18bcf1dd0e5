"""Assessments of every agency: two years validated by two rules, this year's under way; sheets, scores, and answers of users."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bench.registers.ground import Ground
from puas.db.identifiers import new_id
from puas.db.locators import PERFORMANCE, take_codes
from puas.db.queries.tenant_frame import TenantFrame, tenant_frame
from puas.db.tables.performance import PerformanceAssessment, PerformanceSheet
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
from puas.domain.service_performance import UserAnswers, count_answers
from puas.runtime.signing_key import SigningKey

OLD, NEW = PerformanceRule("permenpanrb-17-2017"), PerformanceRule("permenpanrb-29-2022", "A")
USERS = 100
# Sheets and answers follow so many patterns, so that the server can write them itself.
_PATTERNS = 10
_HARD_EVERY = 6

_SCORES = """
    insert into performance_score (tenant_id, sheet_id, indicator, score, note)
    select :tenant_id, s.id, e.key, e.value::smallint, 'Bukti diperiksa di tempat.'
    from jsonb_to_recordset(cast(:sheets as jsonb)) s (id uuid, edition text, pattern integer)
    cross join lateral jsonb_each_text(cast(:patterns as jsonb) -> s.edition -> s.pattern) e"""
_ANSWERS = """
    insert into performance_answer (tenant_id, id, assessment_id, scores, suggestion, answered_at)
    select :tenant_id, gen_random_uuid(), a.id, p.scores, case n when 1 then 'Mohon ditambah petugas.' else '' end,
        a.opened_at + n * interval '1 hour'
    from performance_assessment a
    cross join jsonb_array_elements(cast(:patterns as jsonb)) p (scores)
    cross join generate_series(1, :times) n
    where a.tenant_id = :tenant_id and a.edition = :edition"""


@dataclass(frozen=True, slots=True)
class _Teller:
    ground: Ground
    frame: TenantFrame
    key: SigningKey
    patterns: Mapping[str, list[dict[str, int]]]
    users: UserAnswers


def add_performance(session: Session, ground: Ground, signing_key: SigningKey) -> None:
    """Write rows; those that are validated are frozen and signed as in life."""
    patterns = {rule.edition_id: [_scores(rule, number) for number in range(_PATTERNS)] for rule in (OLD, NEW)}
    answers = [_answer(number) for number in range(_PATTERNS)]
    users = count_answers(performance_edition(NEW.edition_id), NEW.form, answers * (USERS // _PATTERNS))
    teller = _Teller(ground, tenant_frame(session, tenant_id=ground.tenant_id), signing_key, patterns, users)
    made = [
        _assessment(teller, place, year, rule)
        for place in range(len(ground.agencies))
        for year, rule in zip(ground.years, (OLD, NEW, NEW), strict=True)
    ]
    codes = take_codes(session, tenant_id=ground.tenant_id, targets=[str(row["id"]) for row, _ in made], kind=PERFORMANCE)
    session.execute(insert(PerformanceAssessment), [{**row, "code": code} for (row, _), code in zip(made, codes, strict=True)])
    sheets = [sheet for _, own in made for sheet, _ in own]
    session.execute(insert(PerformanceSheet), sheets)
    filled = [
        {"id": str(sheet["id"]), "edition": row["edition"], "pattern": pattern}
        for row, own in made for sheet, pattern in own if pattern is not None
    ]  # fmt: skip
    numbers = {"tenant_id": ground.tenant_id}
    session.execute(text(_SCORES), {**numbers, "sheets": json.dumps(filled), "patterns": json.dumps(patterns)})
    session.execute(text(_ANSWERS), {**numbers, "patterns": json.dumps(answers), "times": USERS // _PATTERNS, "edition": NEW.edition_id})


def _scores(rule: PerformanceRule, number: int) -> dict[str, int]:
    """Good, with a weak spot here and there."""
    indicators = performance_edition(rule.edition_id).form(rule.form).indicators
    return {each.code: 2 if (place + number) % _HARD_EVERY == 0 else 3 + (place * 7 + number) % 3 for place, each in enumerate(indicators)}


def _answer(number: int) -> dict[str, int]:
    questions = performance_edition(NEW.edition_id).form(NEW.form).questions
    return {each.code: 3 + (place + number) % 3 for place, each in enumerate(questions)}


def _assessment(
    teller: _Teller, place: int, year: int, rule: PerformanceRule
) -> tuple[dict[str, Any], list[tuple[dict[str, Any], int | None]]]:
    """A row and the rows of its sheets, each with its pattern; None where nothing is on the sheet yet."""
    ground, (agency_id, name) = teller.ground, teller.ground.agencies[place]
    is_past = year < ground.today.year
    opened = datetime(year, 6, 2, 2, tzinfo=UTC) if is_past else ground.now - timedelta(days=30)
    row: dict[str, Any] = {
        "tenant_id": ground.tenant_id, "id": new_id(), "agency_id": agency_id, "agency_name": name, "year": year,
        "edition": rule.edition_id, "form": rule.form, "weights": rule.weights, "opened_at": opened, "state": "open",
        "users_until": (opened + timedelta(days=60)).date(), "users_target": USERS, "evaluated": None, "users": None, "index": None,
        "category": "", "snapshot": "", "sha256": "", "signature": "", "validated_at": None, "version": 1,
    }  # fmt: skip
    sheets = list(_sheets(teller, row["id"], place, year, opened))
    return (_validated(teller, row, sheets) if is_past else row), sheets


def _sheets(teller: _Teller, assessment_id: UUID, place: int, year: int, opened: datetime) -> Iterator[tuple[dict[str, Any], int | None]]:
    """F-01, then one F-02 per evaluator. Of this year's the last evaluator has not begun; the first, and every second unit, not sent."""
    is_past = year < teller.ground.today.year
    people: list[tuple[str, UUID | None, str]] = [(SELF_FORM, None, "Petugas unit")]
    people += [(EVALUATOR_FORM, *each) for each in teller.ground.evaluators]
    for person, (form, account_id, name) in enumerate(people):
        is_sent = is_past or (person == 0 and place % 2 == 1) or 1 < person < len(people) - 1
        sent_at = opened + timedelta(days=20 + person)
        yield {
            "tenant_id": teller.ground.tenant_id, "id": new_id(), "assessment_id": assessment_id, "form": form, "account_id": account_id,
            "person_name": name, "state": "sent" if is_sent else "open", "version": 2, "created_at": opened, "changed_at": sent_at,
            "sent_at": sent_at if is_sent else None,
        }, (place + person + year) % _PATTERNS if is_past or person < len(people) - 1 else None  # fmt: skip


def _validated(teller: _Teller, row: dict[str, Any], sheets: list[tuple[dict[str, Any], int | None]]) -> dict[str, Any]:
    validated_at = datetime(row["year"], 8, 20, 3, tzinfo=UTC)
    edition = performance_edition(row["edition"])
    frame = PerformanceFrame(
        tenant=teller.frame.identity, unit=UnitIdentity(str(row["agency_id"]), row["agency_name"]), sample_data=teller.frame.is_sample,
        frozen_at=validated_at, year=row["year"], version=1, version_reason="", edition_id=edition.id, form=row["form"],
        weights=row["weights"],
    )  # fmt: skip
    sent = [
        SentSheet(
            sheet["form"], sheet["person_name"], sheet["sent_at"], "",
            tuple(GivenScore(code, score, "", None, "") for code, score in teller.patterns[edition.id][pattern or 0].items()),
        )
        for sheet, pattern in sheets
    ]  # fmt: skip
    snapshot = build_performance_snapshot(frame, sent, (), teller.users if edition.asks_users else None)
    printed = snapshot.to_json()
    return {
        **row, "state": "validated", "validated_at": validated_at, "evaluated": snapshot.evaluated, "users": snapshot.users,
        "index": snapshot.index, "category": snapshot.category, "snapshot": printed, "sha256": snapshot.sha256(),
        "signature": teller.key.sign(printed), "version": 2,
    }  # fmt: skip
