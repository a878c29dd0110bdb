"""N18: one click in a mail program stops mails of a topic, and looking stops none."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.outbox import OutboxMessage
from tests.api.sign_in.post import PostBox, text_of
from tests.conftest import client_of

from .conftest import account_of, happened
from .test_deliveries import given_to
from .test_mail import Office, box, office, somebody

__all__ = ["box", "office", "somebody"]

HOME = "https://bromost.example/api/notifications"
ONE_CLICK = {"Content-Type": "application/x-www-form-urlencoded"}
UNKNOWN = "/v1/stop-links/" + "x" * 43


def accepted(account: UUID, how: str = "accepted") -> OutboxMessage:
    return happened(
        event_type=f"invitation.{how}.v1",
        object_type="invitation",
        payload={
            "organisation": None,
            "change": "everywhere",
            "told_to": [str(account)],
        },
    )


@pytest.fixture
async def program(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A mail server that does what its user clicked: no cookie, no session."""
    async for client in client_of(app):
        yield client


@pytest.fixture
async def other(officer: AsyncClient, session: AsyncSession) -> UUID:
    return await account_of(session, officer)


def link_in(message: EmailMessage) -> str:
    """Where the header leads, within the service."""
    header = str(message["List-Unsubscribe"])
    assert header.startswith(f"<{HOME}/v1/stop-links/"), header
    return header.strip("<>").removeprefix(HOME)


async def mailed(office: Office, box: PostBox, *people: UUID) -> list[EmailMessage]:
    """What comes of a role for each of them, in that order."""
    found = []
    for one in people:
        before = len(box.messages)
        await office.tell(accepted(one))
        await office.send()
        found += box.messages[before:]
    return found


async def test_n18_one_click_stops_the_topic_at_once_and_again_is_the_same(
    office: Office, box: PostBox, program: AsyncClient, somebody: UUID
) -> None:
    [mail] = await mailed(office, box, somebody)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    for _ in range(2):
        answer = await program.post(
            link_in(mail), content=b"List-Unsubscribe=One-Click", headers=ONE_CLICK
        )
        assert answer.status_code == 200, answer.text
        assert answer.json() == {
            "topics": ["invitation.accepted"],
            "locale": "en",
            "is_stopped": True,
        }

    assert await mailed(office, box, somebody) == []


async def test_n18_what_only_looks_changes_nothing(
    office: Office, box: PostBox, program: AsyncClient, somebody: UUID
) -> None:
    [mail] = await mailed(office, box, somebody)
    link = link_in(mail)
    token = link.rpartition("/")[2]

    for method in ("GET", "HEAD"):
        await program.request(method, link)
    seen = await program.get(link)
    looked = await program.post("/v1/stop-links/look-up", json={"token": token})

    # The page asks before it does anything; what it is opened with no server sees.
    assert (seen.status_code, seen.headers["location"]) == (
        303,
        f"/unsubscribe#{token}",
    )
    assert looked.json()["is_stopped"] is False
    for kind in ("plain", "html"):
        page = f"https://bromost.example/unsubscribe#{token}"
        assert page in text_of(mail, kind)
    assert len(await mailed(office, box, somebody)) == 1


async def test_n18_a_link_is_of_one_person_and_one_topic(
    office: Office,
    box: PostBox,
    program: AsyncClient,
    somebody: UUID,
    other: UUID,
) -> None:
    first, second = await mailed(office, box, somebody, other)
    assert link_in(first) != link_in(second)
    for part in (str(somebody), "example.org"):
        assert part not in link_in(first)

    await program.post(link_in(first))

    assert await mailed(office, box, somebody) == []
    assert len(await mailed(office, box, other)) == 1
    await office.tell(accepted(somebody, "expired"))
    before = len(box.messages)
    await office.send()
    assert len(box.messages) == before + 1


@pytest.mark.parametrize(
    "path", [UNKNOWN, "/v1/stop-links/-", f"/v1/stop-links/{'x' * 200}"]
)
async def test_n18_a_link_of_no_mail_is_refused(
    program: AsyncClient, path: str
) -> None:
    answer = await program.post(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "link_not_valid")
    assert (await program.post(f"{path}{'x' * 200}")).status_code == 422


async def test_what_reaches_everybody_in_any_case_offers_no_stop(
    office: Office, box: PostBox, somebody: UUID
) -> None:
    await office.tell(given_to(somebody))
    await office.send()

    [mail] = box.messages
    assert mail["List-Unsubscribe"] is None
    assert "unsubscribe" not in text_of(mail)
