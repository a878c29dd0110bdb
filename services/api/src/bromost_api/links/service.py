"""Links that are mailed: 256 random bits, stored as a digest, good once."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.digests import token_digest
from bromost_common.errors import NotFoundError

from .models import OneTimeLink
from .repository import OneTimeLinkRepository

log = structlog.get_logger(__name__)

Purpose: TypeAlias = Literal["password_reset", "invitation", "email_change"]


class LinkNotValidError(NotFoundError):
    """Unknown, used before, too old or taken back: the answer is the same."""

    code = "link_not_valid"


class OneTimeLinks:
    """Makes links and takes them back in; runs in its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._links = OneTimeLinkRepository(session)

    async def make(
        self,
        purpose: Purpose,
        *,
        valid_for: timedelta,
        account_id: UUID | None = None,
        subject_id: UUID | None = None,
    ) -> str:
        """A new token; earlier ones for the same purpose and subject end."""
        await self.cancel(purpose, account_id=account_id, subject_id=subject_id)
        token = secrets.token_urlsafe(32)
        self._links.add(
            OneTimeLink(
                purpose=purpose,
                token_digest=token_digest(token),
                account_id=account_id,
                subject_id=subject_id,
                expires_at=datetime.now(UTC) + valid_for,
            )
        )
        return token

    async def look_at(self, purpose: Purpose, token: str) -> OneTimeLink:
        """What the link is about, without using it up."""
        return _found(
            await self._links.find_valid(purpose, token_digest(token)), purpose
        )

    async def look_at_found(self, purpose: Purpose, link_id: UUID) -> OneTimeLink:
        """As `look_at`, for whoever showed the token before."""
        return _found(await self._links.get_valid(purpose, link_id), purpose)

    async def use_found(self, link: OneTimeLink) -> OneTimeLink:
        """As `use`, for a link that was looked at; it may have ended meanwhile."""
        return _found(await self._links.take_found(link), link.purpose)

    async def use(self, purpose: Purpose, token: str) -> OneTimeLink:
        return _found(await self._links.take(purpose, token_digest(token)), purpose)

    async def cancel(
        self,
        purpose: Purpose,
        *,
        account_id: UUID | None = None,
        subject_id: UUID | None = None,
    ) -> None:
        await self._links.cancel(purpose, account_id=account_id, subject_id=subject_id)


def _found(link: OneTimeLink | None, purpose: str) -> OneTimeLink:
    if link is None:
        log.info("link_refused", purpose=purpose)
        raise LinkNotValidError(
            "This link was used before or is too old. Ask for a new one."
        )
    return link
