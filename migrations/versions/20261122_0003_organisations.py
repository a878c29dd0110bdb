"""Countries, currencies and organisations."""

import csv
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from bromost_common.migrations import run_sql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"
LANGUAGES = ("en", "nb", "bs", "pl")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0003_organisations.sql")
    _fill("country", [_country(row) for row in _rows("countries.csv")])
    _fill(
        "country_alias",
        [
            {"country_code": row["code"], "name": row["name"]}
            for row in _rows("country_aliases.csv")
        ],
    )
    _fill(
        "currency",
        [
            {
                "code": row["code"],
                "minor_units": int(row["minor_units"]),
                "name": _texts(row, "name"),
            }
            for row in _rows("currencies.csv")
        ],
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP VIEW api.organisation_name")
    for table in (
        "organisation_identifier",
        "organisation_alias",
        "organisation",
        "currency",
        "country_alias",
        "country",
    ):
        op.execute(f"DROP TABLE api.{table}")


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("bromost_api.codelists") / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _texts(row: dict[str, str], column: str) -> dict[str, str] | None:
    texts = {la: row[f"{column}_{la}"] for la in LANGUAGES if row[f"{column}_{la}"]}
    return texts or None


def _country(row: dict[str, str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "alpha3": row["alpha3"],
        "numeric_code": row["numeric"] or None,
        "kind": row["kind"],
        "name": _texts(row, "name"),
        "former_name": _texts(row, "former_name"),
        "renamed_on": date.fromisoformat(row["renamed_on"])
        if row["renamed_on"]
        else None,
    }


def _fill(table: str, rows: list[dict[str, Any]]) -> None:
    kinds: dict[str, Any] = {
        "name": sa.Text() if table == "country_alias" else JSONB(),
        "former_name": JSONB(none_as_null=True),
        "renamed_on": sa.Date(),
        "minor_units": sa.SmallInteger(),
    }
    columns = [sa.column(name, kinds.get(name, sa.Text())) for name in rows[0]]
    op.bulk_insert(sa.table(table, *columns, schema="api"), rows)
