"""Links by which a named person fills in a period without an account."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0033_contribution_links.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0033_contribution_links_down.sql")
