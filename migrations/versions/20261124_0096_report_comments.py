"""What people say of a report to one another."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0096"
down_revision = "0095"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0096_report_comments.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0096_report_comments_down.sql")
