from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.context import take_in
from bromost_common.contracts.organisations import (
    OrganisationArchived,
    OrganisationChanged,
    OrganisationRegistered,
)
from bromost_common.db import new_id
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.outbox import publish
from bromost_common.visibility import ORGANISATIONS

from .models import (
    Organisation,
    OrganisationAlias,
    OrganisationIdentifier,
    OrganisationKind,
)
from .repository import OrganisationRepository
from .schemas import (
    Alias,
    AliasOut,
    IdentifierOut,
    OrganisationCreate,
    OrganisationMatch,
    OrganisationOut,
    OrganisationUpdate,
    place_out,
)


class OrganisationService:
    """What can be done with organisations. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._organisations = OrganisationRepository(session)

    async def register(
        self, wanted: OrganisationCreate, *, actor: Actor | None
    ) -> OrganisationOut:
        organisation = Organisation(id=new_id(), aliases=[], identifiers=[])
        _apply(
            organisation,
            {name: getattr(wanted, name) for name in type(wanted).model_fields},
        )
        await take_in(self._session, organisation.id)
        await self._organisations.add(organisation)
        publish(
            self._session,
            OrganisationRegistered(
                object_id=organisation.id,
                actor_id=actor.account_id if actor else None,
                name=organisation.name,
            ),
        )
        return organisation_out(organisation)

    async def get(self, organisation_id: UUID, *, actor: Actor) -> OrganisationOut:
        found = await self._organisations.get(organisation_id, visible_to=actor)
        return organisation_out(_existing(found))

    async def change(
        self,
        organisation_id: UUID,
        wanted: OrganisationUpdate,
        expected_version: int,
        *,
        actor: Actor,
    ) -> OrganisationOut:
        organisation = await self._lock(organisation_id, expected_version, actor=actor)
        changes = {name: getattr(wanted, name) for name in wanted.model_fields_set}
        _apply(organisation, changes)
        organisation.version += 1
        await self._organisations.flush()
        publish(
            self._session,
            OrganisationChanged(
                object_id=organisation.id,
                actor_id=actor.account_id,
                name=organisation.name,
                changed=sorted(changes),
            ),
        )
        return organisation_out(organisation)

    async def archive(
        self, organisation_id: UUID, expected_version: int, *, actor: Actor
    ) -> OrganisationOut:
        organisation = await self._lock(organisation_id, expected_version, actor=actor)
        if organisation.archived_at is None:
            organisation.archived_at = datetime.now(UTC)
            organisation.version += 1
            await self._organisations.flush()
            publish(
                self._session,
                OrganisationArchived(
                    object_id=organisation.id,
                    actor_id=actor.account_id,
                    name=organisation.name,
                ),
            )
        return organisation_out(organisation)

    async def matches(self, name: str, country: str | None) -> list[OrganisationMatch]:
        found = await self._organisations.match_names([(name, country)])
        return [
            OrganisationMatch.model_validate(match, from_attributes=True)
            for match in found[:10]
        ]

    async def _lock(
        self, organisation_id: UUID, expected_version: int, *, actor: Actor
    ) -> Organisation:
        await ORGANISATIONS.require(
            self._session, actor, "organisation.write", organisation_id
        )
        organisation = _existing(
            await self._organisations.lock(organisation_id, visible_to=actor)
        )
        if organisation.version != expected_version:
            raise StaleVersionError(
                "The organisation was changed by somebody else.",
                current=organisation_out(organisation),
            )
        return organisation


def _existing(organisation: Organisation | None) -> Organisation:
    if organisation is None:
        raise NotFoundError("There is no such organisation.")
    return organisation


def _apply(organisation: Organisation, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        match name:
            case "place":
                organisation.place_name = value and value.name
                organisation.latitude = value and value.latitude
                organisation.longitude = value and value.longitude
            case "aliases":
                _refuse_repeated("aliases", [alias.name for alias in value])
                organisation.aliases = _aliases(organisation, value)
            case "identifiers":
                _refuse_repeated("identifiers", [(i.scheme, i.value) for i in value])
                organisation.identifiers = [
                    OrganisationIdentifier(**i.model_dump()) for i in value
                ]
            case "website":
                organisation.website = str(value) if value else None
            case _:
                setattr(organisation, name, value)


def _aliases(
    organisation: Organisation, wanted: Sequence[Alias]
) -> list[OrganisationAlias]:
    """The aliases as wanted; one that stays keeps its row, for names are unique."""
    known = {alias.name: alias for alias in organisation.aliases}
    kept = [known.get(alias.name) or OrganisationAlias() for alias in wanted]
    for alias, said in zip(kept, wanted, strict=True):
        alias.name, alias.language = said.name, said.language
    return kept


def _refuse_repeated(field: str, values: list[Any]) -> None:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise invalid(
                "body", field, index, code="repeated", message="This is there twice."
            )


def organisation_out(organisation: Organisation) -> OrganisationOut:
    return OrganisationOut(
        id=organisation.id,
        kind=OrganisationKind(organisation.kind),
        name=organisation.name,
        country_code=organisation.country_code,
        place=place_out(
            organisation.place_name, organisation.latitude, organisation.longitude
        ),
        website=organisation.website,
        aliases=[AliasOut.model_validate(a) for a in organisation.aliases],
        identifiers=[IdentifierOut.model_validate(i) for i in organisation.identifiers],
        archived=organisation.archived,
        version=organisation.version,
        created_at=organisation.created_at,
        updated_at=organisation.updated_at,
    )
