"""Addresses that bounce are left alone, until somebody says otherwise."""

import asyncio
import mailbox
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient

from bromost_common.context import working
from bromost_notifications.suppression.bounces import read
from bromost_notifications.suppression.taking_in import TASK, take_in
from tests.api.sign_in.post import PostBox

from .test_deliveries import given_to
from .test_mail import Office, box, office, somebody

__all__ = ["box", "office", "somebody"]

SUPPRESSIONS = "/v1/suppressions"
REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: no-reply@bromost.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

--=_b
Content-Type: text/plain; charset=us-ascii

I am sorry to have to tell you <x@example.org> that your message was not delivered.

--=_b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Mon, 23 Nov 2026 08:00:00 +0000

Final-Recipient: rfc822; x@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} whatever it is

--=_b
Content-Type: {returned}

Message-ID: <{delivery}@bromost.example>
Subject: You have been given a role

--=_b--
"""
COMPLAINT = """\
From: feedback@mx.example.org
To: no-reply@bromost.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=_c"

--=_c
Content-Type: text/plain

This is an abuse report.

--=_c
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeServer/1.0
Version: 1

--=_c
Content-Type: message/rfc822

Message-ID: <{delivery}@bromost.example>

Text
--=_c--
"""


def report(delivery: UUID | str, **changes: str) -> bytes:
    values = {
        "action": "failed",
        "status": "5.1.1",
        "returned": "message/rfc822",
        "delivery": str(delivery),
    }
    return REPORT.format(**values | changes).encode()


async def held_back(client: AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get(SUPPRESSIONS)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def sent(office: Office, somebody: UUID) -> UUID:
    """One more that was sent; the id of the first."""
    await office.tell(given_to(somebody))
    await office.send()
    found = await office.execute("SELECT id FROM notifications.delivery LIMIT 1")
    return UUID(str(found.scalar_one()))


async def test_an_address_that_is_refused_is_left_alone_until_that_is_lifted(
    office: Office, box: PostBox, client: AsyncClient, somebody: UUID
) -> None:
    box.recipient_answer = "550 No such person"
    await sent(office, somebody)
    box.recipient_answer = "250 OK"
    await sent(office, somebody)

    ends = {("suppressed", "550"), ("suppressed", "bounced")}
    assert set(await office.ends()) == ends
    assert box.messages == []
    [one] = await held_back(client)
    assert (one["account_id"], one["cause"], one["code"]) == (
        str(somebody),
        "bounce",
        "550",
    )

    lifted = await client.delete(f"{SUPPRESSIONS}/{one['id']}")
    again = await client.delete(f"{SUPPRESSIONS}/{one['id']}")
    await sent(office, somebody)

    assert (lifted.status_code, again.status_code) == (204, 404)
    assert len(box.messages) == 1


async def test_another_address_of_the_same_person_is_sent_to(
    office: Office, box: PostBox, somebody: UUID
) -> None:
    box.recipient_answer = "550 No such person"
    await sent(office, somebody)
    box.recipient_answer = "250 OK"
    await office.execute(
        "UPDATE api.account SET email = 'other@example.org' WHERE id = :id", id=somebody
    )
    await sent(office, somebody)

    assert box.recipients == [["other@example.org"]]


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, ("suppressed", "5.1.1")),
        ({"returned": "text/rfc822-headers"}, ("suppressed", "5.1.1")),
        ({"status": "5.2.2"}, ("dead", "5.2.2")),
        ({"status": "5.7.1"}, ("dead", "5.7.1")),
        ({"status": "4.4.1"}, ("dead", "4.4.1")),
        ({"status": ""}, ("dead", "bounce")),
        ({"action": "delayed", "status": "4.4.1"}, ("delivered", None)),
        ({"action": "delivered", "status": "2.0.0"}, ("delivered", None)),
    ],
)
async def test_a_bounce_that_comes_later_says_whether_it_is_for_good(
    office: Office,
    client: AsyncClient,
    somebody: UUID,
    changes: dict[str, str],
    end: tuple[str, str | None],
) -> None:
    delivery = await sent(office, somebody)
    sessions = working(office.sessions, TASK)

    for _ in range(2):
        await take_in(sessions, report(delivery, **changes))

    assert await office.ends() == [end]
    for_good = end[0] == "suppressed"
    assert len(await held_back(client)) == int(for_good)
    await sent(office, somebody)
    again = ("suppressed", "bounced") if for_good else ("delivered", None)
    assert sorted(await office.ends(), key=str) == sorted([end, again], key=str)


async def test_who_complains_is_sent_nothing_more(
    office: Office, client: AsyncClient, somebody: UUID
) -> None:
    delivery = await sent(office, somebody)
    complaint = COMPLAINT.format(delivery=delivery).encode()

    assert await take_in(working(office.sessions, TASK), complaint)

    assert await office.ends() == [("delivered", None)]
    assert [one["cause"] for one in await held_back(client)] == ["complaint"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 1000,
        b"From: someone@example.org\n\nI am on holiday.",
        report("not-an-id"),
        report(uuid4()),
        report(uuid4())[:-200],
        b"Content-Type: multipart/report; boundary=x\n\n" + b"--x\n\n" * 5000,
    ],
    ids=["empty", "bytes", "answer", "no-id", "unknown", "cut", "many-parts"],
)
async def test_what_is_no_bounce_of_ours_changes_nothing(
    office: Office, client: AsyncClient, somebody: UUID, content: bytes
) -> None:
    await sent(office, somebody)

    assert not await take_in(working(office.sessions, TASK), content)

    assert await office.ends() == [("delivered", None)]
    assert await held_back(client) == []


async def test_only_administrators_see_and_lift(
    officer: AsyncClient, reader: AsyncClient
) -> None:
    for one in (officer, reader):
        listed = await one.get(SUPPRESSIONS)
        lifted = await one.delete(f"{SUPPRESSIONS}/{uuid4()}")
        assert (listed.status_code, lifted.status_code) == (403, 403)


async def test_a_mail_server_hands_it_over_and_tries_later_without_a_database(
    database_url: str, tmp_path: Path
) -> None:
    box = mailbox.Maildir(tmp_path / "bounces")
    box.add(report(uuid4()))

    async def hand_over(url: str, *where: str) -> int:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bromost_notifications", "bounce", *where),
            env=os.environ | {"BROMOST_DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        await process.communicate(report(uuid4()))
        assert process.returncode is not None
        return process.returncode

    away = "postgresql+asyncpg://nobody@127.0.0.1:9/none"
    assert await hand_over(away) == os.EX_TEMPFAIL
    assert await hand_over(database_url) == os.EX_OK
    assert await hand_over(database_url, str(tmp_path / "bounces")) == os.EX_OK
    assert len(box) == 0
    assert read(report(uuid4())) is not None
