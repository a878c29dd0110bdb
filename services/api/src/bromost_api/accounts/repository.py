from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError

from .models import Account, RoleAssignment, SignInSession
from .schemas import GrantOut


class AccountRepository:
    """Every query on accounts, roles and sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, account: Account) -> None:
        self._session.add(account)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_account_email_key":
                raise ConflictError("This e-mail address has an account.") from error
            raise

    async def get(self, account_id: UUID) -> Account | None:
        return await self._session.get(Account, account_id)

    async def find_active_by_email(self, email: str) -> Account | None:
        return await self._session.scalar(
            select(Account).where(
                Account.email_key == func.lower(email), Account.is_active
            )
        )

    async def find_active(self, account_id: UUID) -> Account | None:
        return await self._session.scalar(
            select(Account).where(Account.id == account_id, Account.is_active)
        )

    async def needs_factor(self, session_id: UUID) -> bool:
        return bool(
            await self._session.scalar(
                select(SignInSession.needs_factor).where(SignInSession.id == session_id)
            )
        )

    async def is_empty(self) -> bool:
        return not await self._session.scalar(select(exists(select(Account.id))))

    async def grants(
        self, account_id: UUID, *, without_factor: bool = False
    ) -> list[GrantOut]:
        """What holds today, each role in each scope once.

        `without_factor`: only what takes no second factor.
        """
        statement = (
            select(
                RoleAssignment.role, RoleAssignment.scope_type, RoleAssignment.scope_id
            )
            .where(*_held_today(account_id))
            .distinct()
            .order_by(RoleAssignment.role, RoleAssignment.scope_id)
        )
        if without_factor:
            statement = statement.where(_does_without_factor())
        found = await self._session.execute(statement)
        return [GrantOut.model_validate(row, from_attributes=True) for row in found]

    async def has_role_with_factor(self, account_id: UUID) -> bool:
        """Whether a role held today takes a second factor where one is asked for."""
        held = select(RoleAssignment.id).where(
            *_held_today(account_id), ~_does_without_factor()
        )
        return bool(await self._session.scalar(select(held.exists())))

    def add_role(self, assignment: RoleAssignment) -> None:
        self._session.add(assignment)

    async def end_session(self, digest: bytes) -> None:
        await self._session.execute(
            update(SignInSession)
            .where(
                SignInSession.token_digest == digest, SignInSession.ended_at.is_(None)
            )
            .values(ended_at=func.now())
        )


def _held_today(account_id: UUID) -> list[ColumnElement[bool]]:
    today = func.current_date()
    return [
        RoleAssignment.account_id == account_id,
        RoleAssignment.valid_from <= today,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
    ]


def _does_without_factor() -> ColumnElement[bool]:
    # The database says which roles, for sessions are resolved there.
    return func.common.does_without_factor(RoleAssignment.role, type_=Boolean)
