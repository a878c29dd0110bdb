"""Who carries what of a project's cost."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0085_co_financing.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0085_co_financing_down.sql")
