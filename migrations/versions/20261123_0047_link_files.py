"""Files with what is answered by a link."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0047_link_files.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0047_link_files_down.sql")
