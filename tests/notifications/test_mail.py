"""Notifications by e-mail, against a real mail server on loopback."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.languages import LANGUAGES
from bromost_common.outbox import OutboxMessage
from bromost_common.relay import Relay
from bromost_notifications.access import ACCESS
from bromost_notifications.inbox.handlers import CONSUMER, NotifyReaders
from bromost_notifications.mail.channel import EmailChannel
from bromost_notifications.mail.texts import TEXTS, taken_over
from bromost_notifications.sending.sender import Sender
from bromost_notifications.settings import Settings
from tests.api.sign_in.post import NO_SERVER, SENDER, PostBox, post_box, text_of
from tests.notifications.test_texts import LOCALES

from .conftest import account_of, happened
from .test_deliveries import given_to


@pytest.fixture
def box() -> Iterator[PostBox]:
    with post_box() as box:
        yield box


class Office:
    """Takes events all the way to the mail server, by a `clock` of its own if any."""

    def __init__(
        self, app: FastAPI, session: AsyncSession, url: str, **timed: Any
    ) -> None:
        self.sessions = app.state.sessions
        self._session = session
        settings = Settings(
            database_url=SecretStr("unused"),
            smtp_url=SecretStr(url),
            mail_from=SENDER,
            public_url="https://bromost.example",
        )
        self._timed = timed
        channel = EmailChannel(self.sessions, settings, **timed)
        # One test's transactions share a connection, so one at a time.
        channel.at_once = 1
        self.sender = Sender(self.sessions, channel, **timed)

    async def execute(self, statement: str, **values: Any) -> Any:
        await self._session.execute(text("RESET ROLE"))
        found = await self._session.execute(text(statement), values)
        await self._session.commit()
        return found

    async def tell(self, *events: OutboxMessage) -> None:
        await self._session.execute(text("RESET ROLE"))
        self._session.add_all(events)
        await self._session.commit()
        channels = {"email": 6}
        begin = partial(NotifyReaders, access=ACCESS, channels=channels, **self._timed)
        while await Relay(self.sessions, CONSUMER, begin).deliver():
            pass

    async def send(self) -> None:
        while await self.sender.deliver():
            pass

    async def ends(self) -> list[tuple[str, str | None]]:
        found = await self.execute(
            "SELECT state, last_error FROM notifications.delivery ORDER BY created_at"
        )
        return [tuple(row) for row in found]


@pytest.fixture
def office(app: FastAPI, session: AsyncSession, box: PostBox) -> Office:
    return Office(app, session, box.url)


@pytest.fixture
async def somebody(reader: AsyncClient, session: AsyncSession) -> UUID:
    return await account_of(session, reader)


async def test_a_notification_comes_as_text_and_html_that_say_the_same(
    office: Office, box: PostBox, somebody: UUID
) -> None:
    await office.tell(given_to(somebody))
    await office.send()

    assert await office.ends() == [("delivered", None)]
    [message] = box.messages
    said = "You have been given the role Adviser for everything"
    assert message["Subject"] == said
    for part in (text_of(message), text_of(message, "html")):
        assert said in part
        assert "https://bromost.example/account" in part
        assert "because it is about you" in part
    delivery = (await office.execute("SELECT id FROM notifications.delivery")).scalar()
    assert message["Message-ID"] == f"<{delivery}@bromost.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    # Mails about one thing stand together.
    assert message["References"] == message["In-Reply-To"]
    assert str(message["References"]).startswith("<role.")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_comes_in_the_language_that_its_reader_has_by_then(
    office: Office, box: PostBox, somebody: UUID, language: str
) -> None:
    await office.tell(given_to(somebody))
    await office.execute(
        "UPDATE api.account SET locale = :language WHERE id = :id",
        language=language,
        id=somebody,
    )
    await office.send()

    [message] = box.messages
    assert message["Content-Language"] == language
    subjects = {
        "en": "You have been given the role Adviser for everything",
        "nb": "Du har fått rollen Rådgiver for alt",
        "bs": "Dodijeljena Vam je uloga Savjetnik za sve",
        "pl": "Masz nową rolę Doradca dla wszystkiego",
    }
    assert message["Subject"] == subjects[language]


async def test_n21_what_people_wrote_is_inert_in_a_mail(
    office: Office, box: PostBox, somebody: UUID
) -> None:
    sly = "<script>alert(1)</script>{{ 7 * 7 }}\r\nBcc: all@example.org"
    event = given_to(somebody)
    event.payload |= {"change": "somewhere", "scope_name": sly}
    await office.tell(event)
    await office.send()

    [message] = box.messages
    assert message["Bcc"] is None
    assert "{{ 7 * 7 }} Bcc: all@example.org" in message["Subject"]
    assert "<script>" not in text_of(message, "html")
    assert len(box.recipients[0]) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE notifications.notification SET read_at = now()", "read"),
        ("UPDATE notifications.notification SET archived_at = now()", "read"),
        ("DELETE FROM notifications.notification", "replaced"),
        ("UPDATE api.account SET is_active = false", "account_ended"),
        (
            (
                "UPDATE notifications.notification SET reason = 'role';"
                "UPDATE api.role_assignment SET valid_to = current_date - 1,"
                " valid_from = current_date - 2"
            ),
            "no_access",
        ),
    ],
    ids=["read", "archived", "replaced", "ended", "no-access"],
)
async def test_n16_what_nobody_needs_any_more_is_not_sent(
    office: Office, box: PostBox, somebody: UUID, change: str, why: str
) -> None:
    await office.tell(given_to(somebody))
    for statement in change.split(";"):
        await office.execute(statement)
    await office.send()

    assert await office.ends() == [("cancelled", why)]
    assert box.messages == []


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ("451 Come again", ("pending", "451")),
        ("550 No such person", ("suppressed", "550")),
        ("550 5.1.1 No such person", ("suppressed", "550")),
        ("550 5.7.1 We do not relay", ("dead", "550")),
    ],
)
async def test_what_the_mail_server_defers_waits_and_what_it_refuses_ends(
    office: Office, box: PostBox, somebody: UUID, answer: str, end: tuple[str, str]
) -> None:
    box.recipient_answer = answer
    await office.tell(given_to(somebody))
    await office.send()

    assert await office.ends() == [end]


async def test_without_its_server_mail_waits(
    app: FastAPI, session: AsyncSession, somebody: UUID
) -> None:
    office = Office(app, session, NO_SERVER)
    await office.tell(given_to(somebody), given_to(somebody))
    await office.send()

    [first, second] = await office.ends()
    assert first == second == ("pending", "SMTPConnectError")


async def test_news_for_all_who_may_read_stays_in_the_inbox(
    office: Office, box: PostBox, somebody: UUID
) -> None:
    await office.tell(happened(actor_id=somebody))
    await office.send()

    assert await office.ends() == []
    assert box.messages == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_mails_say_what_the_pages_say(language: str) -> None:
    committed = (TEXTS / f"{language}.json").read_text()

    assert committed == taken_over(LOCALES, language), (
        "run `python -m bromost_notifications.mail.texts frontend/src/locales`"
    )
