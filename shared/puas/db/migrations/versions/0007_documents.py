"""Documents an agency can sign: photographs, signed copies, audited recaps, targets, bundles and what belongs to a letterhead."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from puas.db.row_policies import APP, grant, protect

revision = "0007_documents"
down_revision = "0006_drop_unused_columns"
branch_labels = None
depends_on = None

ALL_RIGHTS = "SELECT, INSERT, UPDATE, DELETE"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    _widen_profiles()
    _widen_reports()
    _widen_plans_and_history()
    _create_new_tables()
    for table in ("signed_copy", "photograph", "old_recap", "target"):
        for statement in (*protect(table), *grant(table, ALL_RIGHTS)):
            op.execute(statement)
    op.execute(f"GRANT UPDATE (plan_version) ON survey_period TO {APP}")
    # A copy that came back is evidence: it is added or removed, never rewritten. Of a recap only its state moves on.
    op.execute(f"REVOKE UPDATE ON signed_copy, old_recap FROM {APP}")
    op.execute(f"GRANT UPDATE (state, imported_at) ON old_recap TO {APP}")


def _widen_profiles() -> None:
    for table in ("tenant_profile", "agency"):
        for name in ("phone", "email", "website"):
            op.add_column(table, _text(name))
    op.add_column("tenant_profile", sa.Column("report_form", sa.Text(), server_default="four-chapters", nullable=False))
    op.create_check_constraint(op.f("ck_tenant_profile_report_form"), "tenant_profile", "report_form in ('four-chapters', 'five-chapters')")


def _widen_reports() -> None:
    op.add_column("report", sa.Column("stage", sa.Text(), server_default="final", nullable=False))
    op.add_column("report", sa.Column("findings", postgresql.JSONB(), server_default="[]", nullable=False))
    op.add_column("report", sa.Column("bundle_id", sa.Uuid(), nullable=True))
    op.add_column("report", sa.Column("retried_at_attempt", sa.Integer(), server_default="0", nullable=False))
    op.add_column("report", sa.Column("bundle_position", sa.Integer(), server_default="0", nullable=False))
    op.add_column("report", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("report", sa.Column("withdrawn_by", sa.Uuid(), nullable=True))
    op.add_column("report", _text("withdrawal_reason"))
    op.drop_constraint(op.f("ck_report_state"), "report")
    op.create_check_constraint(
        op.f("ck_report_state"), "report", "state in ('waiting', 'pending', 'running', 'ready', 'failed', 'gone')"
    )
    op.create_check_constraint(op.f("ck_report_stage"), "report", "stage in ('draft', 'final')")
    op.create_foreign_key(op.f("fk_report_withdrawn_by"), "report", "account", ["withdrawn_by"], ["id"])
    op.create_foreign_key(
        op.f("fk_report_tenant_id_bundle_id"), "report", "report", ["tenant_id", "bundle_id"], ["tenant_id", "id"]
    )
    op.drop_index("uq_report_running_twin", "report")
    op.create_index(
        "uq_report_running_twin", "report", ["tenant_id", "twin_key"], unique=True,
        postgresql_where=sa.text("state in ('waiting', 'pending', 'running')"),
    )  # fmt: skip
    op.create_index(
        "ix_report_bundle_id", "report", ["tenant_id", "bundle_id", "bundle_position"],
        postgresql_where=sa.text("bundle_id is not null"),
    )  # fmt: skip


def _widen_plans_and_history() -> None:
    op.add_column("survey_period", sa.Column("plan_version", sa.Integer(), server_default="0", nullable=False))
    op.add_column("followup_item", sa.Column("due_precision", sa.Text(), server_default="month", nullable=False))
    op.create_check_constraint(op.f("ck_followup_item_due_precision"), "followup_item", "due_precision in ('month', 'quarter')")
    op.add_column("followup_item", sa.Column("carried_from", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_followup_item_tenant_id_carried_from"), "followup_item", "followup_item",
        ["tenant_id", "carried_from"], ["tenant_id", "id"], ondelete="SET NULL (carried_from)",
    )  # fmt: skip
    op.create_index(
        "uq_followup_item_carried_from", "followup_item", ["tenant_id", "carried_from"], unique=True,
        postgresql_where=sa.text("carried_from is not null"),
    )  # fmt: skip
    op.add_column("past_result", sa.Column("respondents", sa.Integer(), nullable=True))
    op.add_column("past_result", sa.Column("exact_nik", sa.Numeric(precision=6, scale=3), nullable=True))
    op.add_column("past_result", _text("convention"))
    op.add_column("past_result", sa.Column("unsur", postgresql.JSONB(), server_default="{}", nullable=False))
    op.add_column("past_result", sa.Column("recap_id", sa.Uuid(), nullable=True))
    op.alter_column("past_result", "agency_id", nullable=True)
    op.create_index(
        "uq_past_result_label_of_regency", "past_result", ["tenant_id", "year", "label"],
        unique=True, postgresql_where=sa.text("agency_id is null"),
    )  # fmt: skip


def _create_new_tables() -> None:
    _create("signed_copy", [
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("verdict", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('signed-pdf', 'scanned-pdf', 'edited-docx')", name=op.f("ck_signed_copy_kind")),
        _owned_by("signed_copy", "report_id", "report", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name=op.f("fk_signed_copy_uploaded_by")),
    ])  # fmt: skip
    op.create_index("ix_signed_copy_report_id", "signed_copy", ["tenant_id", "report_id", "uploaded_at"])
    _create("photograph", [
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("followup_item_id", sa.Uuid(), nullable=True),
        _text("caption"),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        _owned_by("photograph", "period_id", "survey_period", ondelete="CASCADE"),
        _owned_by("photograph", "followup_item_id", "followup_item", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name=op.f("fk_photograph_uploaded_by")),
    ])  # fmt: skip
    op.create_index("ix_photograph_period_id", "photograph", ["tenant_id", "period_id", "position"])
    _create("old_recap", [
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("audit", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="audited", nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('audited', 'imported')", name=op.f("ck_old_recap_state")),
        _owned_by("old_recap", "agency_id", "agency"),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name=op.f("fk_old_recap_uploaded_by")),
    ])  # fmt: skip
    op.create_index("ix_old_recap_agency_id", "old_recap", ["tenant_id", "agency_id"])
    _create("target", [
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("nik", sa.Numeric(precision=5, scale=2), nullable=False),
        _text("source"),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        _owned_by("target", "agency_id", "agency", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["updated_by"], ["account.id"], name=op.f("fk_target_updated_by")),
    ])  # fmt: skip
    op.create_index(
        "uq_target_regency_year", "target", ["tenant_id", "year"], unique=True, postgresql_where=sa.text("agency_id is null")
    )
    op.create_index(
        "uq_target_agency_year", "target", ["tenant_id", "agency_id", "year"], unique=True,
        postgresql_where=sa.text("agency_id is not null"),
    )  # fmt: skip


def _create(table: str, columns: list[sa.schema.SchemaItem]) -> None:
    op.create_table(
        table,
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{table}")),
        info={"ownership": "tenant"},
    )


def _owned_by(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{other}.tenant_id", f"{other}.id"], name=op.f(f"fk_{table}_tenant_id_{column}"), ondelete=ondelete
    )


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
