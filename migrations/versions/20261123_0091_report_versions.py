"""What a report told when it was accepted."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0091_report_versions.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0091_report_versions_down.sql")
