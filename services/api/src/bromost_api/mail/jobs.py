"""Takes mail to the mail server, and forgets what was in it."""

from collections.abc import Sequence
from functools import partial

import structlog

from bromost_api.settings import Settings
from bromost_common.db import SessionMaker
from bromost_common.jobs import Job, Jobs
from bromost_common.smtp import Failure, SMTPError, connected, failure_of, hand_over

from .models import Mail
from .rendering import render
from .repository import MailRepository
from .service import SEND

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 20


def register(jobs: Jobs, settings: Settings) -> None:
    async def now(job: Job) -> None:
        await send_due(job.sessions, settings)

    jobs.job(SEND)(now)
    # What failed is tried again, and nothing waits longer for a lost job.
    jobs.cron("mail.due", "* * * * *")(partial(send_due, settings=settings))
    jobs.cron("mail.expire", "*/10 * * * *")(expire)


async def send_due(sessions: SessionMaker, settings: Settings) -> None:
    """Send everything that is due; without a mail server it waits until it expires."""
    if not settings.sends_mail:
        return
    while True:
        async with sessions.begin() as session:
            claimed = await MailRepository(session).claim(MOST_AT_ONCE)
        if claimed:
            await _send(claimed, sessions, settings)
        if len(claimed) < MOST_AT_ONCE:
            return


async def expire(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await MailRepository(session).expire()


async def _send(
    claimed: Sequence[Mail], sessions: SessionMaker, settings: Settings
) -> None:
    assert settings.smtp_url is not None
    left = list(claimed)
    try:
        async with connected(settings.smtp_url.get_secret_value()) as client:
            while left:
                message = render(
                    left[0], origin=settings.public_url, sender=settings.mail_from
                )
                failure = await hand_over(client, message)
                await _note(left.pop(0), failure, sessions)
    except SMTPError as error:
        # They stay claimed until their next attempt is due.
        for mail in left:
            await _note(mail, failure_of(error), sessions)


async def _note(mail: Mail, failure: Failure | None, sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        mails = MailRepository(session)
        if failure is None:
            await mails.end(mail.id, "sent")
            log.info("mail_sent", mail=str(mail.id), kind=mail.kind)
            return
        log.warning(
            "mail_not_sent",
            mail=str(mail.id),
            kind=mail.kind,
            failure=failure.code,
            attempts=mail.attempts,
        )
        if failure.is_permanent:
            await mails.end(mail.id, "refused", failure.code)
        else:
            await mails.note_failure(mail.id, failure.code)
