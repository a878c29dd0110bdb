"""S6: where one is signed in, and how that ends."""

from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.sessions.device import device_of

from .people import Somebody, refusal

FIREFOX = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
)


async def sessions(browser: AsyncClient) -> list[dict[str, object]]:
    answer = await browser.get("/v1/account/sessions")
    assert answer.status_code == 200
    items: list[dict[str, object]] = answer.json()["items"]
    return items


async def test_own_sessions_are_told_apart_without_telling_much(
    person: Somebody, session: AsyncSession
) -> None:
    async with person.another_browser(**{"User-Agent": FIREFOX}) as other:
        await person.first_step(other)
        listed = await sessions(other)

    assert len(listed) == 2
    (current,) = [one for one in listed if one["is_current"]]
    assert current["device"] == "Firefox, Windows"
    assert (current["method"], current["second_factor"]) == ("password", None)
    assert str(current["network"]).endswith("/24")
    kept = await session.scalar(
        text("SELECT string_agg(s::text, '') FROM api.session s")
    )
    assert "140.0" not in kept
    assert "127.0.0.1" not in kept


async def test_a_session_is_ended_from_another(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.first_step(elsewhere)
    (other,) = [one for one in await sessions(elsewhere) if not one["is_current"]]

    ended = await elsewhere.delete(f"/v1/account/sessions/{other['id']}")

    assert ended.status_code == 204
    assert (await person.browser.get("/v1/session")).status_code == 401
    again = await elsewhere.delete(f"/v1/account/sessions/{other['id']}")
    assert again.status_code == 404


async def test_nobody_ends_a_strangers_session(
    person: Somebody, reader: AsyncClient
) -> None:
    (own,) = await sessions(person.browser)

    answer = await reader.delete(f"/v1/account/sessions/{own['id']}")

    assert answer.status_code == 404
    assert (await person.browser.get("/v1/session")).status_code == 200


@pytest.mark.parametrize("keep", [True, False])
async def test_signing_out_everywhere_keeps_this_browser_if_wanted(
    person: Somebody, elsewhere: AsyncClient, *, keep: bool
) -> None:
    await person.first_step(elsewhere)

    answer = await elsewhere.delete(
        "/v1/account/sessions", params={"keep_current": keep}
    )

    assert answer.status_code == 204
    assert (await person.browser.get("/v1/session")).status_code == 401
    own = await elsewhere.get("/v1/session")
    assert own.status_code == (200 if keep else 401)


async def test_administrators_see_and_end_somebodys_sessions(
    person: Somebody, elsewhere: AsyncClient, client: AsyncClient, reader: AsyncClient
) -> None:
    await person.first_step(elsewhere)
    path = f"/v1/people/{person.account_id}/sessions"
    here = (await elsewhere.get("/v1/account/sessions")).json()["items"]
    wanted = next(one["id"] for one in here if one["is_current"])
    seen = (await client.get(path)).json()["items"]
    assert {one["id"] for one in seen} == {one["id"] for one in here}
    assert not any(one["is_current"] for one in seen)
    assert refusal(await reader.get(path)) == (403, "permission_denied")
    refused = await reader.delete(f"{path}/{wanted}")
    assert refusal(refused) == (403, "permission_denied")

    assert (await client.delete(f"{path}/{wanted}")).status_code == 204

    assert (await elsewhere.get("/v1/session")).status_code == 401
    assert (await person.browser.get("/v1/session")).status_code == 200
    assert (await client.delete(f"{path}/{wanted}")).status_code == 404


async def test_somebodys_session_is_ended_by_a_fresh_proof_alone(
    person: Somebody, client: AsyncClient, session: AsyncSession
) -> None:
    path = f"/v1/people/{person.account_id}/sessions"
    (one,) = (await client.get(path)).json()["items"]
    await session.execute(
        text("UPDATE api.session SET proved_at = now() - interval '11 minutes'")
    )
    await session.commit()

    assert (await client.get(path)).status_code == 200
    refused = await client.delete(f"{path}/{one['id']}")

    assert refusal(refused) == (403, "step_up_required")
    assert (await person.browser.get("/v1/session")).status_code == 200


@pytest.mark.parametrize(
    ("idle", "age", "status"),
    [
        (29, 0, 200),
        (31, 0, 401),
        (0, 12 * 60 - 1, 200),
        (0, 12 * 60 + 1, 401),
    ],
)
async def test_s6_a_session_ends_when_idle_and_at_the_latest_after_twelve_hours(
    person: Somebody, session: AsyncSession, idle: int, age: int, status: int
) -> None:
    await session.execute(
        text(
            "UPDATE api.session SET idle_until = idle_until - CAST(:idle AS interval),"
            " last_seen_at = last_seen_at - CAST(:idle AS interval),"
            " expires_at = expires_at - CAST(:age AS interval)"
        ),
        {"idle": timedelta(minutes=idle), "age": timedelta(minutes=age)},
    )
    await session.commit()

    assert (await person.browser.get("/v1/session")).status_code == status


async def test_s6_use_moves_the_idle_limit_but_never_the_last_hour(
    person: Somebody, session: AsyncSession
) -> None:
    back = text(
        "UPDATE api.session SET idle_until = idle_until - interval '20 minutes',"
        " last_seen_at = last_seen_at - interval '20 minutes'"
    )
    await session.execute(back)
    await session.commit()
    assert (await person.browser.get("/v1/session")).status_code == 200

    row = (
        await session.execute(
            text(
                "SELECT idle_until - now() > interval '29 minutes' AS moved,"
                " expires_at <= created_at + interval '12 hours 5 minutes' AS kept"
                " FROM api.session"
            )
        )
    ).one()
    assert (row.moved, row.kept) == (True, True)


async def test_s6_deactivation_ends_every_session(
    person: Somebody, elsewhere: AsyncClient, session: AsyncSession
) -> None:
    await person.first_step(elsewhere)
    await session.execute(text("UPDATE api.account SET is_active = false"))
    await session.commit()

    for browser in (person.browser, elsewhere):
        assert (await browser.get("/v1/session")).status_code == 401


IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)
CHROME = (
    "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/150.0.0.0 Mobile Safari/537.36"
)
EDGE = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/150.0.0.0 Safari/537.36 Edg/150.0"
)


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (FIREFOX, "Firefox, Windows"),
        (IPHONE, "Safari, iOS"),
        (CHROME, "Chrome, Android"),
        (EDGE, "Edge, Linux"),
        ("curl/8.0", None),
        ("", None),
        (None, None),
        ("<script>" * 1000, None),
    ],
)
def test_devices_are_told_coarsely(said: str | None, device: str | None) -> None:
    assert device_of(said) == device
