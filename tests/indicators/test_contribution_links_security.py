"""What a link is not good for: nothing but its own rows, and not for long."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Context
from bromost_common.context import SET, settings_of
from bromost_common.limits import OPEN_CONTRIBUTION
from tests.contract.operations import PUBLIC, operations
from tests.contract.route_matrix import ENDLESS
from tests.logs import assert_silent, logged_events, told

from .building import add_indicator, add_period, record, refusal, version
from .conftest import archive_project
from .linking import (
    EMAIL,
    NAME,
    SPAN,
    ask,
    asked,
    exchange,
    hand_in,
    opened,
    say,
    stranger,
    token_of,
)
from .linking import told as saved

OWN = {
    *("open_contribution", "close_contribution", "get_contribution", "save_answer"),
    *("hand_in_contribution", "confirm_answer", "hand_in_file", "download_own_file"),
}
SKIPPED = OWN | PUBLIC | ENDLESS


@pytest.fixture
async def period(client: AsyncClient, project_id: UUID) -> dict[str, Any]:
    made: dict[str, Any] = await add_period(
        client, await add_indicator(client, project_id)
    )
    return made


async def as_owner(session: AsyncSession, sql: str, **values: Any) -> None:
    await session.execute(text(sql), values)
    await session.commit()


async def test_a_forged_link_is_refused_and_not_logged(app: FastAPI) -> None:
    with logged_events() as events:
        async with stranger(app) as guest:
            answer = await exchange(guest, "forged-forged-forged")
    assert refusal(answer) == (404, "link_not_valid", [])
    assert "set-cookie" not in answer.headers
    assert told(events, "link_refused", purpose="contribution")
    assert_silent(events, "forged-forged-forged")


async def test_neither_secret_is_logged_or_stored(
    client: AsyncClient,
    app: FastAPI,
    project_id: UUID,
    period: dict[str, Any],
    session: AsyncSession,
) -> None:
    with logged_events() as events:
        sent = await ask(client, project_id, mail=False)
        async with stranger(app) as guest:
            await opened(guest, sent)
            cookie = guest.cookies["contribution"]
    assert_silent(events, token_of(sent), cookie, NAME, EMAIL)
    for table in ("contribution_link", "contribution_session"):
        kept = await session.scalar(
            text(f"SELECT string_agg(t::text, '') FROM indicators.{table} t")  # noqa: S608
        )
        assert token_of(sent) not in str(kept)
        assert cookie not in str(kept)
    seen = await session.scalar(
        text("SELECT string_agg(e::text, '') FROM common.audit_event e")
    )
    assert token_of(sent) not in str(seen)
    assert EMAIL not in str(seen)
    assert period["id"]


async def test_an_expired_link_and_its_session_end(
    client: AsyncClient,
    app: FastAPI,
    project_id: UUID,
    period: dict[str, Any],
    session: AsyncSession,
) -> None:
    sent = await ask(client, project_id)
    past = "UPDATE indicators.contribution_link SET expires_at = now() - interval '1 s'"
    async with stranger(app) as guest:
        (row,) = (await opened(guest, sent))["rows"]
        await as_owner(session, past)
        for answer in (
            await guest.get("/v1/contribution"),
            await say(guest, row, value="4"),
            await guest.post("/v1/contribution/submission"),
            await exchange(guest, token_of(sent)),
        ):
            assert refusal(answer) == (409, "contribution_link_expired", [])
    assert period["id"] == row["period_id"]


async def test_a_session_is_short(
    client: AsyncClient,
    app: FastAPI,
    project_id: UUID,
    period: dict[str, Any],
    session: AsyncSession,
) -> None:
    sent = await ask(client, project_id)
    async with stranger(app) as guest:
        cookie = (await exchange(guest, token_of(sent))).headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Max-Age=7200" in cookie
        await as_owner(
            session, "UPDATE indicators.contribution_session SET expires_at = now()"
        )
        answer = await guest.get("/v1/contribution")
        assert refusal(answer)[:2] == (401, "not_authenticated")
        assert (await opened(guest, sent))["rows"][0]["period_id"] == period["id"]
        closed = await guest.delete("/v1/contribution/session")
        assert closed.status_code == 204
        assert (await guest.get("/v1/contribution")).status_code == 401


async def test_a_withdrawn_or_renewed_link_is_of_no_use(
    client: AsyncClient, app: FastAPI, project_id: UUID, period: dict[str, Any]
) -> None:
    sent = await ask(client, project_id)
    link = sent["contribution_link"]
    path = f"/v1/contribution-links/{link['id']}"
    async with stranger(app) as guest:
        (row,) = (await opened(guest, sent))["rows"]
        gone = await client.post(f"{path}/withdrawal", headers=version(link))
        refused = await say(guest, row, value="4")
        assert refusal(refused) == (409, "contribution_link_withdrawn", [])
        again = await exchange(guest, token_of(sent))
        assert refusal(again) == (409, "contribution_link_withdrawn", [])
        renewed = await client.post(
            f"{path}/renewal", json={}, headers=version(gone.json())
        )
        assert renewed.status_code == 200, renewed.text
        # What the earlier secret began has ended, and that is not known any more.
        assert (await guest.get("/v1/contribution")).status_code == 401
        old = await exchange(guest, token_of(sent))
        assert refusal(old) == (404, "link_not_valid", [])
        shown = await opened(guest, renewed.json())
        assert shown["rows"][0]["period_id"] == period["id"]


async def test_it_is_bound_to_its_rows(
    client: AsyncClient, app: FastAPI, project_id: UUID, period: dict[str, Any]
) -> None:
    sent = await ask(client, project_id)
    later = await add_period(client, {"id": period["indicator_id"]}, 2007)
    inside = await add_indicator(client, project_id)
    added = await add_period(client, inside)
    async with stranger(app) as guest:
        (row,) = (await opened(guest, sent))["rows"]
        for other in (later, added):
            refused = await say(guest, {**row, "period_id": other["id"]}, value="4")
            assert refusal(refused)[:2] == (404, "not_found")
    assert row["period_id"] == period["id"]


async def test_locked_days_and_archived_projects_take_nothing(
    client: AsyncClient,
    app: FastAPI,
    project_id: UUID,
    period: dict[str, Any],
    session: AsyncSession,
) -> None:
    sent = await ask(client, project_id)
    async with stranger(app) as guest:
        (row,) = (await opened(guest, sent))["rows"]
        row = await saved(guest, row, value="4")
        lock = {**SPAN, "reason": "Reported to the funder."}
        made = await client.post(f"/v1/frameworks/{project_id}/locks", json=lock)
        assert made.status_code == 201
        assert refusal(await say(guest, row, value="5"))[:2] == (409, "period_locked")
        refused = await guest.post("/v1/contribution/submission")
        assert refusal(refused)[:2] == (409, "period_locked")
        (shown,) = (await asked(guest))["rows"]
        assert shown["locked_because"] == lock["reason"]
        assert not shown["is_open"]
        await client.delete(
            f"/v1/locks/{made.json()['id']}", headers=version(made.json())
        )
        await archive_project(session, project_id)
        refused = await say(guest, row, value="5")
        assert refusal(refused)[:2] == (409, "project_archived")
    assert row["period_id"] == period["id"]


async def test_its_session_opens_no_other_operation(
    *,
    client: AsyncClient,
    registry: FastAPI,
    indicators: FastAPI,
    notifications: FastAPI,
    project_id: UUID,
    period: dict[str, Any],
) -> None:
    """As the cookie that it is, as somebody's session, and as a bearer."""
    sent = await ask(client, project_id)
    apps = {
        "api": registry,
        "indicators": indicators,
        "notifications": notifications,
    }
    async with stranger(indicators) as guest:
        await exchange(guest, token_of(sent))
        token = guest.cookies["contribution"]
    wrong = {}
    for service, app in apps.items():
        async with stranger(app) as guest:
            for headers in (
                {"Cookie": f"contribution={token}"},
                {"Cookie": f"sid={token}"},
                {"Authorization": f"Bearer {token}"},
            ):
                for operation in operations():
                    if operation.service != service or operation.name in SKIPPED:
                        continue
                    answer = await guest.request(
                        operation.method,
                        operation.url(project_id=str(project_id)),
                        headers={**headers, "If-Match": '"1"'},
                    )
                    if answer.status_code not in {401, 403, 404}:
                        wrong[operation.name] = answer.status_code
    assert wrong == {}
    assert period["version"] == 1


