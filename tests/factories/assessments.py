"""Assessments of performance in a workspace with two evaluators, made through the use cases as the web makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Account
from puas.db.tables.performance import PerformanceAnswer, PerformanceAssessment, PerformanceSheet
from puas.domain.performance_sheet import Entry
from puas.domain.regulation.performance_registry import PerformanceRule, performance_edition
from puas.runtime.signing_key import SigningKey
from puas.usecases.open_performance import open_performance
from puas.usecases.save_performance_sheet import save_performance_sheet
from puas.usecases.send_performance_sheet import send_performance_sheet
from puas.usecases.validate_performance import validate_performance
from tests.factories.members import Workspace, add_login, add_membership, add_workspace

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
NEW_RULE = PerformanceRule("permenpanrb-29-2022", "A")
OLD_RULE = PerformanceRule("permenpanrb-17-2017")
KEY = SigningKey("a secret of tests that is long enough to be one")


@dataclass(frozen=True)
class Assessed:
    """A workspace with one assessment of its first agency."""

    place: Workspace
    evaluators: tuple[Account, Account]
    assessment_id: UUID
    rule: PerformanceRule

    @property
    def tenant_id(self) -> int:
        return self.place.tenant_id

    def assessment(self, session: Session) -> PerformanceAssessment:
        statement = select(PerformanceAssessment).where(PerformanceAssessment.id == self.assessment_id)
        return session.scalars(statement.execution_options(populate_existing=True)).one()

    def sheet(self, session: Session, account: Account | None = None) -> PerformanceSheet:
        """The sheet of an evaluator; without one the unit's own."""
        whose = PerformanceSheet.form == "F-01" if account is None else PerformanceSheet.account_id == account.id
        statement = select(PerformanceSheet).where(PerformanceSheet.assessment_id == self.assessment_id, whose)
        return session.scalars(statement.execution_options(populate_existing=True)).one()

    def fill(self, session: Session, account: Account | None = None, score: int = 4, *, send: bool = True, **other: int) -> None:
        """Fill in a whole sheet with one score, some indicators with others (`A_06=2`), and send it."""
        sheet, by = self.sheet(session, account), account or self.place.officer
        entries = {code: Entry(each, reason="diperiksa di tempat") for code, each in self.scores(score, **other).items()}
        save_performance_sheet(
            session=session, tenant_id=self.tenant_id, sheet_id=sheet.id, entries=entries, seen=None, account_id=by.id, now=NOW
        )
        if send:
            send_performance_sheet(session=session, tenant_id=self.tenant_id, sheet_id=sheet.id, account_id=by.id, now=NOW)

    def scores(self, score: int, **other: int) -> dict[str, int]:
        form = performance_edition(self.rule.edition_id).form(self.rule.form)
        return {each.code: score for each in form.indicators} | {code.replace("_", "."): value for code, value in other.items()}

    def answer(self, session: Session, score: int = 5, people: int = 10, **other: int) -> None:
        """Users answer form F-03, all alike."""
        form = performance_edition(self.rule.edition_id).form(self.rule.form)
        scores: Mapping[str, int] = {each.code: score for each in form.questions} | {
            code.replace("_", "."): value for code, value in other.items()
        }
        session.add_all(
            PerformanceAnswer(
                tenant_id=self.tenant_id, id=new_id(), assessment_id=self.assessment_id, scores=dict(scores), answered_at=NOW
            )
            for _ in range(people)
        )  # fmt: skip
        session.flush()

    def validate(self, session: Session, *, version: int | None = None) -> None:
        validate_performance(
            session=session, tenant_id=self.tenant_id, assessment_id=self.assessment_id, version=version, signing_key=KEY,
            account_id=self.place.admin.id, now=NOW,
        )  # fmt: skip


def add_evaluator(session: Session, place: Workspace, name: str) -> Account:
    """Somebody who can sign in and evaluates."""
    account = add_login(session, f"{name.split()[0].lower()}@{place.slug}.go.id", name)
    add_membership(session, tenant_id=place.tenant_id, account_id=account.id, role="evaluator")
    return account


def add_assessment(
    session: Session, place: Workspace | None = None, *, rule: PerformanceRule = NEW_RULE, year: int = 2026, slug: str = "kabupaten-tirta"
) -> Assessed:
    """An open assessment of the first agency; the session has entered its tenant afterwards."""
    place = place or add_workspace(session, slug)
    evaluators = (add_evaluator(session, place, "Dewi Anggraini"), add_evaluator(session, place, "Rahmat Hidayat"))
    tenancy.enter(session, tenant_id=place.tenant_id)
    opened = open_performance(
        session=session, tenant_id=place.tenant_id, agency_ids=place.agencies[:1], year=year, rule=rule,
        evaluators=[each.id for each in evaluators], account_id=place.admin.id, now=NOW,
    )  # fmt: skip
    return Assessed(place, evaluators, opened.opened[0], rule)


def add_validated(session: Session, place: Workspace | None = None, **options: object) -> Assessed:
    """A validated assessment: all fours, two evaluators, ten users who gave fives."""
    assessed = add_assessment(session, place, **options)  # type: ignore[arg-type]
    assessed.fill(session)
    for each in assessed.evaluators:
        assessed.fill(session, each)
    if performance_edition(assessed.rule.edition_id).asks_users:
        assessed.answer(session)
    assessed.validate(session)
    return assessed
