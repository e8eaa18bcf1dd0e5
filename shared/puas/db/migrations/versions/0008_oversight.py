"""Oversight: the way of a report to the province, deadlines, notices, letters, and figures made of published results only.

The province no longer reads results: it reads what was made for it. Periods that exist already get their submission here.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from puas.db.row_policies import APP, grant, hide_from_province, protect, show_to_province
from puas.domain.tenant_naming import slug_of

revision = "0008_oversight"
down_revision = "0007_documents"
branch_labels = None
depends_on = None

ALL_RIGHTS = "SELECT, INSERT, UPDATE, DELETE"
RIGHTS = {
    "submission": "SELECT, INSERT, UPDATE",
    "submission_step": "SELECT, INSERT",
    "review_remark": "SELECT, INSERT",
    "shared_figure": ALL_RIGHTS,
    "deadline": ALL_RIGHTS,
    "notification": ALL_RIGHTS,
    "letter": "SELECT, INSERT",
    "tenant_contact": ALL_RIGHTS,
    "tenant_progress": "SELECT, INSERT, UPDATE",
}
GLOBAL_RIGHTS = {"tenant_departure": "SELECT, INSERT, UPDATE", "known_key": "SELECT, INSERT"}
# Of a submission the province reads no person and no document; of a promise no person in charge and no file.
SUBMISSION_COLUMNS = (
    "tenant_id", "period_id", "province_code", "agency_id", "agency_name", "agency_kind", "label", "kind", "starts_on", "ends_on", "state",
    "round", "respondents", "sample_target", "promises", "promises_done", "promises_late", "counted_at", "submitted_at", "approved_at",
    "published_at", "handed_over_at", "changed_at",
)  # fmt: skip
PROMISE_COLUMNS = (
    "tenant_id", "id", "period_id", "province_code", "unsur", "action", "due_on", "due_precision", "state", "description", "carried_from",
    "position", "updated_at",
)  # fmt: skip
STATES = "state in ('collecting', 'closed', 'analysed', 'submitted', 'change_requested', 'approved', 'published', 'handed_over')"


def upgrade() -> None:
    _widen()
    _create_submissions()
    _create_figures()
    _create_calendar()
    _create_letters()
    _create_tenant_tables()
    _create_departures()
    for table, rights in RIGHTS.items():
        _execute([*protect(table), *grant(table, rights)])
    op.execute(f"GRANT UPDATE (answer, answered_by, answered_at) ON review_remark TO {APP}")
    op.execute(f"GRANT UPDATE (report_id) ON letter TO {APP}")
    op.execute(f"GRANT UPDATE (published_at) ON tenant TO {APP}")
    # The stickers of an agency that merges lead to the one that goes on with its work.
    op.execute(f"GRANT UPDATE (agency_id, service_type_id) ON collection_point TO {APP}")
    for table, rights in GLOBAL_RIGHTS.items():
        _execute(grant(table, rights))
    _execute(hide_from_province("result"))
    _execute(show_to_province("submission", *SUBMISSION_COLUMNS))
    _execute(show_to_province("followup_item", *PROMISE_COLUMNS))
    for table in ("shared_figure", "tenant_contact", "tenant_progress"):
        _execute(show_to_province(table))
    _fill()


def _execute(statements: list[str]) -> None:
    for statement in statements:
        op.execute(statement)


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _plain(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _person(table: str, name: str) -> tuple[sa.Column[UUID | None], sa.ForeignKeyConstraint]:
    return (
        sa.Column(name, sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint([name], ["account.id"], name=op.f(f"fk_{table}_{name}")),
    )


def _widen() -> None:
    for name in ("signatory_name", "signatory_position", "signatory_nip"):
        op.add_column("tenant_profile", _text(name))
    op.add_column("tenant_profile", _text("letter_number", "{nomor}/SKM/{bulan}/{tahun}"))
    op.add_column("tenant", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("agency", sa.Column("slug", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.add_column("agency", sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("uq_agency_slug", "agency", ["tenant_id", "slug"], unique=True)
    op.create_foreign_key(
        op.f("fk_agency_tenant_id_merged_into_id"), "agency", "agency", ["tenant_id", "merged_into_id"], ["tenant_id", "id"]
    )
    op.add_column("service_type", sa.Column("slug", sa.Text(), nullable=True))
    op.create_index("uq_service_type_slug", "service_type", ["tenant_id", "agency_id", "slug"], unique=True)
    op.add_column("followup_item", sa.Column("province_code", sa.Text(), nullable=True))
    op.add_column("membership", sa.Column("gets_notice_mail", sa.Boolean(), server_default="true", nullable=False))


def _create_submissions() -> None:
    _create("submission", ["period_id"], [
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        *(_plain(name) for name in ("agency_name", "agency_kind", "label", "kind")),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        _text("state", "collecting"),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        *(_number(name) for name in ("version", "respondents", "sample_target", "promises", "promises_done", "promises_late")),
        _moment("counted_at"),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("published_result_id", sa.Uuid(), nullable=True),
        *_person("submission", "submitted_by"),
        _moment("submitted_at"),
        *_person("submission", "approved_by"),
        *(_moment(name) for name in ("approved_at", "published_at", "handed_over_at")),
        _moment("changed_at", nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_submission_state")),
        _owned_by("submission", "period_id", "survey_period", ondelete="CASCADE"),
        _owned_by("submission", "agency_id", "agency"),
        _owned_by("submission", "report_id", "report"),
        _owned_by("submission", "published_result_id", "result"),
    ])  # fmt: skip
    op.create_index("ix_submission_agency_id", "submission", ["tenant_id", "agency_id", "ends_on"])
    op.create_index("ix_submission_province_code", "submission", ["province_code", "ends_on"])
    _create("submission_step", ["id"], [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        _moment("at", nullable=False),
        *_person("submission_step", "account_id"),
        *(_plain(name) for name in ("step", "from_state", "to_state")),
        sa.Column("round", sa.Integer(), nullable=False),
        _text("reason"),
        _text("changes"),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        _owned_by("submission_step", "period_id", "submission", "period_id", ondelete="CASCADE"),
        _owned_by("submission_step", "report_id", "report"),
    ])  # fmt: skip
    op.create_index("ix_submission_step_period_id", "submission_step", ["tenant_id", "period_id", "at"])
    _create("review_remark", ["id"], [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        _plain("chapter"),
        _plain("body"),
        *_person("review_remark", "made_by"),
        _moment("made_at", nullable=False),
        _text("answer"),
        *_person("review_remark", "answered_by"),
        _moment("answered_at"),
        _owned_by("review_remark", "period_id", "submission", "period_id", ondelete="CASCADE"),
    ])  # fmt: skip
    op.create_index("ix_review_remark_period_id", "review_remark", ["tenant_id", "period_id", "made_at"])


def _create_figures() -> None:
    index = sa.Numeric(precision=5, scale=2)
    _create("shared_figure", ["year", "part", "level", "unit_id"], [
        sa.Column("year", sa.Integer(), nullable=False),
        _plain("part"),
        _plain("level"),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        _plain("name"),
        _text("kind"),
        _plain("edition"),
        sa.Column("periods", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        _number("members"),
        _number("members_total"),
        sa.Column("is_suppressed", sa.Boolean(), server_default="false", nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("respondents", "sample_target", "population")),
        sa.Column("ni", sa.Numeric(precision=4, scale=3), nullable=True),
        sa.Column("nik", index, nullable=True),
        _text("mutu"),
        *(sa.Column(name, index, nullable=True) for name in ("simple_mean", "respondent_weighted", "margin")),
        sa.Column("is_letter_stable", sa.Boolean(), nullable=True),
        sa.Column("unsur", postgresql.JSONB(), server_default="[]", nullable=False),
        _moment("updated_at", nullable=False),
        sa.CheckConstraint("level in ('regency', 'agency', 'service')", name=op.f("ck_shared_figure_level")),
    ])  # fmt: skip
    op.create_index("ix_shared_figure_province_code", "shared_figure", ["province_code", "year", "part", "level", "kind"])


def _create_calendar() -> None:
    _create("deadline", ["id"], [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        _plain("part"),
        _plain("step"),
        _text("origin", "own"),
        sa.Column("due_on", sa.Date(), nullable=False),
        _text("note"),
        *_person("deadline", "set_by"),
        _moment("set_at", nullable=False),
        sa.CheckConstraint("step in ('submit', 'hand_over')", name=op.f("ck_deadline_step")),
        sa.CheckConstraint("origin in ('own', 'province')", name=op.f("ck_deadline_origin")),
    ])  # fmt: skip
    op.create_index("uq_deadline_scope", "deadline", ["tenant_id", "year", "part", "step", "origin"], unique=True)
    _create("notification", ["id"], [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        _plain("kind"),
        _plain("subject"),
        sa.Column("facts", postgresql.JSONB(), server_default="{}", nullable=False),
        _text("path"),
        sa.Column("is_mail_due", sa.Boolean(), server_default="false", nullable=False),
        _moment("created_at", nullable=False),
        _moment("read_at"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notification_account_id"), ondelete="CASCADE"),
    ])  # fmt: skip
    op.create_index("uq_notification_subject", "notification", ["tenant_id", "account_id", "kind", "subject"], unique=True)
    op.create_index(
        "ix_notification_unread", "notification", ["tenant_id", "account_id", "created_at"], postgresql_where=sa.text("read_at is null")
    )
    op.create_index(
        "ix_notification_mail_due", "notification", ["tenant_id", "account_id", "created_at"], postgresql_where=sa.text("is_mail_due")
    )


def _create_letters() -> None:
    _create("letter", ["id"], [
        sa.Column("id", sa.Uuid(), nullable=False),
        _plain("kind"),
        _plain("occasion"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _plain("printed_number"),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("regency_id", sa.Integer(), nullable=True),
        _plain("recipient"),
        sa.Column("scope_year", sa.Integer(), nullable=False),
        _plain("scope_part"),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        *_person("letter", "issued_by"),
        _moment("issued_at", nullable=False),
        sa.CheckConstraint("kind in ('appreciation', 'reminder')", name=op.f("ck_letter_kind")),
        sa.ForeignKeyConstraint(["regency_id"], ["tenant.id"], name=op.f("fk_letter_regency_id")),
        _owned_by("letter", "agency_id", "agency"),
        _owned_by("letter", "report_id", "report"),
    ])  # fmt: skip
    op.create_index("uq_letter_number", "letter", ["tenant_id", "year", "number"], unique=True)
    op.create_index("ix_letter_agency_id", "letter", ["tenant_id", "agency_id"])


def _create_tenant_tables() -> None:
    _create("tenant_contact", ["id"], [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=True),
        _plain("name"),
        *(_text(name) for name in ("position", "phone", "email")),
        _number("place"),
        _moment("updated_at", nullable=False),
    ])  # fmt: skip
    counts = ("agencies", "services", "agencies_surveyed", "open_periods", "points", "printed_points", "members", "respondents")
    _create("tenant_progress", [], [
        sa.Column("province_code", sa.Text(), nullable=True),
        *(_number(name) for name in counts),
        *(
            sa.Column(name, sa.Date(), nullable=True)
            for name in ("first_agency_on", "first_period_on", "first_print_on", "first_answer_on", "last_answer_on")
        ),
        _moment("counted_at", nullable=False),
    ])  # fmt: skip


def _create_departures() -> None:
    """Directory entries, not rows of a tenant: they are read when the tenant can no longer be entered."""
    op.create_table(
        "tenant_departure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        _text("state", "requested"),
        _text("reason"),
        *_person("tenant_departure", "requested_by"),
        _moment("requested_at", nullable=False),
        *_person("tenant_departure", "decided_by"),
        _moment("decided_at"),
        _text("decision_reason"),
        _text("archive_state", "none"),
        _text("archive_key"),
        _text("archive_sha256"),
        sa.Column("archive_size", sa.BigInteger(), nullable=True),
        _number("attempt"),
        *(_moment(name) for name in ("claimed_at", "archived_at", "expires_at")),
        sa.CheckConstraint("state in ('requested', 'withdrawn', 'rejected', 'left')", name=op.f("ck_tenant_departure_state")),
        sa.CheckConstraint(
            "archive_state in ('none', 'pending', 'running', 'ready', 'failed', 'gone')", name=op.f("ck_tenant_departure_archive_state")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_tenant_departure_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant_departure")),
        info={"ownership": "global"},
    )
    op.create_index(
        "uq_tenant_departure_open", "tenant_departure", ["tenant_id"], unique=True, postgresql_where=sa.text("state in ('requested', 'left')")
    )
    op.create_table(
        "known_key",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        _plain("public_key"),
        _text("source"),
        _moment("added_at", nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_known_key_tenant_id")),
        sa.PrimaryKeyConstraint("key_id", "tenant_id", name=op.f("pk_known_key")),
        info={"ownership": "global"},
    )


def _create(table: str, key: list[str], columns: list[sa.schema.SchemaItem]) -> None:
    op.create_table(
        table,
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", *key, name=op.f(f"pk_{table}")),
        info={"ownership": "tenant"},
    )


def _owned_by(table: str, column: str, other: str, key: str = "id", ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{other}.tenant_id", f"{other}.{key}"], name=op.f(f"fk_{table}_tenant_id_{column}"), ondelete=ondelete
    )


def _fill() -> None:
    """Tenant by tenant, because the owner is bound by the row policies too."""
    connection = op.get_bind()
    for (tenant_id,) in connection.execute(sa.text("select id from tenant order by id")).all():
        connection.exec_driver_sql(f"set local app.tenant_id = '{int(tenant_id)}'")
        connection.execute(
            sa.text(
                "insert into submission (tenant_id, period_id, province_code, agency_id, agency_name, agency_kind, label, kind,"
                " starts_on, ends_on, state, sample_target, changed_at)"
                " select p.tenant_id, p.id, t.province_code, p.agency_id, p.agency_name, a.kind, p.label, p.kind, p.starts_on, p.ends_on,"
                " case p.state when 'open' then 'collecting' else 'closed' end, p.sample_target, coalesce(p.closed_at, p.opened_at)"
                " from survey_period p join agency a on a.tenant_id = p.tenant_id and a.id = p.agency_id"
                " join tenant t on t.id = p.tenant_id"
            )
        )
        _name_addresses(connection)
    connection.exec_driver_sql("set local app.tenant_id = ''")


def _name_addresses(connection: sa.Connection) -> None:
    agencies = connection.execute(sa.text("select id, coalesce(nullif(short_name, ''), name) from agency order by created_at, id")).all()
    taken: set[str] = set()
    for agency_id, name in agencies:
        taken.add(slug := slug_of(name, taken))
        connection.execute(sa.text("update agency set slug = :slug where id = :id"), {"slug": slug, "id": agency_id})
        inside: set[str] = set()
        services = connection.execute(
            sa.text("select id, name from service_type where agency_id = :id order by created_at, id"), {"id": agency_id}
        )
        for service_id, service in services.all():
            inside.add(slug := slug_of(service, inside))
            connection.execute(sa.text("update service_type set slug = :slug where id = :id"), {"slug": slug, "id": service_id})


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
