"""Stopping mails of some topics by the link in one of them, without signing in."""

import secrets
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Context
from bromost_common.context import act_as
from bromost_common.errors import NotFoundError
from bromost_notifications.preferences.service import set_off

from .models import StopLink
from .repository import StopLinkRepository
from .schemas import StopLinkOut

TASK = "stop_mail"
PAGE = "/unsubscribe"


class LinkNotValidError(NotFoundError):
    """No mail holds this link, or it is too long ago."""

    code = "link_not_valid"


class StopWays(NamedTuple):
    """How the reader of one mail stops its topic: by their mail program, or a page."""

    one_click: str
    page: str


def new_ways(
    session: AsyncSession,
    account_id: UUID,
    topics: list[str],
    locale: str,
    *,
    origin: str,
) -> StopWays:
    """For one mail; what is in it tells nothing, and only its digest is kept."""
    token = secrets.token_urlsafe(32)
    StopLinkRepository(session).add(token, account_id, topics, locale)
    home = origin.rstrip("/")
    return StopWays(
        one_click=f"{home}/api/notifications/v1/stop-links/{token}",
        page=f"{home}{PAGE}#{token}",
    )


class StopService:
    """Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._links = StopLinkRepository(session)

    async def look_up(self, token: str) -> StopLinkOut:
        return _out(_known(await self._links.get(token)))

    async def stop(self, token: str) -> StopLinkOut:
        """At once, and the same when it is asked again."""
        link = _known(await self._links.lock(token))
        link.used_at = link.used_at or datetime.now(UTC)
        # From here on it is its reader who says so, with no more than that.
        await self._session.flush()
        await act_as(self._session, Context(account_id=link.account_id, task=TASK))
        for topic in link.topics:
            await set_off(self._session, link.account_id, topic, "email")
        return _out(link)


def _out(link: StopLink) -> StopLinkOut:
    return StopLinkOut(
        topics=link.topics, locale=link.locale, is_stopped=link.used_at is not None
    )


def _known(link: StopLink | None) -> StopLink:
    if link is None:
        raise LinkNotValidError("This link is not known, or too old.")
    return link
