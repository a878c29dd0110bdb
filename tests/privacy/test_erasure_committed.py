"""S17: an erasure with real commits leaves the sealed audit log whole."""

import asyncio
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bromost import audit
from bromost_api.audit.jobs import seal
from bromost_api.personal_data import TABLES as REGISTRY
from bromost_common.auth import Role
from bromost_common.db import create_engine, session_maker
from bromost_common.privacy.worker import PersonalDataWorker
from bromost_indicators.personal_data import PERSONAL_DATA as INDICATORS
from bromost_notifications.personal_data import PERSONAL_DATA as NOTIFICATIONS
from tests.live import live, register

pytestmark = [pytest.mark.committed, pytest.mark.slow]

EMAIL = "somebody.synthetic@example.org"
NAME = "Synthetic Testperson"
PARTS = (
    ("api", REGISTRY),
    ("indicators", INDICATORS),
    ("notifications", NOTIFICATIONS),
)


async def work(url: str) -> None:
    """The three services' workers, as they run; and the log's sealer after them."""
    for service, tables in PARTS:
        engine = create_engine(url, role=f"bromost_{service}", task="worker")
        sessions = session_maker(engine)
        worker = PersonalDataWorker(
            service, tables, sessions, owns_history=service == "api"
        )
        while await worker.do_next():
            pass
        if service == "api":
            await seal(sessions)
        await engine.dispose()


async def images_with(url: str, trace: str) -> int:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        count = await connection.scalar(
            text("SELECT count(*) FROM api.history WHERE image::text ILIKE :trace"),
            {"trace": f"%{trace}%"},
        )
    await engine.dispose()
    return int(count or 0)


def test_s17_history_forgets_the_name_and_the_audit_log_stays_whole(
    committed_database_url: str, tmp_path: Path
) -> None:
    url = committed_database_url
    with live(url) as system:
        register(url, EMAIL, Role.PROGRAMME_MANAGER)
        own = {"Cookie": f"sid={system.sign_in(EMAIL)}"}
        api = f"{system.url}/api/registry/v1"
        account = httpx.get(f"{api}/session", headers=own).json()["account"]
        changed = httpx.patch(
            f"{api}/account",
            json={"display_name": NAME},
            headers={**own, "If-Match": f'"{account["version"]}"'},
        )
        assert changed.status_code == 200, changed.text
        asyncio.run(work(url))
        assert audit.verify(url, tmp_path / "heads")
        assert asyncio.run(images_with(url, NAME)) == 1
        administrator = {"Cookie": f"sid={system.sign_in()}"}
        made = httpx.post(
            f"{api}/person-requests",
            json={"kind": "erasure", "person_id": account["id"]},
            headers=administrator,
        )
        assert made.status_code == 202, made.text
        asyncio.run(work(url))
        path = f"{api}/person-requests/{made.json()['id']}"
        done = httpx.get(path, headers=administrator).json()

    assert done["state"] == "done"
    for trace in (NAME, EMAIL):
        assert asyncio.run(images_with(url, trace)) == 0
    assert asyncio.run(images_with(url, done["pseudonym"])) >= 1
    assert audit.verify(url, tmp_path / "heads")
