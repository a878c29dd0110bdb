"""Whether what can be watched was archived."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0063_watchable_archived.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0063_watchable_archived_down.sql")
