"""Hot lists: PostgreSQL builds the page's JSON, and the bytes pass straight through.

Two to three times as fast as rows through models. The route still declares its
response model, and a test holds the real output against it.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Numeric,
    Text,
    case,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from .paging import AnySelect, Order, PageRequest, count, encode_cursor, paged


def as_json(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """`column` as the contract writes it: decimals as text, times in UTC with a Z."""
    if isinstance(column.type, Numeric):
        return cast(column, Text)
    if isinstance(column.type, DateTime):
        pattern = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
        return func.to_char(func.timezone("UTC", column), pattern)
    return column


async def fetch_json_page(
    session: AsyncSession, statement: AnySelect, order: Order, wanted: PageRequest
) -> bytes:
    """One page of `statement`'s labelled columns as the bytes of a `Page`."""
    items, found, *last = (
        await session.execute(_page_statement(statement, order, wanted))
    ).one()
    cursor = "null"
    if found > wanted.limit:
        cursor = f'"{encode_cursor(order, last)}"'
    total = await count(session, statement) if wanted.with_total else None
    total_json = "null" if total is None else str(total)
    page = f'{{"items":{items},"next_cursor":{cursor},"total":{total_json}}}'
    return page.encode()


def _page_statement(
    statement: AnySelect, order: Order, wanted: PageRequest
) -> AnySelect:
    """The page's items as JSON text, how many rows there were, the last row's keys."""
    names = [column.name for column in statement.selected_columns]
    columns = [as_json(c).label(c.name) for c in statement.selected_columns]
    keys = [key.column.label(f"_key_{i}") for i, key in enumerate(order.keys)]
    place = func.row_number().over(
        order_by=[k.column.desc() if k.descending else k.column for k in order.keys]
    )
    rows = (
        paged(statement.with_only_columns(*columns, *keys), order, wanted)
        .add_columns(place.label("_place"))
        .cte("page")
    )
    limit: ColumnElement[Any] = literal_column(str(int(wanted.limit)))
    pairs: list[Any] = []
    for name in names:
        pairs += [literal_column(f"'{name}'"), rows.c[name]]
    items = func.json_agg(
        aggregate_order_by(func.json_build_object(*pairs), rows.c["_place"])
    ).filter(rows.c["_place"] <= limit)
    last = [
        func.max(case((rows.c["_place"] == limit, cast(rows.c[key.name], Text))))
        for key in keys
    ]
    none: ColumnElement[Any] = literal_column("'[]'::json")
    return select(cast(func.coalesce(items, none), Text), func.count(), *last)
