"""Closing a period: everything that came in is counted, the result is frozen, signed and never counted again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.tally_counts import tally_differences
from puas.db.tables.people import AuditEvent
from puas.db.tables.places import Tenant
from puas.db.tables.responses import ResponseInbox
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.result_snapshot import ResultSnapshot
from puas.runtime.signing_key import SigningKey, verify
from puas.usecases.close_survey_period import UnableToCloseSurveyPeriod, close_survey_period
from puas.usecases.freeze_result import UnableToFreezeResult, freeze_result
from puas.usecases.quarantine_responses import UnableToQuarantineResponses, quarantine_responses
from puas.usecases.release_responses import UnableToReleaseResponses, release_responses
from puas.usecases.submit_response import submit_response
from puas.usecases.tally_responses import tally_responses
from tests.factories.surveys import Survey, a_form, a_survey
from tests.factories.tenants import add_account

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
KEY = SigningKey("a secret of tests that is long enough to be one")


@pytest.fixture
def survey(session: Session) -> Survey:
    return a_survey(session, sample=True)


def answer(session: Session, survey: Survey, score: int, number: int = 1) -> list[object]:
    forms = [a_form(survey, score) for _ in range(number)]
    for form in forms:
        submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=NOW)
    return [form.id for form in forms]


def close(session: Session, survey: Survey) -> Result:
    return close_survey_period(
        session=session, tenant_id=survey.tenant_id, period_id=survey.period_id, account_id=None, signing_key=KEY, now=NOW
    )


def test_closing_counts_the_inbox_and_freezes_a_signed_result(session: Session, survey: Survey) -> None:
    answer(session, survey, 3, 4)
    tally_responses(session=session, tenant_id=survey.tenant_id)
    answer(session, survey, 4, 4)
    result = close(session, survey)
    snapshot = ResultSnapshot.from_json(result.snapshot)
    assert (result.respondents, result.nik, result.mutu, result.version) == (8, snapshot.index.nik, "B", 1)
    assert str(result.nik) == "87.50"
    assert snapshot.sample_data
    assert [unit.respondents for unit in snapshot.units] == [8]
    assert [each.name for each in snapshot.left_out] == ["Layanan 2"]
    assert snapshot.sha256() == result.sha256
    assert verify(result.snapshot, result.signature, [KEY.public]) is not None
    assert verify(result.snapshot.replace("87.50", "97.50"), result.signature, [KEY.public]) is None
    period = session.scalars(select(SurveyPeriod).where(SurveyPeriod.tenant_id == survey.tenant_id)).one()
    assert (period.state, period.closed_at) == ("closed", NOW)
    assert session.scalar(select(func.count()).select_from(ResponseInbox).where(ResponseInbox.tenant_id == survey.tenant_id)) == 0
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == survey.tenant_id)).all()
    assert set(actions) == {"close_survey_period", "freeze_result"}


def test_what_comes_after_closing_changes_nothing(session: Session, survey: Survey) -> None:
    answer(session, survey, 4)
    result = close(session, survey)
    answer(session, survey, 1, 3)
    tally_responses(session=session, tenant_id=survey.tenant_id)
    assert tally_differences(session, tenant_id=survey.tenant_id, period_id=survey.period_id) == []
    with pytest.raises(UnableToCloseSurveyPeriod, match="already-closed"):
        close(session, survey)
    assert session.scalars(select(Result.id).where(Result.tenant_id == survey.tenant_id)).all() == [result.id]


def test_without_answers_there_is_a_result_without_an_index(session: Session, survey: Survey) -> None:
    result = close(session, survey)
    assert (result.respondents, result.nik, result.mutu) == (0, None, "")


def test_an_unknown_period_and_one_of_another_tenant_cannot_be_closed(session: Session, survey: Survey) -> None:
    other = a_survey(session, slug="wonoasri")
    for period_id in (new_id(), survey.period_id):
        with pytest.raises(UnableToCloseSurveyPeriod, match="unknown-period"):
            close_survey_period(
                session=session, tenant_id=other.tenant_id, period_id=period_id, account_id=None, signing_key=KEY, now=NOW
            )


def test_an_amendment_needs_a_reason_and_replaces_the_version_in_force(session: Session, survey: Survey) -> None:
    answer(session, survey, 4)
    first = close(session, survey)
    arguments = {"session": session, "tenant_id": survey.tenant_id, "period_id": survey.period_id, "account_id": None, "now": NOW}
    with pytest.raises(UnableToFreezeResult), session.begin_nested():
        freeze_result(**arguments, signing_key=KEY, reason="  ")  # type: ignore[arg-type]
    second = freeze_result(**arguments, signing_key=KEY, reason="Formulir kertas menyusul")  # type: ignore[arg-type]
    session.refresh(first)
    assert (first.superseded_at, second.superseded_at) == (NOW, None)
    assert (second.version, second.reason) == (2, "Formulir kertas menyusul")


def test_a_result_of_a_demo_tenant_has_no_province(session: Session, survey: Survey) -> None:
    assert session.scalar(select(Tenant.province_code).where(Tenant.id == survey.tenant_id)) is None
    assert close(session, survey).province_code is None


@pytest.mark.parametrize("tallied_before", [True, False])
def test_quarantine_and_release_follow_through_to_the_tallies(session: Session, survey: Survey, tallied_before: bool) -> None:
    account_id = add_account(session, "petugas@contoh.example").id
    ids = answer(session, survey, 1, 3)
    answer(session, survey, 4, 2)

    def count() -> int:
        tally_responses(session=session, tenant_id=survey.tenant_id)
        assert tally_differences(session, tenant_id=survey.tenant_id, period_id=survey.period_id) == []
        statement = "select coalesce(sum(respondents), 0) from tally where tenant_id = %s and dimension = 'service'"
        return int(session.connection().exec_driver_sql(statement, (survey.tenant_id,)).scalar_one())

    if tallied_before:
        assert count() == 5
    arguments = {
        "session": session, "tenant_id": survey.tenant_id, "period_id": survey.period_id, "response_ids": ids,
        "reason": "Diisi dari satu perangkat", "account_id": account_id, "now": NOW,
    }
    assert set(quarantine_responses(**arguments)) == set(ids)  # type: ignore[arg-type]
    assert quarantine_responses(**arguments) == []  # type: ignore[arg-type]
    assert count() == 2
    assert set(release_responses(**arguments)) == set(ids)  # type: ignore[arg-type]
    assert count() == 5
    audited = session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == survey.tenant_id)).all()
    assert sorted(audited) == ["quarantine_responses", "release_responses"]


def test_the_result_says_how_many_are_in_quarantine(session: Session, survey: Survey) -> None:
    ids = answer(session, survey, 1, 2)
    answer(session, survey, 4)
    quarantine_responses(
        session=session, tenant_id=survey.tenant_id, period_id=survey.period_id, response_ids=ids,  # type: ignore[arg-type]
        reason="Uji coba petugas", account_id=add_account(session, "petugas@contoh.example").id, now=NOW,
    )
    result = close(session, survey)
    assert (result.respondents, ResultSnapshot.from_json(result.snapshot).quarantined) == (1, 2)


def test_nothing_moves_without_a_reason_or_after_closing(session: Session, survey: Survey) -> None:
    account_id = add_account(session, "petugas@contoh.example").id
    ids = answer(session, survey, 4)
    arguments = {
        "session": session, "tenant_id": survey.tenant_id, "period_id": survey.period_id, "response_ids": ids,
        "account_id": account_id, "now": NOW,
    }
    with pytest.raises(UnableToQuarantineResponses, match="no-reason"):
        quarantine_responses(**arguments, reason=" ")  # type: ignore[arg-type]
    close(session, survey)
    with pytest.raises(UnableToQuarantineResponses, match="period-not-open"):
        quarantine_responses(**arguments, reason="Terlambat")  # type: ignore[arg-type]
    with pytest.raises(UnableToReleaseResponses, match="period-not-open"):
        release_responses(**arguments, reason="Terlambat")  # type: ignore[arg-type]
