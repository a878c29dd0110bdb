from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import SignInSession


class SessionRepository:
    """Every query on sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, session: SignInSession) -> None:
        self._session.add(session)
        await self._session.flush()

    async def live(self, account_id: UUID, most: int) -> Sequence[SignInSession]:
        found = await self._session.scalars(
            select(SignInSession)
            .where(SignInSession.account_id == account_id, *_live())
            .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
            .limit(most)
        )
        return found.all()

    async def change(self, session_id: UUID, **values: object) -> bool:
        changed = await self._session.scalar(
            update(SignInSession)
            .where(SignInSession.id == session_id, *_live())
            .values(**values)
            .returning(SignInSession.id)
        )
        return changed is not None

    async def end(
        self,
        account_id: UUID,
        *,
        only: UUID | None = None,
        keep: UUID | None = None,
    ) -> int:
        """End the live sessions of an account, all or one, and say how many."""
        wanted = [SignInSession.account_id == account_id, *_live()]
        if only is not None:
            wanted.append(SignInSession.id == only)
        if keep is not None:
            wanted.append(SignInSession.id != keep)
        ended = await self._session.scalars(
            update(SignInSession)
            .where(*wanted)
            .values(ended_at=func.now())
            .returning(SignInSession.id)
        )
        return len(ended.all())


def _live() -> list[ColumnElement[bool]]:
    return [
        SignInSession.ended_at.is_(None),
        SignInSession.idle_until > func.now(),
        SignInSession.expires_at > func.now(),
    ]
