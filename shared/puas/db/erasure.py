"""Erasing a tenant with everything in it, and the account of a guest of a training room.

The services have no right to delete what is frozen, signed or a trail. They may ask the database to erase a tenant whole: a
function of the owner does so, and refuses unless the directory says that the tenant has left or was made for practice.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from puas.db.row_policies import APP

GUEST_DOMAIN = "peserta.invalid"
"""Addresses of guests end so. No mail can reach them, and nobody can own one."""


def erase_tenant_rows(session: Session, *, tenant_id: int) -> None:
    """Delete every row of a practice tenant, or of one that has left; its entry in the directory stays, as an empty number."""
    session.flush()
    session.execute(text("select erase_tenant_rows(:tenant)"), {"tenant": tenant_id})
    session.expire_all()


def erase_guest(session: Session, *, account_id: UUID) -> None:
    """Delete the account of a participant who joined by code; nobody else's."""
    session.flush()
    session.execute(text("select erase_guest(:account)"), {"account": account_id})
    session.expire_all()


def erase_tenant_function(tables: Iterable[str]) -> list[str]:
    """Statements that make `erase_tenant_rows`; `tables` are all a tenant owns, those that refer before those referred to."""
    deletions = "\n".join(f"  delete from {table} where tenant_id = wanted;" for table in tables)  # noqa: S608 - names of ours
    return [
        f"""
CREATE OR REPLACE FUNCTION erase_tenant_rows(wanted integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
declare
  before text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform 1 from tenant t where t.id = wanted
    and (t.state = 'left' or (t.kind = 'demo' and exists (select 1 from practice_tenant p where p.tenant_id = t.id))) for update;
  if not found then
    raise exception 'this tenant may not be erased' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.tenant_id', wanted::text, true);
{deletions}
  delete from locator where tenant_id = wanted;
  perform set_config('app.tenant_id', before, true);
end $$""",  # noqa: S608 - names of ours
        "REVOKE ALL ON FUNCTION erase_tenant_rows(integer) FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION erase_tenant_rows(integer) TO {APP}",
    ]


def erase_guest_function() -> list[str]:
    """Statements that make `erase_guest`."""
    return [
        f"""
CREATE OR REPLACE FUNCTION erase_guest(wanted uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  delete from account where id = wanted and email like '%@{GUEST_DOMAIN}'
$$""",  # noqa: S608 - a name of ours
        "REVOKE ALL ON FUNCTION erase_guest(uuid) FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION erase_guest(uuid) TO {APP}",
    ]
