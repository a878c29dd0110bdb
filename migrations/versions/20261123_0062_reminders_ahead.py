"""What reminders are ahead, and what of an inbox was not seen yet."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0062_reminders_ahead.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0062_reminders_ahead_down.sql")
