"""The process that sends digests, or tells an announcement, is killed midway."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from email.message import EmailMessage

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bromost_notifications.announcements.telling import PEOPLE_AT_ONCE
from tests.api.sign_in.post import post_box, text_of
from tests.notifications.test_announcements import MANY, SENT, TOLD
from tests.notifications.test_sender_killed import database, states, until
from tests.notifications.working import start

pytestmark = pytest.mark.committed
PEOPLE, THINGS, KILLS, AT_ONCE = 60, 3, 3, 20
# Everybody has a digest that is due, of three things.
DIGESTS = f"""
WITH person AS (
  INSERT INTO api.account (id, email, display_name, locale)
  SELECT gen_random_uuid(), format('p%s@example.org', n), 'A. Example', 'en'
  FROM generate_series(1, {PEOPLE}) n RETURNING id
), digest AS (
  INSERT INTO notifications.digest (id, account_id, channel, closes_at)
  SELECT gen_random_uuid(), id, 'email', now() - interval '1 minute' FROM person
  RETURNING id, account_id
), told AS (
  INSERT INTO notifications.notification (account_id, event_id, topic, object_type,
    object_id, reason, params, occurred_at)
  SELECT id, gen_random_uuid(), 'entries.returned.v1', 'framework',
    gen_random_uuid(), 'told', jsonb_build_object('count', n, 'project_code', '8',
    'project_id', gen_random_uuid(), 'project_title', '{{"en": "Youth"}}'::jsonb,
    'original_language', 'en', 'is_of_programme', false, 'reason', 'Again'), now()
  FROM person CROSS JOIN generate_series(1, {THINGS}) n RETURNING id, account_id
), item AS (
  INSERT INTO notifications.digest_item (digest_id, notification_id)
  SELECT d.id, t.id FROM digest d JOIN told t USING (account_id)
)
INSERT INTO notifications.delivery (id, source_kind, source_id, channel, target_id,
  max_attempt, next_attempt_at, expires_at)
SELECT gen_random_uuid(), 'digest', id, 'email', account_id, 6, now(),
  now() + interval '3 days' FROM digest
"""  # noqa: S608  # our own numbers
# Somebody whose digest nobody has begun reads all that is in it.
READS_ALL = """
UPDATE notifications.notification SET read_at = now() WHERE account_id = (
  SELECT target_id FROM notifications.delivery WHERE state = 'pending' AND attempt = 0
  ORDER BY target_id LIMIT 1)
RETURNING (SELECT email FROM api.account WHERE id = account_id)
"""
# Who tells goes no further while somebody holds the number of those who were told.
HELD_UP = """
CREATE FUNCTION public.held_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(count(*))
    FROM notifications.announcement_recipient WHERE event_id IS NOT NULL;
  RETURN NULL;
END $$
"""
_TRIGGER = (
    "CREATE TRIGGER held_up BEFORE UPDATE ON notifications.announcement_recipient"
    " FOR EACH STATEMENT EXECUTE FUNCTION public.held_up()"
)
_WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


async def becomes(found: Callable[[], Awaitable[bool]]) -> None:
    end = time.monotonic() + 30
    while not await found():
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


async def test_n15_digests_whose_sender_is_killed_are_neither_lost_nor_doubled(
    committed_database_url: str,
) -> None:
    url = committed_database_url
    with post_box() as box:
        async with database(url) as execute:
            await execute(DIGESTS)
            reader = ""
            for number in range(KILLS):
                before = len(box.messages)
                sender = await start(url, "mail", box.url)

                async def has_sent(before: int = before) -> bool:
                    return len(box.messages) > before

                await becomes(has_sent)
                sender.kill()
                await sender.wait()
                if number == 0:
                    reader = (await execute(READS_ALL))[0][0]
            sender = await start(url, "mail", box.url)
            await until(execute, lambda now: now.keys() <= {"delivered", "cancelled"})
            sender.terminate()
            assert await sender.wait() == 0
            ends = await states(execute)

    mails: dict[str, list[EmailMessage]] = defaultdict(list)
    for (address,), message in zip(box.recipients, box.messages, strict=True):
        mails[address].append(message)
    # N16: what was read before its digest left is in no mail.
    assert reader not in mails
    assert (len(mails), ends) == (PEOPLE - 1, {"delivered": PEOPLE - 1, "cancelled": 1})
    for sent in mails.values():
        # Sent again is the same mail, which mail programs show once.
        assert len({message["Message-ID"] for message in sent}) == 1
        assert {text_of(one).count("\n* ") for one in sent} == {THINGS}
    assert len(box.messages) - len(mails) <= KILLS * AT_ONCE


async def test_n2_an_announcement_whose_teller_is_killed_is_told_once(
    committed_database_url: str,
) -> None:
    """Each time after the event was written, and before it was said who heard."""
    url = committed_database_url
    owner = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with owner.connect() as connection, owner.connect() as holder:
        for statement in (SENT, HELD_UP, _TRIGGER):
            await connection.execute(text(statement))
        announcement = str(
            await connection.scalar(text("SELECT id FROM notifications.announcement"))
        )

        async def waits(number: int) -> bool:
            return bool(await connection.scalar(text(_WAITS)) == number)

        for told in (0, PEOPLE_AT_ONCE):
            await holder.execute(text(f"SELECT pg_advisory_lock({told})"))
            teller = await start(url, "announce", announcement)
            await becomes(lambda: waits(1))
            teller.kill()
            await teller.wait()
            await holder.execute(text(f"SELECT pg_advisory_unlock({told})"))
            await becomes(lambda: waits(0))
        teller = await start(url, "announce", announcement)
        assert await teller.wait() == 0
        found = (await connection.execute(text(TOLD))).one()
    await owner.dispose()

    assert (found.told, found.people, found.waiting) == (MANY, MANY, 0)
    assert found.most <= PEOPLE_AT_ONCE
