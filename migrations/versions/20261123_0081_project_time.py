"""Periods stay within the time of their project, and figures are judged anew."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0081_project_time.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0081_project_time_down.sql")
