"""A list as a Parquet file, which programs read."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import pyarrow as pa
from pyarrow import parquet

from .columns import Item, Kind
from .tables import Table

_KINDS: dict[Kind, Any] = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "integer": pa.int64(),
    "decimal": pa.decimal128(38, 10),
    "day": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
    "truth": pa.bool_(),
}


class ParquetWriter:
    """The contract's names and choices, typed columns, lists as lists."""

    def __init__(self, file: IO[bytes], table: Table) -> None:
        self._table = table
        fields = [(column.name, _KINDS[column.kind]) for column in table.columns]
        self._schema = pa.schema(fields, metadata={"language": table.language})
        self._parquet = parquet.ParquetWriter(file, self._schema)

    def add(self, items: Sequence[Item]) -> None:
        language = self._table.language
        columns = {
            column.name: [
                _typed(column.kind, column.value(item, language)) for item in items
            ]
            for column in self._table.columns
        }
        batch = pa.RecordBatch.from_pydict(columns, schema=self._schema)
        self._parquet.write_batch(batch)

    def close(self) -> None:
        self._parquet.close()


def _typed(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case "decimal":
            return Decimal(value)
        case "day":
            return date.fromisoformat(value)
        case "instant":
            return datetime.fromisoformat(value)
        case _:
            return value
