"""Additive counts of answers, from which every figure is an exact sum."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, Table, Text, Uuid

from puas.db.base import TENANT_OWNED, Base
from puas.db.tables.scores import COUNT_COLUMNS

# One row per period, dimension and category. Dimension `service` has the service type's id as category and holds the scores
# per service; `mall` has the id of the mal pelayanan publik at whose counter an answer was given, and no row of others;
# gender, age_group, education, occupation, disability and channel are kept per agency, '' being "not said".
tally = Table(
    "tally",
    Base.metadata,
    Column("tenant_id", ForeignKey("tenant.id"), primary_key=True),
    Column("period_id", Uuid, primary_key=True),
    Column("dimension", Text, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("respondents", Integer, nullable=False, server_default="0"),
    *(Column(name, Integer, nullable=False, server_default="0") for name in COUNT_COLUMNS),
    ForeignKeyConstraint(["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], ondelete="CASCADE"),
    info=TENANT_OWNED,
)
