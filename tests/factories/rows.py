"""One row in every table that belongs to a tenant, made from the declared tables themselves.

A new table is filled too, without a line here: a text column carries the tenant's marker, a key of another table leads to
that table's row of the same tenant. Only columns with a closed list of values or a format of their own are named below.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Boolean, Column, Date, DateTime, Integer, LargeBinary, Numeric, Table, Text, Uuid, insert
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

import puas.db.tables  # noqa: F401  (fills the metadata)
from puas.db import tenancy
from puas.db.base import Base
from puas.db.identifiers import new_id
from puas.db.tables.people import Account
from puas.db.tables.places import Tenant
from puas.domain.old_recap_audit import audit_recap
from puas.domain.old_recap_sheet import read_recap
from puas.runtime.signing_key import SigningKey
from tests.factories.recap_grids import grid
from tests.factories.snapshots import report_snapshot, result_snapshot

Row = dict[str, Any]

_WITHOUT_KEYS = ("response", "response_inbox")

KEY = SigningKey("a secret of tests that is long enough to be one")

_DAY = date(2026, 7, 1)
_MOMENT = datetime(2026, 10, 2, 3, 15, tzinfo=UTC)

_AGENDA = [{"key": "a", "day": 1, "title": "Menghitung", "minutes": 30, "kind": "exercise", "topic": "hand-index"}]

_FIXED: Mapping[tuple[str, str], Any] = {
    ("membership", "role"): "agency-officer",
    ("invitation", "role"): "agency-officer",
    ("api_token", "scopes"): ["results:read"],
    ("survey_period", "kind"): "triwulan",
    ("survey_period", "edition"): "permenpanrb-14-2017",
    ("survey_period", "ends_on"): date(2026, 9, 30),
    ("collection_point", "kind"): "sticker",
    ("agency", "owner"): "",
    ("response", "channel"): "sticker",
    ("tally", "dimension"): "service",
    ("result", "scope"): "period",
    ("result", "ends_on"): date(2026, 9, 30),
    ("result", "edition"): "permenpanrb-14-2017",
    ("result", "nik"): Decimal("88.31"),
    ("result", "mutu"): "A",
    ("past_result", "year"): 2024,
    ("past_result", "edition"): "permenpanrb-14-2017",
    ("past_result", "nik"): Decimal("87.630"),
    ("report", "document"): "skm_report",
    ("report", "formats"): ["pdf"],
    ("report_file", "format"): "pdf",
    ("photograph", "file_key"): "tenant-1/photographs/gone.jpg",
    ("signed_copy", "file_key"): "tenant-1/signed/gone.pdf",
    ("signed_copy", "kind"): "signed-pdf",
    ("report_text", "section"): "latar_belakang",
    ("followup_item", "unsur"): "waktu",
    ("submission", "kind"): "triwulan",
    ("submission", "ends_on"): date(2026, 9, 30),
    ("submission_step", "step"): "submit",
    ("submission_step", "from_state"): "analysed",
    ("submission_step", "to_state"): "submitted",
    ("review_remark", "chapter"): "general",
    ("shared_figure", "year"): 2026,
    ("shared_figure", "part"): "tahun",
    ("shared_figure", "level"): "agency",
    ("shared_figure", "edition"): "permenpanrb-14-2017",
    ("shared_figure", "ends_on"): date(2026, 9, 30),
    ("shared_figure", "nik"): Decimal("88.31"),
    ("shared_figure", "mutu"): "A",
    ("deadline", "year"): 2026,
    ("deadline", "part"): "tahun",
    ("deadline", "step"): "submit",
    ("notification", "kind"): "report-submitted",
    ("notification", "facts"): {"agency": "Dinas", "label": "Triwulan III 2026"},
    ("letter", "kind"): "reminder",
    ("letter", "occasion"): "not_reported",
    ("letter", "year"): 2026,
    ("letter", "scope_year"): 2026,
    ("letter", "scope_part"): "tahun",
    ("curriculum", "agenda"): _AGENDA,
    ("training_session", "agenda"): _AGENDA,
    ("training_session", "edition"): "permenpanrb-14-2017",
    ("training_progress", "exercise"): "hand-index",
    ("training_test", "kind"): "before",
    ("evidence_file", "subject"): "improvement",
    ("evidence_file", "url"): "https://contoh.example/bukti",
    ("improvement_item", "source"): "performance",
    ("improvement_item", "year"): 2026,
    ("yardstick_figure", "yardstick"): "compliance",
    ("yardstick_figure", "year"): 2026,
    ("yardstick_figure", "level"): "agency",
    ("yardstick_figure", "value"): Decimal("90.02"),
    ("yardstick_figure", "letter"): "A",
    ("performance_assessment", "year"): 2026,
    ("performance_assessment", "edition"): "permenpanrb-29-2022",
    ("performance_assessment", "form"): "A",
    ("performance_sheet", "form"): "F-02",
    ("performance_score", "indicator"): "A.01",
    ("performance_score", "score"): 4,
    ("performance_decision", "indicator"): "A.01",
    ("performance_decision", "score"): 4,
    ("performance_answer", "scores"): {"UA.01": 4},
    ("compliance_score", "year"): 2024,
    ("compliance_score", "score"): Decimal("90.02"),
    ("compliance_check", "year"): 2026,
    ("compliance_check", "state"): "there",
    ("service_standard", "state"): "in_force",
    ("procedure_review", "year"): 2026,
    ("procedure_review", "outcome"): "kept",
    ("minimum_service", "year"): 2026,
    ("minimum_service", "field"): "kesehatan",
    ("complaint_count", "year"): 2026,
    ("complaint_count", "quarter"): 1,
    ("complaint_count", "channel"): "lapor",
    ("complaint_count", "received"): 3,
    ("complaint_count", "settled"): 2,
    ("complaint_count", "in_time"): 1,
    ("innovation_call", "year"): 2026,
    ("innovation_call", "edition"): "permenpanrb-7-2021",
    ("innovation_step", "stage"): "registered",
    ("innovation_step", "outcome"): "reached",
}
# Columns that may be left out and are filled all the same, because a page would show them.
_TOLD = {
    ("response", "suggestion"), ("response", "collection_point_id"), ("result", "agency_id"), ("result", "period_id"),
    ("past_result", "agency_id"), ("old_recap", "agency_id"), ("report", "agency_id"), ("report", "period_id"),
    ("collection_point", "service_type_id"), ("result", "nik"), ("shared_figure", "nik"), ("letter", "agency_id"),
    ("agency", "owner_name"),
}  # fmt: skip


@dataclass(frozen=True)
class FilledTenant:
    """A tenant with a row in every table it can own, and the word that marks its texts."""

    id: int
    slug: str
    marker: str
    account_id: UUID
    rows: Mapping[str, Row]

    def id_of(self, table: str) -> UUID:
        found: UUID = self.rows[table]["id"]
        return found


def tenant_tables() -> list[Table]:
    """Tables that belong to a tenant, parents before children; answers last, which name their parents without a foreign key."""
    owned = [table for table in Base.metadata.sorted_tables if table.info.get("ownership") == "tenant"]
    return sorted(owned, key=lambda table: _WITHOUT_KEYS.index(table.name) if table.name in _WITHOUT_KEYS else -1)


def fill_tenant(
    session: Session, *, slug: str, marker: str, province_code: str | None = "99", kind: str = "regency", region_code: str | None = None
) -> FilledTenant:
    """Create a tenant, an officer of it, and one row in each of its tables; the session stays in the tenant."""
    account = Account(id=new_id(), email=f"{slug}@contoh.example", name=f"Petugas {marker}")
    tenant = Tenant(
        slug=slug, kind=kind, province_code=province_code, region_code=region_code, name=f"Kabupaten {marker}", time_zone="Asia/Jakarta"
    )
    session.add_all([account, tenant])
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id, account_id=account.id)
    rows: dict[str, Row] = {}
    for table in tenant_tables():
        rows[table.name] = _row(table, tenant, account.id, marker, rows)
        session.execute(insert(table).values(rows[table.name]))
    return FilledTenant(tenant.id, slug, marker, account.id, rows)


def _row(table: Table, tenant: Tenant, account_id: UUID, marker: str, rows: Mapping[str, Row]) -> Row:
    row: Row = {"tenant_id": tenant.id}
    if "province_code" in table.columns:
        row["province_code"] = tenant.province_code
    row |= _documents(table.name, marker)
    parents = _parents(table, rows)
    for column in table.columns:
        key = (table.name, column.name)
        if column.name in row:
            continue
        if key in _FIXED:
            row[column.name] = _FIXED[key]
        elif column.name in {"account_id", "frozen_by", "requested_by"}:
            row[column.name] = account_id
        elif column.name in parents and (key in _TOLD or not column.nullable):
            row[column.name] = parents[column.name]
        elif key in _TOLD or not (column.nullable or column.server_default is not None):
            row[column.name] = _value(column, marker)
    return row


def _documents(table: str, marker: str) -> Row:
    """Frozen texts that pages read back: real ones, with the marker in them."""
    if table == "result":
        snapshot = result_snapshot()
        text = snapshot.to_json().replace(snapshot.tenant.name, f"Kabupaten {marker}")
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return {"snapshot": text, "respondents": snapshot.respondents, "sha256": sha256, "signature": KEY.sign(text)}
    if table == "report":
        return {"snapshot": report_snapshot().to_json()}
    if table == "old_recap":
        recap = read_recap([grid(f"Perangkat Daerah | Tahun | IKM | Mutu\nDinas {marker} | 2021 | 88,31 | B")])
        return {"audit": audit_recap(recap).to_json(), "file_key": "tenant-1/old-recaps/gone.xlsx"}
    if table == "notification":
        return {"facts": {"agency": f"Dinas {marker}", "label": "Triwulan III 2026"}}
    if table == "tenant_profile":
        return {"accent": "#0b5c8a"}
    if table == "tally":
        return {"respondents": 3, **dict.fromkeys(("persyaratan_4", "prosedur_3", "waktu_2"), 3)}
    return {}


def _parents(table: Table, rows: Mapping[str, Row]) -> Row:
    found: Row = {}
    for constraint in table.foreign_key_constraints:
        parent = rows.get(constraint.referred_table.name)
        if parent is not None:
            found |= {each.parent.name: parent[each.column.name] for each in constraint.elements}
    if table.name in {"response", "response_inbox", "tally"}:
        known = {
            "collection_point_id": "collection_point", "response_id": "response", "period_id": "survey_period",
            "service_type_id": "service_type",
        }  # fmt: skip
        found |= {column: rows[name]["id"] for column, name in known.items() if name in rows}
    if table.name == "tally":
        found["category"] = str(rows["service_type"]["id"])
    return found


def _value(column: Column[Any], marker: str) -> Any:
    kind = column.type
    if isinstance(kind, Uuid):
        return new_id()
    if isinstance(kind, JSONB | ARRAY):
        return []
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer | Numeric):
        return 1
    if isinstance(kind, DateTime):
        return _MOMENT
    if isinstance(kind, Date):
        return _DAY
    if isinstance(kind, LargeBinary):
        return marker.encode()
    if isinstance(kind, Text):
        return f"{marker} {column.name}"
    raise TypeError(f"{column}: say in tests/factories/rows.py what to put here")
