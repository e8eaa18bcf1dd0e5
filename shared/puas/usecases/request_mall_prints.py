"""Asks for the poster that hangs at the exit of a mal pelayanan publik, and for the stickers of its counters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.malls import counters_of, find_mall
from puas.db.queries.tenant_look import find_look
from puas.db.tables.malls import ServiceMall
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.document_source import POSTER, STICKER_SHEET, PointsSource, PrintedPoint
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._refusal import Refusal
from puas.usecases.request_point_prints import request_point_prints


class UnableToRequestMallPrints(Refusal):
    """`reason`: unknown-mall, unknown-document, or none (no counter in use)."""


def request_mall_prints(
    *,
    session: Session,
    tenant_id: int,
    mall_id: UUID,
    document: str,
    agency_ids: Collection[UUID] | None,
    requested_by: UUID | None,
    base_url: str,
    now: datetime,
) -> list[Report]:
    """`poster` is one sheet for the exit; `sticker_sheet` one sheet for each agency with counters, of the officer's own where narrowed."""
    mall = find_mall(session, tenant_id=tenant_id, mall_id=mall_id)
    if mall is None:
        raise UnableToRequestMallPrints("unknown-mall")
    if document == POSTER:
        return [_exit_poster(session, mall, requested_by, base_url, now)]
    if document != STICKER_SHEET:
        raise UnableToRequestMallPrints("unknown-document")
    by_agency: dict[UUID, list[UUID]] = {}
    for each in counters_of(session, tenant_id=tenant_id, mall_id=mall_id, agency_ids=agency_ids):
        by_agency.setdefault(each.agency_id, []).append(each.id)
    if not by_agency:
        raise UnableToRequestMallPrints("none")
    return [
        request_point_prints(
            session=session, tenant_id=tenant_id, agency_id=agency_id, document=STICKER_SHEET, point_ids=point_ids,
            requested_by=requested_by, base_url=base_url, now=now,
        )
        for agency_id, point_ids in by_agency.items()
    ]  # fmt: skip


def _exit_poster(session: Session, mall: ServiceMall, requested_by: UUID | None, base_url: str, now: datetime) -> Report:
    wanted = Wanted(
        document=POSTER, title=f"Poster pintu keluar {mall.name}", twin_key=f"{POSTER}:{mall.code}", requested_by=requested_by, now=now
    )
    point = PrintedPoint(mall.code, f"{base_url}/m/{mall.code}", "", "")

    def source(document_id: str) -> str:
        tenant = session.execute(select(Tenant.name, Tenant.is_sample).where(Tenant.id == mall.tenant_id)).one()
        look = find_look(session, tenant_id=mall.tenant_id)
        return PointsSource(
            document_id=document_id,
            government=look.government_name if look else f"Pemerintah {tenant.name}",
            agency=mall.name,
            accent_colour=look.accent if look else "",
            emblem_file=look.emblem_key if look else None,
            sample_data=tenant.is_sample,
            points=(point,),
        ).to_json()

    return request_document(session, tenant_id=mall.tenant_id, wanted=wanted, source=source)
