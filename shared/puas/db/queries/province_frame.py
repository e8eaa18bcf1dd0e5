"""What a province's documents say besides figures: its letterhead, who signs, and its own policy; from the province's own tenant."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantProfile
from puas.domain.province_result import RESPONDENT_WEIGHTED, SIMPLE_MEAN
from puas.domain.report_snapshot import Letterhead, Signatory

SIGNATORY_POSITION = "Sekretaris Daerah"
_POOLED = "pooled"


@dataclass(frozen=True, slots=True)
class ProvinceFrame:
    """Letterhead, signatory, and which mean the province declares as its index."""

    letterhead: Letterhead
    signatory: Signatory
    declared: str


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
