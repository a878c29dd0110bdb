"""Notifications by e-mail."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial

from bromost_common.db import SessionMaker
from bromost_common.smtp import Post
from bromost_notifications.preferences.digests import close
from bromost_notifications.preferences.recipients import Recipient, reason_of
from bromost_notifications.preferences.resolver import CONCERNED
from bromost_notifications.preferences.schedule import after_quiet
from bromost_notifications.preferences.telling import how
from bromost_notifications.preferences.topics import is_mandatory, topic_of
from bromost_notifications.sending.channel import DELIVERED, Due, Outcome, Send
from bromost_notifications.sending.retries import MAIL
from bromost_notifications.settings import Settings
from bromost_notifications.stopping.service import StopWays, new_ways
from bromost_notifications.suppression.repository import (
    SentTo,
    SuppressionRepository,
    address_digest,
)
from bromost_notifications.templates.failing import Failure, tell
from bromost_notifications.templates.saying import Said, Words, say, say_shipped

from .digest import render_digest
from .rendering import render
from .repository import MailRepository, Told


class EmailChannel:
    """Writes each mail when it is sent, in the language that its reader has then."""

    name = "email"
    retries = MAIL
    at_once = 20

    def __init__(
        self,
        sessions: SessionMaker,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = partial(datetime.now, UTC),  # noqa: B008  # made once is enough
    ) -> None:
        self._sessions = sessions
        self._now = clock
        self._settings = settings

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Send]:
        assert self._settings.smtp_url is not None
        post = Post(self._settings.smtp_url.get_secret_value())
        try:
            yield lambda due: self._send(due, post)
        finally:
            await post.close()

    async def _send(self, due: Due, post: Post) -> Outcome:
        told, unwanted = await self._wanted(due)
        if not told:
            return Outcome("cancelled", unwanted)
        held = self._held(told)
        if held is not None:
            return held
        sent_to, stop = await self._begin(told, due)
        try:
            message = await self._written(told, due, stop)
        except ValueError:
            # An address or a name that no header may hold.
            return Outcome("failed", "bad_address", is_permanent=True)
        failure = await post.hand_over(message)
        if failure is None:
            return DELIVERED
        if failure.is_of_address:
            return await self._hold_back(sent_to, failure.code)
        return Outcome("failed", failure.code, is_permanent=failure.is_permanent)

    async def _begin(
        self, told: Sequence[Told], due: Due
    ) -> tuple[SentTo, StopWays | None]:
        """Note which address it is for, and how its reader may stop such mails."""
        assert told[0].address is not None
        sent_to = SentTo(due.target_id, address_digest(told[0].address))
        topics = {topic_of(one.topic) for one in told}
        may_stop = sorted(one for one in topics if not is_mandatory(one))
        async with self._sessions.begin() as session:
            await SuppressionRepository(session).note_address(due.id, sent_to)
            if not may_stop:
                return sent_to, None
            return sent_to, new_ways(
                session,
                due.target_id,
                may_stop,
                told[0].locale,
                origin=self._settings.public_url,
            )

    async def _written(
        self, told: Sequence[Told], due: Due, stop: StopWays | None
    ) -> EmailMessage:
        origin, sender = self._settings.public_url, self._settings.mail_from
        if due.source_kind == "digest":
            return render_digest(told, due, stop, origin=origin, sender=sender)
        said = await self._said(told[0])
        return render(told[0], said, due, stop, origin=origin, sender=sender)

    async def _said(self, told: Told) -> Said:
        """In the installation's own words, or in the product's where those fail."""
        if told.template_id is None or told.subject is None or told.body is None:
            return say_shipped(told.topic, told.locale, told.params)
        words = Words(told.subject, told.body)
        try:
            return say(
                words, told.topic, told.locale, told.params, reader=told.display_name
            )
        except Exception as error:  # noqa: BLE001  # no mail is lost for want of a word
            code = getattr(error, "code", type(error).__name__)
            topic = topic_of(told.topic)
            await tell(
                self._sessions, Failure(told.template_id, topic, told.locale, code)
            )
            return say_shipped(told.topic, told.locale, told.params)

    async def _hold_back(self, sent_to: SentTo, code: str) -> Outcome:
        """Nothing more goes to an address that is refused for good."""
        async with self._sessions.begin() as session:
            await SuppressionRepository(session).add(sent_to, cause="bounce", code=code)
        return Outcome("suppressed", code)

    async def _wanted(self, due: Due) -> tuple[list[Told], str]:
        """What is to be sent still; and, if that is nothing, why."""
        async with self._sessions.begin() as session:
            if due.source_kind == "digest":
                ids = await close(session, due.source_id)
            else:
                ids = [due.notification_id or 0]
            told = await MailRepository(session).told(ids)
        reasons = [unwanted(one) for one in told]
        left = [one for one, why in zip(told, reasons, strict=True) if why is None]
        if due.source_kind == "digest":
            return left, "empty"
        return left, reasons[0] or "" if reasons else "replaced"

    def _held(self, told: Sequence[Told]) -> Outcome | None:
        """Why it is not sent, or not now: the address bounced, or its reader sleeps."""
        if told[0].is_suppressed:
            return Outcome("suppressed", "bounced")
        if any(is_mandatory(topic_of(one.topic)) for one in told):
            return None
        now = self._now()
        wait = after_quiet(now, told[0].wishes.clock) - now
        if not wait:
            return None
        return Outcome("postponed", "quiet_hours", retry_after=wait)


def unwanted(told: Told) -> str | None:
    """Why it should not be sent any more, if so."""
    if told.is_read:
        return "read"
    if told.address is None:
        return "account_ended"
    if not told.may_read:
        return "no_access"
    concern = told.reason if told.reason in CONCERNED else None
    reason = reason_of(concern, told.wishes.level)
    reader = Recipient(told.account_id, reason, told.wishes)
    wish = how(topic_of(told.topic), reader, "email")
    if wish.mode == "off":
        return "muted" if wish.because == "muted" else "switched_off"
    return None
