"""Whether a project's results are tied to its programme."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0067_project_tied.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0067_project_tied_down.sql")
