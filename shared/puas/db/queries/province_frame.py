"""What a province's documents say besides figures: its regencies by the directory, its letterhead, who signs, its own policy.

Read by the ordinary session, from the directory and from the province's own tenant.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from puas.db.tables.places import Region, Tenant, TenantProfile
from puas.domain.province_result import RESPONDENT_WEIGHTED, SIMPLE_MEAN
from puas.domain.report_snapshot import Letterhead, Signatory

SIGNATORY_POSITION = "Sekretaris Daerah"
_POOLED = "pooled"


@dataclass(frozen=True, slots=True)
class RegencyEntry:
    """A regency of the province; without a tenant it is not on board."""

    code: str
    name: str
    tenant_id: int | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ProvinceFrame:
    """Letterhead, signatory, and which mean the province declares as its index."""

    letterhead: Letterhead
    signatory: Signatory
    declared: str


def list_regency_entries(session: Session, *, province_code: str) -> list[RegencyEntry]:
    """Every regency that could be on board and every one that is, by code; one statement."""
    on_board = and_(
        Tenant.region_code == Region.code, Tenant.province_code == province_code, Tenant.kind == "regency", Tenant.state != "left"
    )
    of_region = and_(Region.parent_code == province_code, Region.can_be_tenant)
    of_tenant = and_(Tenant.province_code == province_code, Tenant.kind == "regency", Tenant.state != "left")
    statement = (
        select(Region.code, Region.name, Tenant.id, Tenant.name, Tenant.is_sample)
        .select_from(Region)
        .outerjoin(Tenant, on_board, full=True)
        # A tenant without a region of its own has a row by itself.
        .where(or_(of_region, of_tenant))
        .order_by(Region.code, Tenant.name)
    )
    return [
        RegencyEntry(code or f"#{tenant_id}", name or region, tenant_id, bool(is_sample))
        for code, region, tenant_id, name, is_sample in session.execute(statement)
    ]


def find_province_frame(session: Session, *, tenant_id: int, name: str) -> ProvinceFrame:
    """The frame of the province the session is in; plain where it has no profile yet."""
    row = session.execute(
        select(
            TenantProfile.government_name, TenantProfile.office_name, TenantProfile.address, TenantProfile.phone, TenantProfile.email,
            TenantProfile.website, TenantProfile.emblem_key, TenantProfile.accent, TenantProfile.aggregation_policy,
            TenantProfile.signatory_name, TenantProfile.signatory_position, TenantProfile.signatory_nip,
        ).where(TenantProfile.tenant_id == tenant_id)
    ).one_or_none()  # fmt: skip
    place = name.removeprefix("Provinsi ")
    if row is None:
        head = Letterhead((f"Pemerintah {name}",), "", "", "", "", None, None, "")
        return ProvinceFrame(head, Signatory(SIGNATORY_POSITION, "", "", "", place, None), SIMPLE_MEAN)
    lines = tuple(line for line in (row.government_name, row.office_name) if line)
    return ProvinceFrame(
        Letterhead(lines, row.address, row.phone, row.email, row.website, row.emblem_key, None, row.accent),
        Signatory(row.signatory_position or SIGNATORY_POSITION, row.signatory_name, "", row.signatory_nip, place, None),
        RESPONDENT_WEIGHTED if row.aggregation_policy == _POOLED else SIMPLE_MEAN,
    )
