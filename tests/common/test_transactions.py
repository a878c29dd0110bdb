"""The request's transaction ends before its response begins, and is one."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from bromost_common.web.session import Session


async def test_commit_precedes_response(engine: AsyncEngine) -> None:
    order: list[str] = []
    app = FastAPI()
    app.state.sessions = async_sessionmaker(engine)
    app.state.service = "api"

    @app.post("/things")
    async def create(session: Session) -> None:
        await session.execute(text("SELECT 1"))

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        order.append(message["type"])

    def committed(_: Any) -> None:
        order.append("commit")

    event.listen(engine.sync_engine, "commit", committed)
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": "/things",
        "query_string": b"",
        "headers": [],
    }
    await app(scope, receive, send)
    event.remove(engine.sync_engine, "commit", committed)

    assert order[:2] == ["commit", "http.response.start"]


@pytest.mark.parametrize(
    "role", ["bromost_api", "bromost_indicators", "bromost_notifications"]
)
async def test_service_roles_cannot_touch_other_schemas(
    engine: AsyncEngine, role: str
) -> None:
    async with engine.connect() as connection:
        foreign = await connection.scalar(
            text(
                "SELECT count(*) FROM pg_class c"
                " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'"
                " AND n.nspname IN ('api', 'indicators', 'notifications')"
                " AND 'bromost_' || n.nspname <> :role"
                " AND has_table_privilege("
                " :role, c.oid, 'SELECT, INSERT, UPDATE, DELETE')"
            ),
            {"role": role},
        )
    assert foreign == 0
