"""Grants and loans that projects hand on."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0089_sub_awards.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0089_sub_awards_down.sql")
