"""The other yardsticks: performance of units (IPP), compliance (Ombudsman), standards, procedures, malls of services, innovations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from puas.db.erasure import erase_tenant_function
from puas.db.row_policies import APP, grant, protect, show_to_province

revision = "0010_yardsticks"
down_revision = "0009_training"
branch_labels = None
depends_on = None

ALL_RIGHTS = "SELECT, INSERT, UPDATE, DELETE"
RIGHTS = {
    "evidence_file": "SELECT, INSERT, DELETE",
    "improvement_item": ALL_RIGHTS,
    "yardstick_figure": ALL_RIGHTS,
    "performance_assessment": "SELECT, INSERT, UPDATE",
    "performance_sheet": ALL_RIGHTS,
    "performance_score": ALL_RIGHTS,
    "performance_decision": ALL_RIGHTS,
    "performance_answer": "SELECT, INSERT, DELETE",
    "compliance_score": ALL_RIGHTS,
    "compliance_check": ALL_RIGHTS,
    "service_standard": ALL_RIGHTS,
    "service_pledge": "SELECT, INSERT",
    "operating_procedure": "SELECT, INSERT, UPDATE",
    "procedure_review": ALL_RIGHTS,
    "minimum_service": ALL_RIGHTS,
    "complaint_count": ALL_RIGHTS,
    "service_mall": "SELECT, INSERT, UPDATE",
    "mall_member": "SELECT, INSERT, UPDATE",
    "innovation_call": ALL_RIGHTS,
    "innovation": ALL_RIGHTS,
    "innovation_step": "SELECT, INSERT",
}
# As they are now; a later migration that adds a table makes the function anew.
TABLES_TO_ERASE = (
    "submission_step",
    "review_remark",
    "training_material",
    "submission",
    "signed_copy",
    "report_file",
    "procedure_review",
    "photograph",
    "performance_score",
    "letter",
    "certificate",
    "training_test",
    "training_progress",
    "training_attendance",
    "tally",
    "service_standard",
    "result",
    "report_text",
    "report",
    "practice_setup",
    "period_service",
    "performance_sheet",
    "performance_decision",
    "performance_answer",
    "operating_procedure",
    "innovation_step",
    "followup_item",
    "collection_point",
    "training_participant",
    "training_evaluation",
    "training_day",
    "target",
    "survey_period",
    "service_type",
    "service_pledge",
    "performance_assessment",
    "past_result",
    "old_recap",
    "minimum_service",
    "mall_member",
    "innovation",
    "improvement_item",
    "evidence_file",
    "compliance_score",
    "compliance_check",
    "complaint_count",
    "agency_assignment",
    "yardstick_figure",
    "training_session",
    "tenant_progress",
    "tenant_profile",
    "tenant_contact",
    "shared_figure",
    "service_mall",
    "notification",
    "membership",
    "invitation",
    "innovation_call",
    "deadline",
    "curriculum",
    "audit_event",
    "api_token",
    "agency",
    "response_inbox",
    "response",
)


def upgrade() -> None:
    _create_tables()
    _widen()
    for table, rights in RIGHTS.items():
        _execute([*protect(table), *grant(table, rights)])
    # Evidence may be taken back (and its row goes with its file, later), a pledge replaced; neither is written anew.
    op.execute(f"GRANT UPDATE (removed_at, title) ON evidence_file TO {APP}")
    op.execute(f"GRANT UPDATE (replaced_at) ON service_pledge TO {APP}")
    _execute(show_to_province("yardstick_figure"))
    _execute(erase_tenant_function(TABLES_TO_ERASE))


def _execute(statements: list[str]) -> None:
    for statement in statements:
        op.execute(statement)


def _widen() -> None:
    op.add_column("agency", sa.Column("owner", sa.Text(), server_default="", nullable=False))
    op.add_column("agency", sa.Column("owner_name", sa.Text(), server_default="", nullable=False))
    op.add_column("collection_point", sa.Column("mall_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_collection_point_tenant_id_mall_id"), "collection_point", "service_mall", ["tenant_id", "mall_id"], ["tenant_id", "id"]
    )
    # Every entry of a register shows what was done to it, of a trail that only grows.
    op.create_index("ix_audit_event_subject", "audit_event", ["tenant_id", "subject"], unique=False)


def _create_tables() -> None:
    op.create_table(
        "innovation_call",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("deadlines", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("settings", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_innovation_call_changed_by")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_innovation_call_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_innovation_call")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_innovation_call_year", "innovation_call", ["tenant_id", "year"], unique=False)
    op.create_table(
        "service_mall",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("decree", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("state in ('active', 'closed')", name=op.f("ck_service_mall_state")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_service_mall_changed_by")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_service_mall_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_service_mall")),
        info={"ownership": "tenant"},
    )
    op.create_index("uq_service_mall_name", "service_mall", ["tenant_id", sa.literal_column("lower(name)")], unique=True)
    op.create_index("uq_service_mall_slug", "service_mall", ["tenant_id", "slug"], unique=True)
    op.create_table(
        "yardstick_figure",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("yardstick", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("variant", sa.Text(), server_default="", nullable=False),
        sa.Column("province_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.Numeric(precision=7, scale=2), nullable=True),
        sa.Column("letter", sa.Text(), server_default="", nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("counts", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level in ('regency', 'agency', 'mall')", name=op.f("ck_yardstick_figure_level")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_yardstick_figure_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "yardstick", "year", "level", "unit_id", "variant", name=op.f("pk_yardstick_figure")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "ix_yardstick_figure_province_code", "yardstick_figure", ["province_code", "yardstick", "year", "level", "kind"], unique=False
    )
    op.create_table(
        "complaint_count",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.SmallInteger(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("in_time >= 0 and in_time <= settled and settled <= received", name=op.f("ck_complaint_count_counts")),
        sa.CheckConstraint("quarter between 1 and 4", name=op.f("ck_complaint_count_quarter")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_complaint_count_changed_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_complaint_count_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_complaint_count_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "year", "quarter", "agency_id", "channel", name=op.f("pk_complaint_count")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "compliance_check",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("state in ('unknown', 'missing', 'partly', 'there', 'not_applicable')", name=op.f("ck_compliance_check_state")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_compliance_check_changed_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_compliance_check_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_compliance_check_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "year", "agency_id", "item", name=op.f("pk_compliance_check")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "compliance_score",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("agency_name", sa.Text(), server_default="", nullable=False),
        sa.Column("score", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("opinion", sa.Text(), server_default="", nullable=False),
        sa.Column("dimensions", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("rank_of", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("score is not null or opinion <> ''", name=op.f("ck_compliance_score_score_or_opinion")),
        sa.CheckConstraint("rank >= 1 and rank <= rank_of", name=op.f("ck_compliance_score_rank")),
        sa.CheckConstraint("score between 0 and 100", name=op.f("ck_compliance_score_score")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_compliance_score_recorded_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_compliance_score_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_compliance_score_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_compliance_score")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "uq_compliance_score_agency",
        "compliance_score",
        ["tenant_id", "year", "agency_id"],
        unique=True,
        postgresql_where=sa.text("agency_id is not null"),
    )
    op.create_index(
        "uq_compliance_score_regency", "compliance_score", ["tenant_id", "year"], unique=True, postgresql_where=sa.text("agency_id is null")
    )
    op.create_table(
        "evidence_file",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), server_default="", nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("file_key", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("format", sa.Text(), server_default="", nullable=False),
        sa.Column("size_bytes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("file_key is not null or url <> ''", name=op.f("ck_evidence_file_file_or_url")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_evidence_file_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_evidence_file_tenant_id")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name=op.f("fk_evidence_file_uploaded_by")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_evidence_file")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_evidence_file_subject", "evidence_file", ["tenant_id", "subject", "subject_id", "part"], unique=False)
    op.create_table(
        "improvement_item",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_part", sa.Text(), server_default="", nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_precision", sa.Text(), server_default="month", nullable=False),
        sa.Column("person_in_charge", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("due_precision in ('month', 'quarter')", name=op.f("ck_improvement_item_due_precision")),
        sa.CheckConstraint("state in ('planned', 'in_progress', 'done')", name=op.f("ck_improvement_item_state")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_improvement_item_created_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_improvement_item_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_improvement_item_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_improvement_item")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_improvement_item_agency_id", "improvement_item", ["tenant_id", "agency_id", "year"], unique=False)
    op.create_index("ix_improvement_item_source", "improvement_item", ["tenant_id", "source", "source_id"], unique=False)
    op.create_table(
        "innovation",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), server_default="general", nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("decree", sa.Text(), server_default="", nullable=False),
        sa.Column("video_url", sa.Text(), server_default="", nullable=False),
        sa.Column("fields", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("unsur", sa.Text(), server_default="", nullable=False),
        sa.Column("indicator", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("group_name in ('general', 'special', 'replication')", name=op.f("ck_innovation_group_name")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_innovation_changed_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_innovation_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "call_id"], ["innovation_call.tenant_id", "innovation_call.id"], name=op.f("fk_innovation_tenant_id_call_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_innovation_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_innovation")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_innovation_agency_id", "innovation", ["tenant_id", "agency_id"], unique=False)
    op.create_table(
        "mall_member",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("mall_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_mall_member_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "mall_id"], ["service_mall.tenant_id", "service_mall.id"], name=op.f("fk_mall_member_tenant_id_mall_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_mall_member_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "mall_id", "agency_id", "joined_on", name=op.f("pk_mall_member")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "uq_mall_member_agency_id", "mall_member", ["tenant_id", "agency_id"], unique=True, postgresql_where=sa.text("left_on is null")
    )
    op.create_table(
        "minimum_service",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("reached", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("reached between 0 and 100", name=op.f("ck_minimum_service_reached")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_minimum_service_changed_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_minimum_service_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_minimum_service_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "year", "field", "agency_id", name=op.f("pk_minimum_service")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "performance_assessment",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("agency_name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), server_default="", nullable=False),
        sa.Column("weights", sa.Text(), server_default="exact", nullable=False),
        sa.Column("origin", sa.Text(), server_default="assessed", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("users_until", sa.Date(), nullable=True),
        sa.Column("users_target", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evaluated", sa.Numeric(precision=4, scale=2), nullable=True),
        sa.Column("users", sa.Numeric(precision=4, scale=2), nullable=True),
        sa.Column("ipp", sa.Numeric(precision=4, scale=2), nullable=True),
        sa.Column("category", sa.Text(), server_default="", nullable=False),
        sa.Column("snapshot", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("signature", sa.Text(), server_default="", nullable=False),
        sa.Column("validated_by", sa.Uuid(), nullable=True),
        sa.Column("validated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("form in ('', 'A', 'B')", name=op.f("ck_performance_assessment_form")),
        sa.CheckConstraint("origin in ('assessed', 'recorded')", name=op.f("ck_performance_assessment_origin")),
        sa.CheckConstraint("state in ('open', 'validated', 'withdrawn')", name=op.f("ck_performance_assessment_state")),
        sa.ForeignKeyConstraint(["opened_by"], ["account.id"], name=op.f("fk_performance_assessment_opened_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_performance_assessment_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_performance_assessment_tenant_id")),
        sa.ForeignKeyConstraint(["validated_by"], ["account.id"], name=op.f("fk_performance_assessment_validated_by")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_performance_assessment")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "uq_performance_assessment_unit",
        "performance_assessment",
        ["tenant_id", "agency_id", "year", "edition", "form"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_table(
        "service_pledge",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("signatory_name", sa.Text(), server_default="", nullable=False),
        sa.Column("signatory_position", sa.Text(), server_default="", nullable=False),
        sa.Column("media", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_service_pledge_decided_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_service_pledge_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_service_pledge_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_service_pledge")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "uq_service_pledge_in_force",
        "service_pledge",
        ["tenant_id", "agency_id"],
        unique=True,
        postgresql_where=sa.text("replaced_at is null"),
    )
    op.create_table(
        "innovation_step",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("innovation_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome in ('reached', 'out')", name=op.f("ck_innovation_step_outcome")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_innovation_step_account_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "innovation_id"],
            ["innovation.tenant_id", "innovation.id"],
            name=op.f("fk_innovation_step_tenant_id_innovation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_innovation_step_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_innovation_step")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_innovation_step_innovation_id", "innovation_step", ["tenant_id", "innovation_id", "at"], unique=False)
    op.create_table(
        "operating_procedure",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_type_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("revised_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("state in ('active', 'withdrawn')", name=op.f("ck_operating_procedure_state")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_operating_procedure_changed_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_operating_procedure_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_type_id"],
            ["service_type.tenant_id", "service_type.id"],
            name=op.f("fk_operating_procedure_tenant_id_service_type_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_operating_procedure_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_operating_procedure")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "uq_operating_procedure_number", "operating_procedure", ["tenant_id", "agency_id", sa.literal_column("lower(number)")], unique=True
    )
    op.create_table(
        "performance_answer",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("scores", postgresql.JSONB(), nullable=False),
        sa.Column("suggestion", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="id", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assessment_id"],
            ["performance_assessment.tenant_id", "performance_assessment.id"],
            name=op.f("fk_performance_answer_tenant_id_assessment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_performance_answer_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_performance_answer")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "ix_performance_answer_assessment_id", "performance_answer", ["tenant_id", "assessment_id", "answered_at"], unique=False
    )
    op.create_table(
        "performance_decision",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score between 0 and 5", name=op.f("ck_performance_decision_score")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_performance_decision_decided_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assessment_id"],
            ["performance_assessment.tenant_id", "performance_assessment.id"],
            name=op.f("fk_performance_decision_tenant_id_assessment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_performance_decision_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "assessment_id", "indicator", name=op.f("pk_performance_decision")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "performance_sheet",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("person_name", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("form in ('F-01', 'F-02')", name=op.f("ck_performance_sheet_form")),
        sa.CheckConstraint("state in ('open', 'sent')", name=op.f("ck_performance_sheet_state")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_performance_sheet_account_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assessment_id"],
            ["performance_assessment.tenant_id", "performance_assessment.id"],
            name=op.f("fk_performance_sheet_tenant_id_assessment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_performance_sheet_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_performance_sheet")),
        info={"ownership": "tenant"},
    )
    op.create_index(
        "uq_performance_sheet_evaluator",
        "performance_sheet",
        ["tenant_id", "assessment_id", "account_id"],
        unique=True,
        postgresql_where=sa.text("form = 'F-02'"),
    )
    op.create_index(
        "uq_performance_sheet_self",
        "performance_sheet",
        ["tenant_id", "assessment_id"],
        unique=True,
        postgresql_where=sa.text("form = 'F-01'"),
    )
    op.create_table(
        "service_standard",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_type_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("components", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("decree_number", sa.Text(), server_default="", nullable=False),
        sa.Column("decree_date", sa.Date(), nullable=True),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review_due_on", sa.Date(), nullable=True),
        sa.Column("media", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("in_force_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("state in ('draft', 'in_force', 'replaced')", name=op.f("ck_service_standard_state")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_service_standard_changed_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], name=op.f("fk_service_standard_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_type_id"],
            ["service_type.tenant_id", "service_type.id"],
            name=op.f("fk_service_standard_tenant_id_service_type_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_service_standard_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_service_standard")),
        info={"ownership": "tenant"},
    )
    op.create_index("ix_service_standard_agency_id", "service_standard", ["tenant_id", "agency_id"], unique=False)
    op.create_index(
        "uq_service_standard_draft",
        "service_standard",
        ["tenant_id", "service_type_id"],
        unique=True,
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "uq_service_standard_in_force",
        "service_standard",
        ["tenant_id", "service_type_id"],
        unique=True,
        postgresql_where=sa.text("state = 'in_force'"),
    )
    op.create_table(
        "performance_score",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("proposed", sa.SmallInteger(), nullable=True),
        sa.Column("proof", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("proposed between 0 and 5", name=op.f("ck_performance_score_proposed")),
        sa.CheckConstraint("score between 0 and 5", name=op.f("ck_performance_score_score")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sheet_id"],
            ["performance_sheet.tenant_id", "performance_sheet.id"],
            name=op.f("fk_performance_score_tenant_id_sheet_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_performance_score_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "sheet_id", "indicator", name=op.f("pk_performance_score")),
        info={"ownership": "tenant"},
    )
    op.create_table(
        "procedure_review",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), server_default="", nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewer", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome in ('kept', 'to_revise', 'revised', 'withdrawn')", name=op.f("ck_procedure_review_outcome")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_procedure_review_recorded_by")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "procedure_id"],
            ["operating_procedure.tenant_id", "operating_procedure.id"],
            name=op.f("fk_procedure_review_tenant_id_procedure_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_procedure_review_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "procedure_id", "year", name=op.f("pk_procedure_review")),
        info={"ownership": "tenant"},
    )


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
