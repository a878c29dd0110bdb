"""Jobs and imports."""

from pathlib import Path

from alembic import op

from bromost_common.jobs import install_sql, uninstall_sql
from bromost_common.migrations import run_script, run_sql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_script(install_sql())
    for name in ("jobs", "imports"):
        run_sql(SQL / f"0006_{name}.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP FUNCTION api.import_created(uuid, text)")
    for table in ("mapping", "change", "name", "outcome", "row", "batch"):
        op.execute(f"DROP TABLE api.import_{table}")
    op.execute("DROP TABLE common.job_start")
    run_script(uninstall_sql())
