"""What was promised, paid and spent in projects."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0083_transactions.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0083_transactions_down.sql")