async def test_the_second_wall_lets_a_link_see_and_write_no_more(
    client: AsyncClient,
    project_id: UUID,
    period: dict[str, Any],
    connection: AsyncConnection,
) -> None:
    beside = await add_period(client, await add_indicator(client, project_id))
    await record(client, beside, "9")
    sent = await ask(
        client, project_id, indicator_ids=[period["indicator_id"]], mail=False
    )
    link_id = UUID(sent["contribution_link"]["id"])
    await connection.execute(text("SET LOCAL ROLE bromost_indicators"))
    await connection.execute(SET, settings_of(Context(link_id, task="contribution")))

    async def count(table: str) -> int:
        found = await connection.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
        return int(found or 0)

    assert await count("indicators.indicator") == 1
    assert await count("indicators.period") == 1
    assert await count("indicators.entry") == 0
    assert await count("indicators.contribution_link") == 1
    assert await count("api.project_directory_v1") == 0
    for table in ("rollup", "contribution", "history", "place"):
        assert await count(f"indicators.{table}") == 0, table
    changed = await connection.execute(
        text("UPDATE indicators.period SET version = version + 1 RETURNING id")
    )
    assert [str(row.id) for row in changed] == [period["id"]]
    for sql in (
        "UPDATE indicators.indicator SET title = '{}' RETURNING id",
        "DELETE FROM indicators.period RETURNING id",
        "UPDATE indicators.result SET position = 9 RETURNING id",
    ):
        assert (await connection.execute(text(sql))).all() == []


async def test_guessing_is_limited(app: FastAPI) -> None:
    async with stranger(app) as guest:
        for _ in range(OPEN_CONTRIBUTION.size):
            assert (await exchange(guest, "guessed-guessed")).status_code == 404
        answer = await exchange(guest, "guessed-guessed")
    assert refusal(answer) == (429, "too_many_requests", [])
    assert int(answer.headers["retry-after"]) > 0


async def test_another_site_cannot_write_with_its_cookie(
    client: AsyncClient, app: FastAPI, project_id: UUID, period: dict[str, Any]
) -> None:
    sent = await ask(client, project_id)
    async with stranger(app) as guest:
        await opened(guest, sent)
        guest.headers["Sec-Fetch-Site"] = "cross-site"
        answer = await guest.post("/v1/contribution/submission")
        assert refusal(answer) == (403, "cross_site_request", [])
        del guest.headers["Sec-Fetch-Site"]
        assert (await hand_in(guest))["handed_in"] == 0
    assert period["version"] == 1
