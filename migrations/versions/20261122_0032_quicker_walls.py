"""The walls ask for one row instead of all in reach."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0032_quicker_walls.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0032_quicker_walls_down.sql")
