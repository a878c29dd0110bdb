"""What reports a programme asks for, and who owes them."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0084_reporting_calendar.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0084_reporting_calendar_down.sql")
