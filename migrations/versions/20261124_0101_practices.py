"""What programmes learned, for others to use."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0101"
down_revision = "0100"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0101_practices.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0101_practices_down.sql")
