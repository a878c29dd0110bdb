"""Keyset-paged lists: what a page costs does not grow with its depth."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import literal_column

from .errors import InvalidError, invalid

Item = TypeVar("Item")
AnySelect: TypeAlias = Select[*tuple[Any, ...]]
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
MAX_LIMIT = 200
DEFAULT_LIMIT = 50

_PARSERS: dict[type, Any] = {
    UUID: UUID,
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    str: str,
}


class PageRequest(NamedTuple):
    """Which part of a list is wanted."""

    cursor: str | None = None
    limit: int = DEFAULT_LIMIT
    with_total: bool = False


class Page(BaseModel, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for what follows; null at the end."
    )
    total: int | None = Field(description="All items; only with `with_total=true`.")


class Key(NamedTuple):
    """One column of a list's order. The last key of a list must be unique."""

    column: ColumnElement[Any] | InstrumentedAttribute[Any]
    descending: bool = False


class Order(NamedTuple):
    """A named order, as asked for by `sort`. Its columns must never be null."""

    name: str
    keys: Sequence[Key]


def encode_cursor(order: Order, values: Sequence[Any]) -> str:
    parts = [order.name, *(None if v is None else str(v) for v in values)]
    packed = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_cursor(order: Order, cursor: str) -> list[Any]:
    """The key values that the page starts after; `InvalidError` if it is not ours."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(parts, list) or parts[0] != order.name:
            raise _bad_cursor()
        if len(parts) != len(order.keys) + 1 or "\x00" in str(parts):
            raise _bad_cursor()
        return [
            _PARSERS[key.column.type.python_type](part)
            for key, part in zip(order.keys, parts[1:], strict=True)
        ]
    except (
        binascii.Error, UnicodeError, InvalidOperation,
        ValueError, TypeError, LookupError, RecursionError,
    ) as error:  # fmt: skip
        raise _bad_cursor() from error


def _bad_cursor() -> InvalidError:
    return invalid(
        "query",
        "cursor",
        code="invalid_cursor",
        message="This is not a cursor of this list and order.",
    )


def after(order: Order, values: Sequence[Any]) -> ColumnElement[bool]:
    """True for rows that follow the one with these key values."""
    alternatives: list[ColumnElement[bool]] = []
    for index, key in enumerate(order.keys):
        ties = [k.column == v for k, v in zip(order.keys[:index], values, strict=False)]
        beyond = (
            key.column < values[index] if key.descending else key.column > values[index]
        )
        alternatives.append(and_(*ties, beyond))
    first = order.keys[0]
    # Says nothing new, but an index can start here instead of at the first page.
    bound = first.column <= values[0] if first.descending else first.column >= values[0]
    return and_(bound, or_(*alternatives))


def paged(
    statement: AnySelect,
    order: Order,
    limit: int,
    after_values: Sequence[Any] | None,
) -> AnySelect:
    """`statement` for one page, and a row beyond it to see if more follow."""
    if after_values is not None:
        statement = statement.where(after(order, after_values))
    # A literal limit: with a bound one PostgreSQL plans again at every call.
    return statement.order_by(
        *(k.column.desc() if k.descending else k.column.asc() for k in order.keys)
    ).limit(literal_column(str(int(limit) + 1)))


async def fetch_page(
    session: AsyncSession, statement: AnySelect, order: Order, wanted: PageRequest
) -> tuple[Sequence[AnyRow], str | None, int | None]:
    """Rows of one page, the next cursor, and the total if it was asked for.

    The order's key columns are added to the rows as `_key_0`, `_key_1` …
    """
    start = None if wanted.cursor is None else decode_cursor(order, wanted.cursor)
    keyed = paged(statement, order, wanted.limit, start).add_columns(
        *(key.column.label(f"_key_{i}") for i, key in enumerate(order.keys))
    )
    rows = (await session.execute(keyed)).all()
    cursor = None
    if len(rows) > wanted.limit:
        rows = rows[: wanted.limit]
        last = rows[-1]._mapping  # noqa: SLF001  # the documented way to a row's names
        cursor = encode_cursor(
            order, [last[f"_key_{i}"] for i in range(len(order.keys))]
        )
    total = await count(session, statement) if wanted.with_total else None
    return rows, cursor, total


async def count(session: AsyncSession, statement: AnySelect) -> int:
    """How many rows `statement` has in all."""
    counted = statement.order_by(None).subquery()
    return await session.scalar(select(func.count()).select_from(counted)) or 0
