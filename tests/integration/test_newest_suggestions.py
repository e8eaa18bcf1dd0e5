"""Suggestions of a scope page by page: what is remembered of closed periods shows exactly what a search through all answers would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries import newest_suggestions as module
from puas.db.queries.newest_suggestions import newest_suggestions
from puas.db.queries.period_lists import PeriodList, list_periods
from puas.db.queries.suggestions import SuggestionLine, list_suggestions
from puas.db.tables.responses import Response
from puas.domain.reporting_scope import reporting_scope
from puas.domain.submission_workflow import PUBLISHED
from puas.domain.survey_period import triwulan
from puas.usecases.begin_correction import begin_correction
from tests.factories.closed import KEY
from tests.factories.frozen import freeze_period
from tests.factories.statements import counted_statements
from tests.factories.submissions import LATER, late_answers, report_on_its_way
from tests.factories.surveyed import Surveyed, survey_tenant

MORNING = datetime(2026, 4, 1, 3, tzinfo=UTC)


@pytest.fixture
def regency(session: Session) -> Surveyed:
    """Two agencies over two quarters, the first quarter closed; in each period some have written, at times that go across them."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=("Dinas A", "Dinas B"))
    for place, period in enumerate(surveyed.periods):
        service_id = surveyed.service_ids[0 if place < 2 else 3]
        for number in range(5):
            say(session, surveyed, period.id, service_id, f"{place}-{number}", minute=number * 7 + place)
        say(session, surveyed, period.id, service_id, "", minute=99)
        say(session, surveyed, period.id, service_id, None, minute=98)
        say(session, surveyed, period.id, service_id, "disembunyikan", minute=97, state="quarantined")
    for period in (surveyed.periods[0], surveyed.periods[2]):
        freeze_period(session, surveyed, period)
    session.flush()
    return surveyed


def say(
    session: Session, surveyed: Surveyed, period_id: UUID, service_id: UUID, text: str | None, *, minute: int, state: str = "counted"
) -> UUID:
    said = Response(
        tenant_id=surveyed.tenant_id, id=new_id(), period_id=period_id, service_type_id=service_id, suggestion=text, channel="sticker",
        submitted_at=MORNING + timedelta(minutes=minute), content_hash=b"x", waktu=2, state=state,
    )  # fmt: skip
    session.add(said)
    return said.id


def year(session: Session, tenant_id: int) -> PeriodList:
    return list_periods(session, tenant_id=tenant_id).inside(reporting_scope(2026))


def searched(session: Session, tenant_id: int, limit: int, offset: int) -> tuple[list[SuggestionLine], int]:
    return list_suggestions(session, tenant_id=tenant_id, period_ids=year(session, tenant_id).ids, limit=limit, offset=offset)


def remembered(session: Session, tenant_id: int, limit: int, offset: int) -> tuple[list[SuggestionLine], int]:
    return newest_suggestions(session, tenant_id=tenant_id, periods=year(session, tenant_id), limit=limit, offset=offset)


def test_every_page_is_the_one_a_search_would_find(session: Session, regency: Surveyed) -> None:
    assert searched(session, regency.tenant_id, 100, 0)[1] == 20
    for limit, offset in ((100, 0), (3, 0), (3, 3), (7, 14), (3, 18), (3, 21)):
        assert remembered(session, regency.tenant_id, limit, offset) == searched(session, regency.tenant_id, limit, offset)


def test_pages_beyond_what_is_remembered_are_found_too(session: Session, regency: Surveyed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NEWEST", 8)
    for offset in (0, 4, 8, 16, 24):
        assert remembered(session, regency.tenant_id, 4, offset) == searched(session, regency.tenant_id, 4, offset)


def test_closed_periods_are_looked_through_once(session: Session, connection: Connection, regency: Surveyed) -> None:
    before = remembered(session, regency.tenant_id, 25, 0)
    periods = year(session, regency.tenant_id)
    with counted_statements(connection) as sent:
        assert newest_suggestions(session, tenant_id=regency.tenant_id, periods=periods, limit=25) == before
        assert newest_suggestions(session, tenant_id=regency.tenant_id, periods=periods.frozen, limit=25)[1] == 10
    # The open periods and the texts, then the texts alone.
    assert len(sent) == 3


def test_what_is_said_hidden_or_gone_is_seen_at_once(session: Session, regency: Surveyed) -> None:
    open_id, closed_id, service_id = regency.periods[1].id, regency.periods[0].id, regency.service_ids[0]
    remembered(session, regency.tenant_id, 25, 0)
    mine = Response.tenant_id == regency.tenant_id
    new = say(session, regency, open_id, service_id, "Baru", minute=200)
    session.flush()
    lines, total = remembered(session, regency.tenant_id, 25, 0)
    assert (lines[0].text, total) == ("Baru", 21)
    session.execute(update(Response).where(mine, Response.id == new).values(state="quarantined"))
    assert remembered(session, regency.tenant_id, 25, 0)[1] == 20
    # As when the answers of a closed period are erased after their time, without a new result.
    session.execute(update(Response).where(mine, Response.period_id == closed_id).values(state="late"))
    lines, total = remembered(session, regency.tenant_id, 25, 0)
    assert (len(lines), total) == (15, 15) and (lines, total) == searched(session, regency.tenant_id, 25, 0)


def test_a_correction_that_counts_late_answers_brings_their_words(session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    tenant_id = way.tenant_id
    periods = list_periods(session, tenant_id=tenant_id)
    before = newest_suggestions(session, tenant_id=tenant_id, periods=periods, limit=25)[1]
    late_answers(session, way, 2, "Terlambat")
    assert newest_suggestions(session, tenant_id=tenant_id, periods=periods, limit=25)[1] == before
    begin_correction(
        session=session, tenant_id=tenant_id, period_id=way.period_id, reason="Jawaban kertas belum dihitung.", account_id=way.admin_id,
        signing_key=KEY, now=LATER, count_late=True,
    )  # fmt: skip
    after = newest_suggestions(session, tenant_id=tenant_id, periods=list_periods(session, tenant_id=tenant_id), limit=25)[1]
    assert after == before + 2
