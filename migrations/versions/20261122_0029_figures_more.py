"""What figures are kept of, beyond the sums."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0029_figures_more.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0029_figures_more_down.sql")
