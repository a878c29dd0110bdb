"""Hot lists: PostgreSQL builds a page's JSON, and the bytes pass straight through.

The SQL is compiled once for each order and set of filters, because building a statement
costs as much as running it. The route still declares its response model, and a test
holds the real output against it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    FromClause,
    Numeric,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.sql.selectable import LateralFromClause
from sqlalchemy.types import TypeEngine

from .paging import AnySelect, Order, PageRequest, decode_cursor, encode_cursor, paged
from .past import PastReads
from .quick import QuickReads

Value = TypeVar("Value")
_DIALECT = asyncpg_dialect()  # type: ignore[no-untyped-call]  # not annotated there


class _Compiled(NamedTuple):
    sql: str
    parameters: tuple[str, ...]
    # Values that the statement itself holds, such as a literal.
    own: Mapping[str, Any]


class _Shape(NamedTuple):
    """All that decides the SQL; the rest are values."""

    sort: str
    filters: frozenset[str]
    limit: int
    continues: bool
    # What is read: the tables, or what was on record of them at a moment.
    schemas: tuple[tuple[str, str], ...] = ()


def parameter(name: str, kind: TypeEngine[Value]) -> BindParameter[Value]:
    """Where the value of the filter `name` goes."""
    return bindparam(name, None, type_=kind, required=False)


@dataclass(frozen=True)
class HotList:
    """A list that is read often.

    `statement` is given the names of the filters in use and returns labelled columns,
    with a `parameter` where a filter's value goes. What costs more than to find the
    rows is looked up `beside` them, once it is known which rows the page has.
    """

    orders: Mapping[str, Order]
    statement: Callable[[frozenset[str]], AnySelect]
    beside: Callable[[FromClause], LateralFromClause] | None = None
    _compiled: dict[_Shape, _Compiled] = field(default_factory=dict)
    _counts: dict[_Shape, _Compiled] = field(default_factory=dict)

    async def page(
        self,
        quick: QuickReads,
        wanted: PageRequest,
        *,
        sort: str,
        filters: Mapping[str, Any],
    ) -> bytes:
        """The bytes of a `Page`; filters that are None are not in use."""
        order = self.orders[sort]
        values = {name: value for name, value in filters.items() if value is not None}
        used = frozenset(values)
        if wanted.cursor is not None:
            start = decode_cursor(order, wanted.cursor)
            values |= {f"_after_{i}": value for i, value in enumerate(start)}
        past = tuple(quick.schemas.items()) if isinstance(quick, PastReads) else ()
        shape = _Shape(sort, used, wanted.limit, wanted.cursor is not None, past)
        items, found, *last = await self._row(quick, self._page_sql(shape), values)
        cursor = f'"{encode_cursor(order, last)}"' if found > wanted.limit else "null"
        total = "null"
        if wanted.with_total:
            (total,) = await self._row(quick, self._count_sql(shape), values)
        page = f'{{"items":{items},"next_cursor":{cursor},"total":{total}}}'
        return page.encode()

    @staticmethod
    async def _row(quick: QuickReads, what: _Compiled, values: dict[str, Any]) -> Any:
        given = {**what.own, **values}
        return await quick.row(what.sql, *(given[name] for name in what.parameters))

    def _page_sql(self, shape: _Shape) -> _Compiled:
        if shape not in self._compiled:
            order = self.orders[shape.sort]
            statement = _page(self.statement(shape.filters), order, shape, self.beside)
            self._compiled[shape] = _compile(statement, shape.schemas)
        return self._compiled[shape]

    def _count_sql(self, shape: _Shape) -> _Compiled:
        shape = _Shape("", shape.filters, 0, continues=False, schemas=shape.schemas)
        if shape not in self._counts:
            counted = self.statement(shape.filters).order_by(None).subquery()
            statement = select(func.count()).select_from(counted)
            self._counts[shape] = _compile(statement, shape.schemas)
        return self._counts[shape]


def _compile(
    statement: AnySelect, schemas: Sequence[tuple[str, str]] = ()
) -> _Compiled:
    compiled = statement.compile(
        dialect=_DIALECT,
        compile_kwargs={"render_postcompile": True},
        schema_translate_map=dict(schemas) or None,
        render_schema_translate=bool(schemas),
    )
    return _Compiled(str(compiled), tuple(compiled.positiontup or ()), compiled.params)


def as_json(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """`column` as the contract writes it: decimals as text, times in UTC with a Z."""
    if isinstance(column.type, Numeric):
        return cast(column, Text)
    if isinstance(column.type, DateTime):
        pattern: ColumnElement[str] = literal_column(
            '\'YYYY-MM-DD"T"HH24\\:MI\\:SS.US"Z"\''
        )
        return func.to_char(func.timezone(literal_column("'UTC'"), column), pattern)
    return column


def _page(
    statement: AnySelect,
    order: Order,
    shape: _Shape,
    beside: Callable[[FromClause], LateralFromClause] | None,
) -> AnySelect:
    """The page's items as JSON text, how many rows there were, the last row's keys."""
    columns = [as_json(c).label(c.name) for c in statement.selected_columns]
    keys = [key.column.label(f"_key_{i}") for i, key in enumerate(order.keys)]
    place = func.row_number().over(
        order_by=[k.column.desc() if k.descending else k.column for k in order.keys]
    )
    start = None
    if shape.continues:
        start = [
            parameter(f"_after_{i}", key.column.type)
            for i, key in enumerate(order.keys)
        ]
    rows = (
        paged(statement.with_only_columns(*columns, *keys), order, shape.limit, start)
        .add_columns(place.label("_place"))
        .cte("page")
    )
    limit: ColumnElement[Any] = literal_column(str(int(shape.limit)))
    shown = [rows.c[column.name] for column in columns]
    source: FromClause = rows
    if beside is not None:
        found = beside(rows)
        source = rows.join(found, true())
        shown += found.c
    items = func.json_agg(
        aggregate_order_by(json_object(shown), rows.c["_place"])
    ).filter(rows.c["_place"] <= limit)
    last = [
        func.max(case((rows.c["_place"] == limit, cast(rows.c[key.name], Text))))
        for key in keys
    ]
    none: ColumnElement[Any] = literal_column("'[]'::json")
    whole = select(cast(func.coalesce(items, none), Text), func.count(), *last)
    return whole.select_from(source)


def json_object(columns: Iterable[ColumnElement[Any]]) -> ColumnElement[Any]:
    """One row of these as the database writes it; for the contract, of `as_json`."""
    pairs: list[Any] = []
    for column in columns:
        pairs += [literal_column(f"'{column.name}'"), column]
    return func.json_build_object(*pairs)
