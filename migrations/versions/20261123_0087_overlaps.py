"""How many people are in more than one part of a count of people."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0087_overlaps.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0087_overlaps_down.sql")
