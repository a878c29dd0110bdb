"""What reports tell in figures, and which deviations they explain."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0090"
down_revision = "0089"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0090_report_figures.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0090_report_figures_down.sql")
