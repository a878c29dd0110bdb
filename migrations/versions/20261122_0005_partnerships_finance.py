"""Partnerships, budget lines and conversion rates."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0005_partnerships_finance.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in (
        "conversion_rate",
        "budget_line",
        "project_partnership",
        "partnership_status",
        "partnership_member",
        "partnership",
    ):
        op.execute(f"DROP TABLE api.{table}")
