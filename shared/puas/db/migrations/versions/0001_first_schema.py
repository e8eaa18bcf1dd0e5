"""The first schema: tenants, people, agencies, surveys, answers, tallies, results, reports.

Row-level security is part of the schema: every tenant-owned table is protected here, together with the rights of the log-ins.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from puas.db.row_policies import ACCOUNT, BACKUP, LOGIN_EMAIL, TENANT, grant, protect, show_to_province

revision = "0001_first_schema"
down_revision = None
branch_labels = None
depends_on = None

# What the services may do with each table; what is not named they may not.
RIGHTS = {
    "region": "SELECT",
    "tenant": "SELECT, INSERT, UPDATE",
    "account": "SELECT, INSERT, UPDATE",
    "credential": "SELECT, INSERT, UPDATE",
    "operator": "SELECT",
    "account_event": "SELECT, INSERT",
    "locator": "SELECT, INSERT, UPDATE, DELETE",
    "tenant_request": "SELECT, INSERT, UPDATE, DELETE",
    "outgoing_mail": "SELECT, INSERT, UPDATE, DELETE",
    "daily_salt": "SELECT, INSERT, DELETE",
    "membership": "SELECT, INSERT, UPDATE, DELETE",
    "agency_assignment": "SELECT, INSERT, DELETE",
    "invitation": "SELECT, INSERT, UPDATE",
    "api_token": "SELECT, INSERT, UPDATE",
    "audit_event": "SELECT, INSERT",
    "tenant_profile": "SELECT, INSERT, UPDATE",
    "agency": "SELECT, INSERT, UPDATE",
    "service_type": "SELECT, INSERT, UPDATE",
    "survey_period": "SELECT, INSERT, UPDATE",
    "period_service": "SELECT, INSERT, UPDATE",
    "collection_point": "SELECT, INSERT, UPDATE",
    "response": "SELECT, INSERT, UPDATE, DELETE",
    "response_inbox": "SELECT, INSERT, UPDATE, DELETE",
    "tally": "SELECT, INSERT, UPDATE, DELETE",
    "result": "SELECT, INSERT, UPDATE",
    "past_result": "SELECT, INSERT, UPDATE, DELETE",
    "report": "SELECT, INSERT, UPDATE",
    "report_file": "SELECT, INSERT, UPDATE, DELETE",
    "report_text": "SELECT, INSERT, UPDATE, DELETE",
    "followup_item": "SELECT, INSERT, UPDATE, DELETE",
}
# Rows of other shapes than "of this tenant".
SPECIAL_SCOPES = {
    "membership": f"tenant_id = {TENANT} OR account_id = {ACCOUNT}",
    "credential": f"account_id = {ACCOUNT} OR login_email = {LOGIN_EMAIL}",
    "account_event": f"account_id = {ACCOUNT}",
}
# A person sees their memberships of every tenant, but only a tenant gives them out.
WRITTEN_UNDER = {"membership": f"tenant_id = {TENANT}"}
GLOBAL_TABLES = (
    "region",
    "tenant",
    "account",
    "operator",
    "locator",
    "tenant_request",
    "outgoing_mail",
    "daily_salt",
)


def upgrade() -> None:
    _create_tables()
    for table, rights in RIGHTS.items():
        if table not in GLOBAL_TABLES:
            scope = SPECIAL_SCOPES.get(table, f"tenant_id = {TENANT}")
            _execute(protect(table, scope, written_under=WRITTEN_UNDER.get(table)))
        _execute(grant(table, rights))
    _execute(show_to_province("result"))
    op.execute("GRANT USAGE ON SEQUENCE tenant_id_seq TO puas_app")
    op.execute(f"GRANT SELECT ON SEQUENCE tenant_id_seq TO {BACKUP}")
    op.execute(f"GRANT SELECT ON alembic_version TO puas_app, {BACKUP}")


def _execute(statements: list[str]) -> None:
    for statement in statements:
        op.execute(statement)


def _create_tables() -> None:
    op.execute("CREATE SEQUENCE tenant_id_seq AS integer")
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), server_default="id", nullable=False),
        sa.Column("session_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        info={"ownership": "global"},
    )
    op.create_index("uq_account_email", "account", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "daily_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_daily_salt")),
        info={"ownership": "global"},
    )
    op.create_table(
        "region",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("can_be_tenant", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_code"], ["region.code"], name=op.f("fk_region_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
        info={"ownership": "global"},
    )
    op.create_index("ix_region_parent_code", "region", ["parent_code"], unique=False)
    op.create_table(
        "account_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_event_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_event")),
        info={"ownership": "global"},
    )
    op.create_index("ix_account_event_account_id_at", "account_event", ["account_id", "at"], unique=False)
    op.create_table(
        "credential",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("login_email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_credential_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_credential")),
        info={"ownership": "global"},
    )
    op.create_index("uq_credential_login_email", "credential", ["login_email"], unique=True)
    op.create_table(
        "operator",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_operator_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_operator")),
        info={"ownership": "global"},
    )
    op.create_table(
        "tenant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("province_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind <> 'demo' or province_code is null", name=op.f("ck_tenant_demo_without_province")),
        sa.CheckConstraint("kind in ('regency', 'province', 'demo')", name=op.f("ck_tenant_kind")),
        sa.CheckConstraint("state in ('active', 'suspended', 'left')", name=op.f("ck_tenant_state")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_tenant_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
        info={"ownership": "global"},
    )
    op.create_index("uq_tenant_region_code", "tenant", ["region_code"], unique=True, postgresql_where=sa.text("state <> 'left'"))
    op.create_index("uq_tenant_slug", "tenant", ["slug"], unique=True)
    op.create_table(
        "agency",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="dinas", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("signatory_name", sa.Text(), server_default="", nullable=False),
        sa.Column("signatory_position", sa.Text(), server_default="", nullable=False),
        sa.Column("signatory_nip", sa.Text(), server_default="", nullable=False),
        sa.Column("target_nik", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state in ('active', 'archived')", name=op.f("ck_agency_state")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_agency_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_agency")),
        info={"ownership": "tenant"},
    )
    op.create_index("uq_agency_name", "agency", ["tenant_id", sa.literal_column("lower(name)")], unique=True)
    op.create_table(
        "api_token",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_api_token_created_by")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_api_token_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_api_token")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "audit_event",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_audit_event_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_audit_event")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "invitation",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency_ids", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["account.id"], name=op.f("fk_invitation_invited_by")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_invitation_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_invitation")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "locator",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_locator_tenant_id")),
        sa.PrimaryKeyConstraint("kind", "key_hash", name=op.f("pk_locator")),
        info={"ownership": "global"},
    )
    op.create_index("ix_locator_target", "locator", ["kind", "target"], unique=False)
    op.create_table(
        "membership",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_membership_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_membership_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "account_id", "role", name=op.f("pk_membership")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_membership_account_id", "membership", ["account_id"], unique=False)
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('pending', 'sending', 'sent', 'failed', 'kept')", name=op.f("ck_outgoing_mail_state")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_outgoing_mail_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        info={"ownership": "global"},
    )
    op.create_index(
        "ix_outgoing_mail_pending",
        "outgoing_mail",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("state in ('pending', 'sending')"),
    )
    op.create_table(
        "response_inbox",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("sign", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("sign in (-1, 1)", name=op.f("ck_response_inbox_sign")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_response_inbox_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_response_inbox")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_response_inbox_period_id", "response_inbox", ["tenant_id", "period_id"], unique=False)
    op.create_table(
        "tenant_profile",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("government_name", sa.Text(), nullable=False),
        sa.Column("office_name", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("emblem_key", sa.Text(), nullable=True),
        sa.Column("accent", sa.Text(), server_default="#0b5c8a", nullable=False),
        sa.Column("weight_policy", sa.Text(), server_default="exact", nullable=False),
        sa.Column("aggregation_policy", sa.Text(), server_default="service-mean", nullable=False),
        sa.Column("sample_policy", sa.Text(), server_default="formula", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("accent ~ '^#[0-9a-f]{6}$'", name=op.f("ck_tenant_profile_accent")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_tenant_profile_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_tenant_profile")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "tenant_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("office_name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="unverified", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state in ('unverified', 'waiting', 'approved', 'rejected')", name=op.f("ck_tenant_request_state")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_tenant_request_decided_by")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_tenant_request_region_code")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_tenant_request_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant_request")),
        info={"ownership": "global"},
    )
    op.create_index("ix_tenant_request_region_code", "tenant_request", ["region_code"], unique=False)
    op.create_table(
        "agency_assignment",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_agency_assignment_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"],
            ["agency.tenant_id", "agency.id"],
            name=op.f("fk_agency_assignment_tenant_id_agency_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_agency_assignment_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "account_id", "agency_id", name=op.f("pk_agency_assignment")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "past_result",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("nik", sa.Numeric(precision=6, scale=3), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"],
            ["agency.tenant_id", "agency.id"],
            name=op.f("fk_past_result_tenant_id_agency_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_past_result_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_past_result")),
        info={"ownership": "tenant"},
    )
    op.create_index("uq_past_result_label", "past_result", ["tenant_id", "agency_id", "year", "label"], unique=True)
    op.create_table(
        "service_type",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("is_free", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_online", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state in ('active', 'archived')", name=op.f("ck_service_type_state")),
        sa.CheckConstraint("population is null or population >= 0", name=op.f("ck_service_type_population")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_service_type_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_service_type_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_service_type")),
        info={"ownership": "tenant"},
    )
    op.create_index("uq_service_type_name", "service_type", ["tenant_id", "agency_id", sa.literal_column("lower(name)")], unique=True)
    op.create_table(
        "survey_period",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("questionnaire", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("agency_name", sa.Text(), nullable=False),
        sa.Column("target_nik", sa.Text(), server_default="", nullable=False),
        sa.Column("sample_policy", sa.Text(), server_default="formula", nullable=False),
        sa.Column("sample_target", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('open', 'closed')", name=op.f("ck_survey_period_state")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_survey_period_dates")),
        sa.ForeignKeyConstraint(["opened_by"], ["account.id"], name=op.f("fk_survey_period_opened_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_survey_period_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_survey_period_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_survey_period")),
        info={"ownership": "tenant"},
    )
    op.create_index("uq_survey_period_starts_on", "survey_period", ["tenant_id", "agency_id", "starts_on"], unique=True)
    op.create_table(
        "collection_point",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_type_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('sticker', 'poster', 'link', 'kiosk')", name=op.f("ck_collection_point_kind")),
        sa.CheckConstraint("state in ('active', 'retired')", name=op.f("ck_collection_point_state")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_collection_point_created_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_collection_point_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_type_id"],
            ["service_type.tenant_id", "service_type.id"],
            name=op.f("fk_collection_point_tenant_id_service_type_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_collection_point_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_collection_point")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "ix_collection_point_agency_id",
        "collection_point",
        ["tenant_id", "agency_id"],
        unique=False,
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_index("uq_collection_point_code", "collection_point", ["tenant_id", "code"], unique=True)
    op.create_table(
        "followup_item",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("unsur", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("person_in_charge", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state in ('planned', 'in_progress', 'done')", name=op.f("ck_followup_item_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"],
            ["survey_period.tenant_id", "survey_period.id"],
            name=op.f("fk_followup_item_tenant_id_period_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_followup_item_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_followup_item")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_followup_item_period_id", "followup_item", ["tenant_id", "period_id"], unique=False)
    op.create_table(
        "period_service",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("service_type_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("sample_target", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"],
            ["survey_period.tenant_id", "survey_period.id"],
            name=op.f("fk_period_service_tenant_id_period_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_type_id"],
            ["service_type.tenant_id", "service_type.id"],
            name=op.f("fk_period_service_tenant_id_service_type_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_period_service_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "period_id", "service_type_id", name=op.f("pk_period_service")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "report",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("formats", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("twin_key", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("steps_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("steps_total", sa.Integer(), server_default="1", nullable=False),
        sa.Column("failure", sa.Text(), server_default="", nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('pending', 'running', 'ready', 'failed', 'gone')", name=op.f("ck_report_state")),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_report_requested_by")),
        sa.ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_report_tenant_id_agency_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], name=op.f("fk_report_tenant_id_period_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_report_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_report")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_report_period_id", "report", ["tenant_id", "period_id"], unique=False)
    op.create_index(
        "uq_report_running_twin",
        "report",
        ["tenant_id", "twin_key"],
        unique=True,
        postgresql_where=sa.text("state in ('pending', 'running')"),
    )
    op.create_table(
        "report_text",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"],
            ["survey_period.tenant_id", "survey_period.id"],
            name=op.f("fk_report_text_tenant_id_period_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_report_text_tenant_id")),
        sa.ForeignKeyConstraint(["updated_by"], ["account.id"], name=op.f("fk_report_text_updated_by")),
        sa.PrimaryKeyConstraint("tenant_id", "period_id", "section", name=op.f("pk_report_text")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "response",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("service_type_id", sa.Uuid(), nullable=False),
        sa.Column("collection_point_id", sa.Uuid(), nullable=True),
        sa.Column("persyaratan", sa.SmallInteger(), nullable=True),
        sa.Column("prosedur", sa.SmallInteger(), nullable=True),
        sa.Column("waktu", sa.SmallInteger(), nullable=True),
        sa.Column("biaya", sa.SmallInteger(), nullable=True),
        sa.Column("produk", sa.SmallInteger(), nullable=True),
        sa.Column("kompetensi", sa.SmallInteger(), nullable=True),
        sa.Column("perilaku", sa.SmallInteger(), nullable=True),
        sa.Column("pengaduan", sa.SmallInteger(), nullable=True),
        sa.Column("sarpras", sa.SmallInteger(), nullable=True),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("age", sa.SmallInteger(), nullable=True),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("disability", sa.Text(), nullable=True),
        sa.Column("suggestion", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default="id", nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("assisted", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds_on_form", sa.Integer(), nullable=True),
        sa.Column("network_key", sa.LargeBinary(), nullable=True),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), server_default="counted", nullable=False),
        sa.Column("flags", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.CheckConstraint("state in ('counted', 'quarantined', 'late')", name=op.f("ck_response_state")),
        sa.CheckConstraint("biaya between 1 and 4", name=op.f("ck_response_biaya")),
        sa.CheckConstraint("kompetensi between 1 and 4", name=op.f("ck_response_kompetensi")),
        sa.CheckConstraint("pengaduan between 1 and 4", name=op.f("ck_response_pengaduan")),
        sa.CheckConstraint("perilaku between 1 and 4", name=op.f("ck_response_perilaku")),
        sa.CheckConstraint("persyaratan between 1 and 4", name=op.f("ck_response_persyaratan")),
        sa.CheckConstraint("produk between 1 and 4", name=op.f("ck_response_produk")),
        sa.CheckConstraint("prosedur between 1 and 4", name=op.f("ck_response_prosedur")),
        sa.CheckConstraint("sarpras between 1 and 4", name=op.f("ck_response_sarpras")),
        sa.CheckConstraint("waktu between 1 and 4", name=op.f("ck_response_waktu")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], name=op.f("fk_response_tenant_id_period_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_type_id"],
            ["service_type.tenant_id", "service_type.id"],
            name=op.f("fk_response_tenant_id_service_type_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_response_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_response")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_response_period_id", "response", ["tenant_id", "period_id", "submitted_at"], unique=False)
    op.create_table(
        "result",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("nik", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("mutu", sa.Text(), server_default="", nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("frozen_by", sa.Uuid(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("scope <> 'period' or (agency_id is not null and period_id is not null)", name=op.f("ck_result_period_scope")),
        sa.CheckConstraint("scope in ('period', 'agency', 'regency')", name=op.f("ck_result_scope")),
        sa.ForeignKeyConstraint(["frozen_by"], ["account.id"], name=op.f("fk_result_frozen_by")),
        sa.ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_result_tenant_id_agency_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], name=op.f("fk_result_tenant_id_period_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_result_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_result")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_result_scope", "result", ["tenant_id", "scope", "starts_on"], unique=False)
    op.create_index(
        "uq_result_current_period",
        "result",
        ["tenant_id", "period_id"],
        unique=True,
        postgresql_where=sa.text("scope = 'period' and superseded_at is null"),
    )
    op.create_table(
        "tally",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("respondents", sa.Integer(), server_default="0", nullable=False),
        sa.Column("persyaratan_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("persyaratan_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("persyaratan_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("persyaratan_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("prosedur_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("prosedur_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("prosedur_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("prosedur_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waktu_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waktu_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waktu_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waktu_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("biaya_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("biaya_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("biaya_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("biaya_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("produk_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("produk_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("produk_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("produk_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kompetensi_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kompetensi_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kompetensi_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kompetensi_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("perilaku_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("perilaku_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("perilaku_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("perilaku_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pengaduan_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pengaduan_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pengaduan_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pengaduan_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sarpras_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sarpras_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sarpras_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sarpras_4", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"],
            ["survey_period.tenant_id", "survey_period.id"],
            name=op.f("fk_tally_tenant_id_period_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_tally_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "period_id", "dimension", "category", name=op.f("pk_tally")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "report_file",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "report_id"],
            ["report.tenant_id", "report.id"],
            name=op.f("fk_report_file_tenant_id_report_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_report_file_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "report_id", "format", name=op.f("pk_report_file")),
        info={"ownership": "tenant"},
    )


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
