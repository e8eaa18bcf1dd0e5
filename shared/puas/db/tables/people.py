"""Accounts of officials, their credentials, and what they may do in which tenant."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import GLOBAL, TENANT_OWNED, Base, TenantOwned


class Account(Base):
    """A person who signs in. The address is kept as typed and compared in lower case."""

    __tablename__ = "account"
    __table_args__ = (
        Index("uq_account_email", text("lower(email)"), unique=True),
        {"info": GLOBAL},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text, server_default="id")
    # Raised to sign the account out everywhere.
    session_version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    last_login_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Credential(Base):
    """The password hash (argon2id), visible only to its account and to a log-in that names its address."""

    __tablename__ = "credential"
    __table_args__ = (Index("uq_credential_login_email", "login_email", unique=True), {"info": GLOBAL})

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    login_email: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Operator(Base):
    """Accounts that run the installation. The services may read it; only the owner's command line writes it."""

    __tablename__ = "operator"
    __table_args__ = ({"info": GLOBAL},)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Membership(TenantOwned, Base):
    """A role of an account in a tenant; roles are those of `puas.domain.permissions`."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_account_id", "account_id"), {"info": TENANT_OWNED})

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)
    # Whether notices of this workspace are sent by mail too; under the bell they stand in any case.
    gets_notice_mail: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class AgencyAssignment(TenantOwned, Base):
    """Which agencies an officer works for."""

    __tablename__ = "agency_assignment"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], ondelete="CASCADE"),
        {"info": TENANT_OWNED},
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(primary_key=True)


class Invitation(TenantOwned, Base):
    """A link sent to an address; the key itself is only in the mail, the locator holds its hash."""

    __tablename__ = "invitation"
    __table_args__ = ({"info": TENANT_OWNED},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    agency_ids: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TenantRequest(Base):
    """A region's wish to come on board: first its address is verified, then the province or the operator decides."""

    __tablename__ = "tenant_request"
    __table_args__ = (
        CheckConstraint("state in ('unverified', 'waiting', 'approved', 'rejected')", name="state"),
        Index("ix_tenant_request_region_code", "region_code"),
        {"info": GLOBAL},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    office_name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="unverified")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    verified_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text, server_default="")
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))


class Locator(Base):
    """Finds the tenant of what arrives before the tenant is known. Only a hash of the key is kept.

    Kinds: `code` (sticker), `invitation`, `reset`, `sign-up`, `api-token`, `document`, `training` (code of a session),
    `practice-setup`, `ended-session`, `performance` (code of a form F-03). No foreign key leads from here to a tenant's table;
    `target` is the id of the row meant.
    """

    __tablename__ = "locator"
    __table_args__ = (Index("ix_locator_target", "kind", "target"), Index("ix_locator_tenant_id", "tenant_id"), {"info": GLOBAL})

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    key_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    target: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ApiToken(TenantOwned, Base):
    """A bearer token of a tenant; shown once, afterwards only its hash is known (in the locator)."""

    __tablename__ = "api_token"
    __table_args__ = ({"info": TENANT_OWNED},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(JSONB)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class AuditEvent(TenantOwned, Base):
    """One sensitive act: who, what, on what, when. The services may only add and read."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "tenant_id", "subject"), {"info": TENANT_OWNED})

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")


class AccountEvent(Base):
    """A sensitive act outside any tenant: sign-in and sign-out, password change; seen only by its account."""

    __tablename__ = "account_event"
    __table_args__ = (Index("ix_account_event_account_id_at", "account_id", "at"), {"info": GLOBAL})

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    action: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
