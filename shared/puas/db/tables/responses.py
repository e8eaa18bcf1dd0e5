"""Filled forms, the inbox of those not yet tallied, and the salt of the day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, LargeBinary, SmallInteger, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import GLOBAL, TENANT_OWNED, Base
from puas.db.tables.scores import UNSUR_COLUMNS

_ALL = ", ".join(UNSUR_COLUMNS)


class Response(Base):
    """One filled form. No name, no NIK, no phone number; the id was made with the form.

    Without foreign keys on purpose (see the decision on the submit path): the statement that inserts it reads its period
    and service from their tables, and nobody may delete those.
    """

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint("state in ('counted', 'quarantined', 'late')", name="state"),
        # One check for all nine: each check of a table costs every insert anew. Blanks are passed over.
        CheckConstraint(f"least({_ALL}) >= 1 and greatest({_ALL}) <= 4", name="scores"),
        Index("ix_response_period_id", "tenant_id", "period_id", "submitted_at"),
        Index(
            "ix_response_network_key", "tenant_id", "collection_point_id", "network_key", "submitted_at",
            postgresql_where=text("network_key is not null"),
        ),
        {"info": TENANT_OWNED},
    )

    tenant_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    period_id: Mapped[UUID]
    service_type_id: Mapped[UUID]
    collection_point_id: Mapped[UUID | None]
    persyaratan: Mapped[int | None] = mapped_column(SmallInteger)
    prosedur: Mapped[int | None] = mapped_column(SmallInteger)
    waktu: Mapped[int | None] = mapped_column(SmallInteger)
    biaya: Mapped[int | None] = mapped_column(SmallInteger)
    produk: Mapped[int | None] = mapped_column(SmallInteger)
    kompetensi: Mapped[int | None] = mapped_column(SmallInteger)
    perilaku: Mapped[int | None] = mapped_column(SmallInteger)
    pengaduan: Mapped[int | None] = mapped_column(SmallInteger)
    sarpras: Mapped[int | None] = mapped_column(SmallInteger)
    # Profile: slugs of the edition's finest category lists; age in years. Empty where not said.
    gender: Mapped[str | None] = mapped_column(Text)
    age: Mapped[int | None] = mapped_column(SmallInteger)
    education: Mapped[str | None] = mapped_column(Text)
    occupation: Mapped[str | None] = mapped_column(Text)
    disability: Mapped[str | None] = mapped_column(Text)
    suggestion: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text, server_default="id")
    # sticker, link, poster, kiosk, paper, api
    channel: Mapped[str] = mapped_column(Text)
    assisted: Mapped[bool] = mapped_column(server_default="false")
    # The server's receipt decides the period.
    submitted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seconds_on_form: Mapped[int | None]
    # Hash of network address and the day's salt; the salt is thrown away, so it cannot be undone.
    network_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(Text, server_default="counted")
    # Why someone may want to look at it: over-limit, same-id-other-content, …
    flags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")


class ResponseInbox(Base):
    """A change the tallies do not hold yet: sign +1 counts the response in, -1 takes it out. Nearly empty all the time."""

    __tablename__ = "response_inbox"
    __table_args__ = (
        CheckConstraint("sign in (-1, 1)", name="sign"),
        {"info": TENANT_OWNED},
    )

    tenant_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    # For a new response its own id; for later changes an id of their own.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    response_id: Mapped[UUID]
    period_id: Mapped[UUID]
    sign: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class DailySalt(Base):
    """The salt network addresses are hashed with on one day (UTC); yesterday's is deleted."""

    __tablename__ = "daily_salt"
    __table_args__ = ({"info": GLOBAL},)

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
