"""Official letters: the list, one of them, the recipients there are, and what the sender's own page says of the sender."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import Session

from puas.db.queries.agencies import ACTIVE, counts_here
from puas.db.tables.agencies import Agency
from puas.db.tables.letters import Letter
from puas.db.tables.people import Account
from puas.db.tables.places import Tenant, TenantProfile
from puas.db.tables.reports import Report
from puas.domain.letter_number import DEFAULT_PATTERN
from puas.domain.letter_texts import head_of_agency, head_of_regency
from puas.domain.report_details import place_of
from puas.domain.report_snapshot import Letterhead
from puas.domain.survey_period import local_day


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter with the state of its document."""

    id: UUID
    kind: str
    occasion: str
    printed_number: str
    dated_on: date
    recipient: str
    scope_year: int
    scope_part: str
    issued_at: datetime
    issued_by: str
    report_id: UUID | None
    document_id: str
    state: str
    failure: str
    withdrawn_at: datetime | None
    withdrawal_reason: str
    # Read for one letter, not for lists.
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class LetterRecipient:
    """Somebody a letter can go to. `key` is an agency's id, or a regency's number in the directory; `joined_on` a regency's first day."""

    key: str
    name: str
    addressee: str
    joined_on: date | None = None

    def was_here(self, day: date) -> bool:
        """Whether it had joined by then."""
        return self.joined_on is None or self.joined_on <= day


@dataclass(frozen=True, slots=True)
class LetterSender:
    """What a letter says of its sender."""

    name: str
    kind: str
    time_zone: str
    is_sample: bool
    province_code: str | None
    letterhead: Letterhead
    signatory_name: str
    signatory_position: str
    signatory_nip: str
    pattern: str
    office_name: str
    phone: str
    email: str

    @property
    def place(self) -> str:
        """Where it is signed: the region's name without its kind; empty for what bears no region's name."""
        if self.kind == "province":
            return self.name.removeprefix("Provinsi ")
        place = place_of(self.name)
        return place if self.kind == "regency" or place != self.name else ""

    @property
    def contact(self) -> str:
        """Whom to ask, as a letter says it."""
        ways = [f"telepon {self.phone}" if self.phone else "", f"surel {self.email}" if self.email else ""]
        where = ", ".join(each for each in ways if each)
        office = self.office_name or "unit pengelola survei"
        return f"{office} ({where})" if where else office


def list_letters(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, limit: int, offset: int = 0) -> list[LetterRow]:
    """The newest first; an officer sees those to the own agencies."""
    statement = _letters(tenant_id, agency_ids).order_by(Letter.issued_at.desc(), Letter.year.desc(), Letter.number.desc())
    return [LetterRow(*row) for row in session.execute(statement.limit(limit).offset(offset))]


def count_letters(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> int:
    """How many the list has."""
    statement = select(func.count()).select_from(Letter).where(Letter.tenant_id == tenant_id, _to(agency_ids))
    return session.scalar(statement) or 0


def find_letter(session: Session, *, tenant_id: int, letter_id: UUID, agency_ids: Collection[UUID] | None) -> LetterRow | None:
    """One letter the person may see, with what it was printed from."""
    statement = _letters(tenant_id, agency_ids).add_columns(func.coalesce(Report.snapshot, "")).where(Letter.id == letter_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else LetterRow(*row)


def written_to(session: Session, *, tenant_id: int, year: int, part: str) -> set[tuple[str, str]]:
    """Recipient and occasion of letters of a scope that still count, so that nobody is written to twice unawares."""
    statement = (
        select(Letter.agency_id, Letter.regency_id, Letter.occasion)
        .outerjoin(Report, and_(Report.tenant_id == Letter.tenant_id, Report.id == Letter.report_id))
        .where(Letter.tenant_id == tenant_id, Letter.scope_year == year, Letter.scope_part == part, Report.withdrawn_at.is_(None))
    )
    return {(str(agency_id or regency_id), occasion) for agency_id, regency_id, occasion in session.execute(statement)}


def recipients_of(session: Session, *, sender: LetterSender, tenant_id: int) -> list[LetterRecipient]:
    """Active agencies of a regency's own; active regencies of a province."""
    if sender.kind == "province":
        of_province = (Tenant.kind == "regency", Tenant.province_code == sender.province_code, Tenant.state == "active")
        known = select(Tenant.id, Tenant.name, Tenant.created_at, Tenant.time_zone).where(*of_province).order_by(Tenant.name)
        return [
            LetterRecipient(str(row.id), row.name, head_of_regency(row.name), local_day(row.created_at, row.time_zone))
            for row in session.execute(known)
        ]
    statement = (
        select(Agency.id, Agency.name, Agency.signatory_position)
        .where(Agency.tenant_id == tenant_id, Agency.state == ACTIVE, counts_here(Agency.id, tenant_id=tenant_id))
        .order_by(func.lower(Agency.name), Agency.id)
    )
    return [LetterRecipient(str(row.id), row.name, head_of_agency(row.name, row.signatory_position)) for row in session.execute(statement)]


def find_sender(session: Session, *, tenant_id: int) -> LetterSender:
    """The tenant the session is in, by its directory entry and its profile."""
    statement = (
        select(
            Tenant.name, Tenant.kind, Tenant.time_zone, Tenant.is_sample, Tenant.province_code, TenantProfile.government_name,
            TenantProfile.office_name, TenantProfile.address, TenantProfile.phone, TenantProfile.email, TenantProfile.website,
            TenantProfile.emblem_key, TenantProfile.accent, TenantProfile.signatory_name, TenantProfile.signatory_position,
            TenantProfile.signatory_nip, TenantProfile.letter_number,
        )
        .outerjoin(TenantProfile, TenantProfile.tenant_id == Tenant.id)
        .where(Tenant.id == tenant_id)
    )  # fmt: skip
    row = session.execute(statement).one()
    lines = tuple(line for line in (row.government_name or f"Pemerintah {row.name}", row.office_name) if line)
    head = Letterhead(lines, row.address or "", row.phone or "", row.email or "", row.website or "", row.emblem_key, None, row.accent or "")
    return LetterSender(
        row.name, row.kind, row.time_zone, row.is_sample, row.province_code, head, row.signatory_name or "", row.signatory_position or "",
        row.signatory_nip or "", row.letter_number or DEFAULT_PATTERN, row.office_name or "", row.phone or "", row.email or "",
    )  # fmt: skip


def _letters(tenant_id: int, agency_ids: Collection[UUID] | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Letter.id, Letter.kind, Letter.occasion, Letter.printed_number, Letter.dated_on, Letter.recipient, Letter.scope_year,
            Letter.scope_part, Letter.issued_at, func.coalesce(Account.name, ""), Letter.report_id, func.coalesce(Report.document_id, ""),
            func.coalesce(Report.state, "pending"), func.coalesce(Report.failure, ""), Report.withdrawn_at,
            func.coalesce(Report.withdrawal_reason, ""),
        )
        .outerjoin(Report, and_(Report.tenant_id == Letter.tenant_id, Report.id == Letter.report_id))
        .outerjoin(Account, Account.id == Letter.issued_by)
        .where(Letter.tenant_id == tenant_id, _to(agency_ids))
    )  # fmt: skip


def _to(agency_ids: Collection[UUID] | None) -> ColumnElement[bool]:
    return true() if agency_ids is None else Letter.agency_id.in_(agency_ids)
