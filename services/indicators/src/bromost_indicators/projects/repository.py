from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    column,
    false,
    func,
    literal,
    or_,
    select,
    table,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Boolean, Date, Integer, Numeric, SmallInteger, Text

from bromost_common.auth import Actor, Role
from bromost_common.paging import AnyRow
from bromost_common.visibility import PROGRAMMES as VISIBLE_PROGRAMMES
from bromost_common.visibility import PROJECTS as VISIBLE

# What the registry publishes of its projects; no model, for it is not ours.
PROJECTS = table(
    "project_directory_v1",
    column("id", Uuid),
    column("code", Text),
    column("title", JSONB),
    column("original_language", Text),
    column("archived", Boolean),
    column("programme_id", Uuid),
    schema="api",
)
PROGRAMMES = table(
    "programme_directory_v1",
    column("id", Uuid),
    column("code", Text),
    column("title", JSONB),
    column("original_language", Text),
    schema="api",
)
GOALS = table(
    "programme_goal_v1",
    column("id", Uuid),
    column("programme_id", Uuid),
    column("position", Integer),
    column("text", JSONB),
    schema="api",
)
# From when to when it goes on.
PROJECT_TIMES = table(
    "project_time_v1",
    column("project_id", Uuid),
    column("starts_on", Date),
    column("ends_on", Date),
    schema="api",
)
# Between whom a project takes place.
SIDES = table(
    "project_side_v1",
    column("project_id", Uuid),
    column("organisation_id", Uuid),
    column("name", Text),
    column("country_code", Text),
    column("side", SmallInteger),
    schema="api",
)
# Where organisations are: the phone book.
SEATS = table(
    "organisation_place_v1",
    column("id", Uuid),
    column("latitude", Numeric),
    column("longitude", Numeric),
    schema="api",
)
COUNTRIES = table("country_directory_v1", column("code", Text), schema="api")


def visible_projects(actor: Actor, project_id: Any) -> ColumnElement[bool]:
    """Of the projects, the only place that decides whose results an actor can see."""
    return VISIBLE.visible(actor, "result.read", project_id)


def visible_programmes(actor: Actor, programme_id: Any) -> ColumnElement[bool]:
    return VISIBLE_PROGRAMMES.visible(actor, "result.read", programme_id)


def visible_results(actor: Actor, result: Any) -> ColumnElement[bool]:
    """Of `result`, those whose project or programme the actor sees."""
    return or_(
        visible_projects(actor, result.project_id),
        visible_programmes(actor, result.programme_id),
    )


def reads_unapproved(actor: Actor, result: Any) -> ColumnElement[bool]:
    """Of visible results: not of those that the actor only funds."""
    if not actor.reach("result.read").funded:
        return true()
    return visible_results(without_funding(actor), result)


def without_funding(actor: Actor) -> Actor:
    """The same actor as far as they see for another reason than that they fund it."""
    others = tuple(g for g in actor.grants if g.role is not Role.FUNDER)
    return replace(actor, grants=others)


def visible_entries(actor: Actor, entry: Any, result: Any) -> ColumnElement[bool]:
    """Of the entries of visible results: who only funds it reads what was accepted."""
    return or_(entry.status == "accepted", reads_unapproved(actor, result))


class ProjectRepository:
    """The registry's projects and programmes, as far as this service may read them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, owner_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        """The project or programme of this id."""
        both = union_all(
            select(*PROJECTS.c, literal("project").label("what")).where(
                PROJECTS.c.id == owner_id,
                visible_projects(visible_to, PROJECTS.c.id),
            ),
            select(*PROGRAMMES.c, false(), PROGRAMMES.c.id, literal("programme")).where(
                PROGRAMMES.c.id == owner_id,
                visible_programmes(visible_to, PROGRAMMES.c.id),
            ),
        )
        return (await self._session.execute(both)).one_or_none()

    async def lock(self, owner_id: UUID, *, shared: bool) -> None:
        """Wait for whoever changes the framework of this one, till we are done."""
        take = (
            func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
        )
        key = func.hashtextextended(literal(f"indicators of {owner_id}"), 0)
        await self._session.execute(select(take(key)))

    async def time(self, project_id: UUID) -> AnyRow | None:
        found = await self._session.execute(
            select(PROJECT_TIMES).where(PROJECT_TIMES.c.project_id == project_id)
        )
        return found.one_or_none()

    async def goals(self, programme_id: UUID) -> Sequence[UUID]:
        found = await self._session.scalars(
            select(GOALS.c.id)
            .where(GOALS.c.programme_id == programme_id)
            .order_by(GOALS.c.position, GOALS.c.id)
        )
        return found.all()

    async def unknown_goals(self, programme_id: UUID, ids: set[UUID]) -> set[UUID]:
        known = await self._session.scalars(
            select(GOALS.c.id).where(
                GOALS.c.programme_id == programme_id, GOALS.c.id.in_(ids)
            )
        )
        return ids - set(known)

    async def is_side(self, project_id: UUID, organisation_id: UUID) -> bool:
        found = select(SIDES.c.organisation_id).where(
            SIDES.c.project_id == project_id,
            SIDES.c.organisation_id == organisation_id,
        )
        return await self._session.scalar(found) is not None

    async def is_country(self, code: str) -> bool:
        found = select(COUNTRIES.c.code).where(COUNTRIES.c.code == code)
        return await self._session.scalar(found) is not None
