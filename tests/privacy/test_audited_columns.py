"""S17: what an erasure changes is in the sealed log as a hash alone."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.privacy import OnErasure
from tests.privacy.test_registry import ALL


async def test_s17_what_an_erasure_changes_is_never_plain_in_the_audit_log(
    session: AsyncSession,
) -> None:
    rows = await session.execute(
        text(
            "SELECT table_schema || '.' || table_name AS name, kept, personal"
            " FROM common.history_table"
        )
    )
    audited = {row.name: row for row in rows}
    gone = (OnErasure.ANONYMISE, OnErasure.REDACT)

    plain = {
        f"{table.name}.{column.name}"
        for table in ALL
        if (row := audited.get(table.name))
        for column in table.columns
        if column.on_erasure in gone
        and (row.kept is None or column.name in row.kept)
        and column.name not in row.personal
    }

    assert plain == set()
