"""How programmes lay out documents."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0102"
down_revision = "0101"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0102_document_templates.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0102_document_templates_down.sql")
