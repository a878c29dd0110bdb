"""What is public of programmes and projects."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0094"
down_revision = "0093"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0094_publications.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0094_publications_down.sql")
