"""How and when each recipient of an event hears of it."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from .recipients import Recipient
from .resolver import Channel, Decision, News, decide
from .schedule import DIGESTS, Clock, Digest, after_quiet, next_digest
from .topics import Reason


class Gathered(NamedTuple):
    """It waits for the mail of an hour, a day or a week."""

    mode: Digest
    closes_at: datetime
    clock: Clock

    def later(self) -> "Gathered":
        """The next one, where this one has left already."""
        return self._replace(
            closes_at=next_digest(self.closes_at, self.mode, self.clock)
        )


class Telling(NamedTuple):
    """What comes of an event for one person."""

    account_id: UUID
    reason: Reason
    in_inbox: bool
    # When it goes out by itself.
    mail_at: datetime | None
    digest: Gathered | None


def tell(
    topic: str, people: Iterable[Recipient], now: datetime, *, has_mail: bool
) -> list[Telling]:
    """Nothing for whoever switched it off."""

    # Most people wish nothing of their own: theirs is decided once.
    @cache
    def usual(channel: Channel, reason: Reason) -> Decision:
        return decide(News(topic, channel, None, reason), (), ())

    told: list[Telling] = []
    for one in people:
        if one.wishes.rules or one.wishes.laid_down or one.wishes.level == "muted":
            inbox, mail = (how(topic, one, name) for name in ("inbox", "email"))
        else:
            inbox, mail = usual("inbox", one.reason), usual("email", one.reason)
        telling = _telling(one, inbox, mail if has_mail else None, now)
        if telling is not None:
            told.append(telling)
    return told


def how(topic: str, one: Recipient, channel: Channel) -> Decision:
    wishes = one.wishes
    news = News(topic, channel, wishes.programme_id, one.reason, wishes.level)
    return decide(news, wishes.own, wishes.of_programme)


def _telling(
    one: Recipient, inbox: Decision, mail: Decision | None, now: datetime
) -> Telling | None:
    in_inbox = inbox.mode != "off"
    mail_at, digest = None, None
    if mail is not None and mail.mode in DIGESTS:
        clock = one.wishes.clock
        closes_at = next_digest(now, mail.mode, clock)  # type: ignore[arg-type]  # one of them
        digest = Gathered(mail.mode, closes_at, clock)  # type: ignore[arg-type]  # see above
    elif mail is not None and mail.mode == "immediate":
        is_urgent = mail.because == "mandatory"
        mail_at = now if is_urgent else after_quiet(now, one.wishes.clock)
    if not in_inbox and mail_at is None and digest is None:
        return None
    return Telling(one.account_id, one.reason, in_inbox, mail_at, digest)
