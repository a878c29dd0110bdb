"""N9: whoever writes an event wakes nobody; the relay looks for it by itself."""

import re
from pathlib import Path

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.statements import statements

SOURCES = Path(__file__).parents[2] / "services"
_NOTIFY = re.compile(r"\bpg_notify\b|\bNOTIFY\s+\w", re.IGNORECASE)
# The port that pgqueuer asks for, and what the relay and a reader say to open pages.
SAY_IT = {
    "common/src/bromost_common/jobs.py",
    "notifications/src/bromost_notifications/inbox/repository.py",
}
# On which tables a statement sets off a function that notifies.
SET_OFF = """
SELECT DISTINCT g.tgrelid::regclass::text FROM pg_trigger g
JOIN pg_proc p ON p.oid = g.tgfoid
WHERE p.prosrc ~* '\\mpg_notify\\M|\\mNOTIFY\\M'
"""


def test_n9_no_source_but_that_of_the_inbox_notifies() -> None:
    found = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        if "site-packages" not in path.parts and _NOTIFY.search(path.read_text())
    }

    assert found == SAY_IT


async def test_n9_no_transaction_of_business_notifies(
    officer: AsyncClient, connection: AsyncConnection
) -> None:
    with statements(connection) as said:
        made = await officer.post(
            "/v1/organisations",
            json={"kind": "municipality", "name": "Synthetic", "country_code": "NO"},
        )
        assert made.status_code == 201, made.text

    assert any("common.outbox" in one for one in said)
    assert [one for one in said if _NOTIFY.search(one)] == []
    # Nor does a trigger, but that of the queue for rare and long work.
    tables = (await connection.execute(text(SET_OFF))).scalars().all()
    assert set(tables) <= {"common.pgqueuer"}
    assert not any("pgqueuer" in one for one in said)
