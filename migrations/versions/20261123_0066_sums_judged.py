"""Sums that are to stay small, and where sums begin, are judged anew."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0066_sums_judged.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0066_sums_judged.sql")
