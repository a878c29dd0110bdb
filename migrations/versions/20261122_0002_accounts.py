"""Accounts, roles and sessions."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0002_accounts.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP VIEW api.account_directory_v1")
    op.execute("DROP FUNCTION common.actor_of_session(bytea)")
    for table in ("sign_in_failure", "session", "role_assignment", "account"):
        op.execute(f"DROP TABLE api.{table}")
