"""Who looked at personal data, what left by a file, and who was reminded of what."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0021_access_log.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0021_access_log_down.sql")
