from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.people.service import PeopleService
from bromost_api.roles.service import check_period, today
from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.paging import AnyRow
from bromost_common.reads import note_shown
from bromost_common.visibility import ORGANISATIONS

from .models import ContactFunction, ContactPerson
from .repository import ContactRepository
from .schemas import ContactIn, ContactOut, Contacts


class ContactService:
    """Whom one turns to in an organisation. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._contacts = ContactRepository(session)
        self._people = PeopleService(session)

    async def of_organisation(self, organisation_id: UUID, *, actor: Actor) -> Contacts:
        await self._require(organisation_id, "contact.read", actor=actor)
        rows = await self._contacts.of_organisation(organisation_id, visible_to=actor)
        items = [contact_out(row) for row in rows]
        note_shown(
            self._session, (one.account.id if one.account else one.id for one in items)
        )
        return Contacts(
            items=items,
            may_change=await ORGANISATIONS.can(
                self._session, actor, "contact.write", organisation_id
            ),
        )

    async def add(
        self, organisation_id: UUID, wanted: ContactIn, *, actor: Actor
    ) -> ContactOut:
        await self._require(organisation_id, "contact.write", actor=actor)
        contact = ContactPerson(organisation_id=organisation_id)
        await self._apply(contact, wanted, actor=actor)
        await self._contacts.add(contact)
        return await self._out(contact.id, actor=actor)

    async def change(
        self,
        organisation_id: UUID,
        contact_id: UUID,
        wanted: ContactIn,
        version: int,
        *,
        actor: Actor,
    ) -> ContactOut:
        contact = await self._lock(organisation_id, contact_id, version, actor=actor)
        await self._apply(contact, wanted, actor=actor)
        contact.version += 1
        await self._contacts.flush()
        return await self._out(contact_id, actor=actor)

    async def remove(
        self, organisation_id: UUID, contact_id: UUID, version: int, *, actor: Actor
    ) -> None:
        contact = await self._lock(organisation_id, contact_id, version, actor=actor)
        await self._contacts.remove(contact)

    async def _apply(
        self, contact: ContactPerson, wanted: ContactIn, *, actor: Actor
    ) -> None:
        _check(wanted)
        if wanted.account_id is not None and wanted.account_id != contact.account_id:
            await self._check_account(wanted.account_id, actor=actor)
        for name, value in wanted.model_dump().items():
            setattr(contact, name, value)
        contact.valid_from = wanted.valid_from or contact.valid_from or today()
        check_period(
            contact.valid_from,
            contact.valid_to,
            loc=("body",),
            names=("valid_from", "valid_to"),
        )

    async def _check_account(self, account_id: UUID, *, actor: Actor) -> None:
        known = account_id == actor.account_id or (
            actor.may("person.read")
            and await self._people.knows(account_id, actor=actor)
        )
        if not known:
            raise invalid(
                "body",
                "account_id",
                code="unknown_account",
                message="There is no such person.",
            )

    async def _require(
        self, organisation_id: UUID, permission: str, *, actor: Actor
    ) -> None:
        if not await self._contacts.organisation_exists(organisation_id):
            raise NotFoundError("There is no such organisation.")
        await ORGANISATIONS.require(self._session, actor, permission, organisation_id)

    async def _lock(
        self, organisation_id: UUID, contact_id: UUID, version: int, *, actor: Actor
    ) -> ContactPerson:
        current = await self._out(contact_id, actor=actor)
        await self._require(organisation_id, "contact.write", actor=actor)
        contact = await self._contacts.lock(
            organisation_id, contact_id, visible_to=actor
        )
        if contact is None:
            raise NotFoundError("There is no such contact person.")
        if contact.version != version:
            raise StaleVersionError(
                "The contact person was changed by somebody else.", current=current
            )
        return contact

    async def _out(self, contact_id: UUID, *, actor: Actor) -> ContactOut:
        row = await self._contacts.get(contact_id, visible_to=actor)
        if row is None:
            raise NotFoundError("There is no such contact person.")
        return contact_out(row)


def contact_out(row: AnyRow) -> ContactOut:
    fields: dict[str, Any] = dict(row._mapping)  # noqa: SLF001  # the documented way
    return ContactOut.model_validate(fields)


def _check(wanted: ContactIn) -> None:
    if (wanted.function is ContactFunction.OTHER) != (
        wanted.function_words is not None
    ):
        raise invalid(
            "body",
            "function_words",
            code="words_needed",
            message="Say in words what for; only with the function `other`.",
        )
    if (wanted.account_id is None) != (wanted.name is not None):
        raise invalid(
            "body",
            "name",
            code="name_or_account",
            message="Give a name, or an account that has one.",
        )
    if wanted.account_id is not None and wanted.email is not None:
        raise invalid(
            "body",
            "email",
            code="account_has_email",
            message="An account has its own address.",
        )
