"""The second wall as narrow as the first, where it was wider."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0028_access_walls.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0028_access_walls_down.sql")
