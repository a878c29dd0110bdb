from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.organisations.models import Organisation
from bromost_api.roles.repository import person_json
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect
from bromost_common.visibility import ORGANISATIONS

from .models import ContactPerson

MOST = 200


class FunctionTakenError(ConflictError):
    """An organisation has one person for this at a time."""

    code = "function_taken"


class ContactRepository:
    """Every query on contact persons."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, contact: ContactPerson) -> None:
        self._session.add(contact)
        await self.flush()

    async def flush(self) -> None:
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "ex_contact_person_period":
                raise FunctionTakenError(
                    "The organisation has another person for this at that time."
                ) from error
            raise

    async def remove(self, contact: ContactPerson) -> None:
        await self._session.delete(contact)
        await self._session.flush()

    async def of_organisation(
        self, organisation_id: UUID, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        function = case(
            (ContactPerson.function == "main_contact", 0),
            (ContactPerson.function == "political_leader", 1),
            (ContactPerson.function == "finance", 2),
            else_=3,
        )
        found = await self._session.execute(
            self._told(visible_to)
            .where(ContactPerson.organisation_id == organisation_id)
            .order_by(
                _is_current().desc(),
                function,
                ContactPerson.valid_from.desc(),
                ContactPerson.id,
            )
            .limit(MOST)
        )
        return found.all()

    async def get(self, contact_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        found = await self._session.execute(
            self._told(visible_to).where(ContactPerson.id == contact_id)
        )
        return found.one_or_none()

    async def lock(
        self, organisation_id: UUID, contact_id: UUID, *, visible_to: Actor
    ) -> ContactPerson | None:
        return await self._session.scalar(
            self._visible(visible_to)
            .where(
                ContactPerson.id == contact_id,
                ContactPerson.organisation_id == organisation_id,
            )
            .with_for_update(of=ContactPerson)
        )

    async def organisation_exists(self, organisation_id: UUID) -> bool:
        statement = select(Organisation.id).where(Organisation.id == organisation_id)
        return bool(await self._session.scalar(select(statement.exists())))

    def _told(self, actor: Actor) -> AnySelect:
        account = person_json(ContactPerson.account_id, ContactPerson)
        return (
            self._visible(actor)
            .outerjoin(Account, Account.id == ContactPerson.account_id)
            .with_only_columns(
                ContactPerson.id,
                ContactPerson.function,
                ContactPerson.function_words,
                account.label("account"),
                func.coalesce(ContactPerson.name, Account.display_name).label("name"),
                func.coalesce(ContactPerson.email, Account.email).label("email"),
                ContactPerson.phone,
                ContactPerson.title,
                func.coalesce(ContactPerson.language, Account.locale).label("language"),
                ContactPerson.valid_from,
                ContactPerson.valid_to,
                _is_current().label("is_current"),
                ContactPerson.source,
                ContactPerson.legal_basis,
                ContactPerson.version,
                ContactPerson.updated_at,
            )
        )

    @staticmethod
    def _visible(actor: Actor) -> AnySelect:
        # Contact persons are no part of the public phone book.
        return select(ContactPerson).where(
            ORGANISATIONS.visible(actor, "contact.read", ContactPerson.organisation_id)
        )


def _is_current() -> Any:
    today = func.current_date()
    return and_(
        ContactPerson.valid_from <= today,
        or_(ContactPerson.valid_to.is_(None), ContactPerson.valid_to >= today),
    )
