"""Rows on their way into a table as one value, whatever their number."""

import json
from collections.abc import Sequence

from sqlalchemy import Table, Text, cast, column, func, literal, literal_column, select
from sqlalchemy.dialects.postgresql import JSON

from bromost_common.paging import AnySelect

from .rows import Row


def told_in(table: Table, names: Sequence[str], rows: Sequence[Row]) -> AnySelect:
    """The rows as PostgreSQL reads them by the types of the table's columns."""
    document = json.dumps(rows, default=_written, check_circular=False)
    told = func.json_populate_recordset(
        literal_column(f"NULL::{table.fullname}"), cast(literal(document, Text), JSON)
    ).table_valued(*(column(name, table.c[name].type) for name in names), name="told")
    return select(*told.c)


def _written(value: object) -> str:
    """Numbers digit by digit, for a JSON number may lose some."""
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
