from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.nested import refuse_repeated, refuse_unknown
from bromost_common.auth import Actor, require_everywhere
from bromost_common.contracts.projects import ProgrammeChanged, ProgrammeRegistered
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.languages import refuse_without_original
from bromost_common.outbox import publish
from bromost_common.paging import Page, PageRequest
from bromost_common.visibility import PROGRAMMES

from .models import Programme, ProgrammeGoal, ProgrammeRole, ProgrammeTheme
from .repository import ProgrammeRepository
from .schemas import (
    ProgrammeCreate,
    ProgrammeListItem,
    ProgrammeOut,
    ProgrammeUpdate,
)

_LISTS = ("goals", "theme_ids", "roles")
_PARTS = tuple(
    name
    for name in ProgrammeOut.model_fields
    if name not in {"id", "project_count", "version", "created_at", "updated_at"}
)


class GoalInUseError(ConflictError):
    """Results serve this goal, and would serve none that is known."""

    code = "goal_in_use"


class ProgrammeService:
    """What can be done with programmes. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._programmes = ProgrammeRepository(session)

    async def register(self, wanted: ProgrammeCreate, *, actor: Actor) -> ProgrammeOut:
        values = {name: getattr(wanted, name) for name in type(wanted).model_fields}
        programme = Programme(
            id=new_id(), **{k: v for k, v in values.items() if k not in _LISTS}
        )
        refuse_contradictions(programme)
        require_everywhere(actor, "programme.write")
        await self._programmes.add(programme)
        await self._replace_lists(programme.id, values)
        publish(
            self._session,
            ProgrammeRegistered(
                object_id=programme.id,
                actor_id=actor.account_id,
                code=programme.code,
                title=programme.title,
                original_language=programme.original_language,
            ),
        )
        return await self.get(programme.id, actor=actor)

    async def get(self, programme_id: UUID, *, actor: Actor) -> ProgrammeOut:
        found = await self._programmes.detail(programme_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such programme.")
        return ProgrammeOut.model_validate(found, from_attributes=True)

    async def page(
        self, wanted: PageRequest, *, sort: str, q: str | None, actor: Actor
    ) -> Page[ProgrammeListItem]:
        rows, cursor, total = await self._programmes.page(
            wanted, sort=sort, q=q, visible_to=actor
        )
        items = [
            ProgrammeListItem.model_validate(row, from_attributes=True) for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def change(
        self,
        programme_id: UUID,
        wanted: ProgrammeUpdate,
        expected_version: int,
        *,
        actor: Actor,
    ) -> ProgrammeOut:
        await PROGRAMMES.require(self._session, actor, "programme.write", programme_id)
        programme = await self._programmes.lock(programme_id, visible_to=actor)
        before = await self.get(programme_id, actor=actor)
        assert programme is not None
        if before.version != expected_version:
            raise StaleVersionError(
                "The programme was changed by somebody else.", current=before
            )
        values = {name: getattr(wanted, name) for name in wanted.model_fields_set}
        for name in values.keys() - set(_LISTS):
            setattr(programme, name, values[name])
        refuse_contradictions(programme)
        await self._programmes.flush()
        await self._replace_lists(programme_id, values)
        return await self._conclude(programme, before, actor=actor)

    async def _conclude(
        self, programme: Programme, before: ProgrammeOut, *, actor: Actor
    ) -> ProgrammeOut:
        """Count and announce the change, if there is one."""
        after = await self.get(programme.id, actor=actor)
        changed = [n for n in _PARTS if getattr(before, n) != getattr(after, n)]
        if not changed:
            return before
        programme.version += 1
        await self._programmes.flush()
        publish(
            self._session,
            ProgrammeChanged(
                object_id=programme.id,
                actor_id=actor.account_id,
                code=programme.code,
                title=programme.title,
                original_language=programme.original_language,
                changed=changed,
            ),
        )
        return await self.get(programme.id, actor=actor)

    async def _replace_lists(
        self, programme_id: UUID, values: Mapping[str, Any]
    ) -> None:
        if "goals" in values:
            goals = values["goals"]
            given = [goal.id for goal in goals if goal.id is not None]
            refuse_repeated("goals", given)
            known = await self._programmes.goal_ids(programme_id)
            ids = [goal.id for goal in goals]
            refuse_unknown("goals", ids, {*given} - known, "id", code="unknown_goal")
            if await self._programmes.serves_results(known - {*given}):
                raise GoalInUseError("Results serve a goal that would be gone.")
            rows = [
                {"id": g.id or new_id(), "position": i, "text": g.text}
                for i, g in enumerate(goals, 1)
            ]
            await self._programmes.replace(
                ProgrammeGoal.programme_id, programme_id, rows
            )
        if "theme_ids" in values:
            await self._replace_themes(programme_id, values["theme_ids"])
        if "roles" in values:
            await self._replace_roles(programme_id, values["roles"])

    async def _replace_themes(self, programme_id: UUID, ids: list[UUID]) -> None:
        refuse_repeated("theme_ids", ids)
        unknown = await self._programmes.unknown_themes(ids)
        refuse_unknown("theme_ids", ids, unknown, code="unknown_theme")
        rows = [{"theme_id": theme_id} for theme_id in ids]
        await self._programmes.replace(ProgrammeTheme.programme_id, programme_id, rows)

    async def _replace_roles(self, programme_id: UUID, roles: Any) -> None:
        refuse_repeated("roles", [(r.organisation_id, r.role) for r in roles])
        ids = [role.organisation_id for role in roles]
        unknown = await self._programmes.unknown_organisations(ids)
        refuse_unknown(
            "roles", ids, unknown, "organisation_id", code="unknown_organisation"
        )
        rows = [{**r.model_dump(), "position": i} for i, r in enumerate(roles, 1)]
        await self._programmes.replace(ProgrammeRole.programme_id, programme_id, rows)


def refuse_contradictions(thing: Any) -> None:
    """What no programme or project may be, however it came to it."""
    if thing.starts_on and thing.ends_on and thing.ends_on < thing.starts_on:
        raise invalid(
            "body",
            "ends_on",
            code="ends_before_start",
            message="The end must not be before the start.",
        )
    refuse_without_original("title", thing.title, thing.original_language)
