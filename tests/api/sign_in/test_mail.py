"""Mail goes out once its cause is certain, and leaves nothing of itself behind."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from fastapi import FastAPI
from jinja2 import UndefinedError
from pydantic import SecretStr, ValidationError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.mail.jobs import expire
from bromost_api.mail.models import Mail
from bromost_api.mail.rendering import render, texts
from bromost_api.mail.repository import BACKOFF
from bromost_api.mail.service import send_mail
from bromost_api.settings import Settings
from bromost_common.db import new_id
from bromost_common.languages import LANGUAGES

from .post import NO_SERVER, SENDER, PostBox, deliver, link_in, sending, text_of

ORIGIN = "https://bromost.example"
PARAMS = {
    "link": "/x#token",
    "minutes": "30",
    "days": "7",
    "name": "Key",
    "left": "3",
    "inviter": "A. Person",
    "organisation": "Municipality",
    "message": "Welcome",
    "asker": "A. Person",
    "project": "Clean water",
    "first": "1 January",
    "last": "31 March",
    "until": "30 April",
}


def rendered(kind: str, **changes: Any) -> EmailMessage:
    mail = Mail(id=new_id(), kind=kind, locale="en", created_at=datetime.now(UTC))
    mail.recipient, mail.params = "person@example.org", PARAMS
    for name, value in changes.items():
        setattr(mail, name, value)
    return render(mail, origin=ORIGIN, sender=SENDER)


async def write(registry: FastAPI, **changes: Any) -> None:
    wanted: dict[str, Any] = {
        "to": "person@example.org",
        "locale": "nb",
        "params": {"link": "/reset#secret-token", "minutes": "30"},
    }
    async with registry.state.sessions.begin() as session:
        await send_mail(session, "password_reset", **(wanted | changes))


async def only_mail(session: AsyncSession) -> Any:
    await session.commit()
    return (await session.execute(text("SELECT * FROM api.mail"))).one()


async def later(session: AsyncSession, by: timedelta) -> None:
    """Let time pass for mail that waits."""
    await session.execute(
        text(
            "UPDATE api.mail SET next_attempt_at = next_attempt_at - passed,"
            " expires_at = expires_at - passed, ended_at = ended_at - passed"
            " FROM CAST(:by AS interval) AS passed"
        ),
        {"by": by},
    )
    await session.commit()


async def test_mail_reaches_its_reader_in_their_language(
    registry: FastAPI, box: PostBox, session: AsyncSession
) -> None:
    await write(registry)
    await deliver(registry)

    (message,) = box.messages
    assert box.recipients == [["person@example.org"]]
    assert message["From"] == SENDER
    assert message["Subject"] == "Velg et nytt passord"
    assert link_in(message) == "http://127.0.0.1:8000/reset#secret-token"
    assert 'lang="nb"' in text_of(message, "html")
    assert message["Content-Language"] == "nb"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].startswith(f"<{(await only_mail(session)).id}@")


async def test_nothing_of_a_sent_mail_is_kept(
    registry: FastAPI, box: PostBox, session: AsyncSession
) -> None:
    await write(registry)
    await deliver(registry)
    await deliver(registry)

    kept = await only_mail(session)
    assert (kept.state, kept.recipient, kept.params) == ("sent", None, None)
    assert len(box.messages) == 1


async def test_mail_of_a_cause_that_failed_is_never_sent(
    registry: FastAPI, box: PostBox
) -> None:
    async def fails() -> None:
        async with registry.state.sessions.begin() as session:
            await send_mail(
                session,
                "password_changed",
                to="person@example.org",
                locale="en",
                params={},
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    await deliver(registry)

    assert box.messages == []


async def test_a_server_that_is_away_is_tried_again_after_a_while(
    registry: FastAPI, box: PostBox, session: AsyncSession
) -> None:
    sending(registry, NO_SERVER)
    await write(registry)
    await deliver(registry)
    waiting = await only_mail(session)
    assert (waiting.state, waiting.attempts) == ("waiting", 1)
    assert waiting.failure == "SMTPConnectError"

    sending(registry, box.url)
    await deliver(registry)
    assert box.messages == []
    await later(session, BACKOFF[0])
    await deliver(registry)
    assert len(box.messages) == 1


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"answer": "451 not now"}, "waiting"),
        ({"answer": "554 never"}, "refused"),
        ({"recipient_answer": "450 full"}, "waiting"),
        ({"recipient_answer": "550 nobody"}, "refused"),
    ],
)
async def test_a_refusal_for_good_ends_it_and_one_for_now_does_not(
    registry: FastAPI,
    box: PostBox,
    session: AsyncSession,
    answers: dict[str, str],
    state: str,
) -> None:
    for name, answer in answers.items():
        setattr(box, name, answer)
    await write(registry)
    await deliver(registry)

    found = await only_mail(session)
    assert found.state == state
    assert found.failure == next(iter(answers.values()))[:3]
    assert (found.recipient is None) == (state == "refused")


async def test_mail_that_is_too_late_is_forgotten_unsent(
    registry: FastAPI, box: PostBox, session: AsyncSession
) -> None:
    await write(registry, valid_for=timedelta(minutes=30))
    await later(session, timedelta(minutes=31))
    await deliver(registry)
    await expire(registry.state.sessions)

    found = await only_mail(session)
    assert (found.state, found.recipient, found.params) == ("expired", None, None)
    assert box.messages == []

    await later(session, timedelta(days=31))
    await expire(registry.state.sessions)
    assert not await session.scalar(text("SELECT count(*) FROM api.mail"))


async def test_without_a_mail_server_mail_waits(
    registry: FastAPI, session: AsyncSession
) -> None:
    await write(registry)
    await deliver(registry)

    found = await only_mail(session)
    assert (found.state, found.attempts) == ("waiting", 0)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_text_is_there_in_every_language(locale: str) -> None:
    kinds = texts(locale).keys() - {"footer"}

    assert kinds == texts("en").keys() - {"footer"}
    for kind in kinds:
        message = rendered(kind, locale=locale)
        assert message["Subject"]
        assert f"{ORIGIN}/x#token" in text_of(message)
        assert f'href="{ORIGIN}/x#token"' in text_of(message, "html")
        assert "{{" not in str(message)


def test_a_text_with_a_value_missing_is_not_rendered() -> None:
    with pytest.raises(UndefinedError):
        rendered("invitation", params={})


def test_what_people_wrote_is_inert_in_mail() -> None:
    evil = "<script>x</script>{{ 7*7 }}\r\nBcc: victim@example.org"

    message = rendered("invitation", params=PARAMS | {"inviter": evil})

    assert message["Bcc"] is None
    assert "49" not in message["Subject"]
    html = text_of(message, "html")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


async def test_a_link_to_elsewhere_is_not_written(registry: FastAPI) -> None:
    with pytest.raises(ValueError, match="our own pages"):
        await write(registry, params={"link": "https://elsewhere.example"})


def test_a_mail_server_without_a_sender_is_refused_at_the_start() -> None:
    with pytest.raises(ValidationError, match="BROMOST_MAIL_FROM"):
        Settings(
            database_url=SecretStr("unused"), smtp_url=SecretStr("smtp://127.0.0.1")
        )
