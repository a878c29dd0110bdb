"""Who looks after the installation sees how mail is doing, and can do something."""

from typing import Any

from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.mail.service import send_mail

from .people import refusal
from .post import NO_SERVER, PostBox, deliver, sending, text_of

PATH = "/v1/mail"


async def write(registry: FastAPI, kind: str = "password_changed") -> None:
    async with registry.state.sessions.begin() as session:
        await send_mail(session, kind, to="a@example.org", locale="en", params={})


async def listed(by: AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await by.get(f"{PATH}/messages", params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_a_test_mail_reaches_who_asked_for_it_in_their_language(
    client: AsyncClient, registry: FastAPI, box: PostBox
) -> None:
    account = (await client.get("/v1/session")).json()["account"]
    await client.patch(
        "/v1/account",
        json={"locale": "pl"},
        headers={"If-Match": f'"{account["version"]}"'},
    )

    asked = await client.post(f"{PATH}/test")
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    await deliver(registry)

    (message,) = box.messages
    assert box.recipients == [[account["email"]]]
    assert message["Subject"] == "Wiadomość próbna"
    assert account["display_name"] in text_of(message)
    (sent,) = await listed(client)
    assert (sent["id"], sent["kind"]) == (asked.json()["id"], "test")
    assert (sent["state"], sent["failure"]) == ("sent", None)
    assert (await client.get(PATH)).json()["sent"] == 1


async def test_what_failed_is_tried_again_at_once(
    client: AsyncClient, registry: FastAPI, box: PostBox
) -> None:
    sending(registry, NO_SERVER)
    await write(registry)
    await deliver(registry)
    told = (await client.get(PATH)).json()
    assert (told["waiting"], told["failing"]) == (1, 1)
    assert told["last_failure"] == "SMTPConnectError"
    (failed,) = await listed(client, state="waiting")
    assert (failed["attempts"], failed["failure"]) == (1, "SMTPConnectError")

    sending(registry, box.url)
    await deliver(registry)
    assert box.messages == []
    again = await client.post(f"{PATH}/try-again")
    await deliver(registry)

    assert again.json() == {"retried": 1}
    assert len(box.messages) == 1
    assert (await client.get(PATH)).json()["waiting"] == 0


async def test_what_was_not_tried_yet_or_is_over_is_not_tried_again(
    client: AsyncClient, registry: FastAPI, box: PostBox, session: AsyncSession
) -> None:
    box.recipient_answer = "550 nobody"
    await write(registry)
    await deliver(registry)
    await write(registry)

    assert (await client.post(f"{PATH}/try-again")).json() == {"retried": 0}
    (refused,) = await listed(client, state="refused")
    assert refused["failure"] == "550"
    assert await session.scalar(text("SELECT count(*) FROM api.mail")) == 2


async def test_without_a_mail_server_nothing_is_promised(
    client: AsyncClient, registry: FastAPI
) -> None:
    sending(registry, None)

    for what in ("test", "try-again"):
        answer = await client.post(f"{PATH}/{what}")
        assert refusal(answer) == (409, "no_mail_server")
    assert await listed(client) == []


async def test_lists_are_paged_and_say_nothing_of_whom_mail_is_for(
    client: AsyncClient, registry: FastAPI, box: PostBox
) -> None:
    assert box.messages == []
    await write(registry)
    await write(registry, "totp_added")

    query = {"limit": 1, "with_total": True}
    first = (await client.get(f"{PATH}/messages", params=query)).json()
    rest = await listed(client, cursor=first["next_cursor"])

    assert first["total"] == 2
    assert [one["kind"] for one in (*first["items"], *rest)] == [
        "totp_added",
        "password_changed",
    ]
    assert "a@example.org" not in str((first, rest))
    bad = await client.get(f"{PATH}/messages", params={"state": "lost"})
    assert bad.status_code == 422


async def test_mail_is_for_administrators(officer: AsyncClient) -> None:
    answers = [
        await officer.get(PATH),
        await officer.get(f"{PATH}/messages"),
        await officer.post(f"{PATH}/try-again"),
        await officer.post(f"{PATH}/test"),
    ]
    assert {refusal(answer) for answer in answers} == {(403, "permission_denied")}


async def test_test_mails_are_limited(client: AsyncClient, box: PostBox) -> None:
    assert box.messages == []
    statuses = [(await client.post(f"{PATH}/test")).status_code for _ in range(11)]

    assert statuses == [202] * 10 + [429]
