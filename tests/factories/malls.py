"""A mall of services with two agencies, one of another owner, their counters, and answers given there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.malls import ServiceMall
from puas.db.tables.surveys import CollectionPoint
from puas.domain.agency_owners import VERTICAL
from puas.domain.mall_details import MallDetails
from puas.usecases.add_mall_counters import add_mall_counters
from puas.usecases.create_collection_points import NewPoint
from puas.usecases.join_mall import join_mall
from puas.usecases.save_mall import save_mall
from puas.usecases.submit_response import submit_response
from tests.factories.surveys import Survey, a_form, a_survey

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
JOINED = date(2026, 7, 1)


@dataclass(frozen=True)
class Mall:
    """The mall with the surveys of its agencies; `office` is the regency's own, `other` of another owner."""

    id: UUID
    code: str
    tenant_id: int
    slug: str
    office: Survey
    other: Survey
    counter: CollectionPoint
    other_counter: CollectionPoint


def make_mall(session: Session, *, tenant_id: int, name: str = "Mal Pelayanan Publik Arjosari") -> ServiceMall:
    return save_mall(session=session, tenant_id=tenant_id, details=MallDetails(name, "Jalan Merdeka 1"), account_id=None, now=NOW)


def serve(session: Session, mall: ServiceMall, survey: Survey, *, place: str) -> CollectionPoint:
    """The agency joins and opens one counter for its first service."""
    session_of = {"session": session, "tenant_id": survey.tenant_id, "mall_id": mall.id, "agency_id": survey.agency_id, "account_id": None}
    join_mall(**session_of, joined_on=JOINED, now=NOW)  # type: ignore[arg-type]
    (counter,) = add_mall_counters(
        **session_of, counters=[NewPoint("sticker", place, survey.service_ids[0])], now=NOW  # type: ignore[arg-type]
    )
    return counter


def a_mall(session: Session) -> Mall:
    """An open mall with a counter of each agency, and a period open at both."""
    office = a_survey(session)
    other = a_survey(session)
    session.execute(
        update(Agency)
        .where(Agency.tenant_id == other.tenant_id, Agency.id == other.agency_id)
        .values(owner=VERTICAL, name="Kantor Pertanahan Contoh")
    )
    mall = make_mall(session, tenant_id=office.tenant_id)
    return Mall(
        mall.id, mall.code, office.tenant_id, office.slug, office, other, serve(session, mall, office, place="Gerai 1"),
        serve(session, mall, other, place="Gerai 2"),
    )  # fmt: skip


def answer(session: Session, survey: Survey, *, counter: CollectionPoint | None, number: int, score: int = 4) -> None:
    """That many answers, at the counter or, without one, at the agency's own sticker."""
    point_id = survey.service_point_id if counter is None else counter.id
    for _ in range(number):
        form = a_form(survey, score, collection_point_id=point_id)
        submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=NOW)


def name_of(session: Session, survey: Survey) -> str:
    return session.scalars(select(Agency.name).where(Agency.tenant_id == survey.tenant_id, Agency.id == survey.agency_id)).one()
