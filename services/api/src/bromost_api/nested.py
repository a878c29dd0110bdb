"""Lists inside of a resource: read as JSON in its own row, replaced as a whole."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, delete, func, insert, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bromost_common.errors import invalid

_NOTHING: ColumnElement[Any] = literal_column("'[]'::json")


def json_object(**values: Any) -> ColumnElement[Any]:
    """A JSON object of columns; cast decimals to text before."""
    pairs: list[Any] = []
    for name, value in values.items():
        pairs += [literal_column(f"'{name}'"), value]
    return func.json_build_object(*pairs, type_=JSON())


def json_list(
    item: Any, *where: ColumnElement[bool], order_by: Sequence[Any], of: Any
) -> ColumnElement[Any]:
    """The rows that belong to a row of `of`, as a JSON list; `[]` for none."""
    items = func.json_agg(aggregate_order_by(item, *order_by), type_=JSON())
    return (
        select(func.coalesce(items, _NOTHING, type_=JSON()))
        .where(*where)
        .correlate(of)
        .scalar_subquery()
    )


async def replace_rows(
    session: AsyncSession,
    owner: InstrumentedAttribute[UUID],
    owner_id: UUID,
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Make `rows` the rows of this owner."""
    await session.execute(delete(owner.class_).where(owner == owner_id))
    if rows:
        await session.execute(
            insert(owner.class_), [{owner.key: owner_id, **row} for row in rows]
        )


async def unknown_values(
    session: AsyncSession, column: InstrumentedAttribute[Any], values: Collection[Any]
) -> set[Any]:
    """Those of `values` that no row has in `column`."""
    if not values:
        return set()
    known = await session.scalars(select(column).where(column.in_(values)))
    return set(values) - set(known)


def refuse_repeated(field: str, values: Sequence[Any]) -> None:
    seen = set()
    for index, value in enumerate(values):
        if value in seen:
            raise invalid(
                "body", field, index, code="repeated", message="This is there twice."
            )
        seen.add(value)


def refuse_unknown(
    field: str, values: Sequence[Any], unknown: Collection[Any], *rest: str, code: str
) -> None:
    """Name the first of `values` that is `unknown`."""
    for index, value in enumerate(values):
        if value in unknown:
            raise invalid(
                "body",
                field,
                index,
                *rest,
                code=code,
                message="There is no such thing in the registry.",
            )
