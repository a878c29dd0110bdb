"""Themes, programmes and projects."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
TABLES = (
    "project_component",
    "project_role",
    "project_objective",
    "project_theme",
    "project_country",
    "project",
    "programme_role",
    "programme_theme",
    "programme_goal",
    "programme",
    "theme",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0004_projects.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP VIEW api.project_directory_v1")
    for table in TABLES:
        op.execute(f"DROP TABLE api.{table}")
    op.execute("DROP FUNCTION api.text_sort_key(jsonb, text, text)")
    op.execute("DROP FUNCTION api.code_key(text)")
