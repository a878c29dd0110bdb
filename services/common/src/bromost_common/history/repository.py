"""Every query on the images that the database keeps."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Text, Uuid, bindparam, column, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.types import TypeEngine

from bromost_common.paging import (
    Key,
    Order,
    PageRequest,
    decode_cursor,
    encode_cursor,
)

from .folding import RowPair

NEWEST = Order("newest", [Key(column("first", BigInteger()), descending=True)])
# More rows than this in one page of changes are left out, and the page says so.
MOST_ROWS = 2_000

_TABLES = """
    SELECT k.table_name FROM common.history_table k
    WHERE k.table_schema = :service AND k.object_type = ANY (:types)
"""
_CHANGES = """
    SELECT h.change_id, min(h.position) AS first, max(h.at) AS at,
      (array_agg(h.account_id ORDER BY h.position DESC))[1] AS account_id
    FROM {service}.history h
    WHERE h.table_name IN ({tables}) AND h.object_id = ANY (:ids)
      AND h.position < :before
    GROUP BY h.change_id ORDER BY min(h.position) DESC LIMIT :most
"""
_COUNT = """
    SELECT count(DISTINCT h.change_id) FROM {service}.history h
    WHERE h.table_name IN ({tables}) AND h.object_id = ANY (:ids)
"""
_ROWS = """
    WITH touched AS (
      SELECT h.change_id, h.table_name, h.object_id, h.row_key,
        min(h.position) AS first, max(h.position) AS last
      FROM {service}.history h
      WHERE {which} AND h.change_id = ANY (:changes)
      GROUP BY h.change_id, h.table_name, h.object_id, h.row_key
      ORDER BY min(h.position) LIMIT :most
    )
    SELECT t.change_id, t.table_name, t.object_id,
      CASE WHEN b.operation <> 'removed' THEN b.image::text END AS was,
      CASE WHEN a.operation <> 'removed' THEN a.image::text END AS became
    FROM touched t
    JOIN {service}.history a ON a.table_name = t.table_name
      AND a.object_id = t.object_id AND a.position = t.last
    LEFT JOIN LATERAL (
      SELECT h.operation, h.image FROM {service}.history h
      WHERE h.table_name = t.table_name AND h.object_id = t.object_id
        AND h.row_key = t.row_key AND h.position < t.first
      ORDER BY h.position DESC LIMIT 1) b ON true
    ORDER BY t.first
"""
_OF_OBJECTS = "h.table_name IN ({tables}) AND h.object_id = ANY (:ids)"
_EXPLAINED = text(
    "SELECT change_id, action, on_behalf_of, reason"
    " FROM common.explain_changes(:changes)"
).bindparams(bindparam("changes", type_=ARRAY(Uuid())))
_PEOPLE = text(
    "SELECT id, display_name FROM api.account_directory_v1 WHERE id = ANY (:ids)"
).bindparams(bindparam("ids", type_=ARRAY(Uuid())))


class ChangeRow(NamedTuple):
    """Rows of the wanted objects that were written together."""

    change_id: UUID
    first: int
    at: datetime
    account_id: UUID | None


class HistoryRepository:
    """Reads the history of a service's objects, as far as the reader sees them."""

    def __init__(self, session: AsyncSession, service: str) -> None:
        self._session = session
        self._service = service

    async def changes(
        self, types: Sequence[str], ids: Sequence[UUID], wanted: PageRequest
    ) -> tuple[list[ChangeRow], str | None]:
        """Newest first."""
        before = 2**63 - 1
        if wanted.cursor is not None:
            (before,) = decode_cursor(NEWEST, wanted.cursor)
        found = await self._session.execute(
            self._prepared(_CHANGES),
            {
                "service": self._service,
                "types": types,
                "ids": ids,
                "before": before,
                "most": wanted.limit + 1,
            },
        )
        rows = [ChangeRow(*row) for row in found]
        if len(rows) <= wanted.limit:
            return rows, None
        rows = rows[: wanted.limit]
        return rows, encode_cursor(NEWEST, [rows[-1].first])

    async def count(self, types: Sequence[str], ids: Sequence[UUID]) -> int:
        """How many changes there are on all pages together."""
        found = await self._session.scalar(
            self._prepared(_COUNT),
            {"service": self._service, "types": types, "ids": ids},
        )
        return int(found or 0)

    async def rows(
        self,
        changes: Sequence[UUID],
        *,
        of: tuple[Sequence[str], Sequence[UUID]] | None = None,
    ) -> list[tuple[UUID, RowPair]]:
        """What the changes did to the objects of these types and ids, or to all."""
        which = "true" if of is None else _OF_OBJECTS
        given: dict[str, Any] = {"changes": changes, "most": MOST_ROWS}
        if of is not None:
            given |= {"service": self._service, "types": of[0], "ids": of[1]}
        statement = self._prepared(_ROWS.replace("{which}", which))
        found = await self._session.execute(statement, given)
        return [
            (
                row.change_id,
                RowPair(
                    row.table_name, row.object_id, _image(row.was), _image(row.became)
                ),
            )
            for row in found
        ]

    async def explained(self, changes: Sequence[UUID]) -> dict[UUID, Any]:
        found = await self._session.execute(_EXPLAINED, {"changes": changes})
        return {row.change_id: row for row in found}

    async def people(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        found = await self._session.execute(_PEOPLE, {"ids": ids})
        return {row.id: row.display_name for row in found}

    def _prepared(self, sql: str) -> TextClause:
        whole = sql.replace("{tables}", _TABLES).replace("{service}", self._service)
        lists: dict[str, TypeEngine[Any]] = {
            "types": Text(),
            "ids": Uuid(),
            "changes": Uuid(),
        }
        return text(whole).bindparams(
            *(
                bindparam(name, type_=ARRAY(kind))
                for name, kind in lists.items()
                if f":{name}" in whole
            )
        )


def _image(written: str | None) -> Any:
    """Figures stay as they were written down; a float would round them."""
    return None if written is None else json.loads(written, parse_float=str)
