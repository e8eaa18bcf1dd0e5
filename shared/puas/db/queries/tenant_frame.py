"""What every figure of a tenant is printed with: its names, its letterhead, its clock, and the policies it chose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.province_directory import province_told
from puas.db.queries.tenant_look import LOOK, TenantLook
from puas.db.tables.places import Region, Tenant, TenantProfile
from puas.domain.result_snapshot import Policies, TenantIdentity


@dataclass(frozen=True, slots=True)
class TenantFrame:
    """The tenant as results print it, and the choices its figures rest on today."""

    identity: TenantIdentity
    time_zone: str
    is_sample: bool
    policies: Policies
    province_code: str | None
    look: TenantLook | None


def tenant_frame(session: Session, *, tenant_id: int) -> TenantFrame:
    """The tenant's frame. A tenant that has not set up its profile has the default policies."""
    row = session.execute(_frame(), {"tenant_id": tenant_id}).one()
    slug, kind, name, region_code, province, zone, is_sample, province_code, *chosen = row
    default = Policies()
    weight, aggregation, sample_size, has_profile, *look = chosen
    policies = Policies(
        weight=weight or default.weight,
        aggregation=aggregation or default.aggregation,
        sample_size=sample_size or default.sample_size,
    )
    return TenantFrame(
        TenantIdentity(slug, kind, name, region_code, province), zone, is_sample, policies, province_code,
        TenantLook(*look) if has_profile else None,
    )  # fmt: skip


@cache
def _frame() -> Select[*tuple[Any, ...]]:
    """Made once: putting a statement together takes longer than the server needs to answer it."""
    own, parent = aliased(Region), aliased(Region)
    return (
        select(
            Tenant.slug,
            Tenant.kind,
            Tenant.name,
            func.coalesce(Tenant.region_code, ""),
            func.coalesce(parent.name, own.name, ""),
            Tenant.time_zone,
            Tenant.is_sample,
            province_told(),
            TenantProfile.weight_policy,
            TenantProfile.aggregation_policy,
            TenantProfile.sample_policy,
            TenantProfile.tenant_id.is_not(None),
            *LOOK,
        )
        .outerjoin(own, own.code == Tenant.region_code)
        .outerjoin(parent, parent.code == own.parent_code)
        .outerjoin(TenantProfile, TenantProfile.tenant_id == Tenant.id)
        .where(Tenant.id == bindparam("tenant_id"))
    )
