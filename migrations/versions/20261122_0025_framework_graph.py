"""Results as a graph: contributions, goals, sites and sides."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0025_framework_graph.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0025_framework_graph_down.sql")
