"""Changes how a tenant shows itself and by which policies its figures are made."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantProfile
from puas.domain.agency_details import is_nip
from puas.domain.contact_lines import CONTACT_FIELDS, contact_fault
from puas.domain.index_score import POOLED, SERVICE_MEAN
from puas.domain.letter_number import pattern_fault
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import FORMS
from puas.domain.sample_size import SAMPLE_POLICIES
from puas.presentation import accent
from puas.usecases.record_audit import record_audit

LONGEST_LINE = 200


class UnableToUpdateTenantProfile(Exception):
    """`field` cannot have that value; `reason` is empty, too-long, no-colour, too-pale, not-a-phone, not-an-address, not-a-site,
    unknown-policy, not-18-digits, or one of `puas.domain.letter_number.pattern_fault`."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def update_tenant_profile(*, session: Session, tenant_id: int, changed_by: UUID | None, now: datetime, changes: dict[str, str]) -> None:
    """Change the fields named and leave the others; the audit log gets what was before and after.

    Frozen results keep the policies they were frozen with.
    """
    profile = session.scalars(select(TenantProfile).where(TenantProfile.tenant_id == tenant_id).with_for_update()).one()
    detail: dict[str, list[str]] = {}
    for field, value in changes.items():
        _check(field, value)
        before = getattr(profile, field)
        if before != value:
            setattr(profile, field, value)
            detail[field] = [before, value]
    if not detail:
        return
    profile.updated_at = now
    record_audit(
        session=session, tenant_id=tenant_id, account_id=changed_by, action="update_tenant_profile",
        subject=f"tenant:{tenant_id}", now=now, detail=detail,
    )  # fmt: skip
    session.flush()


def _check(field: str, value: str) -> None:
    if field in _POLICIES:
        if value not in _POLICIES[field]:
            raise UnableToUpdateTenantProfile(field, "unknown-policy")
    elif field == "accent":
        _check_accent(value)
    elif field in ("government_name", "office_name", "address", "signatory_name", "signatory_position"):
        _check_line(field, value)
    elif field in CONTACT_FIELDS:
        _check_contact(field, value)
    elif field == "letter_number":
        _refuse(field, pattern_fault(value))
    elif field == "signatory_nip":
        _refuse(field, "" if not value or is_nip(value) else "not-18-digits")
    else:
        raise ValueError(f"the profile has no field {field!r} to change")


def _check_accent(value: str) -> None:
    if not accent.is_colour(value):
        raise UnableToUpdateTenantProfile("accent", "no-colour")
    if accent.contrast_on_white(value) < accent.ENOUGH:
        raise UnableToUpdateTenantProfile("accent", "too-pale")


def _check_contact(field: str, value: str) -> None:
    _refuse(field, contact_fault(field, value))


def _refuse(field: str, fault: str | None) -> None:
    if fault:
        raise UnableToUpdateTenantProfile(field, fault)


def _check_line(field: str, value: str) -> None:
    if len(value) > LONGEST_LINE:
        raise UnableToUpdateTenantProfile(field, "too-long")
    if field == "government_name" and not value.strip():
        raise UnableToUpdateTenantProfile(field, "empty")


_POLICIES: dict[str, tuple[str, ...]] = {
    "weight_policy": tuple(each.id for each in edition().weights),
    "aggregation_policy": (SERVICE_MEAN, POOLED),
    "sample_policy": SAMPLE_POLICIES,
    "report_form": FORMS,
}
