"""Row-level security: which policy each kind of table has, and which rights the services' log-ins hold.

Policies are made only of columns and `current_setting`, so that they can be pushed down to shards. Policies name the
log-ins they are for: without that the province's log-in could open a tenant by setting the tenant's number.
"""

from __future__ import annotations

APP = "puas_app"
OWNER = "puas_owner"
PROVINCE = "puas_province"
BACKUP = "puas_backup"

TENANT = "nullif(current_setting('app.tenant_id', true), '')::int"
ACCOUNT = "nullif(current_setting('app.account_id', true), '')::uuid"
LOGIN_EMAIL = "nullif(current_setting('app.login_email', true), '')"
PROVINCE_CODE = "nullif(current_setting('app.province_code', true), '')"


def protect(table: str, condition: str = f"tenant_id = {TENANT}", *, written_under: str | None = None) -> list[str]:
    """Statements that enable and force row-level security with one policy for the services and the owner.

    `written_under` is the condition of new and changed rows where it is narrower than that of the rows seen.
    """
    check = written_under or condition
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_scope ON {table} TO {APP}, {OWNER} USING ({condition}) WITH CHECK ({check})",
    ]


def show_to_province(table: str, *columns: str) -> list[str]:
    """Let the province's log-in read the rows of its own regencies; of some tables only the columns named."""
    named = f" ({', '.join(columns)})" if columns else ""
    return [
        f"CREATE POLICY {table}_province ON {table} FOR SELECT TO {PROVINCE} USING (province_code = {PROVINCE_CODE})",
        f"GRANT SELECT{named} ON {table} TO {PROVINCE}",
    ]


def hide_from_province(table: str) -> list[str]:
    """Take that back."""
    return [f"DROP POLICY {table}_province ON {table}", f"REVOKE SELECT ON {table} FROM {PROVINCE}"]  # noqa: S608 - names of ours


def grant(table: str, rights: str) -> list[str]:
    """Give the services these rights, and the backup log-in the right to read."""
    return [f"GRANT {rights} ON {table} TO {APP}", f"GRANT SELECT ON {table} TO {BACKUP}"]
