"""S17: every column that can hold text is declared, as personal or as impersonal."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.personal_data import PERSONAL_DATA as REGISTRY
from bromost_common.personal_data import PERSONAL_DATA as SHARED
from bromost_common.privacy import PersonalTable
from bromost_indicators.personal_data import PERSONAL_DATA as INDICATORS
from bromost_notifications.personal_data import PERSONAL_DATA as NOTIFICATIONS

ALL: tuple[PersonalTable, ...] = (*SHARED, *REGISTRY, *INDICATORS, *NOTIFICATIONS)
# Whatever is not a number, a moment, a yes or no, or an id.
COLUMNS = text(
    "SELECT format('%s.%s', c.table_schema, c.table_name) AS place, c.column_name,"
    " c.data_type IN ('uuid', 'integer', 'bigint', 'smallint', 'numeric', 'boolean',"
    "  'date', 'timestamp with time zone', 'timestamp without time zone', 'interval',"
    "  'double precision', 'xid8') AS is_plain"
    " FROM information_schema.columns c"
    " JOIN information_schema.tables t USING (table_schema, table_name)"
    " WHERE c.table_schema NOT IN ('pg_catalog', 'information_schema')"
    " AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'"
)


async def stored(session: AsyncSession) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for place, column, is_plain in await session.execute(COLUMNS):
        found.setdefault(place, {})[column] = is_plain
    return found


async def test_s17_every_column_that_can_hold_text_is_declared(
    session: AsyncSession,
) -> None:
    declared = {table.name: table.declared() for table in ALL}

    missing = sorted(
        f"{place}.{column}"
        for place, columns in (await stored(session)).items()
        for column, is_plain in columns.items()
        if not is_plain and column not in declared.get(place, frozenset())
    )

    assert not missing, (
        "Say in the service's personal_data.py what these tell about people, "
        f"and what becomes of it when somebody is erased: {missing}"
    )


async def test_s17_nothing_is_declared_that_is_not_there(session: AsyncSession) -> None:
    there = await stored(session)

    gone = sorted(
        f"{table.name}.{column}"
        for table in ALL
        for column in table.declared()
        if column not in there.get(table.name, {})
    )
    assert not gone


def test_s17_each_table_is_declared_once_and_each_column_one_way() -> None:
    names = [table.name for table in ALL]
    assert len(names) == len(set(names))
    for table in ALL:
        personal = [column.name for column in table.columns]
        assert len(personal) == len(set(personal))
        assert not table.impersonal & set(personal), table.name


def test_s17_whatever_is_kept_has_a_reason() -> None:
    for table in ALL:
        if any(column.on_erasure == "keep" for column in table.columns):
            assert table.kept_because is not None, table.name
