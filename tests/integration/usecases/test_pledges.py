"""The maklumat of an agency: one in force, the earlier ones kept, nothing signed that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.service_standards import list_agency_standards, pledges_of
from puas.db.tables.agencies import Agency
from puas.db.tables.standards import ServicePledge
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.service_pledge import PROPOSED
from puas.usecases.proclaim_pledge import NewPledge, UnableToProclaimPledge, proclaim_pledge
from tests.factories.regency import Regency, make_agency, make_regency

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
PLEDGE = NewPledge(f"{PROPOSED}\n\nKami  melayani.", "Kota", date(2026, 11, 2), "Sri Teladani", "Kepala Dinas Contoh", ("Situs web",))


@pytest.fixture
def regency(session: Session) -> Regency:
    return make_regency(session)


@pytest.fixture
def agency(session: Session, regency: Regency) -> Agency:
    return make_agency(session, regency.id)[0]


def proclaim(session: Session, agency: Agency, pledge: NewPledge = PLEDGE, *, seen: str | None = None) -> ServicePledge:
    return proclaim_pledge(
        session=session, tenant_id=agency.tenant_id, agency_id=agency.id, pledge=pledge, seen=seen, account_id=None, now=NOW
    )


def test_a_second_pledge_replaces_the_first_and_both_are_kept(session: Session, agency: Agency) -> None:
    first = proclaim(session, agency, seen="")
    second = proclaim(session, agency, replace(PLEDGE, body="Janji baru"), seen=str(first.id))

    assert [each.id for each in pledges_of(session, tenant_id=agency.tenant_id, agency_id=agency.id)] == [second.id, first.id]
    assert (first.replaced_at, second.replaced_at) == (NOW, None)
    assert first.body == f"{PROPOSED}\nKami melayani."
    [line] = list_agency_standards(session, tenant_id=agency.tenant_id, agency_ids=None, today=TODAY)
    assert line.pledged_on == date(2026, 11, 2)


def test_a_pledge_in_force_is_told_to_the_province_by_number(session: Session, agency: Agency) -> None:
    proclaim(session, agency)

    found = session.scalars(
        select(YardstickFigure).where(YardstickFigure.tenant_id == agency.tenant_id, YardstickFigure.unit_id == agency.id)
    ).one()
    assert (found.counts["pledges"], found.value) == (1, None)


@pytest.mark.parametrize(
    ("pledge", "fault"),
    [
        (replace(PLEDGE, body=""), ("body", "missing")),
        (replace(PLEDGE, body="x" * 2001), ("body", "too-long")),
        (replace(PLEDGE, dated_on=TODAY + timedelta(days=1)), ("dated_on", "in-future")),
        (replace(PLEDGE, signatory_name=""), ("signatory_name", "missing")),
        (replace(PLEDGE, media=("x" * 81,)), ("media", "too-long")),
    ],
)
def test_pledges_that_cannot_be(session: Session, agency: Agency, pledge: NewPledge, fault: tuple[str, str]) -> None:
    with pytest.raises(UnableToProclaimPledge) as refused:
        proclaim(session, agency, pledge)

    assert (refused.value.field, refused.value.reason) == fault
    assert pledges_of(session, tenant_id=agency.tenant_id, agency_id=agency.id) == []


def test_nobody_replaces_a_pledge_they_have_not_seen(session: Session, agency: Agency) -> None:
    proclaim(session, agency, seen="")

    with pytest.raises(UnableToProclaimPledge) as refused:
        proclaim(session, agency, seen="")
    assert (refused.value.field, refused.value.reason) == ("pledge", "changed-meanwhile")


def test_agencies_that_are_not_there_or_at_rest_promise_nothing(session: Session, agency: Agency) -> None:
    with pytest.raises(UnableToProclaimPledge) as unknown:
        proclaim_pledge(
            session=session, tenant_id=agency.tenant_id, agency_id=new_id(), pledge=PLEDGE, seen=None, account_id=None, now=NOW
        )
    agency.state = "archived"
    session.flush()
    with pytest.raises(UnableToProclaimPledge) as archived:
        proclaim(session, agency)

    assert (unknown.value.reason, archived.value.reason) == ("unknown", "archived")
