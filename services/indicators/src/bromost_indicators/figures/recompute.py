"""One of the processes that do an audit side by side: `recompute <audit>`."""

import asyncio
import os
import sys
from uuid import UUID

from bromost_common.db import create_engine, session_maker
from bromost_indicators.settings import Settings

from .auditing import Helpers, work_on


def in_processes(count: int, url: str) -> Helpers:
    """Helpers that work in as many processes; one that dies leaves its part behind."""

    async def help_with(audit_id: UUID) -> None:
        environment = {**os.environ, "BROMOST_INDICATORS_DATABASE_URL": url}
        command = (sys.executable, "-m", __name__, str(audit_id))
        started = [
            await asyncio.create_subprocess_exec(*command, env=environment)
            for _ in range(count)
        ]
        try:
            await asyncio.gather(*(process.wait() for process in started))
        finally:
            for process in started:
                if process.returncode is None:
                    process.terminate()

    return help_with


async def _work(audit_id: UUID) -> None:
    url = Settings().database_url.get_secret_value()
    engine = create_engine(url, role="bromost_indicators", task="worker", pool_size=1)
    try:
        await work_on(session_maker(engine), audit_id)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(_work(UUID(sys.argv[1])))
