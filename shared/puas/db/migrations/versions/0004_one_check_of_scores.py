"""Check the nine scores with one constraint instead of nine.

The server reads and prepares every check of a table anew for each insert, which was a tenth of the cost of an answer.
"""

from alembic import op

revision = "0004_one_check_of_scores"
down_revision = "0003_store_answer"
branch_labels = None
depends_on = None

SLUGS = "persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, pengaduan, sarpras"


def upgrade() -> None:
    # Nulls are passed over by both, and a row of nulls passes as it did before.
    op.create_check_constraint("scores", "response", f"least({SLUGS}) >= 1 and greatest({SLUGS}) <= 4")
    for slug in SLUGS.split(", "):
        op.drop_constraint(op.f(f"ck_response_{slug}"), "response")


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
