"""What was frozen stays frozen, also for our own services: they may change the columns a use case changes and no others.

A result only falls out of force, a period only closes, what it froze of its services never changes; answers move between
counted and quarantined. A later use case that needs more gets it by the migration that comes with it.
"""

from alembic import op

from puas.db.row_policies import APP

revision = "0005_frozen_columns"
down_revision = "0004_one_check_of_scores"
branch_labels = None
depends_on = None

# Columns the services may change; of a table that is not named, every one they could before.
CHANGEABLE = {
    "account": ("name", "locale", "session_version", "last_login_at"),
    "api_token": ("last_used_at", "revoked_at"),
    "collection_point": ("state", "printed_at"),
    "credential": ("password_hash", "changed_at"),
    "invitation": ("accepted_at", "revoked_at"),
    "locator": (),
    "past_result": (),
    "period_service": (),
    "response": ("state",),
    "result": ("superseded_at",),
    "survey_period": ("state", "closed_at", "sealed_at"),
    "tenant": ("state",),
}


def upgrade() -> None:
    for table, columns in CHANGEABLE.items():
        op.execute(f"REVOKE UPDATE ON {table} FROM {APP}")
        if columns:
            op.execute(f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {APP}")
    # Nothing of ours deletes an answer yet.
    op.execute(f"REVOKE DELETE ON response FROM {APP}")


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
