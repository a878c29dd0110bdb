from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError, StaleVersionError
from bromost_common.languages import refuse_without_original
from bromost_common.paging import Page, PageRequest
from bromost_indicators.calculation.cross_checks import Comparison, meaning_of
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .models import CrossCheck
from .naming import compared, refuse_unfit
from .repository import CrossCheckRepository
from .schemas import (
    CheckedDefinition,
    CrossCheckCreate,
    CrossCheckOut,
    CrossCheckUpdate,
)

MAX_CROSS_CHECKS = 100


class TooManyRulesError(ConflictError):
    """They are all asked each time, and read by people."""

    code = "too_many_cross_checks"


class CrossCheckService:
    """Rules between indicators. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._checks = CrossCheckRepository(session)
        self._projects = ProjectService(session)

    async def page(
        self, owner_id: UUID, page: PageRequest, *, actor: Actor
    ) -> Page[CrossCheckOut]:
        owner = await self._projects.get(owner_id, actor=actor)
        checks, cursor, total = await self._checks.page(owner, page)
        return Page(items=await self._out(checks), next_cursor=cursor, total=total)

    async def choices(
        self, owner_id: UUID, q: str | None, page: PageRequest, *, actor: Actor
    ) -> Page[CheckedDefinition]:
        owner = await self._projects.get(owner_id, actor=actor)
        rows, cursor, total = await self._checks.choices(
            owner, q, page, visible_to=actor
        )
        return Page(items=[*map(compared, rows)], next_cursor=cursor, total=total)

    async def add(
        self, owner_id: UUID, wanted: CrossCheckCreate, *, actor: Actor
    ) -> CrossCheckOut:
        """From now on it holds; what was accepted stays so."""
        owner = await self._projects.get_for_change(owner_id, actor=actor)
        if await self._checks.count(owner_id) >= MAX_CROSS_CHECKS:
            raise TooManyRulesError(f"At most {MAX_CROSS_CHECKS} rules.")
        of = "programme_id" if owner.is_programme else "project_id"
        check = CrossCheck(id=new_id(), **{of: owner_id})
        await self._fill(check, owner, wanted.model_dump(), actor)
        await self._checks.add(check)
        return await self._shown(check)

    async def change(
        self, check_id: UUID, wanted: CrossCheckUpdate, version: int, *, actor: Actor
    ) -> CrossCheckOut:
        check, owner = await self._held(check_id, version, actor)
        changes = wanted.changes()
        if any(getattr(check, name) != said for name, said in changes.items()):
            await self._fill(check, owner, changes, actor)
            check.version += 1
            await self._checks.save()
        return await self._shown(check)

    async def remove(self, check_id: UUID, version: int, *, actor: Actor) -> None:
        check, _ = await self._held(check_id, version, actor)
        await self._checks.remove(check)

    async def _fill(
        self, check: CrossCheck, owner: OwnerRef, said: dict[str, Any], actor: Actor
    ) -> None:
        ids = said.get("definition_ids")
        if ids is not None and ids != check.definition_ids:
            named = await self._checks.named(owner, ids, visible_to=actor)
            refuse_unfit(ids, named)
        for name, value in said.items():
            setattr(check, name, value)
        refuse_without_original("message", check.message, check.original_language)
        comparison = cast("Comparison", check.comparison)
        check.meaning = meaning_of(comparison, check.definition_ids)

    async def _held(
        self, check_id: UUID, version: int, actor: Actor
    ) -> tuple[CrossCheck, OwnerRef]:
        """The rule for a change, in the version that was read."""
        check = await self._checks.get(check_id, visible_to=actor)
        if check is None:
            raise NotFoundError("There is no such rule.")
        owner = await self._projects.get_for_change(check.owner_id, actor=actor)
        if not await self._checks.refresh(check):
            raise NotFoundError("There is no such rule.")
        if check.version != version:
            current = await self._shown(check)
            raise StaleVersionError("Somebody else changed this rule.", current=current)
        return check, owner

    async def _shown(self, check: CrossCheck) -> CrossCheckOut:
        (shown,) = await self._out([check])
        return shown

    async def _out(self, checks: Sequence[CrossCheck]) -> list[CrossCheckOut]:
        named = {one for check in checks for one in check.definition_ids}
        told = await self._checks.told(named)
        return [
            CrossCheckOut.model_validate(
                {
                    "id": check.id,
                    "what": "programme" if check.programme_id else "project",
                    "owner_id": check.owner_id,
                    "comparison": check.comparison,
                    "definitions": [
                        compared(told[one])
                        for one in check.definition_ids
                        if one in told
                    ],
                    "message": check.message,
                    "original_language": check.original_language,
                    "version": check.version,
                }
            )
            for check in checks
        ]
