"""How much each part counts in a mean, and what is archived in a programme's figure."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0080_weights.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0080_weights_down.sql")
