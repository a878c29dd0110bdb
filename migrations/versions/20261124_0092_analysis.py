"""Views for tools of analysis, and who reads them."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0092"
down_revision = "0091"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0092_analysis.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0092_analysis_down.sql")
