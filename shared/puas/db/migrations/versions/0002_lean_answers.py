"""Make storing an answer cheap: no foreign keys on answers and inbox, an index for the limit per network.

Each foreign key locks its parent row in every insert, and all answers of an office have the same few parents.
"""

from alembic import op
from sqlalchemy import text

revision = "0002_lean_answers"
down_revision = "0001_first_schema"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("fk_response_tenant_id", "response")
    op.drop_constraint("fk_response_tenant_id_period_id", "response")
    op.drop_constraint("fk_response_tenant_id_service_type_id", "response")
    op.drop_constraint("fk_response_inbox_tenant_id", "response_inbox")
    op.drop_index("ix_response_inbox_period_id", "response_inbox")
    op.create_index(
        "ix_response_network_key",
        "response",
        ["tenant_id", "collection_point_id", "network_key", "submitted_at"],
        postgresql_where=text("network_key is not null"),
    )
    # Rows of the inbox live for seconds; without this their remains would be cleared long after they are in the way.
    op.execute("ALTER TABLE response_inbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)")


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
