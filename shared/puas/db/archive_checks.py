"""What a tenant that comes by archive may not bring along, and the directory entries that are made of its rows."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.tenant_rows import names_files_of_others
from puas.domain.permissions import ROLES_OF_KIND

# Rows without foreign keys, on purpose: their references are looked at here.
_ORPHANS = {
    "response": "select 1 from response r where r.tenant_id = :tenant and (not exists (select 1 from survey_period p"
    " where p.tenant_id = r.tenant_id and p.id = r.period_id) or not exists (select 1 from service_type s"
    " where s.tenant_id = r.tenant_id and s.id = r.service_type_id) or (r.collection_point_id is not null and not exists"
    " (select 1 from collection_point c where c.tenant_id = r.tenant_id and c.id = r.collection_point_id)))",
    "response_inbox": "select 1 from response_inbox i where i.tenant_id = :tenant and (not exists (select 1 from response r"
    " where r.tenant_id = i.tenant_id and r.id = i.response_id) or not exists (select 1 from survey_period p"
    " where p.tenant_id = i.tenant_id and p.id = i.period_id))",
}
# Codes on stickers and numbers of documents lead here from outside, so they are entries of the directory of keys.
_PUBLIC_KEYS = {
    locators.CODE: ("collection_point", "code"),
    locators.DOCUMENT: ("report", "document_id"),
    locators.MALL: ("service_mall", "code"),
    # Empty before users are asked.
    locators.PERFORMANCE: ("performance_assessment", "code"),
}


def strangers_in(session: Session, *, tenant_id: int, kind: str) -> str:
    """The table with a row that refers out of the tenant, or a role its kind does not know; empty where there is none."""
    for table, statement in _ORPHANS.items():
        if session.scalar(text(f"select exists ({statement})"), {"tenant": tenant_id}):
            return table
    roles = session.scalars(text("select distinct role from membership where tenant_id = :tenant"), {"tenant": tenant_id}).all()
    if not set(roles) <= {role.value for role in ROLES_OF_KIND[kind]}:
        return "membership"
    return "report" if names_files_of_others(session, tenant_id=tenant_id) else ""


def codes_in_use(session: Session, *, tenant_id: int, region_code: str | None) -> str:
    """Codes of this tenant that lead to another one; those of the same region's tenant that has left are free to come back."""
    found: list[str] = []
    for kind, (table, column) in _PUBLIC_KEYS.items():
        statement = text(
            f"select t.{column} from {table} t join locator l on l.kind = :kind and l.key_hash = {_hash(column)}"  # noqa: S608 - names of ours
            f" left join tenant d on d.id = l.tenant_id"
            f" where t.tenant_id = :tenant and not (d.state = 'left' and d.region_code is not distinct from :region) limit 3"
        )
        found += session.scalars(statement, {"kind": kind, "tenant": tenant_id, "region": region_code}).all()
    return ", ".join(found)


def remember_codes(session: Session, *, tenant_id: int, region_code: str | None) -> None:
    """Make stickers and document numbers lead to the tenant again."""
    for kind, (table, column) in _PUBLIC_KEYS.items():
        values = {"kind": kind, "tenant": tenant_id, "region": region_code}
        session.execute(
            text(
                f"delete from locator l using {table} t, tenant d where t.tenant_id = :tenant and l.kind = :kind"  # noqa: S608 - names of ours
                f" and l.key_hash = {_hash(column)} and d.id = l.tenant_id and d.state = 'left'"
                f" and d.region_code is not distinct from :region"
            ),
            values,
        )
        session.execute(
            text(
                f"insert into locator (kind, key_hash, tenant_id, target)"  # noqa: S608 - names of ours
                f" select :kind, {_hash(column)}, t.tenant_id, t.id::text from {table} t where t.tenant_id = :tenant"
                f" and t.{column} <> ''"
            ),
            values,
        )


def show_what_is_published(session: Session, *, tenant_id: int) -> None:
    """The province sees promises of published periods only, which the submissions tell; the public list, who has public figures."""
    session.execute(
        text(
            "update followup_item f set province_code = null where f.tenant_id = :tenant and not exists (select 1 from submission s"
            " where s.tenant_id = f.tenant_id and s.period_id = f.period_id and s.published_at is not null)"
        ),
        {"tenant": tenant_id},
    )
    session.execute(
        text(
            "update tenant set published_at = (select max(updated_at) from shared_figure where tenant_id = :tenant)"
            " where id = :tenant and kind = 'regency'"
        ),
        {"tenant": tenant_id},
    )


def _hash(column: str) -> str:
    """`locators.key_hash`, as the database computes it."""
    return f"encode(sha256(convert_to(t.{column}, 'UTF8')), 'hex')"
