"""The declarative base of all tables, named constraints, and the two kinds of ownership a table may declare."""

from __future__ import annotations

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Every table says which it is in `info["ownership"]`; a contract test fails on one that does not.
TENANT_OWNED = {"ownership": "tenant"}
GLOBAL = {"ownership": "global"}


class Base(DeclarativeBase):
    """Plain SQLAlchemy, so that the web framework stays out of `shared`."""

    metadata = MetaData(naming_convention=NAMING)


class TenantOwned:
    """Mixin: the tenant is the first column of the row and the first part of its key."""

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True, sort_order=-10)
