from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Uuid,
    and_,
    bindparam,
    exists,
    select,
    text,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor, Role
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page

from .models import PersonRequest, PersonRequestPart, RetentionRun

_NEWEST = Order(
    "newest",
    [
        Key(PersonRequest.created_at, descending=True),
        Key(PersonRequest.id, descending=True),
    ],
)
_NIGHTS = Order(
    "nights",
    [
        Key(RetentionRun.ran_on, descending=True),
        Key(RetentionRun.service),
        Key(RetentionRun.table_name),
    ],
)
# All that the registry knows a person by, now and before.
_KNOWN_AS = text(
    "WITH person AS ("
    "  SELECT display_name AS name, email, NULL AS phone FROM api.account"
    "   WHERE id = :person"
    "  UNION SELECT name, email, phone FROM api.contact_person"
    "   WHERE id = :person OR account_id = :person)"
    " SELECT 'names' AS kind, name AS value FROM person WHERE name IS NOT NULL"
    " UNION SELECT 'emails', email FROM person WHERE email IS NOT NULL"
    " UNION SELECT 'phones', phone FROM person WHERE phone IS NOT NULL"
)
_NAMES = text(
    "SELECT id, display_name AS name FROM api.account WHERE id = ANY (:people)"
    " UNION ALL SELECT id, name FROM api.contact_person WHERE id = ANY (:people)"
).bindparams(bindparam("people", type_=ARRAY(Uuid())))
_SUBJECT = text(
    "SELECT id, 'account' AS kind, display_name AS name, NULL::json AS organisation"
    "  FROM api.account WHERE id = :person"
    " UNION ALL SELECT c.id, 'contact_person', c.name, json_build_object("
    "  'id', o.id, 'name', o.name, 'country_code', o.country_code)"
    "  FROM api.contact_person c JOIN api.organisation o ON o.id = c.organisation_id"
    "  WHERE c.id = :person AND c.account_id IS NULL"
)
# Held until the decision stands, so that two cannot each leave the other as the last.
_OTHER_ADMINISTRATORS = text(
    "SELECT a.id FROM api.account a WHERE a.is_active AND EXISTS ("
    "  SELECT FROM api.role_assignment r WHERE r.account_id = a.id"
    "  AND r.role = :role AND r.scope_id IS NULL AND r.valid_from <= current_date"
    "  AND (r.valid_to IS NULL OR r.valid_to >= current_date))"
    " ORDER BY a.id FOR UPDATE"
)
_CLOSE_ACCOUNT = text(
    "UPDATE api.account SET is_active = false, updated_at = now(),"
    " version = version + 1 WHERE id = :person AND is_active"
)


class KnownAs(NamedTuple):
    """A person's names, addresses and numbers."""

    names: list[str]
    emails: list[str]
    phones: list[str]

    def terms(self) -> dict[str, list[str]]:
        return {"names": self.names, "emails": self.emails, "phones": self.phones}


class PrivacyRepository:
    """Every query on what people ask for about their data."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def known_as(self, person: UUID) -> KnownAs:
        found = KnownAs([], [], [])
        for kind, value in await self._session.execute(_KNOWN_AS, {"person": person}):
            found.terms()[kind].append(value)
        return found

    async def subject(self, person: UUID) -> AnyRow | None:
        found = await self._session.execute(_SUBJECT, {"person": person})
        return found.one_or_none()

    async def names_of(self, people: Sequence[UUID]) -> dict[UUID, str]:
        found = await self._session.execute(_NAMES, {"people": list(people)})
        return {row.id: row.name for row in found}

    async def administrators(self) -> Sequence[UUID]:
        values = {"role": Role.ADMINISTRATOR.value}
        found = await self._session.scalars(_OTHER_ADMINISTRATORS, values)
        return found.all()

    async def close_account(self, person: UUID) -> None:
        await self._session.execute(_CLOSE_ACCOUNT, {"person": person})

    async def add(self, request: PersonRequest, services: Sequence[str]) -> None:
        self._session.add(request)
        await self._session.flush()
        self._session.add_all(
            PersonRequestPart(request_id=request.id, service=service)
            for service in services
        )
        await self._session.flush()

    async def has_open(self, kind: str, person: UUID) -> bool:
        return bool(
            await self._session.scalar(
                select(
                    exists(
                        select(PersonRequest.id).where(
                            PersonRequest.kind == kind,
                            PersonRequest.person_id == person,
                            PersonRequest.ended_at.is_(None),
                        )
                    )
                )
            )
        )

    async def get(
        self, request_id: UUID, *, visible_to: Actor, lock: bool = False
    ) -> PersonRequest | None:
        statement = select(PersonRequest).where(
            PersonRequest.id == request_id, _visible(visible_to)
        )
        found = await self._session.scalars(
            statement.with_for_update() if lock else statement
        )
        return found.one_or_none()

    async def parts(self, requests: Sequence[UUID]) -> Sequence[PersonRequestPart]:
        found = await self._session.scalars(
            select(PersonRequestPart)
            .where(PersonRequestPart.request_id.in_(requests))
            .order_by(PersonRequestPart.request_id, PersonRequestPart.service)
        )
        return found.all()

    async def page(
        self,
        page: PageRequest,
        *,
        kind: str | None,
        person: UUID | None,
        visible_to: Actor,
    ) -> tuple[list[PersonRequest], str | None, int | None]:
        wanted = [
            *([PersonRequest.kind == kind] if kind else []),
            *([PersonRequest.person_id == person] if person else []),
        ]
        rows, cursor, total = await fetch_page(
            self._session,
            select(PersonRequest).where(and_(true(), *wanted), _visible(visible_to)),
            _NEWEST,
            page,
        )
        return [row[0] for row in rows], cursor, total

    async def nights(
        self, page: PageRequest
    ) -> tuple[list[RetentionRun], str | None, int | None]:
        rows, cursor, total = await fetch_page(
            self._session, select(RetentionRun), _NIGHTS, page
        )
        return [row[0] for row in rows], cursor, total


def _visible(actor: Actor) -> ColumnElement[bool]:
    if actor.may("privacy.manage"):
        return true()
    return PersonRequest.person_id == actor.account_id
