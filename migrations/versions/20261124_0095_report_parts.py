"""What each partner of a project says in a report."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0095"
down_revision = "0094"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0095_report_parts.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0095_report_parts_down.sql")
