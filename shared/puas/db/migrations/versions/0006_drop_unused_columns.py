"""Drop the time a token was last used: reading commits nothing, so it was never written, and the page said "never" for good."""

from alembic import op

from puas.db.row_policies import APP

revision = "0006_drop_unused_columns"
down_revision = "0005_frozen_columns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("api_token", "last_used_at")
    op.execute(f"GRANT UPDATE (revoked_at) ON api_token TO {APP}")


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
