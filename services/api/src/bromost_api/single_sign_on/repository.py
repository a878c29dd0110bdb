from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account, SignInSession
from bromost_common.db import violated_constraint

from .models import Identity, ProviderSession, ProviderSignIn
from .refusals import Refusal, SignInRefusedError


class SingleSignOnRepository:
    """Every query on identities and on the ways to and from providers."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add_sign_in(self, sign_in: ProviderSignIn) -> None:
        self._session.add(sign_in)
        await self._session.flush()

    async def take_sign_in(self, state_digest: bytes) -> ProviderSignIn | None:
        """Only one of two that ask for the same gets it."""
        return await self._session.scalar(
            delete(ProviderSignIn)
            .where(ProviderSignIn.state_digest == state_digest)
            .returning(ProviderSignIn)
        )

    async def forget_old_sign_ins(self) -> None:
        await self._session.execute(
            delete(ProviderSignIn).where(ProviderSignIn.expires_at < func.now())
        )

    async def find(self, issuer: str, subject: str) -> tuple[Identity, Account] | None:
        row = (
            await self._session.execute(
                select(Identity, Account)
                .join(Account, Account.id == Identity.account_id)
                .where(Identity.issuer == issuer, Identity.subject == subject)
            )
        ).one_or_none()
        return (row[0], row[1]) if row else None

    async def add(self, identity: Identity) -> None:
        self._session.add(identity)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_identity_issuer_subject":
                raise SignInRefusedError(
                    Refusal.IDENTITY_TAKEN, "linked a moment ago"
                ) from error
            raise

    async def identities(self, account_id: UUID) -> Sequence[Identity]:
        found = await self._session.scalars(
            select(Identity)
            .where(Identity.account_id == account_id)
            .order_by(Identity.created_at)
        )
        return found.all()

    async def remove(self, identity: Identity) -> None:
        await self._session.delete(identity)
        await self._session.flush()

    async def account_signed_in(self, token_digest: bytes | None) -> UUID | None:
        now = func.now()
        return await self._session.scalar(
            select(SignInSession.account_id).where(
                SignInSession.token_digest == token_digest,
                SignInSession.ended_at.is_(None),
                SignInSession.idle_until > now,
                SignInSession.expires_at > now,
            )
        )

    def remember_session(self, opened: ProviderSession) -> None:
        self._session.add(opened)

    async def provider_of_session(self, token_digest: bytes) -> str | None:
        return await self._session.scalar(
            select(Identity.provider)
            .join(ProviderSession, ProviderSession.identity_id == Identity.id)
            .join(SignInSession, SignInSession.id == ProviderSession.session_id)
            .where(
                SignInSession.token_digest == token_digest,
                SignInSession.ended_at.is_(None),
            )
        )

    async def session_of(self, token_digest: bytes) -> UUID:
        found = await self._session.scalars(
            select(SignInSession.id).where(SignInSession.token_digest == token_digest)
        )
        return found.one()

    async def end_sessions(
        self,
        *,
        identity_id: UUID | None = None,
        issuer: str | None = None,
        subject: str | None = None,
        sid: str | None = None,
        opened_before: datetime | None = None,
        but: UUID | None = None,
    ) -> int:
        """End the sessions that came from a provider and fit all that is named."""
        wanted = (
            select(ProviderSession.id)
            .join(Identity, Identity.id == ProviderSession.identity_id)
            .where(ProviderSession.session_id == SignInSession.id)
        )
        conditions = {
            Identity.id: identity_id,
            Identity.issuer: issuer,
            Identity.subject: subject,
            ProviderSession.sid: sid,
        }
        for column, value in conditions.items():
            if value is not None:
                wanted = wanted.where(column == value)
        statement = (
            update(SignInSession)
            .where(SignInSession.ended_at.is_(None), exists(wanted))
            .values(ended_at=func.now())
            .returning(SignInSession.id)
        )
        if opened_before is not None:
            statement = statement.where(SignInSession.created_at <= opened_before)
        if but is not None:
            statement = statement.where(SignInSession.id != but)
        return len((await self._session.scalars(statement)).all())
